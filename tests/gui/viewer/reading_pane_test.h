#pragma once

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/viewer/sample_messages.h"
#include "ui/common/action_registry.h"
#include "ui/common/notice_bar.h"
#include "ui/viewer/attachment_cell.h"
#include "ui/viewer/header_card.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/message_text_view.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

namespace petrel::test {

/** Reading a message as a person does it: through the widgets. */
class ReadingPaneTest : public QObject
{
    Q_OBJECT

    struct Desk
    {
        AnsweringSeams seams;
        QWidget window;
        ui::ActionRegistry actions{&window};
        InlineExecutor executor;
        ui::ReadingPresenter presenter{executor};
        std::unique_ptr<ui::ReadingPane> pane;

        Desk()
        {
            for (const QString &id : ui::ReadingBar::actionIds()) {
                if (id != u"-")
                    actions.add({id, id, {}, QStringLiteral("reply"), {}, false, {}});
            }
            pane = std::make_unique<ui::ReadingPane>(presenter, actions);
            pane->resize(900, 700);
            pane->show();
            pane->activateWindow();
            (void)QTest::qWaitForWindowActive(pane.get());
        }

        void read(const mime::MessageContent &content)
        {
            presenter.showLoading({PlacementId(1), QStringLiteral("Home, Inbox"), 100}, content.envelope.subject);
            presenter.showMessage(PlacementId(1), content);
        }
        template <class Widget>
        Widget *find(const char *name) { return pane->findChild<Widget *>(QString::fromLatin1(name)); }
        ui::MessageTextView *text() { return pane->card()->textView(); }
    };

    static mime::MessageContent crowd(int files, int receivers)
    {
        mime::MessageContent content;
        content.envelope.from = {{{}, QStringLiteral("ada@a.example")}};
        for (int i = 0; i < receivers; ++i)
            content.envelope.to.append({{}, QStringLiteral("person%1@list.example").arg(i)});
        for (int i = 0; i < files; ++i) {
            PartInfo part;
            part.path = QByteArray::number(i + 2);
            part.fileName = QStringLiteral("file%1.txt").arg(i);
            part.size = 10;
            content.attachments.append(part);
        }
        return content;
    }

    static constexpr auto kLyingLink = "<p>Go to <a href=\"https://evil.example/pay\">www.bank.com</a></p>";

private Q_SLOTS:
    void a_message_shows_subject_sender_and_text()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("Good morning\n\nAll is well.")));
        QCOMPARE(desk.find<QLabel>("subject")->text(), QStringLiteral("Revised sections"));
        QCOMPARE(desk.find<QLabel>("senderName")->text(), QStringLiteral("Mateus Oliveira"));
        QCOMPARE(desk.find<QLabel>("senderAddress")->text(), QStringLiteral("mateus@atelier.example"));
        QVERIFY(desk.text()->toPlainText().contains(QStringLiteral("All is well.")));
        QVERIFY(desk.text()->isReadOnly());
    }

    void ten_thousand_attachments_are_counted_and_the_first_are_shown()
    {
        Desk desk;
        QSignalSpy saveAll(desk.pane.get(), &ui::ReadingPane::saveAllWanted);
        desk.read(crowd(10'000, 1));
        QCOMPARE(desk.pane->findChildren<ui::AttachmentCell *>().size(), 50);
        QVERIFY(desk.find<QLabel>("attachmentSummary")->text().contains(QStringLiteral("10000")));
        QVERIFY(desk.find<QLabel>("moreAttachments")->text().contains(QStringLiteral("9950")));
        desk.find<QAbstractButton>("saveAll")->click();
        QCOMPARE(saveAll.value(0).value(1).value<QList<ui::AttachmentItem>>().size(), 10'000);
        desk.read(crowd(2, 1));
        QVERIFY(!desk.find<QLabel>("moreAttachments")->isVisible());
    }

    void ten_thousand_receivers_are_counted_and_the_first_are_listed()
    {
        const ui::MessageHeader header = ui::messageHeader(crowd(0, 10'000), {}, 0, QDateTime::currentDateTime());
        const auto to = std::find_if(header.rows.cbegin(), header.rows.cend(), [](const ui::MessageHeader::Row &row) { return row.label == u"To"; });
        QVERIFY(to->value.size() < 10'000);
        QVERIFY(to->value.contains(QStringLiteral("person99@list.example")));
        QVERIFY(to->value.endsWith(QStringLiteral("and 9900 others")));
    }

    void markup_in_a_plain_mail_stays_text()
    {
        Desk desk;
        mime::MessageContent content = plainMessage(QStringLiteral("<img src=\"file:///etc/passwd\"><b>bold</b>"));
        content.envelope.subject = QStringLiteral("<img src=\"file:///etc/passwd\">");
        desk.read(content);
        QVERIFY(desk.text()->toPlainText().contains(QStringLiteral("<b>bold</b>")));
        QCOMPARE(desk.find<QLabel>("subject")->textFormat(), Qt::PlainText);
    }

    void tab_walks_through_the_links_and_enter_opens_one()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("See https://a.example and https://b.example there")));
        QCOMPARE(desk.text()->links().size(), 2);
        QSignalSpy pointed(desk.text(), &ui::MessageTextView::linkPointed);
        desk.text()->setFocus();
        desk.text()->focusLink(-1);
        QTest::keyClick(desk.text(), Qt::Key_Tab);
        QTest::keyClick(desk.text(), Qt::Key_Tab);
        QCOMPARE(pointed.last()[0].toUrl().host(), QStringLiteral("b.example"));
        QVERIFY(desk.find<QLabel>("linkStatus")->text().contains(QStringLiteral("https://b.example")));
        QTest::keyClick(desk.text(), Qt::Key_Return);
        QCOMPARE(desk.seams.opened, QStringList{QStringLiteral("https://b.example")});
    }

    void a_lying_link_opens_only_after_the_warning()
    {
        Desk desk;
        desk.read(htmlMessage(QString::fromLatin1(kLyingLink)));
        desk.text()->activateLink(0);
        QVERIFY(desk.seams.opened.isEmpty());
        auto *bar = desk.find<ui::NoticeBar>("linkBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->level(), ui::NoticeBar::Level::Warning);
        QTest::mouseClick(desk.find<QAbstractButton>("linkStay"), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        QVERIFY(desk.seams.opened.isEmpty());

        desk.text()->activateLink(0);
        QTest::mouseClick(desk.find<QAbstractButton>("linkOpen"), Qt::LeftButton);
        QCOMPARE(desk.seams.opened, QStringList{QStringLiteral("https://evil.example/pay")});
    }

    void a_long_quote_folds_and_opens()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("Yes\n\n> 1\n> 2\n> 3\n> 4\n> 5")));
        auto *fold = desk.text()->findChild<QAbstractButton *>(QStringLiteral("fold0"));
        QVERIFY(fold);
        QVERIFY(!desk.text()->toPlainText().contains(u'5'));
        QTest::mouseClick(fold, Qt::LeftButton);
        QTRY_VERIFY(desk.text()->toPlainText().contains(u'5'));
    }

    void the_view_is_as_tall_as_its_text_at_every_width()
    {
        Desk desk;
        desk.read(plainMessage(QString(30, u'w') + QStringLiteral(" and more words here\n\n> 1\n> 2\n> 3\n> 4\n> 5\n\n-- \nMateus\nPorto")));
        for (const int width : {900, 500, 400, 640}) {
            desk.pane->resize(width, 700);
            QTRY_COMPARE(desk.pane->width(), width);
            QTRY_VERIFY(desk.text()->height() >= qFloor(desk.text()->document()->size().height()));
        }
    }

    void finding_opens_the_fold_that_holds_the_words()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("Yes\n\n> 1\n> 2\n> 3\n> needle\n> 5\n> Needle")));
        desk.pane->openFind();
        desk.find<QLineEdit>("findField")->setText(QStringLiteral("NEEDLE"));
        QCOMPARE(desk.find<QLabel>("findResult")->text(), QStringLiteral("1 of 2"));
        QTest::keyClick(desk.find<QLineEdit>("findField"), Qt::Key_Return);
        QCOMPARE(desk.find<QLabel>("findResult")->text(), QStringLiteral("2 of 2"));
        QTest::keyClick(desk.find<QLineEdit>("findField"), Qt::Key_Escape);
        QVERIFY(!desk.find<QWidget>("findBar")->isVisible());
    }

    void attachments_open_and_save_but_programs_only_save()
    {
        Desk desk;
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.attachments = {attachment("2", "application/pdf", QStringLiteral("plan.pdf")),
                               attachment("3", "application/x-msdownload", QStringLiteral("setup.exe"))};
        desk.read(content);
        QSignalSpy opened(desk.pane.get(), &ui::ReadingPane::openAttachmentWanted);
        QSignalSpy saved(desk.pane.get(), &ui::ReadingPane::saveAttachmentWanted);
        QTest::keyClick(desk.find<QAbstractButton>("attachment:2"), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        desk.find<QAbstractButton>("attachment:3")->click();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(saved.size(), 1);
        desk.find<QAbstractButton>("save:2")->click();
        QCOMPARE(saved.size(), 2);
    }

    void the_address_is_never_shortened()
    {
        Desk desk;
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.envelope.from = {{QStringLiteral("Somebody"), QString(60, u'a') + QStringLiteral("@long.example")}};
        desk.pane->resize(400, 600);
        desk.read(content);
        auto *below = desk.find<QLabel>("senderAddressBelow");
        QTRY_VERIFY(below->isVisible());
        QTRY_VERIFY(below->height() >= below->heightForWidth(below->width()));
        QVERIFY(!desk.find<QLabel>("recipients")->isVisible());
    }

    void the_chevron_shows_the_full_header()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("x")));
        QVERIFY(!desk.find<QWidget>("fullHeader")->isVisible());
        QTest::mouseClick(desk.find<QAbstractButton>("fullHeaderButton"), Qt::LeftButton);
        QVERIFY(desk.find<QWidget>("fullHeader")->isVisible());
        const QList<QLabel *> labels = desk.find<QWidget>("fullHeader")->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) { return label->text().contains(QStringLiteral("one@atelier.example")); }));
    }

    void a_narrow_bar_moves_actions_into_more()
    {
        Desk desk;
        desk.read(plainMessage(QStringLiteral("x")));
        QVERIFY(desk.find<QToolButton>("bar:message.move")->isVisible());
        desk.pane->resize(420, 600);
        QTRY_VERIFY(!desk.find<QToolButton>("bar:message.move")->isVisible());
        QVERIFY(desk.find<QToolButton>("bar:message.reply")->isVisible());
        QCOMPARE(desk.find<QToolButton>("bar:message.archive")->toolButtonStyle(), Qt::ToolButtonIconOnly);
    }

    void everything_that_takes_keys_has_a_name()
    {
        Desk desk;
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.attachments = {attachment("2", "application/pdf", QStringLiteral("plan.pdf"))};
        desk.read(content);
        for (const QWidget *widget : desk.pane->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const auto *label = qobject_cast<const QLabel *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || label;
            QVERIFY2(named, widget->metaObject()->className());
        }
    }
};

} // namespace petrel::test
