#pragma once

#include "core/base/result.h"
#include "core/store/message_repository.h"

namespace petrel::store {

class WriteTransaction;

/** Writes messages themselves: content, parts, thread, index. */
class MessageContent
{
public:
    explicit MessageContent(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** The row of the same message if the account has it, else a new one. */
    [[nodiscard]] Result<MessageId> findOrInsert(AccountId account, const NewMessage &message, FolderId among = {});
    [[nodiscard]] Status storeBody(MessageId message, const BodyUpdate &body);
    /** The date lists sort by. */
    [[nodiscard]] static std::int64_t sortDate(const NewMessage &message);

private:
    [[nodiscard]] Result<MessageId> find(AccountId account, const NewMessage &message, FolderId among);
    [[nodiscard]] Result<MessageId> insert(AccountId account, const NewMessage &message);
    [[nodiscard]] Status replaceParts(MessageId message, const QList<PartInfo> &parts);
    [[nodiscard]] Status insertParts(MessageId message, const QList<PartInfo> &parts);
    [[nodiscard]] Status changedEverywhere(MessageId message);

    WriteTransaction &m_transaction;
};

/** The thread this message belongs to; threads that it joins become one. No merging by subject. */
[[nodiscard]] Result<ThreadId> threadFor(WriteTransaction &transaction, AccountId account, const NewMessage &message);

} // namespace petrel::store
