#pragma once

#include "core/base/clock.h"
#include "tests/gui/compose/composing.h"

#include <QDateEdit>
#include <QLabel>
#include <QMenu>
#include <QTimeEdit>

namespace petrel::test {

/** Sending later, as a person does it: by the menu beside Send, or at a time of their own. */
class LaterWindowTest : public QObject
{
    Q_OBJECT

    /** Tuesday 24 November 2026, noon, here. */
    class Noon final : public Clock
    {
    public:
        Noon() : m_former(Clock::replace(this)) {}
        ~Noon() override { Clock::replace(m_former); }
        Noon(const Noon &) = delete;
        Noon &operator=(const Noon &) = delete;
        [[nodiscard]] QDateTime wall() const override { return {QDate(2026, 11, 24), QTime(12, 0)}; }

    private:
        const Clock *m_former;
    };

    struct Desk : Composing
    {
        Noon noon;
        QMenu *openMenu()
        {
            QTest::keyClick(find<QTextEdit>("body"), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
            return find<QMenu>("laterMenu");
        }
        void openTime()
        {
            QMenu *menu = openMenu();
            QAction *other = menu->actions().last();
            menu->close();
            other->trigger();
        }
        QWidget *panel() { return find<QWidget>("momentPanel"); }
        QString meaning() { return find<QLabel>("meaning")->text(); }
    };

private Q_SLOTS:
    void the_menu_offers_times_and_says_when_they_are()
    {
        Desk desk;
        QMenu *menu = desk.openMenu();
        QVERIFY(menu && menu->isVisible());
        QStringList lines;
        for (const QAction *action : menu->actions())
            lines.append(action->text());
        QCOMPARE(lines.size(), 6); // one of them a line
        QCOMPARE(lines[0], QStringLiteral("In one hour\t13:00"));
        QCOMPARE(lines[1], QStringLiteral("This evening\t18:00"));
        QCOMPARE(lines[2], QStringLiteral("Tomorrow morning\tWed 08:00"));
        QCOMPARE(lines[3], QStringLiteral("Monday morning\tMon 08:00"));
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(desk.window && desk.window->isVisible());
    }

    void a_chosen_time_goes_to_the_outbox()
    {
        Desk desk;
        desk.write();
        QTest::keyClick(desk.openMenu(), Qt::Key_Return);
        QCOMPARE(desk.out.sent.size(), 1);
        QCOMPARE(desk.out.notBefore_, desk.noon.wall().addSecs(3600).toSecsSinceEpoch());
        desk.out.finishSending(OutboxId(1));
        QTRY_VERIFY(desk.window.isNull());
    }

    void without_a_recipient_nothing_is_put_off()
    {
        Desk desk;
        QTest::keyClick(desk.openMenu(), Qt::Key_Return);
        QVERIFY(desk.out.sent.isEmpty());
        desk.write();
        desk.press("send");
        QCOMPARE(desk.out.notBefore_, 0); // that time is forgotten
    }

    void a_time_of_ones_own_is_typed_and_taken_by_enter()
    {
        Desk desk;
        desk.write();
        desk.openTime();
        QTRY_VERIFY(desk.panel()->isVisible());
        QCOMPARE(desk.find<QTimeEdit>("time")->time(), QTime(13, 0));
        QVERIFY2(desk.meaning().contains(QStringLiteral("Petrel must be running")), qPrintable(desk.meaning()));
        desk.find<QDateEdit>("day")->setDate(QDate(2026, 11, 27));
        desk.find<QTimeEdit>("time")->setTime(QTime(7, 15));
        QVERIFY2(desk.meaning().contains(QStringLiteral("on Friday at 07:15")), qPrintable(desk.meaning()));
        QTest::keyClick(desk.find<QTimeEdit>("time"), Qt::Key_Return);
        QCOMPARE(desk.out.sent.size(), 1);
        QCOMPARE(desk.out.notBefore_, QDateTime(QDate(2026, 11, 27), QTime(7, 15)).toSecsSinceEpoch());
    }

    void what_is_past_is_refused_with_a_sentence()
    {
        Desk desk;
        desk.write();
        desk.openTime();
        desk.find<QTimeEdit>("time")->setTime(QTime(11, 59));
        QVERIFY2(desk.meaning().contains(QStringLiteral("past")), qPrintable(desk.meaning()));
        desk.press("choose");
        QTest::keyClick(desk.find<QTimeEdit>("time"), Qt::Key_Return, Qt::ControlModifier); // who chooses a time does not mean now
        QVERIFY(desk.out.sent.isEmpty());
        QVERIFY(desk.panel()->isVisible());
    }

    void escape_leaves_the_time_and_not_the_message()
    {
        Desk desk;
        desk.write();
        desk.find<QTextEdit>("body")->setFocus();
        desk.openTime();
        QTest::keyClick(desk.find<QTimeEdit>("time"), Qt::Key_Escape);
        QVERIFY(!desk.panel()->isVisible());
        QVERIFY(desk.window && desk.window->isVisible());
        QCOMPARE(desk.window->focusWidget(), desk.find<QTextEdit>("body"));
        desk.openTime();
        QTest::keyClick(desk.window, Qt::Key_Escape); // from wherever
        QVERIFY(!desk.panel()->isVisible() && desk.out.saved.isEmpty());
        desk.openTime();
        desk.find<QAbstractButton>("leave")->setFocus();
        QTest::keyClick(desk.find<QAbstractButton>("leave"), Qt::Key_Return);
        QVERIFY(!desk.panel()->isVisible());
        QVERIFY(desk.out.sent.isEmpty());
    }

    void what_is_wished_of_the_way_is_in_sight_and_goes_along()
    {
        Desk desk;
        desk.write();
        auto *bar = desk.find<QWidget>("askDelivered");
        QVERIFY(!bar->isVisible());
        desk.press("options");
        auto *menu = desk.find<QMenu>("optionsMenu");
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        for (QAction *action : menu->actions()) {
            QVERIFY(!action->isChecked() && action->toolTip().contains(u'.'));
            action->trigger();
        }
        menu->close();
        QVERIFY(bar->isVisible());
        desk.press("send");
        QVERIFY(desk.out.options.askDelivered && desk.out.options.requireTls);
    }

    void what_is_wished_is_kept_with_the_draft_and_can_be_turned_off()
    {
        Desk desk;
        desk.write();
        desk.window->presenter().setRequireTls(true);
        desk.window->presenter().save();
        QVERIFY(desk.out.saved.last().requireTls && !desk.out.saved.last().askDelivered);
        desk.out.finishSaving(PlacementId(3));
        auto *bar = desk.find<QWidget>("requireTls");
        bar->findChild<QAbstractButton *>()->setFocus();
        bar->findChild<QAbstractButton *>()->click();
        QVERIFY(!bar->isVisible());
        QCOMPARE(desk.window->focusWidget(), desk.find<QTextEdit>("body"));
        desk.press("send");
        QVERIFY(!desk.out.options.requireTls);
    }

    void everything_has_a_name()
    {
        Desk desk;
        desk.openTime();
        QVERIFY(desk.find<QTimeEdit>("time")->accessibleDescription().contains(QStringLiteral("Goes out")));
        for (const auto *label : desk.panel()->findChildren<QLabel *>())
            QVERIFY2(label->buddy() || label->objectName() == QStringLiteral("meaning"), qPrintable(label->text()));
    }
};

} // namespace petrel::test
