#pragma once

#include "core/model/label.h"

#include <QDialog>

class QLineEdit;

namespace petrel::ui {

class Button;
class ColourChoice;
class RoleLabel;

/**
 * Asks for the name and the colour of a label and says while it is typed what is wrong with the name. It stays until whoever asked has
 * heard them and calls accept(), or refuse() with the reason. GUI thread.
 */
class LabelDialog : public QDialog
{
    Q_OBJECT
public:
    /** `before` is the label to change; without a keyword it is a new one. `taken`: names that others have. */
    LabelDialog(const Label &before, const QStringList &taken, QWidget *parent = nullptr);

    /** It could not be kept so. */
    void refuse(const QString &why);

Q_SIGNALS:
    /** The name is trimmed and sound as far as is known here. */
    void chosen(const QString &name, petrel::LabelColour colour);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void look();
    [[nodiscard]] QString problemOf(const QString &name) const;
    void submit();

    QStringList m_taken;
    QLineEdit *m_field;
    RoleLabel *m_note;
    ColourChoice *m_colours;
    Button *m_accept = nullptr;
};

} // namespace petrel::ui
