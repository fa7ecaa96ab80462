#pragma once

#include "ui/compose/recipient.h"

#include <QAbstractButton>

namespace petrel::ui {

/**
 * One recipient in a field: disc and name, the reason in the tool tip when no mail can go there, or did not the last time. One tab stop; keys are
 * told to the field: arrows move, Delete removes, F2 or Enter edits, Ctrl+X and Ctrl+C take it along.
 */
class AddressChip : public QAbstractButton
{
    Q_OBJECT
public:
    AddressChip(const Recipient &recipient, QWidget *parent);

    [[nodiscard]] const Recipient &recipient() const { return m_recipient; }
    /** A server refused it before: it may be sent to all the same. */
    void setWarning(const QString &why);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeWanted();
    void editWanted();
    /** -1 to the one before, 1 to the one after. */
    void moveWanted(int step);
    void copyWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Recipient m_recipient;
    QString m_warning;
};

} // namespace petrel::ui
