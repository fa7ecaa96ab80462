#include "core/engine/pop3/maildrop_listing.h"
#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

#include <QSemaphore>

#include <algorithm>

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;
using Here = MaildropEntry::Here;
using Wish = MaildropEntry::Wish;

namespace {

QList<MaildropEntry> listed(Workbench &bench)
{
    engine::PassContext context = bench.context();
    return MUST(engine::listMaildrop(context));
}

/** "subject: here", in the order listed. */
QStringList told(const QList<MaildropEntry> &entries)
{
    static const QStringList here{QStringLiteral("nothing"), QStringLiteral("header"), QStringLiteral("whole"), QStringLiteral("deleted")};
    QStringList lines;
    for (const MaildropEntry &entry : entries)
        lines.append(entry.subject + QStringLiteral(": ") + here.at(int(entry.here)));
    return lines;
}

MaildropEntry entryOf(Workbench &bench, const char *uidl)
{
    const QList<MaildropEntry> entries = listed(bench);
    const auto found = std::find_if(entries.cbegin(), entries.cend(), [uidl](const MaildropEntry &entry) { return entry.uidl == uidl; });
    return found == entries.cend() ? MaildropEntry() : *found;
}

void wish(Workbench &bench, const char *uidl, Wish what)
{
    QCOMPARE(MUST(engine::wishFromMaildrop(*bench.store, bench.account.id, {entryOf(bench, uidl)}, what)), 1);
}

Pop3ServerCopy keptWithHeadersAbove(qint64 bytes)
{
    Pop3ServerCopy copy{Rule::Keep};
    copy.headerOnlyAbove = bytes;
    return copy;
}

} // namespace

/** What lies at the server, and what becomes of it as the person chooses. */
class MaildropListingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsToldWithWhatIsHereOfIt()
    {
        Workbench bench(IncomingKind::Pop3, keptWithHeadersAbove(1000));
        bench.pop3.add("kept");
        bench.pop3.add("deleted");
        bench.pop3.add("large", {}, QByteArray("Kelp.\r\n").repeated(400));
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "deleted");
        MUST_DO(bench.store->sweep());
        bench.pop3.add("new");
        bench.pop3.heard.clear();
        const QList<MaildropEntry> entries = listed(bench);
        QCOMPARE(told(entries), (QStringList{QStringLiteral("new: nothing"), QStringLiteral("large: header"), QStringLiteral("deleted: deleted"), QStringLiteral("kept: whole")}));
        QCOMPARE(entries.first().from.email, QStringLiteral("bob@example.net"));
        QCOMPARE(entries.first().size, bench.pop3.maildrop.last().raw.size());
        const auto changes = [](const QByteArray &line) { return line.startsWith("RETR") || line.startsWith("DELE"); };
        QVERIFY(std::none_of(bench.pop3.heard.cbegin(), bench.pop3.heard.cend(), changes));
        QCOMPARE(bench.pop3.heard.last(), QByteArray("QUIT"));
        QCOMPARE(bench.pop3.subjects().size(), 4);
    }

    void withoutTopWhatIsNotHereHasNoName()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.hasTop = false;
        bench.pop3.add("new");
        QCOMPARE(told(listed(bench)), QStringList{QStringLiteral(": nothing")});
    }

    void anIdThatIsNotOnesOwnIsNone()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a", "same");
        bench.pop3.add("b", "same");
        const QList<MaildropEntry> entries = listed(bench);
        QCOMPARE(entries.size(), 2);
        QVERIFY(entries.at(0).uidl.isEmpty() && entries.at(1).uidl.isEmpty());
        QCOMPARE(MUST(engine::wishFromMaildrop(*bench.store, bench.account.id, entries, Wish::Delete)), 0);
    }

    void whatIsWantedComesWholeAlsoWhenItWasDeletedHere()
    {
        Workbench bench(IncomingKind::Pop3, keptWithHeadersAbove(1000));
        bench.pop3.add("large", {}, QByteArray("Kelp.\r\n").repeated(400));
        bench.pop3.add("deleted");
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "deleted");
        MUST_DO(bench.store->sweep());
        wish(bench, "id-large", Wish::Fetch);
        wish(bench, "id-deleted", Wish::Fetch);
        QCOMPARE(entryOf(bench, "id-large").wish, Wish::Fetch);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"deleted", "large"}));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        QCOMPARE(bench.pop3.subjects().size(), 2);
    }

    void whatIsDeletedThereStaysAsItIsHere()
    {
        Workbench bench(IncomingKind::Pop3, keptWithHeadersAbove(1000));
        bench.pop3.add("kept");
        bench.pop3.add("large", {}, QByteArray("Kelp.\r\n").repeated(400));
        bench.pop3.add("other");
        MUST_DO(bench.pop3Pass());
        wish(bench, "id-kept", Wish::Delete);
        wish(bench, "id-large", Wish::Delete);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"other"});
        QCOMPARE(bench.shown("INBOX"), texts({"kept", "large", "other"}));
        MUST_DO(bench.pop3Pass()); // and that is that
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen WHERE want <> 0"), 0);
    }

    void aWishIsTakenBackAndNothingHappens()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("kept");
        MUST_DO(bench.pop3Pass());
        wish(bench, "id-kept", Wish::Delete);
        wish(bench, "id-kept", Wish::Nothing);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"kept"});
    }

    void anUnansweredQuitIsRepeatedAndNoMore()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        bench.pop3.add("b");
        MUST_DO(bench.pop3Pass());
        wish(bench, "id-a", Wish::Delete);
        bench.pop3.refusesQuit = true;
        MUST_DO(bench.pop3Pass());
        bench.pop3.refusesQuit = false;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"b"});
    }

    void whoAsksTheWorkerIsAnsweredAndNoMailIsFetchedForIt()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("first");
        Running running(bench, bench.connector);
        QTRY_COMPARE_WITH_TIMEOUT(running.board.status(bench.account.id).phase, engine::AccountStatus::Phase::UpToDate, 20'000);
        QSemaphore answered;
        std::optional<Result<QList<MaildropEntry>>> listing;
        running.runner->listMaildrop({{}, [&](const Result<QList<MaildropEntry>> &entries) {
                                          listing.emplace(entries);
                                          answered.release();
                                      }});
        QVERIFY(answered.tryAcquire(1, 20'000));
        QVERIFY(listing->ok());
        QCOMPARE(told(**listing), QStringList{QStringLiteral("first: whole")});
        running.stop();
        QCOMPARE(bench.pop3.heard.count("PASS secret"), 2); // one session to fetch, one to list
    }

    void whoAsksOfflineIsToldSo()
    {
        Workbench bench(IncomingKind::Pop3);
        Running running(bench, bench.connector);
        running.goOffline();
        QSemaphore answered;
        ErrorKind kind = ErrorKind::Bug;
        running.runner->listMaildrop({{}, [&](const Result<QList<MaildropEntry>> &entries) {
                                          kind = entries ? ErrorKind::Bug : entries.error().kind;
                                          answered.release();
                                      }});
        QVERIFY(answered.tryAcquire(1, 20'000));
        QCOMPARE(kind, ErrorKind::Network);
        running.stop();
    }
};

PETREL_TEST(MaildropListingTest)

} // namespace petrel::test

#include "maildrop_listing_test.moc"
