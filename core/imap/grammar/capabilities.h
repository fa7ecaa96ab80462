#pragma once

#include <QByteArray>
#include <QList>
#include <QSet>

#include <cstdint>
#include <optional>

namespace petrel::imap {

/** What a server says it can do (RFC 3501 7.2.1). Words are compared without regard to case. */
class Capabilities
{
public:
    Capabilities() = default;
    explicit Capabilities(const QList<QByteArray> &words);

    /** "IDLE", "LITERAL+", "AUTH=PLAIN". IMAP4rev2 carries what it took in (RFC 9051 appendix E). */
    [[nodiscard]] bool has(QByteArrayView word) const;
    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /** The number of "APPENDLIMIT=35651584", "MESSAGELIMIT=1000"; none where the word stands alone or not at all. */
    [[nodiscard]] std::optional<std::uint64_t> number(QByteArrayView word) const;
    /** The mechanisms of AUTH=, upper case, in the order told. */
    [[nodiscard]] QList<QByteArray> authMechanisms() const { return m_mechanisms; }
    /** Treats a word as not offered: for servers known not to mean it. */
    void remove(QByteArrayView word);
    /** Sorted, upper case. */
    [[nodiscard]] QList<QByteArray> words() const;

    friend bool operator==(const Capabilities &, const Capabilities &) = default;

private:
    QSet<QByteArray> m_words;
    QList<QByteArray> m_mechanisms;
};

} // namespace petrel::imap
