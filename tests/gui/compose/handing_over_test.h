#pragma once

#include "tests/gui/compose/composing.h"
#include "tests/gui/support/answering_seams.h"
#include "ui/common/formats.h"
#include "ui/compose/address_chip.h"
#include "ui/compose/body_editor.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTextBlock>

namespace petrel::test {

/** What is typed while a message is handed over, and what the editor keeps of what was written. */
class HandingOverTest : public QObject
{
    Q_OBJECT

    using Desk = Composing;

    static ui::BodyEditor *body(Desk &desk) { return desk.find<ui::BodyEditor>("body"); }

private Q_SLOTS:
    void while_it_is_handed_over_nothing_can_be_changed()
    {
        Desk desk;
        desk.write();
        desk.press("send");
        QVERIFY(body(desk)->isReadOnly());
        QVERIFY(desk.find<QLineEdit>("subject")->isReadOnly());
        for (const char *name : {"to", "attach", "rich", "discard", "sendLater", "send"})
            QVERIFY2(!desk.find<QWidget>(name)->isEnabled(), name);
        QTest::keyClicks(body(desk), QStringLiteral("oh, and"));
        QVERIFY(!body(desk)->toPlainText().contains(QStringLiteral("oh, and")));
        QCOMPARE(desk.find<QLabel>("draftState")->text(), QStringLiteral("Sending …"));
        QTest::keyClick(desk.window, Qt::Key_Escape);
        QVERIFY(desk.window && desk.window->isVisible());

        desk.out.finishSending(diskFull());
        QVERIFY(!body(desk)->isReadOnly());
        QVERIFY(desk.to()->isEnabled());
        QTest::keyClicks(body(desk), QStringLiteral("oh, and"));
        QVERIFY(body(desk)->toPlainText().contains(QStringLiteral("oh, and")));
    }

    void a_file_dropped_while_it_is_handed_over_is_not_taken()
    {
        Desk desk;
        desk.write();
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(QCoreApplication::applicationFilePath())});
        QDragEnterEvent over({10, 10}, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QDropEvent let({10, 10}, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        const auto drop = [&] {
            over.ignore();
            QCoreApplication::sendEvent(body(desk)->viewport(), &over);
            QCoreApplication::sendEvent(body(desk)->viewport(), &let);
            return over.isAccepted();
        };
        QVERIFY(drop());
        QCOMPARE(desk.window->presenter().draft().files.size(), 1);
        desk.press("send");
        QVERIFY(!drop());
        QCOMPARE(desk.window->presenter().draft().files.size(), 1);
    }

    void while_it_is_kept_one_writes_on()
    {
        Desk desk;
        desk.write();
        desk.window->presenter().save();
        QVERIFY(!body(desk)->isReadOnly());
        QTest::keyClicks(body(desk), QStringLiteral(" and more"));
        desk.out.finishSaving(PlacementId(7));
        QTest::keyClick(desk.window, Qt::Key_Escape);
        QVERIFY(desk.out.saved.last().text.contains(QStringLiteral("and more")));
    }

    void half_an_address_makes_a_draft_and_comes_back_as_it_was()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("anna,ben"));
        QTest::keyClick(desk.window, Qt::Key_Escape);
        QCOMPARE(desk.out.saved.size(), 1);
        QCOMPARE(desk.out.saved[0].unfinished.to, QStringLiteral("anna, ben"));

        ui::Draft kept = ui::newDraft(twoIdentities());
        kept.unfinished.to = QStringLiteral("anna, ben");
        Desk again(kept);
        QCOMPARE(again.to()->invalidCount(), 2);
        QCOMPARE(again.to()->unfinished(), QStringLiteral("anna, ben"));
    }

    void what_stands_in_the_field_counts_before_it_is_a_chip()
    {
        Desk desk;
        QTest::keyClicks(desk.to()->input(), QStringLiteral("ann"));
        desk.window->presenter().save(); // by the clock
        QCOMPARE(desk.out.saved.value(0).unfinished.to, QStringLiteral("ann"));
    }

    void rich_by_default_an_untouched_message_leaves_no_draft()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        QVERIFY(body(desk)->isRich());
        desk.window->close();
        QTRY_VERIFY(desk.window.isNull());
        QVERIFY(desk.out.saved.isEmpty());
    }

    void a_sender_is_written_left_to_right_in_any_window()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        QCOMPARE(desk.find<QComboBox>("from")->itemText(1), ui::isolatedLtr(QStringLiteral("Nora L <nora@postbox.example>")));
    }

    void a_formatted_message_changes_its_signature_too()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        desk.write();
        desk.find<QComboBox>("from")->setCurrentIndex(1);
        QVERIFY(!body(desk)->toPlainText().contains(QStringLiteral("Halden")));
        QVERIFY(body(desk)->toPlainText().contains(QStringLiteral("Good morning")));
        desk.find<QComboBox>("from")->setCurrentIndex(0);
        desk.press("send");
        QVERIFY(desk.out.sent[0].text.contains(QStringLiteral("\n\n-- \nNora\nHalden")));
        QVERIFY(desk.out.sent[0].html.contains(QStringLiteral("<p>-- <br>Nora<br>Halden</p>")));
    }

    void formatting_goes_only_when_the_person_says_so()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        desk.write();
        body(desk)->selectAll();
        body(desk)->toggle(ui::TextMark::Bold);
        {
            AnsweringSeams keep(1);
            desk.press("rich");
            QCOMPARE(keep.asked.size(), 1);
            QVERIFY(body(desk)->isRich());
            QVERIFY(desk.find<QAbstractButton>("rich")->isChecked());
            QVERIFY(body(desk)->bodyHtml().contains(QStringLiteral("<b>")));
        }
        AnsweringSeams plain(0);
        desk.press("rich");
        QVERIFY(!body(desk)->isRich());
        QVERIFY(!desk.find<QAbstractButton>("rich")->isChecked());
    }

    void words_without_formatting_become_plain_unasked()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        desk.write();
        AnsweringSeams answer(1);
        desk.press("rich");
        QVERIFY(answer.asked.isEmpty());
        QVERIFY(!body(desk)->isRich());
    }

    void leaving_a_list_takes_every_selected_line_out_of_it()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        body(desk)->setPlainText(QStringLiteral("one\ntwo\nthree"));
        body(desk)->selectAll();
        body(desk)->toggle(ui::TextMark::Bullets);
        QCOMPARE(body(desk)->bodyHtml().count(QStringLiteral("<li>")), 3);
        body(desk)->selectAll();
        body(desk)->toggle(ui::TextMark::Bullets);
        QCOMPARE(body(desk)->bodyHtml().count(QStringLiteral("<li>")), 0);
    }

    void a_link_over_words_leaves_each_letter_as_it_was()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        body(desk)->setHtml(QStringLiteral("<p>plain <b>bold</b></p>"));
        body(desk)->selectAll();
        QVERIFY(body(desk)->setLink(QStringLiteral("https://halden.example/")));
        const QString html = body(desk)->bodyHtml();
        QVERIFY2(html.contains(QStringLiteral("<a href=\"https://halden.example/\">plain </a>")), qPrintable(html));
        QVERIFY2(html.contains(QStringLiteral("<b>bold</b>")), qPrintable(html));
    }

    void taking_a_file_out_leaves_the_focus_with_the_next_one()
    {
        ui::Draft draft = ui::newDraft(twoIdentities());
        for (const char *name : {"a.pdf", "b.pdf"}) {
            mime::OutgoingFile file;
            file.fileName = QString::fromLatin1(name);
            draft.files.append({file, 1});
        }
        Desk desk(draft);
        desk.find<QWidget>("removeFile0")->setFocus(Qt::TabFocusReason);
        desk.press("removeFile0");
        QTRY_COMPARE(desk.window->presenter().draft().files.size(), 1);
        QCOMPARE(QApplication::focusWidget(), desk.find<QWidget>("removeFile0"));
        desk.press("removeFile0");
        QTRY_COMPARE(QApplication::focusWidget(), body(desk));
    }

    void escape_in_the_link_field_closes_the_field_and_not_the_message()
    {
        Desk desk(ui::newDraft(twoIdentities(), 0, true));
        desk.write();
        body(desk)->setFocus();
        QTest::keyClick(body(desk), Qt::Key_L, Qt::ControlModifier);
        auto *address = desk.find<QLineEdit>("linkAddress");
        QVERIFY(address->isVisible());
        QTest::keyClick(address, Qt::Key_Escape);
        QVERIFY(!address->isVisible());
        QVERIFY(desk.out.saved.isEmpty());
        QVERIFY(desk.window->isVisible());
        QCOMPARE(QApplication::focusWidget(), body(desk));
    }
};

} // namespace petrel::test
