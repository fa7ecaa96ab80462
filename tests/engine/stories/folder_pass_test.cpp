#include "core/engine/imap/folder_pass.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

class FolderPassTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** A message opened in the middle of a pass selects its own folder; the pass must not go on in that one. */
    void aBodyServedBetweenTwoBatchesDoesNotMixTheFolders()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        for (int n = 1; n <= 2500; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        for (int n = 1; n <= 2500; ++n)
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Wrong " + QByteArray::number(n)));

        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        const PlacementId archived = bench.row("Archive", "Archived").id;
        int served = 0;
        engine::FolderPassOptions options;
        options.betweenBatches = [&]() -> Status {
            if (served++ == 0)
                return engine::fetchBody(pass, *session, archived);
            return {};
        };
        const engine::ServerFolder inbox{bench.folder("INBOX"), imap::MailboxName::inbox(), std::nullopt};
        MUST_DO(engine::FolderPass(pass, *session, inbox, options).run());
        QVERIFY(served > 1);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE subject LIKE 'Letter %'"), 2500);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE subject LIKE 'Wrong %'"), 0);
        QCOMPARE(bench.row("Archive", "Archived").bodyState, BodyState::Full);
    }

    void cutAnywhereASyncIsSimplyDoneAgain()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                for (int n = 1; n <= 5; ++n)
                    bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.shown("INBOX").size(), 5);
                bench.imap.mailboxes["INBOX"].messages.removeAt(2);
                bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Seen"};
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.shown("INBOX").size(), 4);
                QVERIFY(bench.row("INBOX", "Letter 1").flags.testFlag(Flag::Seen));
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.report.newMessages + bench.report.gone + bench.report.flagsChanged, 0);
            }
        }
    }
};

PETREL_TEST(FolderPassTest)

} // namespace petrel::test

#include "folder_pass_test.moc"
