#include "core/imap/sync/quiet_folder.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;
using namespace std::chrono_literals;

namespace {

/** What we keep, what STATUS says, and whether that will do. A number of -1 was not told. */
struct Situation
{
    const char *name;
    std::uint64_t modSeq = 50;
    std::uint32_t backfill = 1;
    std::int64_t serverValidity = 7;
    std::int64_t serverNext = 11;
    std::int64_t messages = 10;
    std::int64_t serverModSeq = 50;
    std::int64_t unseen = 3;
    std::chrono::seconds sinceCompared = 60s;
    Quiet expected = Quiet::No;
};

const Situation kSituations[] = {
    {.name = "all as it was", .expected = Quiet::Yes},
    {.name = "the time of the last comparison means nothing with mod-sequences", .sinceCompared = 24h, .expected = Quiet::Yes},
    {.name = "a flag changed", .serverModSeq = 51},
    {.name = "the mod-sequence went back", .serverModSeq = 49},
    {.name = "the folder has no mod-sequences any more", .serverModSeq = 0},
    {.name = "the folder has some now", .modSeq = 0},
    {.name = "new mail", .serverNext = 12, .messages = 11},
    {.name = "one came and one went", .serverNext = 12},
    {.name = "one went, whatever the mod-sequence says", .messages = 9},
    {.name = "renumbered", .serverValidity = 8},
    {.name = "UIDNEXT went back", .serverNext = 10},
    {.name = "UIDs that mean nothing", .serverValidity = 0},
    {.name = "UIDNEXT not told", .serverNext = -1},
    {.name = "MESSAGES not told", .messages = -1},
    {.name = "UIDVALIDITY not told", .serverValidity = -1},
    {.name = "older mail is still to come", .backfill = 6},
    {.name = "nothing was listed yet", .backfill = 0},
    {.name = "plain: UNSEEN decides", .modSeq = 0, .serverModSeq = -1, .expected = Quiet::IfUnseenAgrees},
    {.name = "NOMODSEQ: UNSEEN decides", .modSeq = 0, .serverModSeq = 0, .expected = Quiet::IfUnseenAgrees},
    {.name = "plain: UNSEEN not told", .modSeq = 0, .serverModSeq = -1, .unseen = -1},
    {.name = "plain: not compared for long", .modSeq = 0, .serverModSeq = -1, .sinceCompared = 20min},
    {.name = "plain: compared in the future", .modSeq = 0, .serverModSeq = -1, .sinceCompared = -5s},
};

template <class Id>
std::optional<Id> told(std::int64_t number)
{
    return number < 0 ? std::nullopt : std::optional(Id(static_cast<std::uint32_t>(number)));
}

} // namespace

class QuietFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statusProvesThatNothingChangedOrDoesNot_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kSituations)); ++i)
            QTest::newRow(kSituations[i].name) << i;
    }
    void statusProvesThatNothingChangedOrDoesNot()
    {
        QFETCH(int, index);
        const Situation &s = kSituations[index];
        FolderSnapshot before{UidValidity(7), Uid(11), ModSeq(s.modSeq), 10, {}, Uid(s.backfill)};
        MailboxStatus now;
        now.uidValidity = told<UidValidity>(s.serverValidity);
        now.uidNext = told<Uid>(s.serverNext);
        now.messages = told<std::uint32_t>(s.messages);
        now.highestModSeq = told<ModSeq>(s.serverModSeq);
        now.unseen = told<std::uint32_t>(s.unseen);
        QCOMPARE(int(quietness(before, now, s.sinceCompared)), int(s.expected));
    }

    void aLargeFolderIsComparedLessOften()
    {
        QCOMPARE(compareRhythm(0), std::chrono::seconds(15min));
        QVERIFY(compareRhythm(20'000) < 1h);
        QVERIFY(compareRhythm(1'000'000) > 24h);
    }
};

PETREL_TEST(QuietFolderTest)
#include "quiet_folder_test.moc"
