#include "tests/engine/model/model_search.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace petrel::test {

namespace {

/** Strings lose their quotes, parentheses are words. */
QByteArrayList wordsOf(const QByteArray &keys)
{
    QByteArrayList words;
    QByteArray word;
    bool quoted = false;
    const auto end = [&] {
        if (!word.isEmpty())
            words.append(std::exchange(word, {}));
    };
    for (const char c : keys) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '(' || c == ')')) {
            end();
            words.append(QByteArray(1, c));
        } else if (!quoted && c == ' ') {
            end();
        } else {
            word += c;
        }
    }
    end();
    return words;
}

QByteArray fieldOf(const ModelMessage &message, const QByteArray &name)
{
    for (const QByteArray &line : message.raw.left(message.raw.indexOf("\r\n\r\n")).split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

bool holds(const QByteArray &text, const QByteArray &wanted)
{
    return QString::fromUtf8(text).contains(QString::fromUtf8(wanted), Qt::CaseInsensitive);
}

QDateTime receivedAt(const ModelMessage &message)
{
    const QDateTime when = QLocale::c().toDateTime(QString::fromLatin1(message.date.left(20)), QStringLiteral("dd-MMM-yyyy HH:mm:ss"));
    return QDateTime(when.date(), when.time(), Qt::UTC);
}

qint64 ageOf(const ModelMessage &message)
{
    return receivedAt(message).secsTo(QDateTime::currentDateTimeUtc());
}

QDate dayOf(const QByteArray &word)
{
    return QLocale::c().toDate(QString::fromLatin1(word), QStringLiteral("d-MMM-yyyy"));
}

} // namespace

ModelSearch::ModelSearch(const ModelMailbox &mailbox, const QByteArray &keys) : m_mailbox(mailbox), m_words(wordsOf(keys))
{
    for (const ModelMessage &message : mailbox.messages) {
        m_at = 0;
        if (this->keys(message, {}))
            m_uids.append(message.uid);
    }
}

QByteArray ModelSearch::next()
{
    return m_at < m_words.size() ? m_words.at(m_at++) : QByteArray();
}

bool ModelSearch::keys(const ModelMessage &message, const QByteArray &until)
{
    bool all = true;
    while (m_at < m_words.size() && m_words.at(m_at) != until)
        all = key(message) && all; // every key is read, whatever the first ones say
    ++m_at;
    return all;
}

bool ModelSearch::inUids(const QByteArray &set, quint32 uid) const
{
    const quint32 highest = m_mailbox.messages.isEmpty() ? 0 : m_mailbox.messages.last().uid;
    const QByteArrayList parts = set.split(',');
    return std::any_of(parts.cbegin(), parts.cend(), [&](const QByteArray &part) {
        const QByteArrayList ends = part.split(':');
        const auto value = [&](const QByteArray &end) { return end == "*" ? highest : end.toUInt(); };
        return uid >= std::min(value(ends.first()), value(ends.last())) && uid <= std::max(value(ends.first()), value(ends.last()));
    });
}

bool ModelSearch::key(const ModelMessage &message)
{
    const QByteArray word = next();
    if (word == "ALL")
        return true;
    if (word == "NOT")
        return !key(message);
    if (word == "OR") {
        const bool first = key(message), second = key(message);
        return first || second;
    }
    if (word == "(")
        return keys(message, ")");
    if (word == "UID")
        return inUids(next(), message.uid);
    if (word == "SEEN" || word == "FLAGGED" || word == "ANSWERED" || word == "DRAFT" || word == "DELETED")
        return message.flags.contains('\\' + word.left(1) + word.mid(1).toLower());
    if (word == "KEYWORD")
        return message.flags.contains(next());
    if (word == "TEXT")
        return holds(message.raw, next());
    if (word == "HEADER") {
        const QByteArray name = next();
        return holds(name == "Message-ID" ? message.messageId : fieldOf(message, name), next());
    }
    if (word == "FROM" || word == "TO" || word == "CC" || word == "BCC" || word == "SUBJECT")
        return holds(fieldOf(message, word), next());
    if (word == "LARGER")
        return message.raw.size() > next().toLongLong();
    if (word == "SMALLER")
        return message.raw.size() < next().toLongLong();
    if (word == "YOUNGER")
        return ageOf(message) <= next().toLongLong();
    if (word == "OLDER")
        return ageOf(message) >= next().toLongLong();
    if (word == "SINCE")
        return receivedAt(message).date() >= dayOf(next());
    if (word == "BEFORE")
        return receivedAt(message).date() < dayOf(next());
    if (word == "X-GM-RAW" && next() == "has:attachment")
        return message.raw.contains("Content-Disposition: attachment");
    m_isUnderstood = false;
    return false;
}

QByteArray searchAnswer(const ModelMailbox &mailbox, const QByteArray &tag, const QByteArray &line, QByteArrayList &complaints)
{
    static const QRegularExpression form(QStringLiteral("^UID SEARCH(?: RETURN \\((ALL|COUNT PARTIAL -1:-(\\d+))\\))?(?: CHARSET UTF-8)? (.*)$"));
    const auto asked = form.match(QString::fromUtf8(line));
    const ModelSearch found(mailbox, asked.captured(3).toUtf8());
    if (!asked.hasMatch() || !found.isUnderstood())
        complaints.append(line);
    QByteArrayList uids;
    for (const quint32 uid : found.uids())
        uids.append(QByteArray::number(uid));
    if (asked.captured(1).isEmpty())
        return "* SEARCH " + uids.join(' ') + "\r\n";
    const QByteArray begin = "* ESEARCH (TAG \"" + tag + "\") UID";
    if (asked.captured(1) == QLatin1String("ALL"))
        return begin + (uids.isEmpty() ? "" : " ALL " + uids.join(',')) + "\r\n";
    const QByteArrayList last = uids.mid(std::max<qsizetype>(0, uids.size() - asked.captured(2).toInt()));
    const QByteArray newest = last.isEmpty() ? "NIL" : last.join(',');
    return begin + " PARTIAL (-1:-" + asked.captured(2).toLatin1() + ' ' + newest + ") COUNT " + QByteArray::number(uids.size()) + "\r\n";
}

} // namespace petrel::test
