#pragma once

#include <QMenu>

namespace petrel::ui {

/**
 * A menu of names that letters make shorter: whatever is typed must occur in a name for it to stay, the first that stays
 * is marked, Enter takes it, Backspace brings the others back. The line on top shows what was typed. GUI thread.
 */
class TypeAheadMenu : public QMenu
{
    Q_OBJECT
public:
    /** `title` is the line on top: "Move to". */
    explicit TypeAheadMenu(const QString &title, QWidget *parent = nullptr);

    /** A choice with its name as it is; an ampersand is no mark. */
    QAction *addName(const QIcon &icon, const QString &name);
    /** The action that is marked when no name is left. */
    void setOtherwise(QAction *action) { m_otherwise = action; }
    [[nodiscard]] QString typed() const { return m_typed; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void narrow();

    QString m_title;
    QString m_typed;
    QAction *m_top;
    QAction *m_otherwise = nullptr;
};

} // namespace petrel::ui
