#pragma once

#include "ui/viewer/reading_text.h"
#include "tests/gui/viewer/sample_messages.h"
#include "core/html/text_from_html.h"

#include <QtTest>

namespace petrel::test {

/** How plain text is cut into lines, quotes, signature and links. */
class ReadingTextTest : public QObject
{
    Q_OBJECT

    using Role = ui::TextLine::Role;
    static ui::ReadingText cut(const QString &text) { return ui::readingText({text, {}}); }

private Q_SLOTS:
    void quote_marks_are_counted_and_taken_off_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("words");
        QTest::newRow("own words") << "hello" << 0 << "hello";
        QTest::newRow("one") << "> hello" << 1 << "hello";
        QTest::newRow("without a space") << ">hello" << 1 << "hello";
        QTest::newRow("two, spaced") << "> > hello" << 2 << "hello";
        QTest::newRow("two, packed") << ">> hello" << 2 << "hello";
        QTest::newRow("indented quoted text keeps its indent") << ">   hello" << 1 << "  hello";
        QTest::newRow("an arrow is no quote") << "a > b" << 0 << "a > b";
        QTest::newRow("a hundred") << QString(100, u'>') + QStringLiteral(" deep") << 100 << "deep";
        QTest::newRow("only marks") << ">>>" << 3 << "";
    }

    void quote_marks_are_counted_and_taken_off()
    {
        QFETCH(QString, line);
        QFETCH(int, level);
        QFETCH(QString, words);
        const ui::ReadingText text = cut(line);
        QCOMPARE(text.lines.size(), 1);
        QCOMPARE(text.lines[0].quoteLevel, level);
        QCOMPARE(text.lines[0].text, words);
    }

    void four_quoted_lines_stay_open_and_five_fold()
    {
        QVERIFY(!cut(QStringLiteral("Hi\n> 1\n> 2\n> 3\n> 4")).quotes[0].folded);
        QVERIFY(cut(QStringLiteral("Hi\n> 1\n> 2\n> 3\n> 4\n> 5")).quotes[0].folded);
    }

    void quotes_answered_one_by_one_stay_open()
    {
        const QString quote = QStringLiteral("> 1\n> 2\n> 3\n> 4\n> 5\n");
        const ui::ReadingText answered = cut(quote + QStringLiteral("yes\n") + quote + QStringLiteral("no\n"));
        QCOMPARE(answered.quotes.size(), 2);
        QVERIFY(!answered.quotes[0].folded && !answered.quotes[1].folded);
        QVERIFY(cut(quote + QStringLiteral("one answer below")).quotes[0].folded);
    }

    void the_line_above_a_quote_is_its_attribution()
    {
        const ui::ReadingText text = cut(QStringLiteral("Yes.\n\nOn Monday Ada wrote:\n> Really?\n"));
        QCOMPARE(text.lines[2].role, Role::Attribution);
        QCOMPARE(cut(QStringLiteral("Look here\n> Really?")).lines[0].role, Role::Body);
    }

    void the_signature_begins_at_dash_dash_space()
    {
        const ui::ReadingText text = cut(QStringLiteral("Bye\n\n-- \nAda\nLondon"));
        QCOMPARE(text.lines.size(), 4);
        QCOMPARE(text.lines[1].role, Role::Blank);
        QCOMPARE(text.lines[2].role, Role::Signature);
        QCOMPARE(cut(QStringLiteral("Bye\n--\nAda")).lines[2].role, Role::Body);
    }

    void links_keep_their_place_behind_quote_marks()
    {
        html::LinkedText linked{QStringLiteral("See\n> at https://a.example now"), {}};
        linked.links = {{9, 17, QUrl(QStringLiteral("https://a.example"))}};
        const ui::TextLine line = ui::readingText(linked).lines[1];
        QCOMPARE(line.links.size(), 1);
        QCOMPARE(line.text.sliced(line.links[0].start, line.links[0].length), QStringLiteral("https://a.example"));
    }

    void a_link_over_two_lines_is_a_link_on_both()
    {
        html::LinkedText linked{QStringLiteral("read\nthis"), {{0, 9, QUrl(QStringLiteral("https://a.example"))}}};
        const ui::ReadingText text = ui::readingText(linked);
        QCOMPARE(text.lines[0].links, (QList<ui::TextLink>{{0, 4, QUrl(QStringLiteral("https://a.example"))}}));
        QCOMPARE(text.lines[1].links, (QList<ui::TextLink>{{0, 4, QUrl(QStringLiteral("https://a.example"))}}));
    }

    void links_outside_the_text_are_harmless()
    {
        const ui::ReadingText text = ui::readingText({QStringLiteral("a"), {{5, 10, QUrl()}, {0, 0, QUrl()}}});
        QVERIFY(text.lines[0].links.isEmpty());
    }

    void a_long_text_ends_at_a_whole_line_and_says_so()
    {
        const ui::ReadingText text = ui::readingText({QStringLiteral("one\ntwo\nthree\nfour"), {}}, 10);
        QVERIFY(text.cut);
        QCOMPARE(text.lines.last().text, QStringLiteral("two"));
        QVERIFY(!ui::readingText({QStringLiteral("one\ntwo\n\n\n"), {}}, 7).cut);
    }

    void one_endless_line_is_cut_in_the_middle()
    {
        const ui::ReadingText text = ui::readingText({QString(1000, u'x'), {}}, 100);
        QCOMPARE(text.lines[0].text.size(), 100);
        QVERIFY(text.cut);
    }

    void empty_text_has_no_lines()
    {
        QVERIFY(cut({}).lines.isEmpty());
        QVERIFY(cut(QStringLiteral("\n \n\t\n")).lines.isEmpty());
    }

    void html_sections_become_text_with_links_and_never_join_as_html()
    {
        mime::MessageContent content = htmlMessage(QStringLiteral("<p>Read <a href=\"https://a.example/x\">this</a></p>"));
        content.sections.append({"2", QStringLiteral("and www.b.example"), {}});
        const html::LinkedText body = ui::linkedBody(content);
        QVERIFY(body.text.startsWith(QStringLiteral("Read this")));
        QCOMPARE(body.links.size(), 2);
        for (const html::LinkRange &link : body.links)
            QVERIFY(body.text.sliced(link.begin, link.length).size() > 3);
        QCOMPARE(body.text.sliced(body.links[1].begin, body.links[1].length), QStringLiteral("www.b.example"));
    }

    void links_of_html_mail_survive_that_its_text_was_made_before()
    {
        mime::MessageContent content = htmlMessage(QStringLiteral("<p>Log in at <a href=\"https://evil.example/x\">www.bank.example</a> or <a href=\"https://a.example\">read more</a></p>"));
        html::completeText(content);
        QVERIFY(!content.sections[0].plain.isEmpty());
        const html::LinkedText body = ui::linkedBody(content);
        QCOMPARE(body.links.size(), 2);
        QCOMPARE(body.links[0].url, QUrl(QStringLiteral("https://evil.example/x")));
        QCOMPARE(body.text.sliced(body.links[1].begin, body.links[1].length), QStringLiteral("read more"));
    }
};

} // namespace petrel::test
