#include "ui/attention/outbox_page.h"

#include "ui/attention/outbox_model.h"
#include "ui/attention/outbox_questions.h"

namespace petrel::ui {

OutboxPage::OutboxPage(OutboxModel &model, QWidget *parent) : CardPage(model, parent)
{
    setTitle(tr("Outbox"));
    setEmptyWords(tr("Nothing waiting"), tr("Messages rest here until the server has taken them."));
    connect(this, &CardPage::acted, this, [this, &model](int row, CardAction action) {
        const OutboxId id = model.idAt(row);
        const OutboxState seen = model.stateAt(row);
        switch (action) {
        case CardAction::SendNow:
        case CardAction::TryAgain: Q_EMIT retryWanted(id, seen); break;
        case CardAction::SendAgain: askSendAgain(this, model.subjectAt(row), [this, id, seen] { Q_EMIT retryWanted(id, seen); }); break;
        case CardAction::KeepAsIs: askKeepAsIs(this, model.subjectAt(row), [this, id] { Q_EMIT keepWanted(id); }); break;
        case CardAction::Edit: Q_EMIT editWanted(id, seen); break;
        case CardAction::Cancel: Q_EMIT cancelWanted(id, seen); break;
        case CardAction::ChangeTime: Q_EMIT otherTimeWanted(id, model.timeAt(row)); break;
        case CardAction::GiveUp: break; // no message in the outbox offers it
        }
    });
}

} // namespace petrel::ui
