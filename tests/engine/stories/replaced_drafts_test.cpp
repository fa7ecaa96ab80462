// A draft that is kept anew takes the place of its former state: in one step where the server can (RFC 8508).
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

PlacementId keep(Workbench &bench, const char *subject, std::optional<PlacementId> former = {})
{
    mime::OutgoingMessage message;
    message.subject = QString::fromLatin1(subject);
    message.text = QStringLiteral("Dear Bob,\n");
    return MUST(engine::keepDraft(*bench.store, bench.account, message, former)).id;
}

/** A draft that is at the server, and its next state, which is not. */
PlacementId begin(Workbench &bench, bool uidPlus = true)
{
    bench.imap.replace = true;
    bench.imap.uidPlus = uidPlus;
    MUST_DO(bench.imapPass());
    const PlacementId first = keep(bench, "First");
    MUST_DO(bench.imapPass());
    MUST_DO(bench.imapPass());
    bench.imap.heard.clear();
    return keep(bench, "Second", first);
}

void settle(Workbench &bench)
{
    for (int i = 0; i < 3; ++i)
        MUST_DO(bench.imapPass());
}

} // namespace

class ReplacedDraftsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftReplacedInOneStepIsNeverThereTwiceNorNotAtAll_data()
    {
        QTest::addColumn<bool>("uidPlus");
        QTest::newRow("with UIDPLUS") << true;
        QTest::newRow("without") << false;
    }
    void aDraftReplacedInOneStepIsNeverThereTwiceNorNotAtAll()
    {
        QFETCH(bool, uidPlus);
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                const PlacementId second = begin(bench, uidPlus);
                bench.imap.before = [&](const QByteArray &) { QCOMPARE(bench.imap.subjects("Drafts").size(), 1); };
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Second"});
                QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Second")});
                QCOMPARE(bench.row("Drafts", "Second").id, second);
                QVERIFY(bench.row("Drafts", "Second").uid);
                QCOMPARE(bench.imap.count("APPEND"), 0);
                QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
                QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0"), 0);
                QCOMPARE(bench.imap.complaints, QByteArrayList());
            }
        }
    }

    void whereThatIsRefusedItIsAppendedAndTheFormerOneGoes_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no") << QByteArray("NO not today");
        QTest::newRow("cannot") << QByteArray("NO [CANNOT] not here");
        QTest::newRow("not understood") << QByteArray("BAD what?");
    }
    void whereThatIsRefusedItIsAppendedAndTheFormerOneGoes()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        (void)begin(bench);
        bench.imap.refuse.insert("UID REPLACE", answer);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Second"});
        QCOMPARE(bench.imap.count("UID REPLACE"), 1);
        QCOMPARE(bench.imap.count("APPEND"), 1);
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 0);
    }

    void whatAnotherProgramRemovedIsNotReplaced()
    {
        Workbench bench(IncomingKind::Imap);
        (void)begin(bench);
        bench.imap.mailboxes["Drafts"].messages.clear();
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Second"});
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Second")});
    }

    void afterARenumberingNoOtherMessageIsReplaced()
    {
        Workbench bench(IncomingKind::Imap);
        (void)begin(bench);
        ModelMailbox renumbered;
        renumbered.uidValidity = 77;
        renumbered.add(ModelMessage::make("Stranger"));
        bench.imap.mailboxes["Drafts"] = renumbered;
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), (QByteArrayList{"Stranger", "Second"}));
        QCOMPARE(bench.imap.count("UID REPLACE"), 0);
    }
};

PETREL_TEST(ReplacedDraftsTest)

} // namespace petrel::test

#include "replaced_drafts_test.moc"
