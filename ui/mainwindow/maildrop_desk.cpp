#include "ui/mainwindow/maildrop_desk.h"

#include "ui/maildrop/maildrop_window.h"
#include "ui/models/folder_tree_model.h"

#include <QScreen>

namespace petrel::ui {

MaildropDesk::MaildropDesk(engine::Engine &engine, FolderTreeModel &folders, QWidget &window) : QObject(&window), m_engine(engine), m_folders(folders), m_window(window) {}

void MaildropDesk::show(AccountId account)
{
    const auto known = m_folders.account(account);
    if (!known)
        return;
    QPointer<MaildropWindow> &window = m_open[account].window;
    if (!window) {
        window = new MaildropWindow(&m_window);
        window->setAccount(*known);
        connect(window, &MaildropWindow::listWanted, this, [this, account] { list(account); });
        connect(window, &MaildropWindow::fetchWanted, this, [this, account](const QList<MaildropEntry> &entries) { wish(account, entries, MaildropEntry::Wish::Fetch); });
        connect(window, &MaildropWindow::deleteWanted, this, [this, account](const QList<MaildropEntry> &entries) { wish(account, entries, MaildropEntry::Wish::Delete); });
        QRect place(QPoint(), window->size());
        place.moveCenter(m_window.frameGeometry().center());
        const QPoint corner = m_window.screen()->availableGeometry().topLeft();
        window->move(qMax(corner.x(), place.left()), qMax(corner.y(), place.top()));
        window->show();
        list(account);
    }
    window->raise();
    window->activateWindow();
}

void MaildropDesk::list(AccountId account)
{
    Open &open = m_open[account];
    if (!open.window)
        return;
    open.window->showAsking();
    open.asked = m_engine.listMaildrop(account, open.window, [window = open.window](const Result<QList<MaildropEntry>> &entries) {
        if (entries)
            window->showEntries(*entries);
        else
            window->showError(entries.error());
    });
}

void MaildropDesk::wish(AccountId account, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish)
{
    m_open[account].window->showAsking();
    m_engine.wishFromMaildrop(account, entries, wish, m_open[account].window, [this, account](const Status &recorded) {
        if (recorded)
            list(account); // once it was done
        else if (MaildropWindow *window = m_open[account].window)
            window->showError(recorded.error());
    });
}

} // namespace petrel::ui
