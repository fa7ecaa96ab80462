#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "core/model/outbox.h"
#include "core/store/attention.h"
#include "core/store/message_detail.h"

#include <QObject>

#include <functional>
#include <optional>

namespace petrel::ui {

/** One thing that needs the person, with what its sentence is made from. */
struct AttentionStory
{
    store::AttentionItem item;
    Account account;
    OutboxItem outgoing;        ///< for Outgoing
    Address from;               ///< for Wish: who wrote the message
    store::WantedState wants;   ///< for Wish: what was asked for
    FolderRow home;             ///< for Wish and Append: where the message is; for Folder: itself
    FolderRow target;           ///< for Wish: where it should have gone; null id: it stays, or the folder is gone

    friend bool operator==(const AttentionStory &, const AttentionStory &) = default;
};

/**
 * What the two models ask. Answers come later, on the GUI thread and only while `context` lives.
 * Tests answer from memory; StoreAttentionSource answers from the store.
 */
class AttentionSource
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~AttentionSource() = default;
    /** What waits, is being sent, was refused or is uncertain; oldest first. */
    virtual void outbox(QObject *context, Done<QList<OutboxItem>> done) = 0;
    /** In no order. */
    virtual void attention(QObject *context, Done<QList<AttentionStory>> done) = 0;
};

} // namespace petrel::ui
