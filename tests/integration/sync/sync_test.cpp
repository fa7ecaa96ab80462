#include "core/engine/workers/account_runner.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/real_servers.h"

#include <QDirIterator>
#include <QElapsedTimer>

namespace petrel::test {

using namespace std::chrono_literals;

namespace {

QByteArray letter(const QByteArray &subject)
{
    return "From: Bob <bob@petrel.example>\r\nTo: Ada <ada@petrel.example>\r\nSubject: " + subject + "\r\nDate: Sun, 1 Nov 2026 10:00:00 +0000\r\nMessage-ID: <"
        + QByteArray(subject).replace(' ', '.') + "@petrel.example>\r\n\r\n" + QByteArray("The ferry leaves at nine.\r\n").repeated(100);
}

/** A profile of Ada's account at the real server, beside another program that uses the same mailbox. */
struct Mailbox : Workbench
{
    explicit Mailbox(RealServers &servers) : Workbench(IncomingKind::Imap)
    {
        account.incoming = {servers.host(), servers.port(QStringLiteral("imaps")), Security::Tls, servers.ada().address, {}};
        account.incoming.caPem = servers.caPem();
        account.offline.bodies = OfflinePolicy::Bodies::All;
        MUST_DO(secrets.write(account.incomingSecret(), Secret(servers.ada().password), Deadline::never(), {}));
        around.emplace(engine::Surroundings{*store, secrets, network});
        others.emplace(context());
        other = MUST(engine::openImap(*others));
    }

    void arrives(const char *folder, const QByteArray &subject)
    {
        const imap::MailboxName name = MUST(imap::MailboxName::fromWire(folder));
        (void)MUST(other->append(name, imap::AppendSource::of(letter(subject)), {}));
    }
    [[nodiscard]] int shownAs(const QByteArray &subject)
    {
        return int(number(("SELECT count(*) FROM message WHERE subject = '" + subject + '\'').constData()));
    }

    net::NetworkConnector network;
    std::optional<engine::PassContext> others; ///< what the session writes into outlives it
    std::unique_ptr<imap::ImapSession> other;
};

} // namespace

/** The engine against Dovecot: what only a real server can tell. */
class SyncTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.problem())); }

    void newMailIsHereWithinASecondInWhateverFolder()
    {
        Mailbox mailbox(m_servers);
        (void)MUST(mailbox.other->createFolder(MUST(imap::MailboxName::fromWire("Lists"))));
        engine::EngineEvents events;
        engine::StatusBoard board{events};
        engine::Weather weather;
        engine::AccountRunner runner({*mailbox.around, board, events, weather, mailbox.account, {}});
        runner.start();
        const auto isWatching = [&] {
            const QList<QByteArray> lines = linesOf(runner);
            return std::any_of(lines.cbegin(), lines.cend(), [](const QByteArray &line) { return line.endsWith("IDLE"); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWatching() && board.status(mailbox.account.id).phase == engine::AccountStatus::Phase::UpToDate, 20000);
        for (const char *folder : {"INBOX", "Lists"}) {
            const QByteArray subject = QByteArray("Tern in ") + folder;
            QElapsedTimer timer;
            timer.start();
            mailbox.arrives(folder, subject);
            QTRY_COMPARE_WITH_TIMEOUT(mailbox.shownAs(subject), 1, 20000);
            qInfo("%s: here after %lld ms", folder, timer.elapsed());
        }
    }

    /** Its index and its list of UIDs are lost: Dovecot gives every message a new number. */
    void aFolderThatDovecotNumbersAnewIsNotDownloadedAgain()
    {
        Mailbox mailbox(m_servers);
        for (int n = 1; n <= 20; ++n)
            mailbox.arrives("Archive", "Letter " + QByteArray::number(n));
        MUST_DO(mailbox.imapPass());
        const std::int64_t validity = mailbox.number("SELECT uid_validity FROM folder WHERE path = 'Archive'");
        const PlacementId row = mailbox.row("Archive", "Letter 7").id;
        QCOMPARE(int(mailbox.row("Archive", "Letter 7").bodyState), int(BodyState::Full));
        MUST_DO(mailbox.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({row}, Flag::Flagged, {}); }));
        mailbox.other.reset();
        QVERIFY(m_servers.goDown());
        int lost = 0;
        for (QDirIterator files(m_servers.directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
            const QFileInfo file(files.next());
            const bool isIndex = file.fileName().startsWith(QLatin1String("dovecot-uidlist")) || file.fileName().startsWith(QLatin1String("dovecot.index"))
                || file.fileName().startsWith(QLatin1String("dovecot-uidvalidity"));
            if (isIndex && file.path().contains(QLatin1String("Archive")))
                lost += QFile::remove(file.filePath()) ? 1 : 0;
        }
        QVERIFY(lost > 0);
        QVERIFY(m_servers.comeBack());
        MUST_DO(mailbox.imapPass());
        QVERIFY(mailbox.number("SELECT uid_validity FROM folder WHERE path = 'Archive'") != validity);
        QCOMPARE(mailbox.report.bodies, 0);
        QCOMPARE(mailbox.row("Archive", "Letter 7").id, row);
        QCOMPARE(mailbox.shown("Archive").size(), 20);
        QCOMPARE(mailbox.number("SELECT count(*) FROM placement WHERE floating_since <> 0 OR want_set <> 0"), 0);
    }

    void aFolderThatWasMadeAnewIsNotDownloadedAgain()
    {
        Mailbox mailbox(m_servers);
        const imap::MailboxName work = MUST(imap::MailboxName::fromWire("Work"));
        const auto fill = [&] {
            (void)MUST(mailbox.other->createFolder(work));
            for (int n = 1; n <= 10; ++n)
                mailbox.arrives("Work", "Plan " + QByteArray::number(n));
        };
        fill();
        MUST_DO(mailbox.imapPass());
        const PlacementId row = mailbox.row("Work", "Plan 3").id;
        MUST_DO(mailbox.other->deleteFolder(work));
        fill();
        MUST_DO(mailbox.imapPass());
        QCOMPARE(mailbox.row("Work", "Plan 3").id, row);
        QCOMPARE(mailbox.report.bodies, 0);
        QCOMPARE(mailbox.shown("Work").size(), 10);
    }

    void anUnchangedMailboxCostsOneTurn()
    {
        Mailbox mailbox(m_servers);
        MUST_DO(mailbox.imapPass());
        engine::PassContext pass = mailbox.context();
        const auto session = MUST(engine::openImap(pass));
        engine::TrafficMeter meter(*session);
        meter.addTo(pass.report);
        pass.report = {};
        engine::ImapPassOptions options;
        engine::PassedOver passedOver;
        options.passedOver = &passedOver;
        for (int round = 0; round < 2; ++round) {
            pass.report = {};
            MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
            meter.addTo(pass.report);
            qInfo("turns %d, down %lld, up %lld bytes", pass.report.roundTrips, qlonglong(pass.report.bytesIn), qlonglong(pass.report.bytesOut));
            QCOMPARE(pass.report.roundTrips, 1);
        }
    }

private:
    static QList<QByteArray> linesOf(const engine::AccountRunner &runner)
    {
        QList<QByteArray> lines;
        for (const ProtocolLine &line : runner.log().lines())
            lines.append(line.text);
        return lines;
    }

    RealServers m_servers;
};

} // namespace petrel::test

QTEST_GUILESS_MAIN(petrel::test::SyncTest)
#include "sync_test.moc"
