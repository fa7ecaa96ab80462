#include "ui/mainwindow/search_desk.h"

#include "ui/common/error_sentence.h"
#include "ui/mainwindow/place_desk.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

namespace petrel::ui {

namespace {
constexpr int kQuietMs = 300;
} // namespace

SearchDesk::SearchDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &SearchDesk::count);
    connect(&m_parts.places, &PlaceDesk::changed, this, &SearchDesk::followPlace);
    connect(m_parts.list.searchFoot(), &SearchFoot::pressed, this, &SearchDesk::press);
    connect(&m_parts.messages, &QAbstractItemModel::rowsInserted, this, &SearchDesk::showWords);
    connect(&m_parts.messages, &MessageListModel::stateChanged, this, &SearchDesk::followList);
    connect(&m_parts.engine.events(), &engine::EngineEvents::onlineChanged, this, &SearchDesk::showWords);
}

void SearchDesk::followPlace()
{
    const OpenPlace &place = m_parts.places.place();
    const bool isAsBefore = place.isSearch() && m_state.reach && place.searched == m_request.text;
    if (!place.showsMail() || isAsBefore)
        return; // the results are still there
    m_counting.cancel();
    m_asking.cancel();
    m_state = {};
    m_request = {};
    m_request.text = place.searched;
    if (place.isSearch())
        m_quiet.start();
    else
        m_quiet.stop();
    showWords();
}

void SearchDesk::count()
{
    m_counting = m_parts.engine.searchReach(m_request, this, [this](const Result<engine::SearchReach> &reach) {
        if (reach)
            m_state.reach = *reach;
        showWords();
    });
}

/** The same words again: the rows that servers found went with the others. */
void SearchDesk::followList()
{
    if (m_parts.messages.state() != MessageListModel::State::Opening)
        return;
    m_asking.cancel();
    m_state.find.reset();
    showWords();
}

void SearchDesk::press()
{
    if (m_state.find && !m_state.find->isOver) {
        m_asking.cancel();
        m_state.find.reset();
        return showWords();
    }
    ask(m_state.find ? m_state.find->left : QList<engine::FindLeft>());
}

void SearchDesk::ask(const QList<engine::FindLeft> &from)
{
    m_state.find = engine::ServerFind();
    showWords();
    m_asking = m_parts.engine.searchServers(m_request, from, this, [this](const engine::ServerFind &find) { take(find); });
}

void SearchDesk::take(const engine::ServerFind &find)
{
    m_state.find = find;
    m_parts.messages.addFound(find.found);
    showWords();
}

void SearchDesk::showWords()
{
    m_state.added = m_parts.messages.foundAtServer();
    m_state.isOnline = m_parts.engine.isOnline();
    m_parts.list.searchFoot()->say(searchFootWords(m_state, [this](FolderId folder) { return nameOf(folder); },
                                                    [this](const engine::ServerFind::Trouble &trouble) { return tell(trouble); }));
}

QString SearchDesk::nameOf(FolderId folder) const
{
    const auto row = m_parts.folders.folder(folder);
    return row ? row->name : tr("a folder");
}

QString SearchDesk::tell(const engine::ServerFind::Trouble &trouble) const
{
    if (trouble.error.kind == ErrorKind::Unsupported)
        return tr("The server of %1 cannot be asked that.").arg(nameOf(trouble.folder));
    const auto row = m_parts.folders.folder(trouble.folder);
    const Account account = row ? m_parts.folders.account(row->account).value_or(Account{}) : Account{};
    return sentenceFor(trouble.error, account, Activity::Opening).happened;
}

} // namespace petrel::ui
