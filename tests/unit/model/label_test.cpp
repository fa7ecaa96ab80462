#include "core/model/label.h"

#include <QtTest>

namespace petrel::test {

/** What a label is called, and the keyword that stands for it at servers. */
class LabelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void a_keyword_is_made_from_the_name_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("keyword");
        const auto row = [](const char *name, const char *keyword) { QTest::newRow(name) << QString::fromUtf8(name) << QString::fromLatin1(keyword); };
        row("Travel", "Travel");
        row("To read", "To_read");
        row("  two   blanks ", "two_blanks");
        row("a/b (c) {d} 50%", "a_b__c___d__50_");
        row("\"quoted\" \\ * ]", "_quoted_______");
        row("Über uns", "&ANw-ber_uns");
        row("旅行", "&ZcWITA-");
        row("R&D", "R&-D");
        row("$money", "_money");
        row("Junk", "Junk_2");       // means something else
        row("NonJunk", "NonJunk_2");
        row("Taken", "Taken_2");
        row("twice", "twice_3");
        row("\xF0\x9F\x9A\x80", "&2D3egA-");
    }
    void a_keyword_is_made_from_the_name()
    {
        QFETCH(QString, name);
        QFETCH(QString, keyword);
        const QStringList taken{QStringLiteral("TAKEN"), QStringLiteral("Twice"), QStringLiteral("twice_2")};
        QCOMPARE(keywordForLabel(name, taken), keyword);
        QVERIFY(isPersonsLabel(keyword));
    }

    void a_long_name_makes_a_keyword_that_servers_keep()
    {
        for (const QString &letter : {QStringLiteral("x"), QStringLiteral("ü"), QStringLiteral("旅"), QString::fromUtf8("\xF0\x9F\x9A\x80")}) {
            const QString word = keywordForLabel(letter.repeated(kLongestLabelName), {});
            QVERIFY2(word.size() <= 48 && word.size() > 40, qPrintable(word));
            QVERIFY2(letter.repeated(kLongestLabelName).startsWith(labelOf(word).name), qPrintable(labelOf(word).name)); // whole letters
            QVERIFY(keywordForLabel(letter.repeated(kLongestLabelName), {word}).size() <= 50);
        }
    }

    void an_unknown_keyword_is_called_what_it_says_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *keyword, const char *name) { QTest::newRow(keyword) << QString::fromLatin1(keyword) << QString::fromUtf8(name); };
        row("work", "work");
        row("$Label2", "Work");
        row("&anw-ber_uns", "&anw-ber_uns"); // not what the code stands for: nobody can read it
        row("&ANw-ber_uns", "Über_uns");
        row("R&D", "R&D");
        row("R&-D", "R&D");
        row("&AAo-x", "&AAo-x"); // a line break is no name
    }
    void an_unknown_keyword_is_called_what_it_says()
    {
        QFETCH(QString, keyword);
        QFETCH(QString, name);
        QCOMPARE(labelOf(keyword).name, name);
    }

    void marks_of_programs_are_no_labels()
    {
        for (const char *mark : {"", "$Forwarded", "$MDNSent", "$Junk", "$NotJunk", "NonJunk", "nonjunk", "Junk", "$MailFlagBit0", "$X-ME-Annot-2", "$HasAttachment", "$whatever", "XAOL-GOOD"})
            QVERIFY2(!isPersonsLabel(QString::fromLatin1(mark)), mark);
        for (const char *label : {"$label1", "$LABEL5", "work", "Later", "junkyard"})
            QVERIFY2(isPersonsLabel(QString::fromLatin1(label)), label);
    }

    void a_name_is_found_however_it_is_typed()
    {
        const Label todo = classicLabels().at(3);
        for (const char *word : {"To do", "todo", "TO_DO", "to-do", "$LABEL4"})
            QVERIFY2(isLabelNamed(todo, QString::fromLatin1(word)), word);
        QVERIFY(!isLabelNamed(todo, QStringLiteral("do")));
        QCOMPARE(keywordsMeant(QStringLiteral("todo"), classicLabels()), (QStringList{QStringLiteral("$label4"), QStringLiteral("todo")}));
        QCOMPARE(keywordsMeant(QStringLiteral("to do"), classicLabels()), QStringList{QStringLiteral("$label4")});
        QCOMPARE(keywordsMeant(QStringLiteral("$Junk"), classicLabels()), QStringList());
    }

    void colours_have_names()
    {
        for (int colour = 0; colour < kLabelColours; ++colour)
            QCOMPARE(labelColourFromName(labelColourName(static_cast<LabelColour>(colour))), static_cast<LabelColour>(colour));
        QVERIFY(!labelColourFromName(QStringLiteral("pink")));
    }
};

} // namespace petrel::test

QTEST_GUILESS_MAIN(petrel::test::LabelTest)
#include "label_test.moc"
