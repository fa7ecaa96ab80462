#pragma once

#include "core/model/ids.h"
#include "core/model/outbox.h"
#include "ui/attention/card_page.h"

namespace petrel::ui {

class OutboxModel;

/**
 * The outbox as a page: whom each message goes to, how it stands, what each server said. Passive: what the person wants
 * comes as a signal. Only what cannot be undone was asked about first. GUI thread.
 */
class OutboxPage : public CardPage
{
    Q_OBJECT
public:
    explicit OutboxPage(OutboxModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    /** Send now, try again, or (asked first) send again what may have arrived already. `seen` is what its card said when the person acted. */
    void retryWanted(petrel::OutboxId id, petrel::OutboxState seen);
    /** The same, and open it: its card goes, it is a draft. */
    void editWanted(petrel::OutboxId id, petrel::OutboxState seen);
    /** It is to go out at another time than `now` (UTC seconds), which is to be asked for. */
    void otherTimeWanted(petrel::OutboxId id, std::int64_t now);
    /** Out of the outbox and into Drafts; can be undone. */
    void cancelWanted(petrel::OutboxId id, petrel::OutboxState seen);
    /** The uncertain one leaves the outbox for Sent and is never sent again; asked first. */
    void keepWanted(petrel::OutboxId id);
};

} // namespace petrel::ui
