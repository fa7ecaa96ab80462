#include "tests/gui/window/memory_place.h"
#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/real_servers.h"

#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/wizard/engine_account_service.h"
#include "ui/wizard/wizard_presenter.h"

#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <thread>

#include <sys/stat.h>

namespace petrel::test {

namespace {

constexpr int kPatience = 20'000; ///< milliseconds a loaded machine may need

RealServers &servers()
{
    static RealServers all;
    return all;
}

/** The wizard without its pages: what a person types into them, and the test. */
class SetUp
{
public:
    SetUp(WindowFixture &petrel, const RealMailbox &box, const QByteArray &password) : m_service(petrel.engine(), petrel.source()), m_steps(m_service, m_place)
    {
        const bool imap = box.incoming == QStringLiteral("imap");
        ui::AccountPresenter &account = m_steps.account();
        account.setPersonName(box.name);
        account.setAddress(box.address);
        m_steps.next();
        account.setKind(imap ? IncomingKind::Imap : IncomingKind::Pop3);
        m_steps.goByHand();
        using Side = ui::AccountPresenter::Side;
        account.setHost(Side::Receiving, servers().host());
        account.setSecurity(Side::Receiving, imap ? Security::Tls : Security::Starttls);
        account.setPort(Side::Receiving, QString::number(servers().port(imap ? QStringLiteral("imaps") : QStringLiteral("pop3"))));
        account.setHost(Side::Sending, servers().host());
        account.setSecurity(Side::Sending, Security::Starttls);
        account.setPort(Side::Sending, QString::number(servers().port(QStringLiteral("submission"))));
        account.setUser(Side::Receiving, box.address);
        account.setPassword(QString::fromUtf8(password));
        trustTheirAuthority();
        m_steps.next();
    }

    [[nodiscard]] ui::WizardPresenter &steps() { return m_steps; }
    [[nodiscard]] ui::AccountTrial::State tested() { return m_steps.account().trial().state(); }
    /** Who was signed in at both ends, as the test page tells it. */
    [[nodiscard]] QStringList signedIn()
    {
        using Side = engine::TestStep::Side;
        const auto name = [this](Side side) { return m_steps.account().trial().side(side).steps[static_cast<size_t>(engine::TestStep::What::SignIn)].fact; };
        return {name(Side::Receiving), name(Side::Sending)};
    }

private:
    void trustTheirAuthority()
    {
        m_steps.account().takeCaFile(servers().caFile());
        QTRY_VERIFY(m_steps.account().hasCa());
    }

    ui::EngineAccountService m_service;
    MemoryPlace m_place;
    ui::WizardPresenter m_steps;
};

} // namespace

void FirstDayStories::initTestCase()
{
    RealServers::Options options;
    options.demoMail = true;
    QVERIFY2(servers().start(options), qPrintable(servers().problem()));
}

void FirstDayStories::cleanupTestCase() { servers().stop(); }

void FirstDayStories::anAccountIsSetUpReadAndAnswered_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("IMAP") << QStringLiteral("ada@petrel.example");
    QTest::newRow("POP3") << QStringLiteral("ada.pop@petrel.example");
}

void FirstDayStories::anAccountIsSetUpReadAndAnswered()
{
    QFETCH(const QString, address);
    WindowFixture petrel({}, true);
    petrel.window().compose().setUndoSeconds(0);
    petrel.engine().start();
    SetUp setUp(petrel, servers().mailbox(address), servers().mailbox(address).password);
    QTRY_COMPARE_WITH_TIMEOUT(setUp.tested(), ui::AccountTrial::State::Passed, kPatience);
    QCOMPARE(setUp.signedIn(), (QStringList{address, address}));
    setUp.steps().next();

    // The inbox opens by itself and fills.
    QTRY_VERIFY_WITH_TIMEOUT(!petrel.subjects().isEmpty() && petrel.subjects().first() != QStringLiteral("?"), kPatience);
    petrel.press(Qt::Key_J);
    QTRY_VERIFY_WITH_TIMEOUT(!petrel.shownText().isEmpty(), kPatience);

    // What was said on the way can be read, without the password.
    petrel.choose("help.protocolLog");
    const auto *log = petrel.window().findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    QVERIFY(log);
    QVERIFY(log->toPlainText().contains(QStringLiteral("connecting to ")));
    QVERIFY(log->toPlainText().contains(QStringLiteral("  S: ")));
    QVERIFY(!log->toPlainText().contains(QString::fromUtf8(servers().mailbox(address).password)));
    log->window()->close();

    // A letter to Bob, who answers at the same servers.
    const QString subject = QStringLiteral("Greetings from ") + address;
    petrel.window().compose().mailto(QStringLiteral("mailto:bob@petrel.example?body=Hello&subject=") + subject);
    QVERIFY(WindowFixture::composer());
    WindowFixture::send();
    QTRY_VERIFY_WITH_TIMEOUT(!WindowFixture::composer(), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(petrel.outboxRows(), 0, kPatience);
    petrel.openFolder(FolderRole::Sent);
    QTRY_VERIFY_WITH_TIMEOUT(petrel.subjects().contains(subject), kPatience);

    // Bob has it.
    WindowFixture bobs({}, true);
    bobs.engine().start();
    SetUp bob(bobs, servers().bob(), servers().bob().password);
    QTRY_COMPARE_WITH_TIMEOUT(bob.tested(), ui::AccountTrial::State::Passed, kPatience);
    bob.steps().next();
    QTRY_VERIFY_WITH_TIMEOUT(bobs.subjects().contains(subject), kPatience);
}

void FirstDayStories::aWrongPasswordIsToldBeforeAnythingIsSaved()
{
    WindowFixture petrel({}, true);
    petrel.engine().start();
    SetUp setUp(petrel, servers().ada(), "not this one");
    QTRY_COMPARE_WITH_TIMEOUT(setUp.tested(), ui::AccountTrial::State::Failed, kPatience);
    QVERIFY(petrel.window().folders().accounts().isEmpty());
}

void FirstDayStories::aCertificateFileIsReadBesideTheWindowsThread()
{
    WindowFixture petrel;
    ui::EngineAccountService service(petrel.engine(), petrel.source());
    ui::AccountPresenter account(service);
    QTemporaryDir directory;
    const QByteArray path = directory.filePath(QStringLiteral("authority.pem")).toLocal8Bit();
    QCOMPARE(mkfifo(path.constData(), 0600), 0);
    account.takeCaFile(QString::fromLocal8Bit(path)); // a file that has nothing to say yet holds up nobody here
    QVERIFY(account.isReadingCa());
    std::jthread writer([&] {
        QFile file(QString::fromLocal8Bit(path));
        if (file.open(QIODevice::WriteOnly))
            file.write(servers().caPem());
    });
    QTRY_VERIFY(account.hasCa());
}

void FirstDayStories::aServerThatMadeItsOwnCertificateIsTrustedEndByEnd()
{
    using Side = engine::TestStep::Side;
    RealServers own;
    RealServers::Options options;
    options.certificate = RealServers::Certificate::SelfSigned;
    QVERIFY2(own.start(options), qPrintable(own.problem()));
    WindowFixture petrel({}, true);
    ui::EngineAccountService service(petrel.engine(), petrel.source());
    ui::AccountPresenter account(service);
    account.setAddress(own.ada().address);
    account.setServer(Side::Receiving, {own.host(), own.port(QStringLiteral("imaps")), Security::Tls, own.ada().address, {}});
    account.setServer(Side::Sending, {own.host(), own.port(QStringLiteral("submission")), Security::Starttls, {}, {}});
    account.setPassword(QString::fromUtf8(own.ada().password));
    const auto failed = [&](Side side) { return account.trial().side(side).failed(); };

    account.startTrial();
    QTRY_COMPARE_WITH_TIMEOUT(account.trial().state(), ui::AccountTrial::State::Failed, kPatience);
    QVERIFY(failed(Side::Receiving) && failed(Side::Receiving)->certificate);
    QVERIFY(failed(Side::Sending) && failed(Side::Sending)->certificate);
    QCOMPARE(failed(Side::Receiving)->certificate->code, QByteArray("self-signed"));

    // One certificate serves both ends, and is trusted at one port until the other is trusted, too.
    account.trustCertificate(*failed(Side::Receiving)->certificate);
    QTRY_COMPARE_WITH_TIMEOUT(account.trial().state(), ui::AccountTrial::State::Failed, kPatience);
    QVERIFY(!failed(Side::Receiving));
    QVERIFY(failed(Side::Sending) && failed(Side::Sending)->certificate);
    account.trustCertificate(*failed(Side::Sending)->certificate);
    QTRY_COMPARE_WITH_TIMEOUT(account.trial().state(), ui::AccountTrial::State::Passed, kPatience);
}

} // namespace petrel::test
