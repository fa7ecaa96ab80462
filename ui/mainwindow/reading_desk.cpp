#include "ui/mainwindow/reading_desk.h"

#include "core/base/clock.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/attachment_area.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/reading_pane.h"
#include "ui/viewer/source_window.h"

namespace petrel::ui {

ReadingDesk::ReadingDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts), m_attachments(parts.engine, parts.pane, this)
{
    m_markRead.setSingleShot(true);
    connect(&m_markRead, &QTimer::timeout, this, &ReadingDesk::markRead);
    connect(&m_attachments, &AttachmentDesk::told, this, &ReadingDesk::told);
    connectPane();
    connectEngine();
}

void ReadingDesk::connectPane()
{
    connect(m_parts.list.view(), &MessageListView::selectionSettled, this, &ReadingDesk::showSelection);
    const MessageListModel *messages = m_parts.list.view()->messages();
    connect(messages, &QAbstractItemModel::dataChanged, this, &ReadingDesk::takeRow);
    connect(&m_parts.pane, &ReadingPane::told, this, &ReadingDesk::told);
    connect(&m_parts.pane, &ReadingPane::retryWanted, this, [this](PlacementId id) { open(id); });
    connect(&m_parts.pane, &ReadingPane::wholeWanted, this, [this](PlacementId id) { open(id, engine::Engine::Extent::Whole); });
    connect(&m_parts.pane, &ReadingPane::sourceWanted, this, &ReadingDesk::showSource);
    const auto from = [this](PlacementId id) { return AttachmentDesk::Origin{id, shownAccount()}; };
    connect(&m_parts.pane, &ReadingPane::openAttachmentWanted, this,
            [this, from](PlacementId id, const AttachmentItem &item) { m_attachments.open(from(id), item); });
    connect(&m_parts.pane, &ReadingPane::saveAttachmentWanted, this,
            [this, from](PlacementId id, const AttachmentItem &item) { m_attachments.save(from(id), item); });
    connect(&m_parts.pane, &ReadingPane::saveAllWanted, this,
            [this, from](PlacementId id, const QList<AttachmentItem> &items) { m_attachments.saveAll(from(id), items); });
}

void ReadingDesk::connectEngine()
{
    engine::EngineEvents &events = m_parts.engine.events();
    connect(&events, &engine::EngineEvents::fetching, this, [this](PlacementId id, const QByteArray &path, qint64 done, qint64 total) {
        if (path.isEmpty())
            m_parts.presenter.showProgress(id, done, total);
        else if (id == m_parts.presenter.message().id)
            m_parts.pane.card()->attachments()->showProgress(path, done, total);
    });
    connect(&events, &engine::EngineEvents::onlineChanged, this, [this](bool online) {
        if (online)
            openIfNotHere();
    });
    connect(&events, &engine::EngineEvents::accountStatusChanged, this, [this](const engine::AccountStatus &status) {
        // Each success of the account is reason for one attempt, no more.
        if (status.account == m_row.receiver() && status.lastSuccess > m_missedAt)
            openIfNotHere();
    });
    connect(&events, &engine::EngineEvents::changed, this, [this](const ChangeSet &changes) {
        for (const ChangeSet::Placements &entry : changes.placements) {
            if (entry.changed.contains(m_shown))
                return openIfNotHere();
        }
    });
}

void ReadingDesk::showSelection()
{
    const QList<PlacementId> selected = m_parts.list.view()->selectedPlacements();
    if (selected.size() == 1) {
        if (selected.first() != m_shown)
            open(selected.first());
        return;
    }
    m_ticket.cancel();
    m_markRead.stop();
    m_shown = {};
    m_row = {};
    if (selected.isEmpty())
        m_parts.presenter.showNothing();
    else
        showSeveral(selected);
    Q_EMIT shownChanged();
}

void ReadingDesk::showSeveral(const QList<PlacementId> &ids)
{
    constexpr qsizetype kNamed = 5;
    QStringList subjects;
    for (const PlacementId id : ids.first(std::min(ids.size(), kNamed))) {
        if (const MessageRow *row = loadedRow(id))
            subjects.append(row->subject);
    }
    m_parts.presenter.showSeveral(static_cast<int>(ids.size()), subjects);
}

void ReadingDesk::open(PlacementId id, engine::Engine::Extent extent)
{
    m_markRead.stop();
    m_shown = id;
    const MessageRow *row = loadedRow(id);
    m_row = row ? *row : MessageRow();
    m_parts.presenter.showLoading({id, placeOf(m_row), m_row.size}, m_row.subject);
    m_ticket = m_parts.engine.openMessage(id, extent, this, [this](const Result<mime::MessageContent> &content) { opened(content); });
    Q_EMIT shownChanged();
}

void ReadingDesk::opened(const Result<mime::MessageContent> &content)
{
    if (!content) {
        m_missedAt = Clock::nowUtc();
        m_parts.presenter.showError(m_shown, content.error(), shownAccount());
    } else {
        m_parts.presenter.showMessage(m_shown, *content);
        if (!m_row.flags.testFlag(Flag::Seen) && m_markReadDelay >= 0)
            m_markRead.start(m_markReadDelay);
    }
    Q_EMIT shownChanged();
}

void ReadingDesk::takeRow()
{
    const MessageRow *row = loadedRow(m_shown);
    if (!row || *row == m_row)
        return;
    const bool known = bool(m_row.id);
    m_row = *row;
    if (m_parts.presenter.mode() == ReadingMode::HeaderOnly && m_row.bodyState == BodyState::Full)
        return open(m_shown); // it was fetched for another reason
    if (!known)
        m_parts.presenter.showPlace({m_shown, placeOf(m_row), m_row.size}, m_row.subject);
    Q_EMIT shownChanged();
}

void ReadingDesk::openIfNotHere()
{
    if (m_shown && m_parts.presenter.mode() == ReadingMode::NotHere)
        open(m_shown);
}

void ReadingDesk::markRead()
{
    if (m_shown)
        m_parts.engine.setFlags({m_shown}, Flag::Seen, {});
}

void ReadingDesk::showSource()
{
    m_source = m_parts.engine.openSource(m_shown, this, [this, row = m_row](const Result<QByteArray> &source) {
        if (!source) {
            const Account account = m_parts.folders.receiverOf(row).value_or(Account{});
            Q_EMIT told(sentenceFor(source.error(), account, Activity::Opening).text());
            return;
        }
        auto *window = new SourceWindow(row.subject, *source, m_parts.pane.window());
        window->setWindowFlag(Qt::Window);
        window->show();
    });
}

const MessageRow *ReadingDesk::loadedRow(PlacementId id) const { return m_parts.list.view()->messages()->loadedRow(id); }

Account ReadingDesk::shownAccount() const { return m_parts.folders.receiverOf(m_row).value_or(Account{}); }

QString ReadingDesk::placeOf(const MessageRow &row) const
{
    const auto account = m_parts.folders.account(row.account);
    const auto folder = m_parts.folders.folder(row.folder);
    return (account ? account->name : QString()) + (folder ? QStringLiteral(", ") + shownName(*folder) : QString());
}

} // namespace petrel::ui
