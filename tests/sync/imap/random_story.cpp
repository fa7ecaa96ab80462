#include "tests/sync/imap/random_story.h"

#include <algorithm>

namespace petrel::test {

namespace {

constexpr const char *kMailboxes[] = {"INBOX", "Archive", "Trash"};
constexpr const char *kMarks[] = {"\\Seen", "\\Flagged", "work", "later"};
constexpr Flag kFlags[] = {Flag::Seen, Flag::Flagged};
const QStringList kLabels{QStringLiteral("work"), QStringLiteral("later")};

void toggle(QByteArrayList &flags, const QByteArray &flag)
{
    if (!flags.removeOne(flag))
        flags.append(flag);
}

/** "m7 seen flagged work", for every message of a mailbox, sorted. */
QByteArrayList linesOf(const ModelMailbox &mailbox)
{
    QByteArrayList lines;
    for (const ModelMessage &message : mailbox.messages) {
        if (message.isMarked())
            continue;
        QByteArray line = message.subject + (message.flags.contains("\\Seen") ? " seen" : "") + (message.flags.contains("\\Flagged") ? " flagged" : "");
        for (const QString &label : kLabels)
            line += message.flags.contains(label.toLatin1()) ? ' ' + label.toLatin1() : QByteArray();
        lines.append(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

QStringList labelsOf(Workbench &bench, PlacementId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.detail(id); })).keywords;
}

QByteArrayList linesOf(Workbench &bench, const QList<MessageRow> &rows)
{
    QByteArrayList lines;
    for (const MessageRow &row : rows) {
        QByteArray line = row.subject.toUtf8() + (row.flags.testFlag(Flag::Seen) ? " seen" : "") + (row.flags.testFlag(Flag::Flagged) ? " flagged" : "");
        const QStringList labels = labelsOf(bench, row.id);
        for (const QString &label : kLabels)
            line += labels.contains(label) ? ' ' + label.toLatin1() : QByteArray();
        lines.append(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

RandomStory::RandomStory(quint32 seed, bool renumbers) : m_random(seed), m_renumbers(renumbers)
{
    m_bench.imap.move = upTo(2) == 0;
    // Without UIDPLUS and MOVE originals stay behind, marked, by design: another story.
    m_bench.imap.uidPlus = !m_bench.imap.move || upTo(2) == 0;
    m_bench.imap.condstore = upTo(2) == 0;
    m_bench.imap.qresync = m_bench.imap.condstore && upTo(2) == 0;
    m_bench.imap.listStatus = upTo(2) == 0;
    m_bench.imap.objectId = upTo(2) == 0;
    for (int i = 0; i < 4; ++i)
        atTheServer(Deed::Arrives);
    pass(false);
}

QByteArray RandomStory::anyMailbox()
{
    return kMailboxes[upTo(std::size(kMailboxes))];
}

QList<MessageRow> RandomStory::rows(const char *mailbox)
{
    QList<MessageRow> shown = m_bench.rows(mailbox);
    for (const store::AttentionItem &told : MUST(m_bench.read([](const store::Reader &reader) { return reader.attention(); })))
        shown.removeIf([&](const MessageRow &row) { return row.id == told.placement; });
    return shown;
}

void RandomStory::chapter()
{
    deeds(static_cast<int>(1 + upTo(4)));
    pass(true);
}

void RandomStory::deeds(int count)
{
    for (int i = 0; i < count; ++i)
        doSomething();
}

bool RandomStory::passCutAt(Cut cut)
{
    m_bench.connector.cutNext(cut);
    const Status done = m_bench.imapPass();
    const bool reached = m_bench.connector.cutReached();
    m_bench.connector.cutNext({});
    if (!reached && !done)
        m_told.append("the pass ended by itself: " + describe(done.error()).toUtf8());
    if (reached)
        m_bench.restart();
    return reached;
}

void RandomStory::doSomething()
{
    static constexpr Deed deeds[] = {Deed::Arrives, Deed::Arrives, Deed::MarkedThere, Deed::MovedThere, Deed::ExpungedThere,
                                     Deed::MarkedHere, Deed::MarkedHere, Deed::LabelledHere, Deed::LabelledHere, Deed::MovedHere, Deed::MovedHere, Deed::DeletedHere};
    if (m_renumbers && upTo(8) == 0)
        return atTheServer(Deed::RenumberedThere);
    const Deed deed = deeds[upTo(std::size(deeds))];
    if (deed < Deed::MarkedHere)
        atTheServer(deed);
    else
        here(deed);
}

void RandomStory::atTheServer(Deed deed)
{
    const QByteArray name = deed == Deed::Arrives ? QByteArray("INBOX") : anyMailbox();
    ModelMailbox &mailbox = m_bench.imap.mailboxes[name];
    if (deed == Deed::Arrives) {
        const QByteArray subject = "m" + QByteArray::number(++m_letters);
        mailbox.add(ModelMessage::make(subject));
        m_alive.insert(subject);
        m_told.append("server: " + subject + " arrives");
        return;
    }
    if (deed == Deed::RenumberedThere) {
        ++mailbox.uidValidity;
        mailbox.uidNext = 1 + upTo(20);
        for (const ModelMessage &message : std::exchange(mailbox.messages, {}))
            mailbox.add(message);
        m_told.append("server: " + name + " is renumbered");
        return;
    }
    QList<ModelMessage> unmarked = mailbox.messages;
    unmarked.removeIf([](const ModelMessage &message) { return message.isMarked(); });
    if (unmarked.isEmpty())
        return;
    const ModelMessage chosen = unmarked.at(upTo(static_cast<quint32>(unmarked.size())));
    if (deed == Deed::MarkedThere) {
        const QByteArray mark = kMarks[upTo(std::size(kMarks))];
        toggle(mailbox.find(chosen.uid)->flags, mark);
        m_told.append("server: " + chosen.subject + " in " + name + " toggles " + mark);
        return;
    }
    mailbox.messages.removeIf([&](const ModelMessage &message) { return message.uid == chosen.uid; });
    const QByteArray target = anyMailbox();
    if (deed == Deed::MovedThere && target != name) {
        m_bench.imap.mailboxes[target].add(chosen);
        if (!m_bench.imap.move)
            m_mayBeTwo.insert(chosen.subject);
        m_told.append("server: " + chosen.subject + " from " + name + " to " + target);
    } else {
        m_alive.remove(chosen.subject);
            m_told.append("server: " + chosen.subject + " is expunged from " + name);
    }
}

void RandomStory::here(Deed deed)
{
    const QByteArray name = anyMailbox();
    const QList<MessageRow> rows = m_bench.rows(name.constData());
    if (rows.isEmpty())
        return;
    const MessageRow &row = rows.at(upTo(static_cast<quint32>(rows.size())));
    const QByteArray subject = row.subject.toUtf8();
    const QByteArray target = anyMailbox();
    if (deed == Deed::MarkedHere) {
        const Flag flag = kFlags[upTo(std::size(kFlags))];
        const bool set = !row.flags.testFlag(flag);
        MUST_DO(m_bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({row.id}, set ? Flags(flag) : Flags(), set ? Flags() : Flags(flag)); }));
        m_told.append("here: " + subject + " in " + name + " toggles " + (flag == Flag::Seen ? "seen" : "flagged"));
    } else if (deed == Deed::LabelledHere) {
        const QString label = kLabels.at(upTo(2));
        const bool set = !labelsOf(m_bench, row.id).contains(label);
        MUST_DO(m_bench.write([&](store::WriteTransaction &tx) {
            return tx.wishes().wantKeywords({row.id}, set ? QStringList{label} : QStringList(), set ? QStringList() : QStringList{label});
        }));
        m_told.append("here: " + subject + " in " + name + " toggles " + label.toLatin1());
    } else if (deed == Deed::MovedHere) {
        const FolderId folder = m_bench.folder(target.constData()).id;
        MUST_DO(m_bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFolder({row.id}, folder); }));
        m_told.append("here: " + subject + " from " + name + " to " + target);
    } else {
        MUST_DO(m_bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantExpunge({row.id}); }));
        m_alive.remove(subject);
        m_told.append("here: " + subject + " in " + name + " is deleted for good");
    }
}

void RandomStory::pass(bool mayBeCut)
{
    if (mayBeCut && upTo(3) > 0) {
        const Cut::When when = upTo(2) == 0 ? Cut::When::BeforeHeard : Cut::When::BeforeAnswer;
        const int command = static_cast<int>(upTo(25));
        m_bench.connector.cutNext({when, command});
        m_told.append(QByteArray("a pass, cut ") + (when == Cut::When::BeforeHeard ? "before" : "behind") + " command " + QByteArray::number(command));
        if (!m_bench.imapPass() && upTo(2) == 0)
            m_bench.restart();
        m_bench.connector.cutNext({});
        return;
    }
    m_told.append("a pass");
    MUST_DO(m_bench.imapPass(upTo(2) == 0));
}

bool RandomStory::settle()
{
    for (int i = 0; i < 8; ++i) {
        m_clock.pass(3600); // whatever waits for another attempt gets it
        const QByteArray before = wholeState();
        MUST_DO(m_bench.imapPass(false)); // what is not quiet must show
        const engine::SyncReport &report = m_bench.report;
        if (report.newMessages + report.flagsChanged + report.gone + report.pushed == 0 && wholeState() == before)
            return true;
    }
    return false;
}

QStringList RandomStory::differences()
{
    QStringList wrong;
    QHash<QByteArray, int> copies;
    for (const char *name : kMailboxes) {
        const QByteArrayList there = linesOf(m_bench.imap.mailboxes[name]), shown = linesOf(m_bench, rows(name));
        if (there != shown)
            wrong.append(QStringLiteral("%1: the server has %2, here is %3").arg(QLatin1String(name), QString::fromUtf8(there.join(", ")), QString::fromUtf8(shown.join(", "))));
        for (const QByteArray &line : there)
            ++copies[line.split(' ').first()];
    }
    for (const QByteArray &subject : std::as_const(m_alive)) {
        const int found = copies.value(subject);
        if (found != 1 && !(found > 1 && m_mayBeTwo.contains(subject)))
            wrong.append(QStringLiteral("%1 is %2 times at the server").arg(QString::fromUtf8(subject)).arg(copies.value(subject)));
    }
    for (const QByteArray &complaint : std::as_const(m_bench.imap.complaints))
        wrong.append(QStringLiteral("the server did not understand ") + QString::fromUtf8(complaint));
    return wrong;
}

QByteArray RandomStory::wholeState()
{
    QByteArray state;
    for (const char *name : kMailboxes) {
        state += QByteArray(name) + ": " + linesOf(m_bench.imap.mailboxes[name]).join(", ") + " | ";
        const auto folder = m_bench.read([&](const store::Reader &reader) { return reader.folderByPath(m_bench.account.id, QLatin1String(name)); });
        state += (folder ? linesOf(m_bench, m_bench.rows(name)).join(", ") : QByteArray("not listed")) + '\n';
    }
    return state;
}

} // namespace petrel::test
