#include "ui/mainwindow/side_pages.h"

#include "ui/attention/activity_popup.h"
#include "ui/attention/attention_page.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/error_sentence.h"
#include "ui/models/folder_tree_model.h"

namespace petrel::ui {

SidePages::SidePages(engine::Engine &engine, ReadAccess &access, FolderTreeModel &folders, QWidget *window)
    : QObject(window)
    , m_engine(engine)
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
    connect(m_attentionPage, &AttentionPage::retryParkedWanted, this, [this](PlacementId id) { m_engine.retryParked(id); });
    connect(m_attentionPage, &AttentionPage::discardParkedWanted, this, [this](PlacementId id) { m_engine.discardParked(id); });
    connect(m_attentionPage, &AttentionPage::retryAppendWanted, this, [this](WishId id) { m_engine.retryAppend(id); });

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
    connect(page, &Page::retryWanted, this, [this](OutboxId id) { m_engine.retryOutbox(id); });
    const auto takeBack = [this](OutboxId id) {
        m_engine.cancelOutbox(id, this, [this](const Status &cancelled) {
            if (!cancelled)
                Q_EMIT told(tr("This message is on its way already."));
        });
    };
    connect(page, &Page::cancelWanted, this, takeBack);
    connect(page, &Page::keepWanted, this, takeBack);
    connect(page, &Page::editWanted, this, [this](OutboxId id) {
        m_engine.editOutbox(id, this, [this](const Result<PlacementId> &draft) {
            if (draft)
                Q_EMIT draftWanted(*draft);
            else
                Q_EMIT told(sentenceFor(draft.error(), Account{}, Activity::Opening).text());
        });
    });
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
