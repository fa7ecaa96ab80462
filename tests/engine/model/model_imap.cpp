#include "tests/engine/model/model_imap.h"

#include "tests/engine/model/model_parts.h"
#include "tests/engine/model/model_search.h"

#include <QRegularExpression>

#include <algorithm>

namespace petrel::test {

namespace {

QByteArray unquoted(QByteArray word)
{
    word = word.trimmed();
    return word.startsWith('"') && word.endsWith('"') ? word.mid(1, word.size() - 2) : word;
}

/** Cut at blanks, but for those within quotes. */
QByteArrayList wordsOf(const QByteArray &line)
{
    QByteArrayList words{{}};
    bool quoted = false;
    for (const char c : line) {
        quoted = quoted != (c == '"');
        if (c == ' ' && !quoted)
            words.append(QByteArray());
        else
            words.last() += c;
    }
    return words;
}

/** "4,6:9,12:*" */
bool contains(const QByteArray &set, quint32 number, quint32 highest)
{
    for (const QByteArray &part : set.split(',')) {
        const QByteArrayList ends = part.split(':');
        const auto value = [&](const QByteArray &end) { return end == "*" ? highest : end.toUInt(); };
        const quint32 a = value(ends.first()), b = value(ends.last());
        if (number >= std::min(a, b) && number <= std::max(a, b))
            return true;
    }
    return false;
}

/** The connection's part of the server. */
class ImapTalk final : public ModelTalk
{
public:
    explicit ImapTalk(ModelImap &server) : m_server(server) {}
    ~ImapTalk() override
    {
        const std::lock_guard lock(m_server.mutex);
        m_server.signedIn -= m_signedIn ? 1 : 0;
        if (!m_idleTag.isEmpty())
            m_server.idling.removeOne(m_selected);
    }

    QByteArray greeting() override { return "* OK [CAPABILITY " + capabilities() + "] ready\r\n"; }

    QByteArray takeCommand(QByteArray &heard) override
    {
        const qsizetype end = heard.indexOf("\r\n", m_literal);
        if (heard.size() < m_literal || end < 0)
            return {};
        const QByteArray command = heard.left(end + 2);
        heard.remove(0, end + 2);
        return command;
    }

    QByteArray answer(const QByteArray &bytes) override
    {
        const std::lock_guard lock(m_server.mutex);
        if (m_idleTag.size() > 0) {
            m_server.heard.append(bytes.trimmed());
            m_server.idling.removeOne(m_selected);
            return std::exchange(m_idleTag, {}) + " OK idled\r\n";
        }
        if (bytes.endsWith("}\r\n") && m_literal == 0) {
            const qsizetype open = bytes.lastIndexOf('{');
            m_literal = bytes.mid(open + 1, bytes.size() - open - 4).toLongLong();
            m_line = m_items = bytes.left(open);
            return "+ go on\r\n";
        }
        const QByteArray literal = bytes.left(m_literal);
        const QByteArray behind = bytes.mid(std::exchange(m_literal, 0)).chopped(2);
        if (!literal.isEmpty() && behind.endsWith('}')) { // one more message for the same APPEND
            const qsizetype open = behind.lastIndexOf('{');
            m_literal = behind.mid(open + 1, behind.size() - open - 2).toLongLong();
            m_before.append({std::exchange(m_items, behind.left(open)), literal});
            return "+ go on\r\n";
        }
        const QByteArray begun = std::exchange(m_line, {});
        const QByteArray line = literal.isEmpty() ? bytes.chopped(2) : begun.contains(" SEARCH ") ? begun + '"' + literal + '"' + behind : begun;
        const qsizetype space = line.indexOf(' ');
        const QByteArray tag = line.left(space);
        return run(tag, line.mid(space + 1), literal);
    }

private:
    QByteArray capabilities() const
    {
        QByteArray words = "IMAP4rev1";
        words += m_server.move ? " MOVE" : "";
        words += m_server.uidPlus ? " UIDPLUS" : "";
        words += m_server.multiAppend ? " MULTIAPPEND" : "";
        words += m_server.replace ? " REPLACE" : "";
        words += m_server.more.isEmpty() ? QByteArray() : ' ' + m_server.more;
        words += m_server.idle ? " IDLE" : "";
        words += m_server.listStatus ? " LIST-EXTENDED LIST-STATUS" : "";
        words += m_server.notify ? " NOTIFY" : "";
        words += m_server.labels ? " X-GM-EXT-1" : "";
        words += m_server.compress ? " COMPRESS=DEFLATE" : "";
        words += m_server.objectId ? " OBJECTID" : "";
        words += m_server.condstore ? " CONDSTORE" : "";
        words += m_server.condstore && m_server.qresync ? " ENABLE QRESYNC" : "";
        words += m_server.quota.isEmpty() ? "" : " QUOTA";
        words += m_server.personal.isEmpty() ? "" : " NAMESPACE";
        return words;
    }

    QByteArray run(const QByteArray &tag, const QByteArray &line, const QByteArray &literal)
    {
        const QByteArray answer = answerTo(tag, line, literal);
        m_before.clear();
        for (auto it = m_server.untagged.cbegin(); it != m_server.untagged.cend(); ++it) {
            if (line.startsWith(it.key()))
                return *it + "\r\n" + answer;
        }
        return answer;
    }

    QByteArray answerTo(const QByteArray &tag, const QByteArray &line, const QByteArray &literal)
    {
        m_server.heard.append(line);
        if (m_server.before)
            m_server.before(line);
        if (m_gone || (!m_server.byeAt.isEmpty() && line.startsWith(m_server.byeAt)))
            return std::exchange(m_gone, true) ? QByteArray() : QByteArray("* BYE closing for the night\r\n");
        for (auto it = m_server.refuse.cbegin(); it != m_server.refuse.cend(); ++it) {
            if (line.startsWith(it.key()))
                return tag + ' ' + it.value() + "\r\n";
        }
        if (!m_server.refuseKeywords.isEmpty() && line.contains("STORE") && line.contains('$'))
            return tag + ' ' + m_server.refuseKeywords + "\r\n";
        QByteArrayList words = wordsOf(line);
        QByteArray verb = words.takeFirst();
        if (verb == "UID")
            verb += ' ' + words.takeFirst();
        const QByteArray ok = tag + " OK done\r\n";
        if (verb == "LOGIN" && m_server.mostConnections > 0 && m_server.signedIn >= m_server.mostConnections)
            return tag + " NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded\r\n";
        m_server.signedIn += verb == "LOGIN" && !std::exchange(m_signedIn, m_signedIn || verb == "LOGIN") ? 1 : 0;
        if (verb == "NOTIFY" && m_server.notify)
            return ok;
        if (verb == "LOGIN")
            return tag + " OK [CAPABILITY " + capabilities() + "] welcome\r\n";
        if (verb == "NOOP")
            return ok;
        if (verb == "SUBSCRIBE" || verb == "UNSUBSCRIBE") {
            m_server.unsubscribed.remove(unquoted(words.first()));
            if (verb == "UNSUBSCRIBE")
                m_server.unsubscribed.insert(unquoted(words.first()));
            return ok;
        }
        if (verb == "LOGOUT")
            return "* BYE\r\n" + ok;
        if (verb == "IDLE") {
            m_idleTag = tag;
            m_server.idling.append(m_selected);
            return "+ idling\r\n" + news();
        }
        if (verb == "LIST" || verb == "LSUB")
            return list(verb, line) + ok;
        if (verb == "ENABLE")
            return "* ENABLED " + words.join(' ') + "\r\n" + ok;
        if (verb == "NAMESPACE")
            return "* NAMESPACE ((\"" + m_server.personal + "\" \"/\")) NIL NIL\r\n" + ok;
        if (verb == "GETQUOTAROOT")
            return "* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" (" + m_server.quota + ")\r\n" + ok;
        if (verb == "CREATE" && !unquoted(words.first()).startsWith(m_server.personal))
            return tag + " NO outside of your namespace\r\n";
        if (verb == "CREATE")
            return create(tag, unquoted(words.first()));
        if (verb == "RENAME")
            return rename(tag, unquoted(words.first()), unquoted(words.last()));
        if (verb == "DELETE")
            return remove(tag, unquoted(words.first()));
        if (verb == "STATUS")
            return statusLine(unquoted(words.first()), tag) + (m_server.mailboxes.contains(unquoted(words.first())) ? ok : QByteArray());
        if (verb == "SELECT" || verb == "EXAMINE")
            return select(tag, unquoted(words.first()), line);
        if (m_isExamined && (verb == "UID STORE" || verb == "UID MOVE" || verb == "UID EXPUNGE" || verb == "UID REPLACE"))
            return tag + " NO [READ-ONLY] nothing is changed where EXAMINE was said\r\n";
        if (verb == "UID REPLACE" && m_server.replace)
            return replace(tag, words.first().toUInt(), unquoted(words.at(1)), literal);
        if (verb == "APPEND")
            return append(tag, unquoted(words.first()), m_items, literal);
        if (verb == "FETCH" || verb == "UID FETCH")
            return fetch(words.first(), verb == "UID FETCH", line) + ok;
        if (verb == "UID SEARCH")
            return search(tag, line) + ok;
        if (verb == "UID STORE")
            return store(words, line) + ok;
        if (verb == "UID COPY" || verb == "UID MOVE")
            return transfer(tag, verb == "UID MOVE", words.first(), unquoted(words.last()));
        if (verb == "UID EXPUNGE")
            return expunge([set = words.first(), this](const ModelMessage &m) { return m.isMarked() && inSet(set, m); }) + ok;
        m_server.complaints.append(line);
        return tag + " BAD what?\r\n";
    }

    /** What came to the selected mailbox and was not told yet. */
    QByteArray news()
    {
        if (!m_server.mailboxes.contains(m_selected))
            return {};
        const qsizetype now = box().messages.size();
        return now > std::exchange(m_told, now) ? "* " + QByteArray::number(now) + " EXISTS\r\n" : QByteArray();
    }

    QByteArray list(const QByteArray &verb, const QByteArray &line)
    {
        static const QMap<QByteArray, QByteArray> uses{{"Archive", "\\Archive"}, {"Drafts", "\\Drafts"}, {"Sent", "\\Sent"}, {"Trash", "\\Trash"},
                                                        {"Archiv", "\\Archive"}, {"All Mail", "\\All"}, {"Gesendet", "\\Sent"}};
        QByteArray lines;
        const QByteArrayList names = m_server.mailboxes.keys();
        for (const QByteArray &name : names) {
            if (verb == "LSUB" && m_server.unsubscribed.contains(name))
                continue;
            const QByteArray childless = m_server.childless.contains(name) ? " \\Noinferiors" : "";
            lines += "* " + verb + " (" + (uses.value(name.mid(name.lastIndexOf('/') + 1)) + childless).trimmed() + ") \"/\" \"" + name + "\"\r\n";
            if (line.contains(" STATUS ("))
                lines += statusLine(name, {});
        }
        return lines;
    }

    QByteArray create(const QByteArray &tag, const QByteArray &name)
    {
        if (m_server.mailboxes.contains(name))
            return tag + " NO [ALREADYEXISTS] there is one\r\n";
        m_server.mailboxes[name].uidValidity = ++m_server.lastValidity;
        m_server.unsubscribed.insert(name);
        return tag + " OK made\r\n";
    }

    /** What lies below goes along; subscriptions do not (RFC 3501 section 6.3.5 leaves them to names). */
    QByteArray rename(const QByteArray &tag, const QByteArray &from, const QByteArray &to)
    {
        if (!m_server.mailboxes.contains(from))
            return tag + " NO [NONEXISTENT] no such mailbox\r\n";
        if (m_server.mailboxes.contains(to))
            return tag + " NO [ALREADYEXISTS] there is one\r\n";
        const QByteArrayList names = m_server.mailboxes.keys();
        for (const QByteArray &name : names) {
            if (name != from && !name.startsWith(from + '/'))
                continue;
            const QByteArray renamed = to + name.mid(from.size());
            m_server.mailboxes.insert(renamed, m_server.mailboxes.take(name));
            m_server.unsubscribed.insert(renamed);
        }
        return tag + " OK renamed\r\n";
    }

    QByteArray remove(const QByteArray &tag, const QByteArray &name)
    {
        if (m_server.mailboxes.remove(name) == 0)
            return tag + " NO [NONEXISTENT] no such mailbox\r\n";
        return tag + " OK deleted\r\n";
    }

    /** With a tag where it is to be answered that there is none. */
    QByteArray statusLine(const QByteArray &name, const QByteArray &tag)
    {
        const auto box = m_server.mailboxes.find(name);
        if (box == m_server.mailboxes.end())
            return tag + " NO [NONEXISTENT] no such mailbox\r\n";
        const QByteArray modSeq = m_server.condstore ? " HIGHESTMODSEQ " + QByteArray::number(box->settle()) : QByteArray();
        return "* STATUS \"" + name + "\" (MESSAGES " + QByteArray::number(box->messages.size()) + " UNSEEN " + QByteArray::number(box->unseen()) + " UIDNEXT "
               + QByteArray::number(box->uidNext) + " UIDVALIDITY " + QByteArray::number(box->uidValidity) + modSeq + (m_server.objectId && !box->id.isEmpty() ? " MAILBOXID (" + box->id + ')' : QByteArray()) + ")\r\n";
    }

    QByteArray select(const QByteArray &tag, const QByteArray &name, const QByteArray &line)
    {
        if (!m_server.mailboxes.contains(name))
            return tag + " NO [NONEXISTENT] no such mailbox\r\n";
        m_selected = name;
        m_isExamined = line.startsWith("EXAMINE");
        m_told = box().messages.size();
        const QByteArray modSeq = m_server.condstore ? "* OK [HIGHESTMODSEQ " + QByteArray::number(box().settle()) + "] ok\r\n" : QByteArray();
        return "* " + QByteArray::number(box().messages.size()) + " EXISTS\r\n* 0 RECENT\r\n"
               "* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)\r\n* OK [PERMANENTFLAGS (" + m_server.permanentFlags + ")] ok\r\n"
               "* OK [UIDVALIDITY " + QByteArray::number(box().uidValidity) + "] ok\r\n* OK [UIDNEXT " + QByteArray::number(box().uidNext)
               + "] ok\r\n" + modSeq + changedSince(line) + tag + " OK [READ-WRITE] selected\r\n";
    }

    /** The answer to "(QRESYNC (<uidvalidity> <modseq> ...))" (RFC 7162 section 3.2.5). */
    QByteArray changedSince(const QByteArray &line)
    {
        static const QRegularExpression parameter(QStringLiteral("\\(QRESYNC \\((\\d+) (\\d+)"));
        const auto asked = parameter.match(QString::fromLatin1(line));
        if (!m_server.qresync || !asked.hasMatch() || asked.captured(1).toUInt() != box().uidValidity)
            return {};
        const quint64 since = asked.captured(2).toULongLong();
        const QByteArray vanished = box().vanishedSince(since);
        QByteArray lines = vanished.isEmpty() ? QByteArray() : "* VANISHED (EARLIER) " + vanished + "\r\n";
        for (qsizetype i = 0; i < box().messages.size(); ++i) {
            const ModelMessage &m = box().messages.at(i);
            if (box().modSeqOf(m.uid) > since)
                lines += "* " + QByteArray::number(i + 1) + " FETCH (UID " + QByteArray::number(m.uid) + " FLAGS (" + m.flags.join(' ') + ')' + modSeqItem(m) + ")\r\n";
        }
        return lines;
    }

    QByteArray modSeqItem(const ModelMessage &m)
    {
        return m_server.condstore ? " MODSEQ (" + QByteArray::number(box().modSeqOf(m.uid)) + ')' : QByteArray();
    }

    /** All or nothing (RFC 3502), of which the last comes with the end of the command. */
    QByteArray append(const QByteArray &tag, const QByteArray &name, const QByteArray &lastItems, const QByteArray &lastLiteral)
    {
        QList<std::pair<QByteArray, QByteArray>> all = std::exchange(m_before, {});
        all.append({lastItems, lastLiteral});
        if (!m_server.mailboxes.contains(name))
            return tag + " NO [TRYCREATE] no such mailbox\r\n";
        QByteArrayList uids;
        for (const auto &[items, literal] : std::as_const(all))
            uids.append(QByteArray::number(m_server.mailboxes[name].add(appended(items, literal))));
        const QByteArray code = m_server.uidPlus ? "[APPENDUID " + QByteArray::number(m_server.mailboxes[name].uidValidity) + ' ' + uids.join(',') + "] " : "";
        return tag + " OK " + code + "appended\r\n";
    }

    /** Within the selected mailbox (RFC 8508). */
    QByteArray replace(const QByteArray &tag, quint32 old, const QByteArray &name, const QByteArray &literal)
    {
        if (name != m_selected || !box().find(old))
            return tag + " NO [NONEXISTENT] no such message\r\n";
        const QByteArray uid = QByteArray::number(box().add(appended(m_items, literal)));
        const QByteArray code = m_server.uidPlus ? "* OK [APPENDUID " + QByteArray::number(box().uidValidity) + ' ' + uid + "] ready\r\n" : QByteArray();
        const QByteArray exists = "* " + QByteArray::number(box().messages.size()) + " EXISTS\r\n";
        return code + exists + expunge([old](const ModelMessage &m) { return m.uid == old; }) + tag + " OK replaced\r\n";
    }

    static ModelMessage appended(const QByteArray &items, const QByteArray &literal)
    {
        ModelMessage message;
        message.raw = literal;
        for (const QByteArray &field : literal.left(literal.indexOf("\r\n\r\n")).split('\n')) {
            if (field.startsWith("Subject: "))
                message.subject = field.mid(9).trimmed();
            else if (field.startsWith("Message-ID: "))
                message.messageId = field.mid(12).trimmed();
        }
        const qsizetype open = items.indexOf('('), close = items.indexOf(')');
        if (close > open + 1)
            message.flags = items.mid(open + 1, close - open - 1).split(' ');
        static const QRegularExpression dateTime(QStringLiteral("\"([ 0-9]\\d-\\w{3}-\\d{4} [^\"]+)\""));
        const auto date = dateTime.match(QString::fromLatin1(items));
        if (date.hasMatch())
            message.date = date.captured(1).toLatin1();
        return message;
    }

    QByteArray fetch(const QByteArray &set, bool byUid, const QByteArray &line)
    {
        static const QRegularExpression modifier(QStringLiteral("\\(CHANGEDSINCE (\\d+)( VANISHED)?\\)"));
        const auto since = modifier.match(QString::fromLatin1(line));
        box().settle();
        QByteArray lines;
        const QByteArray vanished = since.captured(2).isEmpty() ? QByteArray() : box().vanishedSince(since.captured(1).toULongLong());
        if (!vanished.isEmpty())
            lines += "* VANISHED (EARLIER) " + vanished + "\r\n";
        for (qsizetype i = 0; i < box().messages.size(); ++i) {
            const ModelMessage &m = box().messages.at(i);
            const bool asked = byUid ? inSet(set, m) : contains(set, quint32(i + 1), quint32(box().messages.size()));
            if (!asked || (since.hasMatch() && box().modSeqOf(m.uid) <= since.captured(1).toULongLong()))
                continue;
            lines += "* " + QByteArray::number(i + 1) + " FETCH (UID " + QByteArray::number(m.uid);
            if (line.contains("FLAGS"))
                lines += " FLAGS (" + m.flags.join(' ') + ')' + modSeqItem(m);
            if (line.contains("X-GM-LABELS"))
                lines += m_server.labels ? " X-GM-LABELS (" + m.labels.join(' ') + ')' : complaint(line);
            if (m_server.objectId && line.contains("EMAILID"))
                lines += " EMAILID (" + emailIdOf(m) + ')';
            if (line.contains("PREVIEW"))
                lines += " PREVIEW \"Of " + m.subject + '"';
            if (line.contains("ENVELOPE"))
                lines += headerItems(m);
            else if (line.contains("BODY.PEEK["))
                lines += bodyItems(m, line);
            lines += ")\r\n";
        }
        return lines;
    }

    static QByteArray emailIdOf(const ModelMessage &m)
    {
        return m.emailId.isEmpty() ? "M" + QByteArray::number(qHash(m.raw, 1)) : m.emailId;
    }

    /** "BODY.PEEK[1.2]<origin.size>", or all of it. */
    static QByteArray bodyItems(const ModelMessage &m, const QByteArray &line)
    {
        static const QRegularExpression item(QStringLiteral("BODY\\.PEEK\\[([0-9A-Z.]*)\\](?:<(\\d+)\\.(\\d+)>)?"));
        QByteArray items;
        for (const QRegularExpressionMatch &asked : item.globalMatch(QString::fromLatin1(line))) {
            const QByteArray name = asked.captured(1).toLatin1();
            const bool isSlice = asked.hasCaptured(2);
            QByteArray bytes = sectionOf(m.raw, name);
            if (isSlice)
                bytes = bytes.mid(asked.captured(2).toLongLong(), asked.captured(3).toLongLong());
            const QByteArray origin = isSlice ? '<' + asked.captured(2).toLatin1() + '>' : QByteArray();
            items += " BODY[" + name + ']' + origin + " {" + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
        }
        return items;
    }

    static QByteArray headerItems(const ModelMessage &m)
    {
        const QByteArray id = m.messageId.isEmpty() ? QByteArray("NIL") : '"' + m.messageId + '"';
        return " INTERNALDATE \"" + m.date + "\" RFC822.SIZE " + QByteArray::number(m.raw.size())
               + " ENVELOPE (\"Sun, 1 Nov 2026 10:00:00 +0000\" \"" + m.subject
               + "\" ((\"Bob\" NIL \"bob\" \"example.net\")) NIL NIL ((\"Ada\" NIL \"ada\" \"example.org\")) NIL NIL NIL " + id
               + ") BODYSTRUCTURE " + bodyStructureOf(m.raw) + " BODY[HEADER.FIELDS (REFERENCES)] {2}\r\n\r\n";
    }

    QByteArray search(const QByteArray &tag, const QByteArray &line)
    {
        static const QRegularExpression uidSet(QStringLiteral("UID SEARCH(?: UID ([0-9,:*]+)| ALL)(?: HEADER Message-ID (?:\"([^\"]*)\"|([^ ]+)))?$"));
        const auto asked = uidSet.match(QString::fromLatin1(line));
        if (!asked.hasMatch())
            return searchAnswer(box(), tag, line, m_server.complaints);
        const QByteArray set = asked.captured(1).toLatin1(), id = (asked.captured(2) + asked.captured(3)).toLatin1();
        QByteArray found = "* SEARCH";
        for (const ModelMessage &m : std::as_const(box().messages)) {
            if ((set.isEmpty() || inSet(set, m)) && (!line.contains("HEADER") || m.messageId.contains(id)))
                found += ' ' + QByteArray::number(m.uid);
        }
        return found + "\r\n";
    }

    QByteArray complaint(const QByteArray &line)
    {
        m_server.complaints.append(line);
        return {};
    }

    QByteArray store(const QByteArrayList &words, const QByteArray &line)
    {
        QByteArray list = line.mid(line.indexOf('(') + 1);
        list.chop(1);
        const bool ofGmail = words.at(1).endsWith("X-GM-LABELS");
        QByteArray lines = ofGmail && !m_server.labels ? complaint(line) : QByteArray();
        for (qsizetype i = 0; i < box().messages.size(); ++i) {
            ModelMessage &m = box().messages[i];
            if (!inSet(words.first(), m))
                continue;
            QByteArrayList &those = ofGmail ? m.labels : m.flags;
            for (const QByteArray &one : ofGmail ? QByteArrayList{list} : list.split(' ')) {
                those.removeAll(one);
                if (words.at(1).startsWith('+'))
                    those.append(one);
            }
            box().settle();
            if (ofGmail) {
                lines += "* " + QByteArray::number(i + 1) + " FETCH (X-GM-LABELS (" + m.labels.join(' ') + ") UID " + QByteArray::number(m.uid) + ")\r\n";
                continue;
            }
            lines += "* " + QByteArray::number(i + 1) + " FETCH (UID " + QByteArray::number(m.uid) + " FLAGS (" + m.flags.join(' ') + ')' + modSeqItem(m) + ")\r\n";
        }
        return lines;
    }

    QByteArray transfer(const QByteArray &tag, bool move, const QByteArray &set, const QByteArray &target)
    {
        if (!m_server.mailboxes.contains(target))
            return tag + " NO [TRYCREATE] no such mailbox\r\n";
        QByteArrayList from, to;
        const QList<ModelMessage> here = box().messages;
        for (const ModelMessage &m : here) {
            if (!inSet(set, m))
                continue;
            from.append(QByteArray::number(m.uid));
            to.append(QByteArray::number(m_server.mailboxes[target].add(m)));
            if (m_server.labels && target == "Trash")
                takeOtherLabels(m);
        }
        const QByteArray code = m_server.uidPlus && !from.isEmpty()
                                    ? "[COPYUID " + QByteArray::number(m_server.mailboxes[target].uidValidity) + ' ' + from.join(',') + ' ' + to.join(',') + "] "
                                    : "";
        if (!move)
            return tag + " OK " + code + "copied\r\n";
        const QByteArray gone = expunge([&](const ModelMessage &m) { return from.contains(QByteArray::number(m.uid)); });
        return (code.isEmpty() ? "" : "* OK " + code + "moved\r\n") + gone + tag + " OK done\r\n";
    }

    /** From all mailboxes but Trash, and the one that is selected: that one tells of it. */
    void takeOtherLabels(const ModelMessage &message)
    {
        for (auto box = m_server.mailboxes.begin(); box != m_server.mailboxes.end(); ++box) {
            if (box.key() != "Trash" && box.key() != m_selected)
                box->messages.removeIf([&](const ModelMessage &other) { return other.raw == message.raw; });
        }
    }

    QByteArray expunge(const std::function<bool(const ModelMessage &)> &goes)
    {
        QByteArray lines;
        for (qsizetype i = 0; i < box().messages.size();) {
            if (!goes(box().messages.at(i))) {
                ++i;
                continue;
            }
            box().messages.removeAt(i);
            lines += "* " + QByteArray::number(i + 1) + " EXPUNGE\r\n";
        }
        return lines;
    }

    [[nodiscard]] ModelMailbox &box() { return m_server.mailboxes[m_selected]; }
    [[nodiscard]] bool inSet(const QByteArray &set, const ModelMessage &message)
    {
        return contains(set, message.uid, box().messages.isEmpty() ? 0 : box().messages.last().uid);
    }

    ModelImap &m_server;
    QByteArray m_selected;
    bool m_isExamined = false; ///< it was opened for reading only
    qsizetype m_told = 0; ///< messages in it, as this connection knows
    QByteArray m_idleTag;
    QByteArray m_line;
    QByteArray m_items; ///< what stood before the literal
    QList<std::pair<QByteArray, QByteArray>> m_before; ///< messages of an APPEND that goes on: what stood before them, and they
    qsizetype m_literal = 0;
    bool m_gone = false;
    bool m_signedIn = false;
};

} // namespace

ModelImap::ModelImap()
{
    for (const char *name : {"INBOX", "Archive", "Drafts", "Sent", "Trash"})
        mailboxes.insert(name, {});
}

std::unique_ptr<ModelTalk> ModelImap::connection()
{
    return std::make_unique<ImapTalk>(*this);
}

QByteArrayList ModelImap::subjects(const QByteArray &mailbox) const
{
    QByteArrayList list;
    for (const ModelMessage &message : mailboxes.value(mailbox).messages)
        list.append((message.isMarked() ? "!" : "") + message.subject);
    return list;
}

int ModelImap::count(const QByteArray &commandBeginning) const
{
    return static_cast<int>(std::count_if(heard.cbegin(), heard.cend(), [&](const QByteArray &line) { return line.startsWith(commandBeginning); }));
}

} // namespace petrel::test
