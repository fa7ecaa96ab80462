#pragma once

#include "core/store/store.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

namespace petrel::bench {

/** The value, or the end: a benchmark without its data measures nothing. */
template <class T>
T must(Result<T> result)
{
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", qPrintable(describe(result.error())));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

/** The n-th message of a folder: 300 senders, a tenth unread, a minute apart. */
inline store::NewMessage message(std::uint32_t n, const QString &text)
{
    store::NewMessage message;
    message.uid = Uid(n);
    message.flags = n % 10 == 0 ? Flags() : Flags(Flag::Seen);
    message.dateReceived = 1'600'000'000 + std::int64_t(n) * 60;
    message.size = 4000 + n % 1000;
    message.envelope.messageId = QByteArray::number(n) + "@bench.example";
    message.envelope.subject = QStringLiteral("Meeting about project %1, week %2").arg(n % 97).arg(n % 52);
    message.envelope.from = {{QStringLiteral("Sender %1").arg(n % 300), QStringLiteral("s%1@example.org").arg(n % 300)}};
    message.envelope.to = {{QStringLiteral("Ada"), QStringLiteral("ada@petrel.example")}};
    message.text = text;
    message.preview = text.left(100);
    return message;
}

/** Messages 1 to `count`, so many in one transaction. */
inline void insertMail(store::Store &store, FolderId folder, int count, int batchSize, const std::function<QString(std::uint32_t)> &textOf)
{
    for (int first = 1; first <= count; first += batchSize) {
        std::vector<store::NewMessage> batch;
        for (int n = first; n < first + batchSize && n <= count; ++n)
            batch.push_back(message(static_cast<std::uint32_t>(n), textOf(static_cast<std::uint32_t>(n))));
        must(store.write(u"bench", [&](store::WriteTransaction &tx) { return tx.messages().insertMessages(folder, batch); }));
    }
}

inline store::RemoteFolder remoteFolder(const char *name, FolderRole role)
{
    store::RemoteFolder folder;
    folder.wireName = name;
    folder.path = QStringList{QString::fromLatin1(name)};
    folder.role = role;
    return folder;
}

} // namespace petrel::bench
