#include "core/imap/grammar/search_key.h"

#include "core/base/modified_utf7.h"
#include "core/imap/grammar/command.h"
#include "core/imap/grammar/flag_list.h"
#include "core/imap/grammar/internal_date.h"

#include <QDateTime>

#include <algorithm>

namespace petrel::imap {

namespace {

const char *fieldWord(SearchKey::Field field)
{
    switch (field) {
    case SearchKey::Field::From: return "FROM";
    case SearchKey::Field::To: return "TO";
    case SearchKey::Field::Cc: return "CC";
    case SearchKey::Field::Bcc: return "BCC";
    case SearchKey::Field::Subject: return "SUBJECT";
    case SearchKey::Field::Body: return "BODY";
    case SearchKey::Field::Text: return "TEXT";
    }
    return "TEXT";
}

QByteArray dayWord(SearchKey::Day which, const char *word)
{
    switch (which) {
    case SearchKey::Day::Received: return word;
    case SearchKey::Day::Sent: return QByteArray("SENT") + word;
    case SearchKey::Day::Saved: return QByteArray("SAVED") + word;
    }
    return word;
}

QDate dayOf(std::int64_t utcSeconds)
{
    return QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC).date();
}

bool isFieldName(const QByteArray &name)
{
    const auto fits = [](char c) { return uchar(c) > 0x20 && uchar(c) < 0x7f && c != ':'; };
    return !name.isEmpty() && std::all_of(name.cbegin(), name.cend(), fits);
}

bool isAscii(const QByteArray &bytes)
{
    return std::all_of(bytes.cbegin(), bytes.cend(), [](char c) { return uchar(c) < 0x80; });
}

} // namespace

SearchKey SearchKey::word(QByteArray text)
{
    SearchKey key;
    key.m_tokens = {Token{Token::Kind::Word, std::move(text)}};
    return key;
}

SearchKey SearchKey::all()
{
    return word("ALL");
}

SearchKey SearchKey::uids(const SequenceSet &set)
{
    SearchKey key = word("UID " + set.toWire());
    if (set.isEmpty())
        key.m_problem = QStringLiteral("empty message set");
    return key;
}

SearchKey SearchKey::is(Flag flag)
{
    const QByteArray name = imapName(flag);
    return word(name.startsWith('\\') ? name.mid(1).toUpper() : "KEYWORD " + name);
}

SearchKey SearchKey::keyword(const QByteArray &keyword)
{
    SearchKey key = word("KEYWORD " + keyword);
    if (!isKeyword(keyword))
        key.m_problem = QStringLiteral("no keyword");
    return key;
}

SearchKey SearchKey::contains(Field field, const QString &text)
{
    SearchKey key = word(fieldWord(field));
    key.m_tokens.append(Token{Token::Kind::String, text.toUtf8()});
    return key;
}

SearchKey SearchKey::header(const QByteArray &name, const QString &text)
{
    SearchKey key = word("HEADER");
    key.m_tokens.append(Token{Token::Kind::String, name});
    key.m_tokens.append(Token{Token::Kind::String, text.toUtf8()});
    if (!isFieldName(name))
        key.m_problem = QStringLiteral("not the name of a header field");
    return key;
}

SearchKey SearchKey::checkedDay(SearchKey key, Day which, QDate day)
{
    key.m_tokens.first().needs = which == Day::Saved ? "SAVEDATE" : nullptr;
    if (!day.isValid())
        key.m_problem = QStringLiteral("no such day");
    return key;
}

SearchKey SearchKey::since(Day which, QDate day)
{
    SearchKey key = word(dayWord(which, "SINCE ") + formatDay(day));
    return checkedDay(std::move(key), which, day);
}

SearchKey SearchKey::before(Day which, QDate day)
{
    SearchKey key = word(dayWord(which, "BEFORE ") + formatDay(day));
    return checkedDay(std::move(key), which, day);
}

SearchKey SearchKey::byAge(const char *key, std::chrono::seconds age, QByteArray byDay)
{
    SearchKey made = word(key + QByteArray::number(qlonglong(std::max<std::int64_t>(1, age.count()))));
    made.m_tokens.first().needs = "WITHIN";
    made.m_tokens.first().otherwise = std::move(byDay);
    return made;
}

/** The server counts days in a zone of its own, which may be a day away from ours. */
SearchKey SearchKey::younger(std::chrono::seconds age, std::int64_t nowUtcSeconds)
{
    return byAge("YOUNGER ", age, "SINCE " + formatDay(dayOf(nowUtcSeconds - age.count()).addDays(-1)));
}

SearchKey SearchKey::older(std::chrono::seconds age, std::int64_t nowUtcSeconds)
{
    return byAge("OLDER ", age, "BEFORE " + formatDay(dayOf(nowUtcSeconds - age.count()).addDays(2)));
}

SearchKey SearchKey::larger(std::int64_t bytes)
{
    return word("LARGER " + QByteArray::number(qlonglong(std::max<std::int64_t>(0, bytes))));
}

SearchKey SearchKey::smaller(std::int64_t bytes)
{
    return word("SMALLER " + QByteArray::number(qlonglong(std::max<std::int64_t>(0, bytes))));
}

SearchKey SearchKey::byId(const char *key, const char *gmailKey, const ObjectId &id)
{
    SearchKey made = word(key + id.text);
    made.m_tokens.first().needs = "OBJECTID";
    made.m_tokens.first().otherwise = gmailKey + id.text;
    made.m_tokens.first().otherwiseNeeds = "X-GM-EXT-1";
    if (!id.isValid())
        made.m_problem = QStringLiteral("not an object identifier");
    return made;
}

SearchKey SearchKey::message(const ObjectId &emailId)
{
    return byId("EMAILID ", "X-GM-MSGID ", emailId);
}

SearchKey SearchKey::thread(const ObjectId &threadId)
{
    return byId("THREADID ", "X-GM-THRID ", threadId);
}

SearchKey SearchKey::gmailLabel(const QString &name)
{
    SearchKey key = word("X-GM-LABELS");
    key.m_tokens.first().needs = "X-GM-EXT-1";
    key.m_tokens.append(Token{Token::Kind::String, toModifiedUtf7(name)});
    return key;
}

SearchKey SearchKey::gmail(const QString &words)
{
    SearchKey key = word("X-GM-RAW");
    key.m_tokens.first().needs = "X-GM-EXT-1";
    key.m_tokens.append(Token{Token::Kind::String, words.toUtf8()});
    return key;
}

QList<SearchKey::Token> SearchKey::asOne() const
{
    if (m_keys == 1)
        return m_tokens;
    return QList<Token>{Token{Token::Kind::Open, "("}} + m_tokens + QList<Token>{Token{Token::Kind::Close, ")"}};
}

SearchKey SearchKey::followedBy(const SearchKey &other) const
{
    SearchKey key = *this;
    key.m_tokens += other.m_tokens;
    key.m_keys += other.m_keys;
    key.m_problem = m_problem.isEmpty() ? other.m_problem : m_problem;
    return key;
}

SearchKey SearchKey::either(const SearchKey &a, const SearchKey &b)
{
    SearchKey key = word("OR");
    key.m_tokens += a.asOne() + b.asOne();
    key.m_problem = a.m_problem.isEmpty() ? b.m_problem : a.m_problem;
    return key;
}

SearchKey SearchKey::operator!() const
{
    SearchKey key = word("NOT");
    key.m_tokens += asOne();
    key.m_problem = m_problem;
    // Something wider would become something narrower: then it is to be refused instead.
    for (Token &token : key.m_tokens) {
        if (token.needs && !token.otherwiseNeeds)
            token.otherwise.clear();
    }
    return key;
}

bool SearchKey::needsUtf8() const
{
    return std::any_of(m_tokens.cbegin(), m_tokens.cend(), [](const Token &token) { return !isAscii(token.text); });
}

Command &Command::search(const SearchKey &key, const Capabilities &capabilities)
{
    using Kind = SearchKey::Token::Kind;
    if (!key.m_problem.isEmpty())
        refuse(key.m_problem);
    bool opened = false;
    for (const SearchKey::Token &token : key.m_tokens) {
        append(opened || token.kind == Kind::Close ? "" : " ");
        opened = token.kind == Kind::Open;
        const bool native = !token.needs || capabilities.has(token.needs);
        const bool replaced = !native && !token.otherwise.isEmpty() && (!token.otherwiseNeeds || capabilities.has(token.otherwiseNeeds));
        if (token.kind == Kind::String)
            appendString(token.text, false);
        else if (native || replaced)
            append(native ? token.text : token.otherwise);
        else
            refuseAs(ErrorKind::Unsupported, QStringLiteral("the server cannot search for that: no %1").arg(QLatin1String(token.needs)));
    }
    return *this;
}

} // namespace petrel::imap
