#pragma once

#include "tests/gui/compose/composing.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/address_chip.h"
#include "ui/compose/address_field.h"
#include "ui/compose/body_editor.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QtTest>

namespace petrel::test {

/** Writing a message as a person does it: through the widgets. */
class ComposeWindowTest : public QObject
{
    Q_OBJECT

    using Desk = Composing;

private Q_SLOTS:
    void writing_and_sending_closes_the_window_once_it_is_safe()
    {
        Desk desk;
        desk.write();
        desk.press("send");
        QCOMPARE(desk.out.sent.size(), 1);
        QCOMPARE(desk.out.sent[0].to[0].email, QStringLiteral("ada@a.example"));
        QVERIFY(desk.out.sent[0].text.startsWith(QStringLiteral("Good morning")));
        QVERIFY(desk.window && desk.window->isVisible());
        desk.out.finishSending(OutboxId(1));
        QTRY_VERIFY(desk.window.isNull());
    }

    void the_window_stays_when_the_outbox_refuses()
    {
        Desk desk;
        desk.write();
        desk.press("send");
        desk.out.finishSending(diskFull());
        QCoreApplication::processEvents();
        QVERIFY(desk.window && desk.window->isVisible());
        auto *bar = desk.find<ui::NoticeBar>("safetyBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->level(), ui::NoticeBar::Level::Danger);
        QVERIFY(desk.find<QAbstractButton>("send")->isEnabled());
        QCOMPARE(desk.find<QLineEdit>("subject")->text(), QStringLiteral("Hi"));
    }

    void control_and_enter_sends()
    {
        Desk desk;
        desk.write();
        QTest::keyClick(desk.find<QTextEdit>("body"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.out.sent.size(), 1);
    }

    void escape_keeps_the_draft()
    {
        Desk desk;
        desk.write();
        QTest::keyClick(desk.window, Qt::Key_Escape);
        QCOMPARE(desk.out.saved.size(), 1);
        QVERIFY(desk.window);
        desk.out.finishSaving(PlacementId(3));
        QTRY_VERIFY(desk.window.isNull());
    }

    void closing_an_untouched_window_just_closes()
    {
        Desk desk;
        QVERIFY(!desk.find<ui::NoticeBar>("safetyBar")->isVisible());
        desk.window->close();
        QTRY_VERIFY(desk.window.isNull());
        QVERIFY(desk.out.saved.isEmpty());
    }

    void sending_to_nobody_says_so_in_the_field()
    {
        Desk desk;
        desk.press("send");
        QVERIFY(!desk.to()->problem().isEmpty());
        QCOMPARE(QApplication::focusWidget(), desk.to()->input());
    }

    void what_is_no_address_becomes_a_marked_chip_with_a_reason()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("henrik;"));
        QCOMPARE(desk.to()->invalidCount(), 1);
        QVERIFY(desk.to()->problem().contains(QStringLiteral("henrik")));
        desk.press("send");
        QVERIFY(desk.out.sent.isEmpty());
    }

    void a_pasted_list_becomes_chips()
    {
        Desk desk;
        QApplication::clipboard()->setText(QStringLiteral("ada@a.example\nBob <bob@b.example>\n\"C, D\" <c@c.example>"));
        QTest::keySequence(desk.to()->input(), QKeySequence::Paste);
        QCOMPARE(desk.to()->addresses().size(), 3);
    }

    void chips_are_walked_edited_and_removed_with_keys()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("ada@a.example,bob@b.example,"));
        QTest::keyClick(desk.to()->input(), Qt::Key_Left);
        auto *chip = qobject_cast<ui::AddressChip *>(QApplication::focusWidget());
        QVERIFY(chip);
        QCOMPARE(chip->recipient().address.email, QStringLiteral("bob@b.example"));
        QTest::keyClick(chip, Qt::Key_Left);
        chip = qobject_cast<ui::AddressChip *>(QApplication::focusWidget());
        QTest::keyClick(chip, Qt::Key_Delete);
        QCOMPARE(desk.to()->addresses().size(), 1);
        chip = qobject_cast<ui::AddressChip *>(QApplication::focusWidget());
        QTest::keyClick(chip, Qt::Key_F2);
        QCOMPARE(desk.to()->input()->text(), QStringLiteral("bob@b.example"));
        QVERIFY(desk.to()->addresses().isEmpty());
    }

    void enter_never_takes_a_suggestion_that_was_not_chosen()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("ad"));
        QTest::keyClick(desk.to()->input(), Qt::Key_Return);
        QCOMPARE(desk.to()->addresses().size(), 0);
        QCOMPARE(desk.to()->invalidCount(), 1);

        Desk other;
        QTest::keyClicks(other.to()->input(), QStringLiteral("ad"));
        QCOMPARE(other.to()->input()->accessibleDescription(), QStringLiteral("2 matches"));
        QTest::keyClick(other.to()->input(), Qt::Key_Down);
        QCOMPARE(other.to()->input()->accessibleDescription(), QStringLiteral("Ada <ada@a.example>"));
        QTest::keyClick(other.to()->input(), Qt::Key_Return);
        QCOMPARE(other.to()->addresses(), (AddressList{{QStringLiteral("Ada"), QStringLiteral("ada@a.example")}}));
    }

    void a_forgotten_attachment_is_told_and_can_be_waved_through()
    {
        Desk desk;
        desk.write();
        desk.find<QTextEdit>("body")->insertPlainText(QStringLiteral(", the plan is attached."));
        auto *bar = desk.find<ui::NoticeBar>("safetyBar");
        QVERIFY2(!bar->isVisible(), "not at each key");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->detail().contains(QStringLiteral("attached")));
        desk.press("fine");
        QVERIFY(!bar->isVisible());
        desk.press("send");
        QCOMPARE(desk.out.sent.size(), 1);
    }

    void tab_goes_on_to_the_subject_after_an_address_was_typed()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("ada@a.example, wrong address,"));
        QStringList met;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            met.append(QApplication::focusWidget()->objectName());
        }
        QCOMPARE(met, (QStringList{QStringLiteral("showCc"), QStringLiteral("showBcc"), QStringLiteral("subject"), QStringLiteral("body")}));
        QCOMPARE(desk.to()->findChildren<ui::AddressChip *>().size(), 2);
        QCOMPARE(desk.to()->problem(), QStringLiteral("\"wrong address\" is not an address: the @ is missing."));
    }

    void a_message_that_begins_as_rich_text_shows_the_button_pressed()
    {
        QVERIFY(!Desk().find<QAbstractButton>("rich")->isChecked());
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        QVERIFY(desk.find<QAbstractButton>("rich")->isChecked());
        desk.press("rich");
        QVERIFY(!desk.find<ui::BodyEditor>("body")->isRich());
    }

    void the_keys_that_close_windows_close_this_one_and_keep_the_draft()
    {
        Desk desk;
        desk.write();
        QTest::keyClick(desk.window, Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(desk.out.saved.size(), 1);
        desk.out.finishSaving(PlacementId(5));
        QTRY_VERIFY(!desk.window || !desk.window->isVisible());
    }

    void rich_text_sends_both_forms()
    {
        Desk desk;
        desk.write();
        desk.press("rich");
        QVERIFY(desk.find<QWidget>("formatBar")->isVisible());
        auto *body = desk.find<ui::BodyEditor>("body");
        body->selectAll();
        body->toggle(ui::TextMark::Bold);
        desk.press("send");
        QVERIFY(desk.out.sent[0].html.contains(QStringLiteral("<b>Good morning</b>")));
        QVERIFY(desk.out.sent[0].text.startsWith(QStringLiteral("Good morning")));
    }

    void pasted_markup_loads_nothing_and_stays_text()
    {
        Desk desk;
        auto *mime = new QMimeData;
        mime->setHtml(QStringLiteral("<img src=\"http://tracker.example/x.png\"><b>hi</b>"));
        mime->setText(QStringLiteral("hi"));
        QApplication::clipboard()->setMimeData(mime);
        auto *body = desk.find<ui::BodyEditor>("body");
        desk.press("rich");
        body->paste();
        QVERIFY(!body->bodyHtml().contains(QStringLiteral("img")));
        QVERIFY(body->bodyText().contains(QStringLiteral("hi")));
    }

    void links_of_other_kinds_cannot_be_made()
    {
        Desk desk;
        auto *body = desk.find<ui::BodyEditor>("body");
        desk.press("rich");
        QVERIFY(!body->setLink(QStringLiteral("javascript:alert(1)")));
        QVERIFY(!body->setLink(QStringLiteral("file:///etc/passwd")));
        QVERIFY(body->setLink(QStringLiteral("halden.example/plan")));
        QVERIFY(body->bodyHtml().contains(QStringLiteral("halden.example/plan")));
    }

    void another_identity_brings_its_signature()
    {
        Desk desk;
        QVERIFY(desk.find<QTextEdit>("body")->toPlainText().contains(QStringLiteral("-- \nNora\nHalden")));
        desk.window->presenter().setIdentity(1);
        QVERIFY(!desk.find<QTextEdit>("body")->toPlainText().contains(QStringLiteral("Halden")));
    }

    void everything_that_takes_keys_has_a_name()
    {
        Desk desk;
        desk.press("rich");
        for (const QWidget *widget : desk.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const QList<QLabel *> labels = desk.window->findChildren<QLabel *>();
            const bool hasBuddy = std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
                return label->buddy() == widget;
            });
            QVERIFY2(hasBuddy || !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), widget->metaObject()->className());
        }
    }
};

} // namespace petrel::test
