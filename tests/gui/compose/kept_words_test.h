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
};

} // namespace petrel::test
