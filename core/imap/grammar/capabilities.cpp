#include "core/imap/grammar/capabilities.h"

#include "core/imap/grammar/limits.h"

#include <algorithm>

namespace petrel::imap {

namespace {

/** What IMAP4rev2 took in (RFC 9051 appendix E): a server may name the revision alone. */
constexpr const char *kInRev2[] = {
    "NAMESPACE", "UNSELECT", "UIDPLUS", "ESEARCH", "SEARCHRES", "ENABLE", "IDLE", "SASL-IR",
    "LIST-EXTENDED", "LIST-STATUS", "MOVE", "LITERAL-", "STATUS=SIZE", "SPECIAL-USE", "BINARY",
};

} // namespace

Capabilities::Capabilities(const QList<QByteArray> &words)
{
    const QByteArray auth = QByteArrayLiteral("AUTH=");
    for (const QByteArray &word : words) {
        if (m_words.size() >= Limits().capabilities)
            break;
        const QByteArray upper = word.toUpper();
        if (upper.startsWith(auth) && !m_words.contains(upper))
            m_mechanisms.append(upper.mid(auth.size()));
        m_words.insert(upper);
    }
    if (m_words.contains(QByteArrayLiteral("IMAP4REV2"))) {
        for (const char *included : kInRev2)
            m_words.insert(included);
    }
    // QRESYNC cannot be without CONDSTORE (RFC 7162 3.2).
    if (m_words.contains(QByteArrayLiteral("QRESYNC")))
        m_words.insert(QByteArrayLiteral("CONDSTORE"));
}

bool Capabilities::has(QByteArrayView word) const
{
    return m_words.contains(word.toByteArray().toUpper());
}

std::optional<std::uint64_t> Capabilities::number(QByteArrayView word) const
{
    const QByteArray prefix = word.toByteArray().toUpper() + '=';
    for (const QByteArray &known : m_words) {
        bool isNumber = false;
        const std::uint64_t value = known.startsWith(prefix) ? known.mid(prefix.size()).toULongLong(&isNumber) : 0;
        if (isNumber)
            return value;
    }
    return std::nullopt;
}

void Capabilities::remove(QByteArrayView word)
{
    m_words.remove(word.toByteArray().toUpper());
}

QList<QByteArray> Capabilities::words() const
{
    QList<QByteArray> list(m_words.begin(), m_words.end());
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace petrel::imap
