#pragma once

#include "core/model/ids.h"
#include "core/model/outbox.h"
#include "ui/attention/card_page.h"

namespace petrel::ui {

class AttentionModel;

/**
 * "Needs attention" as a page: one card per thing that only the person can decide, newest first. Passive: what the person
 * wants comes as a signal. GUI thread.
 */
class AttentionPage : public CardPage
{
    Q_OBJECT
public:
    explicit AttentionPage(AttentionModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void retryParkedWanted(petrel::PlacementId id);
    /** Give the wish up: the message goes back to what the server says. */
    void discardParkedWanted(petrel::PlacementId id);
    void retryFolderWanted(petrel::FolderId id);
    void discardFolderWanted(petrel::FolderId id);
    /** A draft, a sent copy, or a copy that could not be stored at the server. */
    void retryAppendWanted(petrel::WishId id);
    void discardCopyWanted(petrel::WishId id);
    /** As those of OutboxPage. */
    void retryWanted(petrel::OutboxId id, petrel::OutboxState seen);
    void editWanted(petrel::OutboxId id, petrel::OutboxState seen);
    void cancelWanted(petrel::OutboxId id, petrel::OutboxState seen);
    void keepWanted(petrel::OutboxId id);

private:
    void actOnOutgoing(int row, CardAction action);

    AttentionModel &m_items;
};

} // namespace petrel::ui
