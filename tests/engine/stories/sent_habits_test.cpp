#include "core/engine/send/outgoing.h"
#include "core/engine/send/sent_habits.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

using store::SentLesson;

/** A server that may file what it sends, and an account that has to find out. */
class Learning : public Workbench
{
public:
    explicit Learning(SentCopies says = SentCopies::Learn) : Workbench(IncomingKind::Imap)
    {
        account.sentCopies = says;
        keepAccount();
        MUST_DO(imapPass());
    }

    void keepAccount()
    {
        MUST_DO(write([&](store::WriteTransaction &tx) { return tx.accounts().update(account); }));
    }

    /** Written, sent and accepted; the server then files it `filedAfter` seconds later, not at all where that is negative. */
    OutboxItem send(int filedAfter, const QByteArray &otherId = {})
    {
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        message.subject = QStringLiteral("Letter %1").arg(++m_sent);
        message.text = QStringLiteral("It leaves at nine.\n");
        const OutboxId id = MUST(engine::queueMessage(*store, account, message));
        MUST_DO(sendPass());
        const OutboxItem item = MUST(read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
        m_filing = filedAfter >= 0 ? std::optional(copyOf(item, otherId)) : std::nullopt;
        run(filedAfter);
        return item;
    }

    /** Rounds for `seconds`, as often as a worker would wake; what is to be filed is filed at that moment. */
    void run(int filedAfter)
    {
        for (int second = 0; second <= 700; ++second) {
            if (second == filedAfter && m_filing)
                imap.mailboxes["Sent"].add(*std::exchange(m_filing, std::nullopt));
            const bool isDue = MUST(read([&](const store::Reader &reader) { return store::SyncReader(reader).dueAppends(account.id, Clock::nowUtc()); })).size() > 0;
            if (isDue || second % 300 == 0)
                MUST_DO(imapPass(false));
            clock.pass(1);
        }
        MUST_DO(imapPass());
    }

    [[nodiscard]] SentLesson lesson()
    {
        return MUST(read([&](const store::Reader &reader) { return store::SyncReader(reader).sentLesson(account.id); }));
    }
    [[nodiscard]] int appends() const { return imap.count("APPEND"); }
    [[nodiscard]] QByteArrayList atServer() const { return imap.subjects("Sent"); }

    MovedClock clock;

private:
    ModelMessage copyOf(const OutboxItem &item, const QByteArray &otherId)
    {
        ModelMessage message = ModelMessage::make(item.subject.toLatin1());
        const QByteArray id = otherId.isEmpty() ? item.messageId : otherId;
        message.messageId = '<' + id + '>';
        message.raw = "Message-ID: <" + id + ">\r\n" + (otherId.isEmpty() ? QByteArray() : "X-Microsoft-Original-Message-ID: <" + item.messageId + ">\r\n")
            + "Subject: " + item.subject.toLatin1() + "\r\n\r\nIt leaves at nine.\r\n";
        message.date = QLocale::c().toString(QDateTime::fromSecsSinceEpoch(Clock::nowUtc(), Qt::UTC), QStringLiteral("dd-MMM-yyyy hh:mm:ss")).toLatin1() + " +0000";
        return message;
    }

    int m_sent = 0;
    std::optional<ModelMessage> m_filing;
};

} // namespace

/** Whether the server files what it sends, and that there is one copy in Sent either way. */
class SentHabitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatFilesAtOnceKeepsTheOnlyCopy()
    {
        Learning bench;
        bench.send(0);
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        QCOMPARE(bench.appends(), 0);
        QCOMPARE(bench.atServer(), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Letter 1")});
    }

    void oneThatFilesSomeSecondsLaterDoesToo()
    {
        Learning bench;
        bench.send(6);
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        QCOMPARE(bench.atServer(), QByteArrayList{"Letter 1"});
        bench.send(200); // once that is known it may take its time
        QCOMPARE(bench.atServer(), (QByteArrayList{"Letter 1", "Letter 2"}));
        QCOMPARE(bench.appends(), 0);
    }

    void oneThatDoesNotGetsOursAndIsNotAskedAgain()
    {
        Learning bench;
        bench.send(-1);
        QCOMPARE(bench.lesson(), SentLesson::WeFile);
        QCOMPARE(bench.atServer(), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.appends(), 1);
        const int looks = bench.imap.count("UID SEARCH");
        bench.send(-1);
        QCOMPARE(bench.atServer(), (QByteArrayList{"Letter 1", "Letter 2"}));
        QCOMPARE(bench.imap.count("UID SEARCH"), looks);
    }

    void theCopyIsShownAllTheTime()
    {
        Learning bench;
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        message.subject = QStringLiteral("Ferry");
        (void)MUST(engine::queueMessage(*bench.store, bench.account, message));
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
        for (int round = 0; round < 4; ++round) {
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
            bench.clock.pass(10);
        }
        QCOMPARE(bench.atServer(), QByteArrayList{"Ferry"});
    }

    void anotherIdIsKnownForOurs()
    {
        Learning bench;
        bench.send(0, "AM0PR01@prod.example");
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        QCOMPARE(bench.appends(), 0);
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Letter 1")});
    }

    void oneThatStopsFilingGetsOursAndIsLearnedAnew()
    {
        Learning bench;
        bench.send(0);
        bench.send(-1);
        QCOMPARE(bench.atServer(), (QByteArrayList{"Letter 1", "Letter 2"}));
        QCOMPARE(bench.lesson(), SentLesson::Unknown);
        bench.send(-1);
        QCOMPARE(bench.lesson(), SentLesson::WeFile);
        QCOMPARE(bench.atServer().size(), 3);
    }

    void oneThatBeginsToFileIsLearnedFromTheTwoCopies()
    {
        Learning bench;
        bench.send(-1);
        bench.send(100); // ours is there by then
        QCOMPARE(bench.atServer(), (QByteArrayList{"Letter 1", "Letter 2", "Letter 2"}));
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        bench.send(100);
        QCOMPARE(bench.atServer().count("Letter 3"), 1);
    }

    void knownProvidersAreGivenTimeFromTheBeginning_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("files");
        for (const char *host : {"smtp.gmail.com", "SMTP.office365.com", "smtp-mail.outlook.com", "smtp.mail.me.com", "smtp.163.com", "smtp.zoho.eu"})
            QTest::newRow(host) << QString::fromLatin1(host) << true;
        for (const char *host : {"mail.example.org", "smtp.notgmail.com", "gmail.com.example.org", ""})
            QTest::newRow(host) << QString::fromLatin1(host) << false;
    }
    void knownProvidersAreGivenTimeFromTheBeginning()
    {
        QFETCH(QString, host);
        QFETCH(bool, files);
        Account account;
        account.outgoing.host = host;
        QCOMPARE(engine::probablyFilesItself(account), files);
        QVERIFY(engine::looksForServersCopy(account, SentLesson::ServerFiles) > 3);
        QCOMPARE(engine::looksForServersCopy(account, SentLesson::Unknown) > 3, files);
        QCOMPARE(engine::looksForServersCopy(account, SentLesson::WeFile), 0);
    }

    void whatThePersonSaysIsNotLearned()
    {
        Learning ours(SentCopies::WeFile);
        ours.send(-1);
        QCOMPARE(ours.appends(), 1);
        QCOMPARE(ours.imap.count("UID SEARCH"), 0);
        Learning theirs(SentCopies::ServerFiles);
        theirs.send(600);
        QCOMPARE(theirs.appends(), 0);
        QCOMPARE(theirs.atServer(), QByteArrayList{"Letter 1"});
    }

    void whatWasPromisedAndNeverComesIsNotLost()
    {
        Learning bench(SentCopies::ServerFiles);
        bench.send(-1);
        QCOMPARE(bench.atServer(), QByteArrayList());
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Letter 1")});
        for (int hour = 0; hour < 12; ++hour) {
            bench.clock.pass(3600);
            MUST_DO(bench.imapPass());
        }
        QCOMPARE(bench.atServer(), QByteArrayList{"Letter 1"});
    }

    void anotherServerIsAnotherLesson()
    {
        Learning bench;
        bench.send(0);
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        bench.account.name = QStringLiteral("Renamed");
        bench.keepAccount();
        QCOMPARE(bench.lesson(), SentLesson::ServerFiles);
        bench.account.outgoing.host = QStringLiteral("mail.example.net");
        bench.keepAccount();
        QCOMPARE(bench.lesson(), SentLesson::Unknown);
    }

    void cutAnywhereThereIsOneCopyAndOneMail()
    {
        for (const int filedAfter : {0, -1}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Learning bench;
                mime::OutgoingMessage message;
                message.to = {{{}, QStringLiteral("bob@example.net")}};
                message.subject = QStringLiteral("Ferry");
                const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message));
                MUST_DO(bench.sendPass());
                if (filedAfter == 0) {
                    ModelMessage filed = ModelMessage::make("Ferry");
                    filed.messageId = '<' + MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); })).messageId + '>';
                    filed.date = QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("dd-MMM-yyyy hh:mm:ss")).toLatin1() + " +0000";
                    bench.imap.mailboxes["Sent"].add(filed);
                }
                bench.connector.cutNext({Cut::When::BeforeAnswer, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                for (int i = 0; i < 8; ++i) {
                    bench.clock.pass(60);
                    MUST_DO(bench.imapPass());
                }
                QCOMPARE(bench.atServer(), QByteArrayList{"Ferry"});
                QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
                QCOMPARE(bench.smtp.delivered.size(), 1);
            }
        }
    }
};

PETREL_TEST(SentHabitsTest)

} // namespace petrel::test

#include "sent_habits_test.moc"
