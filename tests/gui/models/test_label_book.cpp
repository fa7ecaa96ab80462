#include "tests/gui/models/tests.h"

#include "ui/models/label_book.h"

#include <QSignalSpy>
#include <QtTest>

using namespace petrel;
using namespace petrel::test;
using namespace petrel::ui;

namespace {

QStringList names(const QList<ShownLabel> &labels)
{
    QStringList names;
    for (const ShownLabel &label : labels)
        names.append(label.name);
    return names;
}

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

} // namespace

void LabelBookTest::beforeAnythingIsReadKeywordsGoByWhatTheySay()
{
    const LabelBook book;
    QCOMPARE(names(book.shown(words("zoo $Label1 NonJunk $HasAttachment boats"))), words("Important zoo boats"));
    QCOMPARE(book.shown(words("$label1")).first().colour, TagColour::Red);
    QCOMPARE(book.shown(words("zoo")).first().colour, TagColour::Grey);
}

void LabelBookTest::labelsStandInTheOrderOfTheBook()
{
    LabelBook book;
    QSignalSpy changed(&book, &LabelBook::changed);
    const QList<Label> labels{{QStringLiteral("boats"), QStringLiteral("Ships"), LabelColour::Teal},
                              {QStringLiteral("$label1"), QStringLiteral("Urgent"), LabelColour::Violet},
                              {QStringLiteral("zoo"), QStringLiteral("Zoo"), LabelColour::Red, true, true},
                              {QStringLiteral("later"), QStringLiteral("later"), LabelColour::Grey, false}};
    book.setLabels(labels);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(names(book.shown(words("unmet later $LABEL1 zoo BOATS"))), words("Ships Urgent later unmet"));
    QCOMPARE(book.choices().size(), 3);
    book.setLabels(labels);
    QCOMPARE(changed.size(), 1); // nothing new
}

void LabelBookTest::namesAreToldInWords()
{
    QCOMPARE(labelsInWords({}), QString());
    QCOMPARE(labelsInWords({{{}, QStringLiteral("Work"), TagColour::Red}}), QStringLiteral("Label Work"));
    QCOMPARE(labelsInWords({{{}, QStringLiteral("Work"), TagColour::Red}, {{}, QStringLiteral("Boats"), TagColour::Red}}), QStringLiteral("Labels Work, Boats"));
}
