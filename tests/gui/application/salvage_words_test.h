#pragma once

#include "app/petrel/salvage_work.h"

#include <QtTest>

namespace petrel::test {

/** What is said after a damaged mailbox was saved. */
class SalvageWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSavedIsCountedOnlyWhereThereWasSomething_data()
    {
        using Salvaged = store::Store::Salvaged;
        QTest::addColumn<store::Store::Salvaged>("saved");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("nothing could be read") << Salvaged{} << QStringList{QStringLiteral("could be read"), QStringLiteral("Add your accounts")};
        QTest::newRow("accounts alone") << Salvaged{{}, 2, 0, 0, 0, 0} << QStringList{QStringLiteral("accounts are saved")};
        QTest::newRow("mail") << Salvaged{{}, 2, 31, 0, 0, 0} << QStringList{QStringLiteral("31 message")};
        QTest::newRow("mail and outbox") << Salvaged{{}, 2, 31, 4, 0, 0} << QStringList{QStringLiteral("31 message"), QStringLiteral("Outbox: 4")};
    }
    void whatWasSavedIsCountedOnlyWhereThereWasSomething()
    {
        QFETCH(const store::Store::Salvaged, saved);
        QFETCH(const QStringList, says);
        const QString sentence = app::SalvageWork::sentenceFor(saved);
        for (const QString &words : says)
            QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY2(!sentence.contains(QStringLiteral(" 0 ")), qPrintable(sentence));
        QVERIFY(sentence.contains(QStringLiteral("fetched again")));
    }

    void whatIsMissingAfterARestoreHasAName()
    {
        store::Restored restored;
        restored.messages = 12;
        QVERIFY(!app::SalvageWork::sentenceForRestored(restored).contains(QStringLiteral("damaged")));
        restored.damaged = {QStringLiteral("Invoice 17"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("f"), QStringLiteral("g")};
        const QString sentence = app::SalvageWork::sentenceForRestored(restored);
        QVERIFY2(sentence.contains(QStringLiteral("Invoice 17")) && sentence.contains(QStringLiteral("2 more")), qPrintable(sentence));
    }
};

} // namespace petrel::test
