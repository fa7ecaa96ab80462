#pragma once

#include "ui/folders/account_window.h"
#include "ui/folders/extension_words.h"
#include "ui/folders/room_bar.h"

#include <QLabel>
#include <QtTest>

#include <limits>

namespace petrel::test {

/** How much room there is at a server and what it can do, as the person reads it. */
class AccountWindowTest : public QObject
{
    Q_OBJECT

    using Use = engine::QuotaUse;
    static constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

    static QString text(const ui::AccountWindow &window, const char *name) { return window.findChild<QLabel *>(QString::fromLatin1(name))->text(); }
    static engine::ServerFacts facts(const QList<QByteArray> &extensions, const QList<Use> &quotas = {}) { return {extensions, quotas, 1}; }
    static QStringList sentences(const engine::ServerFacts &facts)
    {
        QStringList sentences;
        for (const ui::ExtensionWords &words : ui::extensionsInWords(facts))
            sentences.append(words.text);
        return sentences;
    }

private Q_SLOTS:
    void roomIsWorthASignFromNinetyPerCentOn_data()
    {
        QTest::addColumn<QList<Use>>("quotas");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("sign");
        const auto row = [](const char *name, const QList<Use> &quotas, ui::RoomLevel level, int percent, const char *sign) {
            QTest::newRow(name) << quotas << int(level) << percent << QString::fromLatin1(sign);
        };
        const auto bytes = Use::What::Bytes, messages = Use::What::Messages;
        row("half", {{bytes, 500, 1000}}, ui::RoomLevel::Fine, 50, "");
        row("just below", {{bytes, 899, 1000}}, ui::RoomLevel::Fine, 89, "");
        row("nearly", {{bytes, 900, 1000}}, ui::RoomLevel::Nearly, 90, "90 % full");
        row("all but one", {{bytes, 999, 1000}}, ui::RoomLevel::Nearly, 99, "99 % full");
        row("full", {{bytes, 1000, 1000}}, ui::RoomLevel::Full, 100, "full");
        row("over", {{bytes, 2500, 1000}}, ui::RoomLevel::Full, 250, "full");
        row("over all measure", {{bytes, kMost, 1}}, ui::RoomLevel::Full, 999, "full");
        row("less than nothing", {{bytes, -7, 1000}}, ui::RoomLevel::Fine, 0, "");
        row("the nearer of two", {{bytes, 10, 1000}, {messages, 95, 100}}, ui::RoomLevel::Nearly, 95, "95 % full");
        row("a limit of nothing is none", {{messages, 5, 0}, {bytes, 910, 1000}}, ui::RoomLevel::Nearly, 91, "91 % full");
    }
    void roomIsWorthASignFromNinetyPerCentOn()
    {
        QFETCH(QList<Use>, quotas);
        const std::optional<ui::Room> room = ui::roomFrom(quotas);
        QVERIFY(room);
        QTEST(int(room->level), "level");
        QTEST(room->percent, "percent");
        QTEST(room->sign, "sign");
        QVERIFY(!room->text.isEmpty());
    }

    void withoutALimitThereIsNoRoomToTellOf()
    {
        QVERIFY(!ui::roomFrom({}));
        QVERIFY(!ui::roomFrom({{Use::What::Bytes, 7, 0}}));
        ui::AccountWindow window;
        window.setFacts(facts({"IDLE"}));
        window.show();
        QVERIFY(!window.findChild<ui::RoomBar *>()->isVisible());
        window.setFacts(facts({"QUOTA"}, {{Use::What::Messages, 100, 100}}));
        QVERIFY(window.findChild<ui::RoomBar *>()->isVisible());
        QVERIFY(text(window, "room").startsWith(QStringLiteral("100 of 100 messages (100 %).")));
    }

    void extensionsAreToldByWhatTheyDo()
    {
        QCOMPARE(sentences(facts({"MOVE", "NOTIFY", "IDLE", "X-NOBODY-KNOWS"})),
                 (QStringList{QStringLiteral("It tells at once of new mail in any folder"), QStringLiteral("Messages move in one step")}));
        QCOMPARE(sentences(facts({"IDLE"})), QStringList{QStringLiteral("It tells at once of new mail in the inbox")});
        QVERIFY(sentences(facts({})).isEmpty());
        ui::AccountWindow window;
        QVERIFY(text(window, "head").contains(QStringLiteral("once Petrel was connected")));
        window.setFacts(facts({}));
        QVERIFY(text(window, "head").contains(QStringLiteral("what every server can")));
        window.setFacts(facts({"MOVE"}));
        QCOMPARE(text(window, "head"), QStringLiteral("What this server can do"));
        Account maildrop;
        maildrop.incomingKind = IncomingKind::Pop3;
        window.setAccount(maildrop);
        window.setFacts({});
        QVERIFY(text(window, "head").contains(QStringLiteral("fetched to this computer")));
    }

    void aNameFromElsewhereIsNoMarkup()
    {
        Account account;
        account.name = QStringLiteral("<b>Home</b>\nand more");
        account.incoming.host = QStringLiteral("<i>mail</i>.example");
        ui::AccountWindow window;
        window.setAccount(account);
        QVERIFY(text(window, "name").contains(QStringLiteral("<b>Home</b> and more")));
        for (const char *label : {"name", "servers"})
            QCOMPARE(window.findChild<QLabel *>(QString::fromLatin1(label))->textFormat(), Qt::PlainText);
    }
};

} // namespace petrel::test
