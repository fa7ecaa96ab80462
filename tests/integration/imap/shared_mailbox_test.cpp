#include "core/imap/session/imap_session.h"
#include "core/net/connector.h"
#include "tests/integration/imap/real_desk.h"

#include <QRandomGenerator>
#include <QtTest>

namespace petrel::test {

namespace {

constexpr const char *kMailboxes[] = {"INBOX", "Archive", "Trash"};
constexpr Flag kFlags[] = {Flag::Seen, Flag::Flagged};

QByteArray letter(const QByteArray &subject)
{
    return "From: Bob <bob@petrel.example>\r\nTo: Ada <ada@petrel.example>\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
        + "@petrel.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n\r\nA letter.\r\n";
}

constexpr const char *kLabel = "work";

QString lineOf(const QString &subject, Flags flags, bool labelled)
{
    return subject + (flags.testFlag(Flag::Seen) ? QStringLiteral(" seen") : QString()) + (flags.testFlag(Flag::Flagged) ? QStringLiteral(" flagged") : QString())
        + (labelled ? QStringLiteral(" work") : QString());
}

bool isLabelled(RealDesk &desk, PlacementId id)
{
    return MUST(desk.store().read([&](const store::Reader &reader) { return reader.detail(id); })).keywords.contains(QLatin1String(kLabel));
}

} // namespace

/**
 * Two Petrels and a third client share one mailbox of a real Dovecot. All three mark, move, delete and append at random, the
 * connections of both Petrels break off in the middle; when they have come to rest everybody sees the same. PETREL_SEED=n
 * and PETREL_OPERATIONS=n choose the story; the seed names the case.
 */
class SharedMailboxTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY2(m_servers.start(), qPrintable(m_servers.problem())); }
    void cleanup()
    {
        m_other.reset();
        m_desks.clear();
        m_servers.stop();
    }
    void whateverThreeClientsDoEverybodySeesTheSameInTheEnd_data();
    void whateverThreeClientsDoEverybodySeesTheSameInTheEnd();

private:
    [[nodiscard]] quint32 upTo(quint32 end) { return m_random.bounded(end); }
    [[nodiscard]] const char *anyMailbox() { return kMailboxes[upTo(std::size(kMailboxes))]; }
    void begin(quint32 seed);
    void arrive();
    void doThere();
    void doHere(RealDesk &desk);
    void pass(RealDesk &desk);
    [[nodiscard]] bool settle();
    [[nodiscard]] QStringList atServer(const char *mailbox);
    [[nodiscard]] QStringList differences();

    RealServers m_servers;
    MovedClock m_clock;
    QRandomGenerator m_random;
    std::unique_ptr<imap::ImapSession> m_other;
    std::vector<std::unique_ptr<RealDesk>> m_desks;
    int m_letters = 0;
    int m_broken = 0;
    QSet<QString> m_maybeGone; ///< somebody deleted it: it may be gone
};

void SharedMailboxTest::whateverThreeClientsDoEverybodySeesTheSameInTheEnd_data()
{
    QTest::addColumn<quint32>("seed");
    bool one = false;
    const quint32 chosen = qEnvironmentVariable("PETREL_SEED").toUInt(&one);
    for (quint32 seed = one ? chosen : 1; seed <= (one ? chosen : 2); ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void SharedMailboxTest::whateverThreeClientsDoEverybodySeesTheSameInTheEnd()
{
    QFETCH(quint32, seed);
    bool given = false;
    const int chosen = qEnvironmentVariableIntValue("PETREL_OPERATIONS", &given);
    begin(seed);
    for (int operation = given ? chosen : 400; operation > 0; --operation) {
        RealDesk &desk = *m_desks[upTo(2)];
        switch (upTo(4)) {
        case 0: doThere(); break;
        case 1: pass(desk); break;
        default: doHere(desk); break;
        }
    }
    QVERIFY(m_broken > 0);
    QVERIFY2(settle(), "never at rest");
    const QStringList wrong = differences();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    for (const auto &desk : m_desks)
        QVERIFY(MUST(desk->store().check()).isEmpty());
}

void SharedMailboxTest::begin(quint32 seed)
{
    m_random.seed(seed);
    m_letters = m_broken = 0;
    m_maybeGone.clear();
    m_other = MUST(openDirectly(m_servers));
    for (const char *name : kMailboxes)
        (void)m_other->createFolder(MUST(imap::MailboxName::fromWire(name))); // those that are there already say no
    for (int i = 0; i < 6; ++i)
        arrive();
    for (int i = 0; i < 2; ++i) {
        m_desks.push_back(std::make_unique<RealDesk>(m_servers));
        MUST_DO(m_desks.back()->pass());
    }
}

void SharedMailboxTest::arrive()
{
    const QByteArray subject = "m" + QByteArray::number(++m_letters);
    (void)MUST(m_other->append(imap::MailboxName::inbox(), imap::AppendSource::of(letter(subject)), {}));
}

void SharedMailboxTest::doThere()
{
    if (upTo(3) == 0)
        return arrive();
    (void)MUST(m_other->select(MUST(imap::MailboxName::fromWire(anyMailbox()))));
    const QList<Uid> uids = MUST(m_other->existingUids()).uids();
    if (uids.isEmpty())
        return;
    const imap::SequenceSet chosen = imap::SequenceSet::of(uids.at(upTo(static_cast<quint32>(uids.size()))));
    QString subject;
    MUST_DO(m_other->fetchHeaders(imap::MessageSet::uids(chosen), [&](imap::FetchedHeader &&header) -> Status {
        subject = QString::fromUtf8(header.envelope->subject);
        return {};
    }));
    using Mode = imap::ImapSession::StoreMode;
    switch (upTo(4)) {
    case 3: (void)MUST(m_other->storeFlags(chosen, upTo(2) == 0 ? Mode::Add : Mode::Remove, {}, {kLabel})); break;
    case 0: (void)MUST(m_other->storeFlags(chosen, upTo(2) == 0 ? Mode::Add : Mode::Remove, kFlags[upTo(2)])); break;
    case 1: (void)MUST(m_other->uidMove(chosen, MUST(imap::MailboxName::fromWire(anyMailbox())))); break;
    default:
        m_maybeGone.insert(subject);
        (void)MUST(m_other->storeFlags(chosen, Mode::Add, Flag::Deleted));
        MUST_DO(m_other->uidExpunge(chosen));
        break;
    }
}

void SharedMailboxTest::doHere(RealDesk &desk)
{
    const QList<MessageRow> rows = desk.rows(anyMailbox());
    if (rows.isEmpty())
        return;
    const MessageRow row = rows.at(upTo(static_cast<quint32>(rows.size())));
    const quint32 what = upTo(9);
    const QStringList label{QLatin1String(kLabel)};
    const bool labelled = isLabelled(desk, row.id);
    const Flag flag = kFlags[upTo(2)];
    const FolderId target = desk.folder(anyMailbox());
    MUST_DO(desk.store().write(u"test", [&](store::WriteTransaction &tx) -> Status {
        if (what < 3)
            return row.flags.testFlag(flag) ? tx.wishes().wantFlags({row.id}, {}, flag) : tx.wishes().wantFlags({row.id}, flag, {});
        if (what > 6)
            return tx.wishes().wantKeywords({row.id}, labelled ? QStringList() : label, labelled ? label : QStringList());
        return what < 6 ? tx.wishes().wantFolder({row.id}, target) : tx.wishes().wantExpunge({row.id});
    }));
    if (what == 6)
        m_maybeGone.insert(row.subject);
}

void SharedMailboxTest::pass(RealDesk &desk)
{
    m_clock.pass(60);
    if (upTo(3) > 0)
        desk.breakOffAfter(static_cast<qint64>(500 + upTo(6'000)));
    const Status done = desk.pass();
    if (!done && !desk.hasBrokenOff())
        qFatal("%s", qPrintable(describe(done.error())));
    if (desk.hasBrokenOff()) {
        ++m_broken;
        if (upTo(3) == 0)
            desk.restart();
    }
    desk.breakOffAfter(-1);
}

bool SharedMailboxTest::settle()
{
    int quiet = 0;
    for (int round = 0; round < 20 && quiet < 2; ++round) {
        m_clock.pass(7 * 3600); // whatever waits for another attempt gets it
        int changes = 0;
        for (const auto &desk : m_desks) {
            MUST_DO(desk->pass());
            changes += desk->report.newMessages + desk->report.flagsChanged + desk->report.gone + desk->report.pushed;
        }
        quiet = changes == 0 ? quiet + 1 : 0;
    }
    return quiet == 2;
}

QStringList SharedMailboxTest::atServer(const char *mailbox)
{
    QStringList lines;
    const imap::SelectResult selected = MUST(m_other->select(MUST(imap::MailboxName::fromWire(mailbox))));
    if (selected.exists > 0)
        MUST_DO(m_other->fetchHeaders(imap::MessageSet::uids(imap::SequenceSet::all()), [&](imap::FetchedHeader &&header) -> Status {
            lines.append(lineOf(QString::fromUtf8(header.envelope->subject), header.flags.known, header.flags.keywords.contains(kLabel)));
            return {};
        }));
    lines.sort();
    return lines;
}

QStringList SharedMailboxTest::differences()
{
    QStringList wrong;
    QHash<QString, int> copies;
    for (const char *name : kMailboxes) {
        const QStringList there = atServer(name);
        for (const QString &line : there)
            ++copies[line.section(QLatin1Char(' '), 0, 0)];
        for (size_t i = 0; i < m_desks.size(); ++i) {
            QStringList here;
            for (const MessageRow &row : m_desks[i]->unquestionedRows(name))
                here.append(lineOf(row.subject, row.flags, isLabelled(*m_desks[i], row.id)));
            here.sort();
            if (here != there)
                wrong.append(QStringLiteral("%1: the server has %2, Petrel %3 shows %4").arg(QLatin1String(name), there.join(QStringLiteral(", "))).arg(i + 1).arg(here.join(QStringLiteral(", "))));
        }
    }
    for (int number = 1; number <= m_letters; ++number) {
        const QString subject = QStringLiteral("m%1").arg(number);
        const int found = copies.value(subject);
        if (found != 1 && !(found == 0 && m_maybeGone.contains(subject)))
            wrong.append(QStringLiteral("%1 is %2 times at the server").arg(subject).arg(found));
    }
    return wrong;
}

} // namespace petrel::test

QTEST_GUILESS_MAIN(petrel::test::SharedMailboxTest)
#include "shared_mailbox_test.moc"
