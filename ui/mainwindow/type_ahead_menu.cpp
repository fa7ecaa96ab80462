#include "ui/mainwindow/type_ahead_menu.h"

#include <QKeyEvent>

namespace petrel::ui {

namespace {

constexpr int kWidest = 420; ///< of a name: paths may be longer than the screen is wide

QString plain(QString name) { return name.replace(QLatin1Char('&'), QStringLiteral("&&")); }

/** Something to look for; a space only inside of it, for alone it takes the marked entry. */
bool isTyping(const QKeyEvent &event, const QString &typed)
{
    const QString text = event.text();
    const bool commands = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    return !commands && !text.isEmpty() && text.at(0).isPrint() && (!text.at(0).isSpace() || !typed.isEmpty());
}

} // namespace

TypeAheadMenu::TypeAheadMenu(const QString &title, QWidget *parent) : QMenu(title, parent), m_title(title), m_top(addAction(QString()))
{
    narrow();
    m_top->setEnabled(false);
    addSeparator();
}

QAction *TypeAheadMenu::addName(const QIcon &icon, const QString &name)
{
    QAction *action = addAction(icon, plain(fontMetrics().elidedText(name, Qt::ElideMiddle, kWidest)));
    action->setData(name);
    return action;
}

void TypeAheadMenu::keyPressEvent(QKeyEvent *event)
{
    if (isTyping(*event, m_typed))
        m_typed += event->text();
    else if (event->key() == Qt::Key_Backspace && !m_typed.isEmpty())
        m_typed.chop(1);
    else
        return QMenu::keyPressEvent(event);
    narrow();
}

void TypeAheadMenu::narrow()
{
    QAction *first = nullptr;
    for (QAction *action : actions()) {
        if (!action->data().isValid())
            continue;
        action->setVisible(action->data().toString().contains(m_typed, Qt::CaseInsensitive));
        if (!first && action->isVisible())
            first = action;
    }
    const QString title = fontMetrics().elidedText(m_title, Qt::ElideMiddle, kWidest);
    m_top->setText(plain(m_typed.isEmpty() ? title
                         : first           ? tr("%1: %2", "title of a menu and what was typed").arg(title, m_typed)
                                           : tr("Nothing is called \"%1\"").arg(m_typed)));
    setActiveAction(m_typed.isEmpty() ? nullptr : first ? first : m_otherwise);
}

} // namespace petrel::ui
