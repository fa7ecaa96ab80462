#pragma once

#include "core/imap/grammar/capabilities.h"
#include "core/imap/grammar/object_id.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/model/flags.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace petrel::imap {

/**
 * What to look for (RFC 3501 6.4.4, and the extensions named below), put together from keys: `a && b`, `a || b`, `!a`.
 * Everything from outside travels as a string or is checked, so nothing in it can become a command. Command::search()
 * writes it; a key whose extension the server lacks makes the command Unsupported there, unless a wider key stands in.
 */
class SearchKey
{
public:
    enum class Field { From, To, Cc, Bcc, Subject, Body, Text };
    enum class Day { Received, Sent, Saved }; ///< Saved needs SAVEDATE (RFC 8514)

    [[nodiscard]] static SearchKey all();
    [[nodiscard]] static SearchKey uids(const SequenceSet &set);
    [[nodiscard]] static SearchKey is(Flag flag);
    [[nodiscard]] static SearchKey keyword(const QByteArray &keyword);
    [[nodiscard]] static SearchKey contains(Field field, const QString &text);
    /** A header field that holds this text; empty text: that is there at all. */
    [[nodiscard]] static SearchKey header(const QByteArray &name, const QString &text);
    [[nodiscard]] static SearchKey since(Day which, QDate day);
    [[nodiscard]] static SearchKey before(Day which, QDate day);
    /** Received at most, or at least, so long ago (WITHIN, RFC 5032). Servers without it go by days: some more are found. */
    [[nodiscard]] static SearchKey younger(std::chrono::seconds age, std::int64_t nowUtcSeconds);
    [[nodiscard]] static SearchKey older(std::chrono::seconds age, std::int64_t nowUtcSeconds);
    [[nodiscard]] static SearchKey larger(std::int64_t bytes);
    [[nodiscard]] static SearchKey smaller(std::int64_t bytes);
    [[nodiscard]] static SearchKey message(const ObjectId &emailId); ///< OBJECTID (RFC 8474), or Gmail's X-GM-MSGID
    [[nodiscard]] static SearchKey thread(const ObjectId &threadId); ///< the same
    [[nodiscard]] static SearchKey gmailLabel(const QString &name);   ///< X-GM-LABELS
    [[nodiscard]] static SearchKey gmail(const QString &words);      ///< X-GM-RAW: as typed into Gmail's own search

    [[nodiscard]] SearchKey operator!() const;
    [[nodiscard]] friend SearchKey operator&&(const SearchKey &a, const SearchKey &b) { return a.followedBy(b); }
    [[nodiscard]] friend SearchKey operator||(const SearchKey &a, const SearchKey &b) { return either(a, b); }

    /** Holds text beyond ASCII: CHARSET must be told, except where everything is UTF-8 anyway. */
    [[nodiscard]] bool needsUtf8() const;

private:
    friend class Command;

    struct Token
    {
        enum class Kind { Word, String, Open, Close };
        Kind kind = Kind::Word;
        QByteArray text;
        const char *needs = nullptr; ///< the capability this word is of
        QByteArray otherwise = {};   ///< what says it, or something wider, on servers without
        const char *otherwiseNeeds = nullptr;
    };

    [[nodiscard]] static SearchKey word(QByteArray text);
    [[nodiscard]] static SearchKey checkedDay(SearchKey key, Day which, QDate day);
    [[nodiscard]] static SearchKey either(const SearchKey &a, const SearchKey &b);
    [[nodiscard]] static SearchKey byId(const char *key, const char *gmailKey, const ObjectId &id);
    [[nodiscard]] static SearchKey byAge(const char *key, std::chrono::seconds age, QByteArray byDay);
    [[nodiscard]] SearchKey followedBy(const SearchKey &other) const;
    /** As one key: in parentheses where it is several. */
    [[nodiscard]] QList<Token> asOne() const;

    QList<Token> m_tokens;
    int m_keys = 1;
    QString m_problem; ///< why it cannot be sent
};

} // namespace petrel::imap
