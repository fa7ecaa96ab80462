#include "tests/support/registered_test.h"
#include "tests/sync/imap/random_story.h"

namespace petrel::test {

/** PETREL_SEED=n tells one story alone; without it the same ones are told each time. */
class RandomStoriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whateverHappensBothSidesAgreeInTheEndAndNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("renumbers");
        bool one = false;
        const quint32 chosen = qEnvironmentVariable("PETREL_SEED").toUInt(&one);
        for (quint32 seed = one ? chosen : 1; seed <= (one ? chosen : 60); ++seed)
            QTest::addRow("seed %u", seed) << seed << false;
        for (quint32 seed = one ? chosen : 101; seed <= (one ? chosen : 130); ++seed)
            QTest::addRow("seed %u, renumbered", seed) << seed << true;
    }
    void whateverHappensBothSidesAgreeInTheEndAndNothingIsLostOrDoubled()
    {
        QFETCH(quint32, seed);
        QFETCH(bool, renumbers);
        RandomStory story(seed, renumbers);
        for (int chapter = 0; chapter < 8; ++chapter)
            story.chapter();
        QVERIFY2(story.settle(), qPrintable(QStringLiteral("never at rest\n") + QString::fromUtf8(story.told())));
        const QStringList wrong = story.differences();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n')) + QLatin1Char('\n') + QString::fromUtf8(story.told())));
        QVERIFY(MUST(story.bench().store->check()).isEmpty());
    }
};

PETREL_TEST(RandomStoriesTest)

} // namespace petrel::test

#include "random_stories_test.moc"
