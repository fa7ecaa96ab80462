#pragma once

#include "ui/viewer/reading_document.h"

#include <QAbstractTextDocumentLayout>
#include <QTextDocument>
#include <QtTest>

namespace petrel::test {

/** Which lines of plain text are a paragraph's, and which stand for themselves. */
class ParagraphFlowTest : public QObject
{
    Q_OBJECT

    static QString shown(const QString &text, bool fixedPitch = false)
    {
        QTextDocument document;
        static_cast<void>(ui::buildReadingDocument(&document, ui::readingText({text, {}}), {}, fixedPitch));
        return document.toPlainText();
    }

    static QString wrappedMail()
    {
        return QStringLiteral("Hello Ada,\n\n"
                              "the harbour office has looked at the drawings for the new pontoon and\n"
                              "asks for three changes before it can approve them. The first is about\n"
                              "the railing.\n");
    }

private Q_SLOTS:
    void a_wrapped_paragraph_is_one_and_its_greeting_another()
    {
        QCOMPARE(shown(wrappedMail()),
                 QStringLiteral("Hello Ada,\n\nthe harbour office has looked at the drawings for the new pontoon and asks for three changes before it "
                                "can approve them. The first is about the railing."));
    }

    void the_fixed_font_shows_every_line_as_it_was_sent() { QCOMPARE(shown(wrappedMail(), true) + u'\n', wrappedMail()); }

    void a_list_goes_on_under_its_own_words()
    {
        const QString list = QStringLiteral("  - warm white lights, no more than 3000 K, and please turned well away\n"
                                            "    from the fairway\n"
                                            "  - railing: 1.10 m\n");
        QVERIFY(shown(wrappedMail() + u'\n' + list).endsWith(QStringLiteral("turned well away from the fairway\n  - railing: 1.10 m")));
    }

    void quotes_flow_within_their_level()
    {
        const QString quote = QStringLiteral("> Thank you for the quick answer. We will look at the railing again and\n"
                                             "> tell you what the smith says about the openings, the posts, and every\n"
                                             "> thing else.\n"
                                             "Fine.");
        QCOMPARE(shown(quote).count(u'\n'), 1);
        QVERIFY(shown(quote).endsWith(QStringLiteral("thing else.\nFine.")));
    }

    void lines_that_were_meant_stay_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::newRow("a poem") << "The tide comes in\nThe tide goes out\nAnd nobody asks it why\n";
        QTest::newRow("an address") << "Ada Lindqvist\nHarbour Street 12\n4711 Halden\n";
        QTest::newRow("a table") << "Pontoon A     12.0 m   48,000 and some more words here to fill the line\n"
                                    "Pontoon B      9.5 m   39,500 and some more words here to fill the line\n";
        QTest::newRow("code") << "    if (the.column.is.wide && nobody.would.ever.wrap.this.one.here) {\n"
                                 "        return something_that_is_long_enough_to_look_like_a_full_line;\n"
                                 "    }\n";
        QTest::newRow("a name under the last sentence") << "I will come on Tuesday at nine, if the weather is good enough for it.\nAda\n";
        QTest::newRow("addresses of pages") << "https://halden.example/a/rather/long/path/that/fills/all/of/the/line\n"
                                               "https://halden.example/a/rather/long/path/that/fills/all/of/the/line\n";
        QTest::newRow("a mail that wraps nothing") << "This sentence is longer than any mailer wraps, so that its lines end where the writer wanted them to end.\n"
                                                      "The next one stands for itself, and so does the one that comes after\n"
                                                      "it, since this writer breaks lines by hand\n";
    }

    void lines_that_were_meant_stay()
    {
        QFETCH(QString, lines);
        const bool unwrapped = QString::fromLatin1(QTest::currentDataTag()).contains(QLatin1String("wraps nothing"));
        const QString before = unwrapped ? QString() : wrappedMail() + u'\n';
        QVERIFY2((shown(before + lines) + u'\n').endsWith(lines), qPrintable(shown(before + lines)));
    }

    void one_long_line_proves_no_wrapping()
    {
        const QString two = QStringLiteral("Please bring the long ladder, the short one is still at the boat shed\nand the key\n");
        QCOMPARE(shown(two) + u'\n', two);
    }

    void links_keep_their_words_where_lines_join()
    {
        const QString text = QStringLiteral("the harbour office has looked at the drawings for the new pontoon and\n"
                                            "asks for three changes before it can approve them. The first is below\n"
                                            "at www.halden.example today.");
        QTextDocument document;
        const ui::ReadingText reading = ui::readingText({text, {{text.indexOf(u'w', 140), 18, QUrl(QStringLiteral("https://www.halden.example"))}}});
        const ui::ReadingLayout layout = ui::buildReadingDocument(&document, reading, {}, false);
        QCOMPARE(layout.links.size(), 1);
        QCOMPARE(document.toPlainText().sliced(layout.links[0].position, layout.links[0].length), QStringLiteral("www.halden.example"));
    }

    void a_link_that_begins_in_the_indent_is_harmless()
    {
        const QString text = QStringLiteral("  - the harbour office has looked at the drawings for the pontoon and it\n"
                                            "    asks for three changes before it can approve them. The first is this\n");
        QTextDocument document;
        const ui::ReadingText reading = ui::readingText({text, {{60, 30, QUrl(QStringLiteral("https://a.example"))}}});
        QVERIFY(reading.lines[0].flowsOn);
        const ui::ReadingLayout layout = ui::buildReadingDocument(&document, reading, {}, false);
        QCOMPARE(layout.links.size(), 2);
        QVERIFY(layout.links[1].shown.startsWith(QStringLiteral("asks")));
    }

    /** Laid out line by line, what goes on over thousands of lines would be laid out thousands of times. */
    void a_long_paragraph_is_laid_out_once()
    {
        const QString text = QStringLiteral("these are the words of a letter that goes on to the next line\n").repeated(3000);
        QTextDocument document;
        document.setTextWidth(600);
        static_cast<void>(document.documentLayout()); // there is one while a window shows it
        int layouts = 0;
        connect(&document, &QTextDocument::contentsChange, this, [&](int, int, int) { ++layouts; });
        const ui::ReadingText reading = ui::readingText({text, {}});
        static_cast<void>(ui::buildReadingDocument(&document, reading, {}, false));
        QCOMPARE(document.blockCount(), 1);
        QVERIFY2(layouts < 10, QByteArray::number(layouts).constData()); // to be cleared, its margin, and to be filled
    }
};

} // namespace petrel::test
