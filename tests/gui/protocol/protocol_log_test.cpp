#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"
#include "ui/protocol/protocol_log_window.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QtTest>

namespace petrel::test {

using From = ProtocolLine::From;

/** The protocol log with two accounts, whose lines the test says. */
struct LogDesk
{
    QHash<AccountId, QList<ProtocolLine>> said;
    ui::ProtocolLogWindow *window;

    explicit LogDesk(const QList<ProtocolLine> &saidBefore = {})
    {
        said.insert(AccountId(1), saidBefore);
        window = new ui::ProtocolLogWindow([this](AccountId account, std::uint64_t &number) {
            const QList<ProtocolLine> fresh = said.value(account).mid(static_cast<qsizetype>(number));
            number += static_cast<std::uint64_t>(fresh.size());
            return fresh;
        });
        Account home, work;
        home.id = AccountId(1);
        home.name = QStringLiteral("Home");
        work.id = AccountId(2);
        work.name = QStringLiteral("Work");
        window->setAccounts({home, work});
    }
    ~LogDesk() { delete window; }

    void say(const char *connection, From from, const char *text, AccountId account = AccountId(1)) { said[account].append({1'700'000'000'000, connection, from, text}); }
    template <class Widget>
    [[nodiscard]] Widget *part(const char *name) const { return window->findChild<Widget *>(QString::fromLatin1(name)); }
    [[nodiscard]] QPlainTextEdit &text() const { return *part<QPlainTextEdit>("logText"); }
    [[nodiscard]] QStringList lines() const { return text().toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts); }
};

class ProtocolLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_line_tells_when_on_which_connection_and_who_spoke()
    {
        LogDesk desk({{1'700'000'000'123, "imap-sync", From::Client, "A1 NOOP"}, {1'700'000'000'456, "send", From::Server, "250 OK"}, {1'700'000'000'789, "send", From::Petrel, "TLS is up"}});
        desk.window->show();
        const QStringList lines = desk.lines();
        QCOMPARE(lines.size(), 3);
        const QString time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123).toString(QStringLiteral("HH:mm:ss.zzz"));
        QCOMPARE(lines[0], time + QStringLiteral("  imap-sync   C: A1 NOOP"));
        QVERIFY(lines[1].endsWith(QStringLiteral("send        S: 250 OK")));
        QVERIFY(lines[2].endsWith(QStringLiteral("-- TLS is up")));
    }

    void what_is_said_while_it_is_open_comes_by_itself_and_nothing_is_asked_for_when_it_is_hidden()
    {
        LogDesk desk;
        desk.window->show();
        QVERIFY(desk.lines().isEmpty());
        desk.say("imap-watch", From::Client, "A2 IDLE");
        QTRY_COMPARE(desk.lines().size(), 1);
        desk.window->hide();
        for (const QTimer *timer : desk.window->findChildren<QTimer *>())
            QVERIFY(!timer->isActive());
        desk.say("imap-watch", From::Server, "+ idling");
        desk.window->show();
        QCOMPARE(desk.lines().size(), 2);
    }

    void another_account_has_its_own_lines()
    {
        LogDesk desk;
        desk.say("imap-sync", From::Client, "home");
        desk.say("pop3", From::Client, "work", AccountId(2));
        desk.window->show();
        QVERIFY(desk.lines().first().endsWith(QStringLiteral("home")));
        desk.window->showAccount(AccountId(2));
        QCOMPARE(desk.lines().size(), 1);
        QVERIFY(desk.lines().first().endsWith(QStringLiteral("work")));
        QCOMPARE(desk.part<QComboBox>("logConnection")->count(), 2); // all, pop3
    }

    void it_can_be_narrowed_to_a_connection_and_to_words()
    {
        LogDesk desk;
        desk.say("imap-sync", From::Client, "A1 SELECT INBOX");
        desk.say("imap-watch", From::Client, "B1 SELECT INBOX");
        desk.say("imap-watch", From::Server, "B1 OK");
        desk.window->show();
        auto *connection = desk.part<QComboBox>("logConnection");
        connection->setCurrentIndex(connection->findText(QStringLiteral("imap-watch")));
        QCOMPARE(desk.lines().size(), 2);
        desk.part<QLineEdit>("logFilter")->setText(QStringLiteral("select"));
        QCOMPARE(desk.lines().size(), 1);
        QVERIFY(desk.lines().first().contains(QStringLiteral("B1 SELECT")));
        desk.part<QAbstractButton>("logCopy")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), desk.lines().first());
    }

    void it_follows_the_end_unless_somebody_reads_further_up()
    {
        LogDesk desk;
        for (int i = 0; i < 200; ++i)
            desk.say("imap-sync", From::Client, "A1 NOOP");
        desk.window->resize(600, 300);
        desk.window->show();
        QScrollBar &bar = *desk.text().verticalScrollBar();
        QTRY_VERIFY(bar.maximum() > 0);
        QTRY_COMPARE(bar.value(), bar.maximum());
        bar.setValue(0);
        desk.say("imap-sync", From::Server, "A1 OK");
        QTRY_COMPARE(desk.lines().size(), 201);
        QCOMPARE(bar.value(), 0);
    }

    void what_a_server_says_is_shown_as_it_is()
    {
        LogDesk desk;
        desk.say("imap-sync", From::Server, "* OK <b>bold</b> &amp; <img src=x>");
        desk.window->show();
        QVERIFY(desk.lines().first().endsWith(QStringLiteral("* OK <b>bold</b> &amp; <img src=x>")));
    }

    void everything_in_it_has_a_name_and_escape_closes_it()
    {
        LogDesk desk;
        desk.window->setAttribute(Qt::WA_DeleteOnClose, false);
        desk.window->show();
        for (const char *name : {"logAccount", "logConnection", "logFilter", "logText"})
            QVERIFY2(!desk.part<QWidget>(name)->accessibleName().isEmpty(), name);
        QVERIFY(QTest::qWaitForWindowActive(desk.window));
        QTest::keyClick(&desk.text(), Qt::Key_Escape);
        QVERIFY(!desk.window->isVisible());
    }
};

} // namespace petrel::test

int main(int argc, char **argv)
{
    return petrel::test::runAllIn<petrel::test::PreparedApplication, petrel::test::ProtocolLogTest>(argc, argv);
}

#include "protocol_log_test.moc"
