#pragma once

#include "core/html/text_from_html.h"
#include "core/mime/parsed_message.h"
#include "tests/gui/compose/composing.h"
#include "ui/compose/body_editor.h"
#include "ui/compose/rich_text.h"

#include <QTextDocument>

namespace petrel::test {

/** What was written, here or by others, goes on as it was: drafts in pieces, spaces, links, the identity. */
class KeptWordsTest : public QObject
{
    Q_OBJECT

    static ui::StartMessage kept(const QByteArray &raw)
    {
        ui::StartMessage start;
        start.id = PlacementId(9);
        start.content = mime::parseMessage(raw).value().content();
        html::completeText(start.content);
        return start;
    }

    static QByteArray mixed(const QByteArrayList &parts)
    {
        QByteArray raw = "From: nora@halden.example\r\nSubject: Plan\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        for (const QByteArray &part : parts)
            raw += "--b\r\n" + part + "\r\n";
        return raw + "--b--\r\n";
    }

    static QByteArray html(const QByteArray &body) { return "Content-Type: text/html\r\n\r\n" + body; }

    static ui::Draft richDraft(const QString &body)
    {
        ui::Draft draft = ui::newDraft(twoIdentities(), 1, true);
        draft.html = body;
        return draft;
    }

    /** Puts the caret into the middle of these words. */
    static ui::BodyEditor *caretIn(Composing &desk, const QString &words)
    {
        auto *body = desk.find<ui::BodyEditor>("body");
        QTextCursor found = body->document()->find(words);
        found.setPosition(found.selectionStart() + static_cast<int>(words.size()) / 2);
        body->setTextCursor(found);
        return body;
    }

private Q_SLOTS:
    void a_draft_in_several_pieces_keeps_the_words_of_each_data()
    {
        QTest::addColumn<QByteArray>("raw");
        const QByteArray picture = "Content-Type: image/png; name=a.png\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA";
        QTest::newRow("a picture between") << mixed({html("<p>above</p>"), picture, html("<p>below</p>")});
        QTest::newRow("a footer of a list") << mixed({"Content-Type: text/plain\r\n\r\nabove", html("<p>below</p>")});
        QTest::newRow("alternatives, then text")
            << mixed({"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\nabove\r\n--a\r\n" + html("<b>above</b>") + "\r\n--a--", "\r\nbelow"});
    }
    void a_draft_in_several_pieces_keeps_the_words_of_each()
    {
        QFETCH(QByteArray, raw);
        const ui::Draft draft = ui::editedDraft(kept(raw), twoIdentities());
        Composing desk(draft);
        const QString shown = desk.find<ui::BodyEditor>("body")->bodyText();
        QVERIFY2(shown.contains(QStringLiteral("above")) && shown.contains(QStringLiteral("below")), qPrintable(shown));
    }

    void a_draft_in_one_piece_stays_rich()
    {
        QVERIFY(ui::editedDraft(kept(mixed({html("<p><b>all</b></p>")})), twoIdentities()).html.contains(QStringLiteral("<b>all</b>")));
    }

    void spaces_and_tabs_reach_the_receiver_and_come_back_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("again");
        QTest::newRow("columns") << "a    b   c" << "a    b   c";
        QTest::newRow("indent") << "  if (x)" << "  if (x)";
        QTest::newRow("lines") << "{\n    x;\n}" << "{\n    x;\n}";
        QTest::newRow("tab") << "a\tb" << "a    b";
        QTest::newRow("one") << "a b" << "a b";
    }
    void spaces_and_tabs_reach_the_receiver_and_come_back()
    {
        QFETCH(QString, written);
        QTextDocument document;
        ui::loadMarkedText(&document, written);
        QTextDocument opened;
        ui::loadOwnHtml(&opened, ui::htmlOf(document));
        QTEST(ui::plainTextOf(opened), "again");
        QCOMPARE(ui::htmlOf(opened), ui::htmlOf(document));
    }

    void spaces_at_the_edge_of_bold_words_stay_too()
    {
        QTextDocument document;
        QTextCursor cursor(&document);
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        cursor.insertText(QStringLiteral("a "), bold);
        cursor.insertText(QStringLiteral(" b"), QTextCharFormat());
        QTextDocument opened;
        ui::loadOwnHtml(&opened, ui::htmlOf(document));
        QCOMPARE(ui::plainTextOf(opened), QStringLiteral("a  b"));
    }

    void a_link_under_the_caret_gets_another_address_and_keeps_its_words()
    {
        Composing desk(richDraft(QStringLiteral("<p>See <a href=\"https://old.example/\">our <b>own</b> site</a> now</p>")));
        ui::BodyEditor *body = caretIn(desk, QStringLiteral("our"));
        QVERIFY(body->setLink(QStringLiteral("https://new.example/")));
        QVERIFY(body->bodyText().startsWith(QStringLiteral("See our own site now")));
        QVERIFY(!body->bodyHtml().contains(QStringLiteral("old.example")));
        QVERIFY2(body->bodyHtml().contains(QStringLiteral("<a href=\"https://new.example/\">our </a>")), qPrintable(body->bodyHtml()));
        QVERIFY(body->bodyHtml().contains(QStringLiteral("<b>own</b>")));
    }

    void an_empty_address_takes_the_link_away_and_its_colour()
    {
        Composing desk(richDraft(QStringLiteral("<p>See <a href=\"https://old.example/\">our <b>site</b></a> now</p>")));
        ui::BodyEditor *body = caretIn(desk, QStringLiteral("our"));
        QVERIFY(body->setLink({}));
        QVERIFY(body->bodyText().startsWith(QStringLiteral("See our site now")));
        QVERIFY(!body->bodyHtml().contains(QStringLiteral("<a ")));
        QVERIFY(body->bodyHtml().contains(QStringLiteral("<b>site</b>")));
        QVERIFY(!body->textCursor().charFormat().hasProperty(QTextFormat::ForegroundBrush));
        QVERIFY(!body->textCursor().charFormat().fontUnderline());
    }

    void two_links_side_by_side_are_two()
    {
        Composing desk(richDraft(QStringLiteral("<p><a href=\"https://one.example/\">first</a><a href=\"https://two.example/\">second</a></p>")));
        ui::BodyEditor *body = caretIn(desk, QStringLiteral("second"));
        QVERIFY(body->setLink(QStringLiteral("https://three.example/")));
        QVERIFY(body->bodyHtml().contains(QStringLiteral("<a href=\"https://one.example/\">first</a>")));
        QVERIFY(body->bodyHtml().contains(QStringLiteral("<a href=\"https://three.example/\">second</a>")));
    }

    void an_answer_names_the_addresses_that_stood_behind_words()
    {
        const ui::StartMessage mail = kept(mixed({html("<p>Sign <a href=\"https://halden.example/plan?a=1&amp;b=2\">here</a>, see "
                                                       "<a href=\"https://halden.example/\">halden.example</a></p>"),
                                                  html("<p><a href=\"mailto:ada@a.example\">Ask Ada</a></p>")}));
        for (const QString &text : {ui::replyDraft(mail, html::ReplyTo::Sender, twoIdentities()).text, ui::forwardDraft(mail, twoIdentities()).text}) {
            QVERIFY2(text.contains(QStringLiteral("Sign here <https://halden.example/plan?a=1&b=2>, see halden.example\n")), qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("Ask Ada <mailto:ada@a.example>")), qPrintable(text));
        }
    }

    void a_forward_takes_the_pictures_inside_the_text_along()
    {
        const ui::StartMessage mail = kept("From: ada@a.example\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
                                           + html("<p>See <img src=\"cid:photo@a.example\"></p>")
                                           + "\r\n--b\r\nContent-Type: image/png; name=photo.png\r\nContent-ID: <photo@a.example>\r\n\r\nPNG\r\n--b--\r\n");
        const ui::Draft draft = ui::forwardDraft(mail, twoIdentities());
        QCOMPARE(draft.files.size(), 1);
        QCOMPARE(draft.files[0].file.stored, (mime::StoredPart{PlacementId(9), "2"}));
    }

    void the_message_id_is_of_the_identity_that_sends()
    {
        Composing desk;
        desk.write();
        desk.window->presenter().setIdentity(1);
        desk.press("send");
        QVERIFY2(desk.out.sent[0].messageId.endsWith("@postbox.example"), desk.out.sent[0].messageId.constData());
    }

    void heights_follow_the_type_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("height"); // at the usual type
        QTest::newRow("from") << "from" << 28;
        QTest::newRow("to") << "input" << 28;
        QTest::newRow("subject") << "subject" << 28;
        QTest::newRow("format") << "formatBar" << 40;
        QTest::newRow("foot") << "composeFoot" << 60;
    }
    void heights_follow_the_type()
    {
        QFETCH(QString, name);
        const QFont usual = QApplication::font();
        {
            Composing desk(richDraft(QStringLiteral("<p>x</p>")));
            QTEST(desk.find<QWidget>(qPrintable(name))->height(), "height");
        }
        QFont large = usual;
        large.setPointSizeF(3 * usual.pointSizeF());
        QApplication::setFont(large);
        const auto back = qScopeGuard([&] { QApplication::setFont(usual); });
        Composing desk(richDraft(QStringLiteral("<p>x</p>")));
        desk.find<ui::BodyEditor>("body")->setFocus();
        QTest::keyClick(desk.find<ui::BodyEditor>("body"), Qt::Key_L, Qt::ControlModifier); // the field for a link is in the bar
        QCoreApplication::sendPostedEvents();
        auto *widget = desk.find<QWidget>(qPrintable(name));
        QVERIFY2(widget->height() >= QFontMetrics(widget->font()).height(), qPrintable(QString::number(widget->height())));
        for (const QWidget *inside : widget->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
            QVERIFY2(inside->isHidden() || widget->rect().contains(inside->geometry()), qPrintable(inside->objectName()));
    }
};

} // namespace petrel::test
