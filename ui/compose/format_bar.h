#pragma once

#include "ui/compose/body_editor.h"

#include <QList>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace petrel::ui {

class RoleLabel;

/** Bold, italic, underline, lists, quote, link: shown in rich text only. The link's address is typed in the bar itself. */
class FormatBar : public QWidget
{
    Q_OBJECT
public:
    /** `editor` is borrowed and outlives the bar. */
    FormatBar(BodyEditor &editor, QWidget *parent = nullptr);

    /** Opens the field for the address of a link (Ctrl+L). */
    void askForLink();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addMark(TextMark mark, const QString &icon, const QString &name, const QKeySequence &shortcut);
    void addGap();
    void refresh();
    void applyLink();
    void closeLink();

    struct Button
    {
        TextMark mark;
        QToolButton *button;
    };
    BodyEditor &m_editor;
    QList<Button> m_buttons;
    QToolButton *m_link;
    QLineEdit *m_address;
    RoleLabel *m_complaint;
};

} // namespace petrel::ui
