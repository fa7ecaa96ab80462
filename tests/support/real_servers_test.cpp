#include "tests/support/real_servers.h"

#include <QFileInfo>
#include <QTcpSocket>
#include <QtTest>

using petrel::test::RealServers;

namespace {

QByteArray greeting(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    [[maybe_unused]] const bool answered = QTest::qWaitFor(
        [&] { return socket.canReadLine() || socket.state() == QAbstractSocket::UnconnectedState; }, 5000);
    return socket.readLine();
}

} // namespace

/** The servers as a C++ test meets them; what they do with mail is proven by servers/mail_servers_test.py. */
class RealServersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyServiceGreets();
    void awayAndBackOnTheSamePorts();
    void aStrangeSettingIsAProblemNotASkip();
    void nothingIsLeftAfterTheObject();
};

void RealServersTest::everyServiceGreets()
{
    RealServers servers;
    QVERIFY2(servers.start(), qPrintable(servers.problem()));
    QVERIFY(greeting(servers.port(QStringLiteral("imap"))).startsWith("* OK"));
    QVERIFY(greeting(servers.port(QStringLiteral("pop3"))).startsWith("+OK"));
    QVERIFY(greeting(servers.port(QStringLiteral("submission"))).startsWith("220 "));
    QVERIFY(servers.port(QStringLiteral("imaps")) != 0);
    QVERIFY(servers.caPem().startsWith("-----BEGIN CERTIFICATE-----"));
    QCOMPARE(servers.ada().incoming, QStringLiteral("imap"));
    QCOMPARE(servers.adaPop().incoming, QStringLiteral("pop3"));
    QVERIFY(!servers.bob().password.isEmpty());
}

void RealServersTest::awayAndBackOnTheSamePorts()
{
    RealServers servers;
    QVERIFY2(servers.start(), qPrintable(servers.problem()));
    const quint16 port = servers.port(QStringLiteral("imap"));
    QVERIFY2(servers.goDown(), qPrintable(servers.problem()));
    QVERIFY(greeting(port).isEmpty());
    QVERIFY2(servers.comeBack(), qPrintable(servers.problem()));
    QVERIFY(greeting(port).startsWith("* OK"));
}

void RealServersTest::aStrangeSettingIsAProblemNotASkip()
{
    RealServers servers;
    QVERIFY(!servers.start({.dovecotSettings = {QStringLiteral("no_such_setting = yes")}}));
    QVERIFY2(servers.problem().contains(QStringLiteral("did not start")), qPrintable(servers.problem()));
}

void RealServersTest::nothingIsLeftAfterTheObject()
{
    QString directory;
    {
        RealServers servers;
        QVERIFY2(servers.start(), qPrintable(servers.problem()));
        directory = servers.directory();
        QVERIFY(QFileInfo::exists(directory));
    }
    QVERIFY(!QFileInfo::exists(directory));
}

QTEST_GUILESS_MAIN(RealServersTest)

#include "real_servers_test.moc"
