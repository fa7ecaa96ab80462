#include "ui/mainwindow/place_desk.h"

#include "ui/folderpane/folder_pane.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QApplication>
#include <QStackedWidget>

namespace petrel::ui {

using Kind = OpenPlace::Kind;

PlaceDesk::PlaceDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connect(&m_parts.folderPane, &FolderPane::entryChosen, this, &PlaceDesk::open);
    connect(&m_parts.folderPane, &FolderPane::attentionWanted, this, &PlaceDesk::openAttention);
    connect(&m_parts.folders, &FolderTreeModel::loaded, this, &PlaceDesk::followFolders);
    connect(&m_parts.messages, &MessageListModel::stateChanged, this, &PlaceDesk::showWords);
    connect(&m_parts.messages, &QAbstractItemModel::rowsRemoved, this, &PlaceDesk::showWords);
    connect(&m_parts.messages, &QAbstractItemModel::rowsInserted, this, &PlaceDesk::showWords);
    // The row may be among the first ones, or come with the whole order.
    connect(&m_parts.messages, &MessageListModel::stateChanged, this, &PlaceDesk::selectWantedRow);
    connect(&m_parts.messages, &QAbstractItemModel::rowsInserted, this, &PlaceDesk::selectWantedRow, Qt::QueuedConnection);
    connect(m_parts.list.view(), &MessageListView::selectionSettled, this, [this] {
        const PlacementId current = m_parts.list.view()->currentPlacement();
        if (current && current != m_wantedRow)
            m_wantedRow = {}; // the person has chosen another one meanwhile
    });
    connect(m_parts.list.searchField(), &SearchField::searchWanted, this, &PlaceDesk::search);
    connect(&m_parts.list, &MessageListPane::sortWanted, &m_parts.messages, &MessageListModel::setSort);
    connect(&m_parts.list, &MessageListPane::tryAgainWanted, &m_parts.messages, &MessageListModel::reload);
}

void PlaceDesk::open(const QModelIndex &entry)
{
    const auto kind = static_cast<FolderEntry>(entry.data(EntryRole).toInt());
    if (kind == FolderEntry::Outbox)
        become({Kind::Outbox, kind, {}, {}});
    else if (const OpenPlace folder = placeOf(entry); folder.isFolder())
        openFolder(folder);
}

OpenPlace PlaceDesk::placeOf(const QModelIndex &entry) const
{
    const auto query = m_parts.folders.listOf(entry);
    return query ? OpenPlace{Kind::Folder, static_cast<FolderEntry>(entry.data(EntryRole).toInt()), *query, {}} : OpenPlace();
}

void PlaceDesk::openAttention() { become({Kind::Attention, {}, {}, {}}); }

void PlaceDesk::openFolder(const OpenPlace &folder)
{
    m_wantedRow = {};
    if (folder != m_listed || m_parts.messages.state() == MessageListModel::State::Failed) {
        m_parts.messages.setShowsRecipients(tellsRecipients(folder, m_parts.folders));
        m_parts.messages.open(folder.query);
    }
    m_folder = folder;
    become(folder);
    if (const auto row = m_parts.folders.folder(folder.query.folder))
        Q_EMIT folderOpened(*row);
}

void PlaceDesk::showMail()
{
    if (!m_place.showsMail())
        become(m_listed);
}

void PlaceDesk::search(const QString &words)
{
    if (!m_place.isSearch())
        m_beforeSearch = m_parts.list.view()->currentPlacement();
    store::SearchRequest request;
    request.text = words;
    m_parts.messages.setShowsRecipients(false);
    m_parts.messages.openSearch(request);
    become({Kind::Search, {}, {}, words});
}

void PlaceDesk::leaveSearch()
{
    if (m_place.isSearch()) {
        openFolder(m_folder);
        m_wantedRow = std::exchange(m_beforeSearch, PlacementId());
        selectWantedRow();
    }
    m_parts.list.focusList();
}

void PlaceDesk::become(const OpenPlace &place)
{
    const bool other = place != m_place;
    m_place = place;
    if (place.showsMail())
        m_listed = place;
    if (!place.isSearch())
        m_parts.list.searchField()->clear();
    QWidget &page = pageOf(place);
    const QWidget *focus = QApplication::focusWidget();
    const bool focusGoesAlong = &page != m_parts.pages.currentWidget() && m_parts.pages.isAncestorOf(focus);
    m_parts.pages.setCurrentWidget(&page);
    if (focusGoesAlong && place.showsMail())
        m_parts.list.focusList();
    else if (focusGoesAlong)
        page.setFocus(Qt::OtherFocusReason);
    if (!place.isSearch())
        m_parts.folderPane.mark(entryOf(place, m_parts.folders));
    showWords();
    if (other)
        Q_EMIT changed();
}

void PlaceDesk::followFolders()
{
    const bool none = m_parts.folders.accounts().isEmpty();
    const bool gone = m_folder.isFolder() && !entryOf(m_folder, m_parts.folders).isValid();
    if (none && gone) {
        m_folder = {};
        m_parts.messages.close();
        become({});
    } else if (!none && (gone || m_place.kind == Kind::Nothing)) {
        const OpenPlace inboxes = placeOf(m_parts.folders.indexOf(FolderEntry::AllInboxes));
        if (inboxes.isFolder() && (m_place.kind == Kind::Nothing || m_place.isFolder()))
            openFolder(inboxes);
        else if (inboxes.isFolder())
            returnTo(inboxes);
    }
    showWords();
}

void PlaceDesk::returnTo(const OpenPlace &folder)
{
    if (m_listed.isFolder()) {
        m_parts.messages.setShowsRecipients(tellsRecipients(folder, m_parts.folders));
        m_parts.messages.open(folder.query);
        m_listed = folder;
    }
    m_folder = folder;
    m_beforeSearch = {};
}

void PlaceDesk::showWords()
{
    const ListWords words = listWords(m_listed, m_parts.folders, m_parts.messages);
    m_parts.list.setTitle(words.title);
    m_parts.list.setCounts(words.counts);
    m_parts.list.setEmptyWords(words.emptyTitle, words.emptyText);
}

void PlaceDesk::selectWantedRow()
{
    if (m_wantedRow && m_parts.messages.rowOf(m_wantedRow) >= 0)
        m_parts.list.view()->select(std::exchange(m_wantedRow, PlacementId()));
}

QWidget &PlaceDesk::pageOf(const OpenPlace &place) const
{
    return place.kind == Kind::Outbox ? m_parts.outbox : place.kind == Kind::Attention ? m_parts.attention : m_parts.mail;
}

} // namespace petrel::ui
