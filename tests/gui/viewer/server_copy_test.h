#pragma once

#include "ui/viewer/message_properties.h"
#include "ui/viewer/server_copy_words.h"

#include <QLabel>
#include <QtTest>

namespace petrel::test {

/** What the properties of a message say of it, and of its copy on the server. */
class ServerCopyTest : public QObject
{
    Q_OBJECT

    using State = ServerCopy::State;
    using Rule = Pop3ServerCopy::Rule;

    static QDateTime now() { return QDateTime(QDate(2026, 11, 22), QTime(12, 0)); }
    static Account account(IncomingKind kind, Rule rule = Rule::DeleteAfterDownload)
    {
        Account account;
        account.name = QStringLiteral("Home");
        account.incomingKind = kind;
        account.pop3ServerCopy = {rule, 14, 0};
        return account;
    }
    static ServerCopy copy(State state, bool isWhole = true)
    {
        ServerCopy copy;
        copy.state = state;
        copy.isWholeHere = isWhole;
        copy.storedHere = now().toSecsSinceEpoch();
        copy.removed = now().toSecsSinceEpoch();
        return copy;
    }

private Q_SLOTS:
    void eachStateIsOneSentence_data()
    {
        QTest::addColumn<ServerCopy>("copy");
        QTest::addColumn<Account>("account");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const ServerCopy &copy, const Account &account, const char *part) { QTest::newRow(name) << copy << account << QString::fromUtf8(part); };
        const Account imap = account(IncomingKind::Imap), pop = account(IncomingKind::Pop3);
        row("local mail", copy(State::None), pop, "the only copy");
        row("a header without a server", copy(State::None, false), pop, "only the header is here");
        row("IMAP, all of it here", copy(State::There), imap, "all of it is here too");
        row("IMAP, the header", copy(State::There, false), imap, "fetched when you open it");
        row("IMAP, a draft not brought yet", copy(State::OnItsWay), imap, "Not yet");
        row("POP3, removed after fetching", copy(State::There), pop, "removed there when Petrel looks next");
        row("POP3, kept for days", copy(State::There), account(IncomingKind::Pop3, Rule::DeleteAfterDays), "until Sunday, 6 December 2026");
        row("POP3, kept", copy(State::There), account(IncomingKind::Pop3, Rule::Keep), "where Petrel leaves it");
        row("POP3, with ours", copy(State::There), account(IncomingKind::Pop3, Rule::DeleteWithLocal), "until you delete it here for good");
        row("POP3, large", copy(State::There, false), pop, "stays there until you get the whole message");
        row("POP3, DELE unanswered", copy(State::Leaving), pop, "not confirmed");
        row("POP3, gone", copy(State::Gone), pop, "Removed there on Sunday, 22 November 2026: this computer holds the only copy");
        row("POP3, gone without having come", copy(State::Gone, false), pop, "Only the header is here");
        ServerCopy doomed = copy(State::There);
        doomed.isToBeRemoved = true;
        row("POP3, kept, and to be deleted", doomed, account(IncomingKind::Pop3, Rule::Keep), "as you wanted");
        ServerCopy old = copy(State::There);
        old.storedHere = now().addDays(-20).toSecsSinceEpoch();
        row("POP3, its days are over", old, account(IncomingKind::Pop3, Rule::DeleteAfterDays), "when Petrel looks next");
        Account recent = pop;
        recent.incoming.user = QStringLiteral("recent:ada@gmail.com");
        row("Gmail's recent mode", copy(State::There), recent, "where Petrel leaves it");
    }
    void eachStateIsOneSentence()
    {
        QFETCH(ServerCopy, copy);
        QFETCH(Account, account);
        QFETCH(QString, part);
        const QLocale before = QLocale();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        const QString words = ui::serverCopyText(copy, account, now());
        QLocale::setDefault(before);
        QVERIFY2(words.contains(part), qPrintable(words));
        QVERIFY(words.endsWith(QLatin1Char('.')));
    }

    void whatLiesInTheFolderOfAnotherAccountSaysSo()
    {
        ui::MessageProperties window(nullptr);
        Account work = account(IncomingKind::Pop3, Rule::DeleteWithLocal);
        work.name = QStringLiteral("Work");
        const auto text = [&](const char *line) { return window.findChild<QLabel *>(QString::fromLatin1(line))->text().remove(QChar(0x2068)).remove(QChar(0x2069)); };
        window.setKnown({{}, {}, 0, {}, QStringLiteral("Inbox"), work, {}, QStringLiteral("Home")});
        QCOMPARE(text("folder"), QStringLiteral("Inbox in Home"));
        QCOMPARE(text("fetchedBy"), QStringLiteral("Work"));
        window.setKnown({{}, {}, 0, {}, QStringLiteral("Inbox"), work, {}});
        QCOMPARE(text("folder"), QStringLiteral("Inbox in Work"));
        QCOMPARE(text("fetchedBy"), QString());
    }

    void whatIsNotKnownHasNoLine()
    {
        ui::MessageProperties window(nullptr);
        window.setKnown({{}, {}, 0, {}, QStringLiteral("Inbox"), account(IncomingKind::Imap), {}});
        window.show();
        for (const char *absent : {"to", "sent", "received", "labels", "messageId"})
            QVERIFY2(!window.findChild<QLabel *>(QString::fromLatin1(absent))->isVisible(), absent);
        for (const char *there : {"folder", "size", "here", "serverCopy"})
            QVERIFY2(window.findChild<QLabel *>(QString::fromLatin1(there))->isVisible(), there);
        QCOMPARE(window.findChild<QLabel *>(QStringLiteral("name"))->text(), QStringLiteral("(no subject)"));
    }

    void whatSendersWriteStaysPlainAndOneLine()
    {
        Envelope envelope;
        envelope.subject = QStringLiteral("<b>Bill</b>\nTo: you");
        envelope.from = {{QStringLiteral("Ann\r\nBob"), QStringLiteral("ann@example.org")}};
        for (int i = 0; i < 1000; ++i)
            envelope.to.append({{}, QStringLiteral("p%1@example.org").arg(i)});
        ui::MessageProperties window(nullptr);
        window.setKnown({{}, envelope, 0, {}, QStringLiteral("Inbox"), account(IncomingKind::Imap), {}});
        const auto *name = window.findChild<QLabel *>(QStringLiteral("name"));
        QCOMPARE(name->textFormat(), Qt::PlainText);
        QVERIFY(!name->text().contains(QLatin1Char('\n')));
        QVERIFY(window.findChild<QLabel *>(QStringLiteral("to"))->text().contains(QStringLiteral("990")));
    }
};

} // namespace petrel::test
