#pragma once

#include "core/engine/engine.h"
#include "ui/attention/attention_model.h"
#include "ui/attention/outbox_model.h"
#include "ui/attention/store_attention_source.h"
#include "ui/common/snackbar.h"

#include <QObject>
#include <QPointer>

class QDialog;

namespace petrel::ui {

class ActivityPopup;
class AttentionPage;
class FolderTreeModel;
class OutboxPage;
class ReadAccess;

/** The pages that stand in place of list and message (outbox, needs attention), and the activity list over the foot line. GUI thread. */
class SidePages : public QObject
{
    Q_OBJECT
public:
    /** All borrowed. The pages belong to whoever shows them. */
    SidePages(engine::Engine &engine, ReadAccess &access, FolderTreeModel &folders, QWidget *window);

    [[nodiscard]] OutboxPage *outbox() const { return m_outboxPage; }
    [[nodiscard]] AttentionPage *attention() const { return m_attentionPage; }
    void apply(const ChangeSet &changes);
    void openActivity(QWidget *foot);

Q_SIGNALS:
    void left();
    void passwordWanted(petrel::AccountId account);
    /** A message came back from the outbox and is a draft now; `item` is how it stood there. */
    void draftWanted(petrel::PlacementId draft, const petrel::OutboxItem &item);
    void told(const QString &sentence);
    /** It was done and can be undone for a while. */
    void offered(const petrel::ui::Snackbar::Offer &offer);

private:
    template <class Page>
    void connectOutgoing(Page *page);
    /** As the person saw it; what nobody knows the fate of by now is asked about first. */
    void retry(OutboxId id, OutboxState seen, QWidget *page);
    /** Out of the outbox and into a composer. */
    void edit(const OutboxItem &item, OutboxState seen);
    /** Out of the outbox and into Drafts, where it stays until the person opens it. */
    void takeBack(OutboxId id, OutboxState seen);
    /** Of a message that was to go out at `now` (UTC seconds). */
    void askForTime(OutboxId id, std::int64_t now);

    engine::Engine &m_engine;
    ReadAccess &m_access;
    StoreAttentionSource m_source;
    OutboxModel m_outbox;
    AttentionModel m_attention;
    OutboxPage *m_outboxPage;
    AttentionPage *m_attentionPage;
    ActivityPopup *m_activity;
    QPointer<QDialog> m_time; ///< a time is being chosen
};

} // namespace petrel::ui
