#include "ui/attention/attention_page.h"

#include "ui/attention/attention_model.h"
#include "ui/attention/outbox_questions.h"

namespace petrel::ui {

using Subject = store::AttentionItem::Subject;

AttentionPage::AttentionPage(AttentionModel &model, QWidget *parent) : CardPage(model, parent), m_items(model)
{
    setTitle(tr("Needs attention"));
    setIntroduction(tr("Everything else carries on. Nothing here is lost, and nothing is tried again behind your back."));
    setEmptyWords(tr("Nothing needs you"), tr("If Petrel is ever unsure, it asks you here."));
    connect(this, &CardPage::acted, this, [this](int row, CardAction action) {
        const store::AttentionItem item = m_items.itemAt(row);
        if (item.subject == Subject::Outgoing)
            actOnOutgoing(row, action);
        else if (item.subject == Subject::Append && action == CardAction::TryAgain)
            Q_EMIT retryAppendWanted(item.append);
        else if (item.subject == Subject::Append && action == CardAction::GiveUp)
            Q_EMIT discardCopyWanted(item.append);
        else if (item.subject == Subject::Wish && action == CardAction::TryAgain)
            Q_EMIT retryParkedWanted(item.placement);
        else if (item.subject == Subject::Wish && action == CardAction::GiveUp)
            Q_EMIT discardParkedWanted(item.placement);
        else if (item.subject == Subject::Folder && action == CardAction::TryAgain)
            Q_EMIT retryFolderWanted(item.folder);
        else if (item.subject == Subject::Folder && action == CardAction::GiveUp)
            Q_EMIT discardFolderWanted(item.folder);
    });
}

void AttentionPage::actOnOutgoing(int row, CardAction action)
{
    const OutboxId id = m_items.itemAt(row).outbox;
    const OutboxState seen = m_items.itemAt(row).outboxState;
    const QString subject = m_items.itemAt(row).title;
    switch (action) {
    case CardAction::SendNow:
    case CardAction::TryAgain: Q_EMIT retryWanted(id, seen); break;
    case CardAction::SendAgain: askSendAgain(this, subject, [this, id, seen] { Q_EMIT retryWanted(id, seen); }); break;
    case CardAction::KeepAsIs: askKeepAsIs(this, subject, [this, id] { Q_EMIT keepWanted(id); }); break;
    case CardAction::Edit: Q_EMIT editWanted(id, seen); break;
    case CardAction::Cancel: Q_EMIT cancelWanted(id, seen); break;
    case CardAction::ChangeTime:
    case CardAction::GiveUp: break; // offered for wishes only
    }
}

} // namespace petrel::ui
