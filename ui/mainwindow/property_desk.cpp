#include "ui/mainwindow/property_desk.h"

#include "core/store/reader.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/label_book.h"
#include "ui/models/read_access.h"
#include "ui/viewer/message_properties.h"

namespace petrel::ui {

namespace {

struct Found
{
    store::MessageDetail detail;
    ServerCopy copy;
};

/** Labels as they are called; marks of programs, which are shown nowhere else, as they are. */
QStringList namesOf(const QStringList &keywords, const LabelBook &book)
{
    QStringList names;
    for (const ShownLabel &label : book.shown(keywords))
        names.append(label.name);
    for (const QString &keyword : keywords) {
        if (!isPersonsLabel(keyword))
            names.append(keyword);
    }
    return names;
}

} // namespace

PropertyDesk::PropertyDesk(ReadAccess &access, FolderTreeModel &folders, const LabelBook &labels, QWidget &window)
    : QObject(&window), m_access(access), m_folders(folders), m_labels(labels), m_window(window)
{
}

void PropertyDesk::show(PlacementId message)
{
    if (!message)
        return;
    QPointer<MessageProperties> &window = m_open[message];
    if (window) {
        window->raise();
        window->activateWindow();
        return;
    }
    window = new MessageProperties(&m_window);
    fill(message); // and then it shows
}

void PropertyDesk::refresh()
{
    m_open.removeIf([](const auto &entry) { return !entry.value(); });
    const QList<PlacementId> messages = m_open.keys();
    for (const PlacementId message : messages)
        fill(message);
}

void PropertyDesk::fill(PlacementId message)
{
    const auto read = [message](const store::Reader &reader) -> Result<Found> { return Found{TRY(reader.detail(message)), TRY(reader.serverCopy(message))}; };
    m_access.read(this, read, [this, message](const Result<Found> &found) {
        MessageProperties *window = m_open.value(message);
        if (!window)
            return;
        const auto account = found ? m_folders.receiverOf(found->detail.row) : std::nullopt;
        if (!account)
            return void(window->close()); // the message has gone
        const auto folder = m_folders.folder(found->detail.row.folder);
        const auto home = m_folders.account(found->detail.row.account);
        const bool isElsewhere = home && home->id != account->id;
        window->setKnown({found->detail.row, found->detail.envelope, found->detail.dateReceived, namesOf(found->detail.keywords, m_labels),
                          folder ? shownName(*folder) : QString(), *account, found->copy,
                          isElsewhere ? (home->name.isEmpty() ? home->address.email : home->name) : QString()});
        if (!window->isVisible()) {
            window->show();
            window->activateWindow();
        }
    });
}

} // namespace petrel::ui
