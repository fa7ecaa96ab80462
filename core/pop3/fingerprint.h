#pragma once

#include "core/pop3/grammar.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace petrel::pop3 {

/** A header that is longer than this has no digest: such a message is known by its whole content only. */
inline constexpr qsizetype kMaxHeadBytes = 1024 * 1024;

/**
 * SHA-256 of the header of a message, whose first bytes (or all of them) these are: what RETR and `TOP n 0` tell alike. Line ends count
 * as one whatever they are. Empty when there is none, or when it is too long. Pure; any thread.
 */
[[nodiscard]] QByteArray headDigest(QByteArrayView content);

/** A message that is known, under an id the server no longer lists. */
struct FormerHead
{
    QByteArray uidl;
    qint64 size = 0;
    QByteArray head; ///< headDigest()
};

/** A message under an id that is new. */
struct ListedHead
{
    MessageNumber number;
    qint64 size = 0;
    QByteArray head;
};

/**
 * Which former message each listed one is: header and size are the same, and on neither side there is another message like it. Sizes and
 * heads that are not known match nothing. In the order of `listed`.
 */
[[nodiscard]] QList<std::pair<QByteArray, MessageNumber>> matchByHead(const QList<FormerHead> &former, const QList<ListedHead> &listed);

} // namespace petrel::pop3
