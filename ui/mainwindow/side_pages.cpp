#include "ui/mainwindow/side_pages.h"

#include "core/base/clock.h"
#include "core/store/reader.h"
#include "ui/attention/activity_popup.h"
#include "ui/attention/attention_page.h"
#include "ui/attention/outbox_page.h"
#include "ui/attention/outbox_questions.h"
#include "ui/common/error_sentence.h"
#include "ui/common/later.h"
#include "ui/common/moment_panel.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/read_access.h"

#include <QDialog>

namespace petrel::ui {

namespace {

constexpr int kTimeWidth = 440;

QString whyNot(const Error &error)
{
    return error.kind == ErrorKind::Invalid ? SidePages::tr("This message is on its way already.")
                                            : sentenceFor(error, Account{}, Activity::Saving).text();
}

} // namespace

SidePages::SidePages(engine::Engine &engine, ReadAccess &access, FolderTreeModel &folders, QWidget *window)
    : QObject(window)
    , m_engine(engine)
    , m_access(access)
    , m_source(access)
    , m_outbox(m_source)
    , m_attention(m_source)
    , m_outboxPage(new OutboxPage(m_outbox))
    , m_attentionPage(new AttentionPage(m_attention))
    , m_activity(new ActivityPopup(window))
{
    m_activity->hide();
    connectOutgoing(m_outboxPage);
    connectOutgoing(m_attentionPage);
    connect(m_outboxPage, &OutboxPage::otherTimeWanted, this, &SidePages::askForTime);
    connect(m_attentionPage, &AttentionPage::retryParkedWanted, this, [this](PlacementId id) { m_engine.retryParked(id); });
    connect(m_attentionPage, &AttentionPage::discardParkedWanted, this, [this](PlacementId id) { m_engine.discardParked(id); });
    connect(m_attentionPage, &AttentionPage::retryFolderWanted, this, [this](FolderId id) { m_engine.retryFolder(id); });
    connect(m_attentionPage, &AttentionPage::discardFolderWanted, this, [this](FolderId id) { m_engine.discardFolderWish(id); });
    connect(m_attentionPage, &AttentionPage::retryAppendWanted, this, [this](WishId id) { m_engine.retryAppend(id); });
    connect(m_attentionPage, &AttentionPage::discardCopyWanted, this, [this](WishId id) { m_engine.discardCopy(id); });

    connect(&folders, &FolderTreeModel::loaded, this, [this, &folders] {
        m_activity->setAccounts(folders.accounts());
        for (const Account &account : folders.accounts())
            m_activity->setStatus(m_engine.status(account.id));
    });
    connect(&engine.events(), &engine::EngineEvents::accountStatusChanged, m_activity, &ActivityPopup::setStatus);
    connect(&engine.events(), &engine::EngineEvents::onlineChanged, this, [this](bool online) {
        m_activity->setOnline(online);
        m_outbox.setOnline(online);
    });
    connect(m_activity, &ActivityPopup::stopWanted, this, [this](AccountId account) { m_engine.stopFetching(account); });
    connect(m_activity, &ActivityPopup::checkWanted, this, [this](AccountId account) { m_engine.checkMail(account); });
    connect(m_activity, &ActivityPopup::onlineWanted, this, [this](bool online) { m_engine.setOnline(online); });
    connect(m_activity, &ActivityPopup::passwordWanted, this, &SidePages::passwordWanted);
    m_outbox.reload();
    m_attention.reload();
}

template <class Page>
void SidePages::connectOutgoing(Page *page)
{
    connect(page, &CardPage::left, this, &SidePages::left);
    connect(page, &Page::retryWanted, this, [this, page](OutboxId id, OutboxState seen) { retry(id, seen, page); });
    connect(page, &Page::cancelWanted, this, &SidePages::takeBack);
    connect(page, &Page::keepWanted, this, [this](OutboxId id) {
        m_engine.leaveAsSent(id, this, [this](const Status &left) {
            Q_EMIT told(left ? SidePages::tr("It lies in Sent and is not sent again.") : whyNot(left.error()));
        });
    });
    connect(page, &Page::editWanted, this, [this](OutboxId id, OutboxState seen) {
        m_access.read(this, [id](const store::Reader &reader) { return reader.outboxItem(id); }, [this, seen](const Result<OutboxItem> &item) {
            if (item)
                edit(*item, seen);
            else
                Q_EMIT told(whyNot(item.error()));
        });
    });
}

void SidePages::edit(const OutboxItem &item, OutboxState seen)
{
    m_engine.takeBackOutbox(item.id, seen, this, [this, item](const Result<PlacementId> &draft) {
        if (draft)
            Q_EMIT draftWanted(*draft, item);
        else
            Q_EMIT told(whyNot(draft.error()));
    });
}

void SidePages::retry(OutboxId id, OutboxState seen, QWidget *page)
{
    m_access.read(this, [id](const store::Reader &reader) { return reader.outboxItem(id); }, [this, id, seen, page](const Result<OutboxItem> &item) {
        if (item && item->state == OutboxState::Uncertain && seen != OutboxState::Uncertain)
            askSendAgain(page, item->subject, [this, id] { m_engine.retryOutbox(id, OutboxState::Uncertain); });
        else
            m_engine.retryOutbox(id, seen);
    });
}

void SidePages::takeBack(OutboxId id, OutboxState seen)
{
    m_engine.takeBackOutbox(id, seen, this, [this, id](const Result<PlacementId> &draft) {
        if (!draft) {
            Q_EMIT told(whyNot(draft.error()));
            return;
        }
        Snackbar::Offer offer;
        offer.icon = QStringLiteral("pencil");
        offer.text = tr("Kept in Drafts; it is not sent");
        offer.action = tr("Undo");
        offer.accepted = [this, id, draft = *draft] {
            m_engine.sendAfterAll(id, draft, this, [this](const Status &waits) {
                if (!waits && waits.error().kind == ErrorKind::Invalid)
                    Q_EMIT told(tr("It stays in Drafts: it was changed meanwhile."));
                else if (!waits)
                    Q_EMIT told(tr("It stays in Drafts.") + u' ' + whyNot(waits.error()));
            });
        };
        Q_EMIT offered(offer);
    });
}

/** Beside the window, which goes on: somebody may want to look something up first. */
void SidePages::askForTime(OutboxId id, std::int64_t now)
{
    if (m_time)
        delete m_time;
    m_time = new QDialog(m_outboxPage->window());
    m_time->setObjectName(QStringLiteral("otherTime"));
    m_time->setAttribute(Qt::WA_DeleteOnClose);
    m_time->setWindowTitle(tr("When should it go out?"));
    auto *panel = new MomentPanel(tr("Change time"), m_time);
    auto *around = new QVBoxLayout(m_time);
    around->addWidget(panel);
    connect(panel, &MomentPanel::left, m_time, &QDialog::close);
    connect(panel, &MomentPanel::chosen, this, [this, id](std::int64_t utc) {
        if (m_time)
            m_time->close();
        m_engine.sendOutboxAt(id, utc, this, [this, utc](const Status &waits) {
            Q_EMIT told(waits ? tr("Goes out %1").arg(whenText(utc, Clock::current().wall().toLocalTime())) : whyNot(waits.error()));
        });
    });
    panel->open(QDateTime::fromSecsSinceEpoch(now));
    m_time->resize(kTimeWidth, around->totalHeightForWidth(kTimeWidth));
    m_time->show();
}

void SidePages::apply(const ChangeSet &changes)
{
    m_outbox.apply(changes);
    m_attention.apply(changes);
}

void SidePages::openActivity(QWidget *foot)
{
    m_activity->setOnline(m_engine.isOnline());
    m_activity->openOver(foot);
}

} // namespace petrel::ui
