#include "core/pop3/apop.h"

#include <QCryptographicHash>

#include <algorithm>

namespace petrel::pop3 {

std::optional<QByteArray> apopTimestamp(QByteArrayView greeting)
{
    const qsizetype begin = greeting.indexOf('<');
    const qsizetype end = begin < 0 ? -1 : greeting.indexOf('>', begin);
    if (end < 0)
        return std::nullopt;
    const QByteArrayView inner = greeting.sliced(begin + 1, end - begin - 1);
    const qsizetype at = inner.indexOf('@');
    const bool isVisible = std::all_of(inner.begin(), inner.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '<'; });
    if (!isVisible || at <= 0 || at + 1 == inner.size() || inner.indexOf('@', at + 1) >= 0)
        return std::nullopt;
    return greeting.sliced(begin, end + 1 - begin).toByteArray();
}

QByteArray apopDigest(const QByteArray &timestamp, const Secret &password)
{
    return QCryptographicHash::hash(timestamp + password.reveal(), QCryptographicHash::Md5).toHex();
}

} // namespace petrel::pop3
