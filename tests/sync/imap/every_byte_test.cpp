#include "tests/support/registered_test.h"
#include "tests/sync/imap/random_story.h"

namespace petrel::test {

/**
 * One session with something of everything to do, told again and again: its connection ends behind each byte in turn, of
 * what the server hears and of what it says. `./dev test --long` takes every byte, else it is each seventeenth, beginning
 * with another one for each session.
 */
class EveryByteTest : public QObject
{
    Q_OBJECT

    static constexpr int kDeeds = 14;

    static int stride() { return qEnvironmentVariableIsSet("PETREL_EVERY_BYTE") ? 1 : 31; }

    struct Length
    {
        qint64 heard = 0;
        qint64 said = 0;
    };
    /** Of the session when nothing cuts it. */
    static Length lengthOf(quint32 seed)
    {
        RandomStory story(seed);
        story.deeds(kDeeds);
        Length length;
        story.bench().connector.watch([&](Way way, const QByteArray &bytes) {
            (way == Way::Out ? length.heard : length.said) += bytes.size();
            return true;
        });
        MUST_DO(story.bench().imapPass());
        return length;
    }

private Q_SLOTS:
    void whereverTheLineIsCutNothingIsLostDoubledOrFlippedBack_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("when");
        for (const quint32 seed : {2u, 5u, 11u}) {
            QTest::addRow("session %u, what the server hears", seed) << seed << int(Cut::When::BytesHeard);
            QTest::addRow("session %u, what the server says", seed) << seed << int(Cut::When::BytesSaid);
        }
    }
    void whereverTheLineIsCutNothingIsLostDoubledOrFlippedBack()
    {
        QFETCH(quint32, seed);
        QFETCH(int, when);
        const Length length = lengthOf(seed);
        const auto cut = static_cast<Cut::When>(when);
        const auto bytes = static_cast<int>(cut == Cut::When::BytesHeard ? length.heard : length.said);
        QVERIFY(bytes > 500);
        int reached = 0;
        for (int at = static_cast<int>(seed) % stride(); at < bytes; at += stride()) {
            RandomStory story(seed);
            story.deeds(kDeeds);
            reached += story.passCutAt({cut, at}) ? 1 : 0;
            const QByteArray here = "cut behind byte " + QByteArray::number(at) + " of " + QByteArray::number(bytes) + '\n';
            QVERIFY2(story.settle(), (here + "never at rest\n" + story.told()).constData());
            const QStringList wrong = story.differences();
            QVERIFY2(wrong.isEmpty(), (here + wrong.join(QLatin1Char('\n')).toUtf8() + '\n' + story.told()).constData());
        }
        QVERIFY2(reached * stride() > bytes - 3 * stride(), QByteArray::number(reached).constData());
    }
};

PETREL_TEST(EveryByteTest)

} // namespace petrel::test

#include "every_byte_test.moc"
