#include "core/engine/server_words.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

#include <QSignalSpy>

namespace petrel::test {

using engine::AccountStatus;
using engine::PassTrouble;
using Phase = AccountStatus::Phase;

namespace {

constexpr const char *kWords = "Your mailbox will be closed on Friday";

/** A server that says so at each LIST. */
void letItWarn(Workbench &bench, const QByteArray &words = kWords)
{
    bench.imap.untagged.insert("LIST", "* OK [ALERT] " + words);
}

/** All that the passes over the account bring the person to read. */
QStringList read(Workbench &bench)
{
    QStringList words;
    engine::PassContext pass = bench.context();
    pass.serverSays = [&](const QString &said) { words.append(said); };
    const auto session = MUST(engine::openImap(pass));
    MUST_DO(engine::ImapAccountPass(pass, *session, {}).run());
    return words;
}

} // namespace

/** What an account tells the person: words of its server, and what a pass had to leave. */
class ToldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theServersWordsReachThePersonOnceADay()
    {
        Workbench bench(IncomingKind::Imap);
        MovedClock clock;
        letItWarn(bench);
        QCOMPARE(read(bench), QStringList{QLatin1String(kWords)});
        QCOMPARE(read(bench), QStringList());
        bench.restart();
        QCOMPARE(read(bench), QStringList()); // and not at each start
        letItWarn(bench, "Something else");
        QCOMPARE(read(bench), QStringList{QStringLiteral("Something else")});
        clock.pass(25 * 3600);
        letItWarn(bench);
        QCOMPARE(read(bench), QStringList{QLatin1String(kWords)});
    }

    void aServerThatNeverStopsTalkingIsHeardTwentyTimesADay()
    {
        Workbench bench(IncomingKind::Imap);
        int told = 0;
        for (int i = 0; i < 30; ++i) {
            letItWarn(bench, "Number " + QByteArray::number(i));
            told += static_cast<int>(read(bench).size());
        }
        QCOMPARE(told, 20);
    }

    void wordsInARefusedLogInAreHeardToo()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.refuse.insert("LOGIN", "NO [ALERT] Please log in with your web browser first");
        Running running(bench, bench.connector);
        QSignalSpy says(&running.events, &engine::EngineEvents::serverSays);
        running.goOffline();
        running.goOnline();
        QTRY_COMPARE(says.size(), 1);
        QCOMPARE(says.first().at(1).toString(), QStringLiteral("Please log in with your web browser first"));
        QCOMPARE(says.first().at(0).value<AccountId>(), bench.account.id);
    }

    void wordsAreShownAsOnePlainLine_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("Maintenance at 9") << QStringLiteral("Maintenance at 9");
        QTest::newRow("UTF-8") << QByteArray("Wartung f\xc3\xbcr Sie") << QString::fromUtf8("Wartung f\xc3\xbcr Sie");
        QTest::newRow("no UTF-8") << QByteArray("a\xff b") << QString::fromUtf8("a\xef\xbf\xbd b");
        QTest::newRow("control characters") << QByteArray("a\x1b[31m\tb\r\nc\x07") << QStringLiteral("a [31m b c");
        QTest::newRow("direction turned round") << QByteArray("pay \xe2\x80\xae" "moc.live") << QStringLiteral("pay moc.live");
        QTest::newRow("line separators") << QByteArray("a\xe2\x80\xa8" "b") << QStringLiteral("a b");
        QTest::newRow("nothing at all") << QByteArray("\x01\x02 ") << QString();
        QTest::newRow("too long") << QByteArray(400, 'x') << QString(299, QLatin1Char('x')) + QChar(0x2026);
    }
    void wordsAreShownAsOnePlainLine()
    {
        QFETCH(QByteArray, words);
        QTEST(engine::plainWords(words), "shown");
    }

    // ---- what a pass had to leave ----------------------------------------------------------------

    void aFolderThatCannotBeCheckedIsToldUntilItCan()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Old"));
        std::atomic<bool> locked = true;
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (locked && command.startsWith("SELECT") && command.contains("Archive"))
                bench.imap.refuse.insert("SELECT", "NO [INUSE] somebody else is at it");
        };
        Running running(bench, bench.connector);
        const auto status = [&] { return running.board.status(bench.account.id); };
        QTRY_COMPARE(status().phase, Phase::UpToDate);
        QCOMPARE(status().troubles.size(), 1);
        QCOMPARE(status().troubles.first().what, PassTrouble::What::Folder);
        QCOMPARE(status().troubles.first().folder, QStringLiteral("Archive"));
        QCOMPARE(status().troubles.first().error.serverText, QByteArray("somebody else is at it"));
        locked = false;
        running.runner->urge();
        QTRY_VERIFY(status().phase == Phase::UpToDate && status().troubles.isEmpty());
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Old")});
    }

    void aMessageThatCannotBeFetchedIsToldAfterEachPass()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("good");
        bench.pop3.add("bad");
        bench.pop3.refuseRetr = "id-bad";
        Running running(bench, bench.connector);
        const auto status = [&] { return running.board.status(bench.account.id); };
        for (int pass = 0; pass < 2; ++pass) {
            QTRY_COMPARE(status().phase, Phase::UpToDate);
            QCOMPARE(status().troubles.size(), 1);
            QCOMPARE(status().troubles.first().what, PassTrouble::What::Message);
            running.goOffline();
            QTRY_COMPARE(status().phase, Phase::Offline);
            running.goOnline();
        }
    }
};

PETREL_TEST(ToldTest)

} // namespace petrel::test

#include "told_test.moc"
