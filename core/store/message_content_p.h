#pragma once

#include "core/base/result.h"
#include "core/store/message_repository.h"

namespace petrel::store {

class WriteTransaction;

/** What is kept of messages beside their header: parts, preview, text for the index. */
class MessageContent
{
public:
    explicit MessageContent(WriteTransaction &transaction) : m_transaction(transaction) {}

    [[nodiscard]] Status storeBody(MessageId message, const BodyUpdate &body);

    struct Part
    {
        MessageId message;
        int position = 0;
        const PartInfo *info;
    };
    [[nodiscard]] Status insertParts(std::span<const Part> parts);

    /** The date lists sort by. */
    [[nodiscard]] static std::int64_t sortDate(const NewMessage &message);
    [[nodiscard]] static int attachmentCount(const QList<PartInfo> &parts);
    [[nodiscard]] static QString shortPreview(const QString &preview);
    [[nodiscard]] static QString indexedAttachments(const QList<PartInfo> &parts);
    [[nodiscard]] static QString indexedBody(const QString &text);

private:
    [[nodiscard]] Status replaceParts(MessageId message, const QList<PartInfo> &parts);
    [[nodiscard]] Status changedEverywhere(MessageId message);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
