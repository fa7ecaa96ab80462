#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;

/**
 * A session with something of everything to do: mail to be fetched, mail that is here and whose DELE got no answer, one that repeats. Its line
 * ends behind each byte in turn, of what the server hears and of what it says, or falls silent. `./dev test --long` takes every byte, else it
 * is each seventh, beginning with another one for each row.
 */
class EveryByteOfAMaildropTest : public QObject
{
    Q_OBJECT

    static int stride() { return qEnvironmentVariableIsSet("PETREL_EVERY_BYTE") ? 1 : 7; }
    static const QStringList &all()
    {
        static const QStringList subjects{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("old")};
        return subjects;
    }

    /** Everything is as before the session that is cut. */
    struct Story
    {
        explicit Story(Rule rule) : bench(IncomingKind::Pop3, {rule, 14})
        {
            bench.pop3.add("old");
            bench.pop3.refusesQuit = true; // fetched and marked, but it stays there
            MUST_DO(bench.pop3Pass());
            bench.pop3.refusesQuit = false;
            bench.pop3.add("a");
            bench.pop3.add("b", {}, ".begins with a dot\r\n" + QByteArray(300, 'k') + "\r\n..\r\n");
            bench.pop3.add("c");
            for (const ModelPop3::Message &message : std::as_const(bench.pop3.maildrop))
                raws.insert(message.uidl, message.raw);
        }

        /** In words; empty: nothing is lost, and nothing is there twice. */
        QString whatIsWrong()
        {
            QStringList shown = bench.shown("INBOX");
            shown.sort();
            if (shown.removeDuplicates() > 0)
                return QStringLiteral("shown twice");
            for (const QString &subject : all()) {
                if (!shown.contains(subject) && !bench.pop3.subjects().contains(subject.toLatin1()))
                    return subject + QStringLiteral(" is lost");
            }
            return {};
        }
        /** Byte for byte what the server had. */
        QString whatIsNotWhole()
        {
            for (const QString &subject : all()) {
                const store::MessageDetail detail = MUST(bench.read([&](const store::Reader &reader) { return reader.detail(bench.row("INBOX", subject.toLatin1().constData()).id); }));
                if (MUST(bench.read([&](const store::Reader &reader) { return reader.blob(detail.raw); })) != raws.value("id-" + subject.toLatin1()))
                    return subject + QStringLiteral(" is not what it was");
            }
            return {};
        }

        Workbench bench;
        QHash<QByteArray, QByteArray> raws;
    };

    struct Length
    {
        int heard = 0;
        int said = 0;
    };
    static Length lengthOf(Rule rule)
    {
        Story story(rule);
        Length length;
        story.bench.connector.watch([&](Way way, const QByteArray &bytes) {
            (way == Way::Out ? length.heard : length.said) += static_cast<int>(bytes.size());
            return true;
        });
        MUST_DO(story.bench.pop3Pass());
        return length;
    }

    /** What a cut there leaves, then the program starts again, and the next session sets it right. */
    static QString cutAt(Rule rule, const Cut &cut, bool &reached)
    {
        Story story(rule);
        story.bench.connector.cutNext(cut);
        (void)story.bench.pop3Pass();
        reached = story.bench.connector.cutReached();
        if (const QString wrong = story.whatIsWrong(); !wrong.isEmpty())
            return wrong;
        story.bench.restart();
        MUST_DO(story.bench.pop3Pass());
        QStringList shown = story.bench.shown("INBOX");
        shown.sort();
        if (shown != all())
            return QStringLiteral("shown at last: ") + shown.join(QLatin1Char(' '));
        if (const qsizetype left = story.bench.pop3.subjects().size(); left != (rule == Rule::DeleteAfterDownload ? 0 : all().size()))
            return QStringLiteral("%1 left at the server").arg(left);
        return story.whatIsNotWhole();
    }

private Q_SLOTS:
    void whereverTheLineEndsNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<Cut::When>("when");
        QTest::newRow("delete, what the server hears") << Rule::DeleteAfterDownload << Cut::When::BytesHeard;
        QTest::newRow("delete, what the server says") << Rule::DeleteAfterDownload << Cut::When::BytesSaid;
        QTest::newRow("keep, what the server hears") << Rule::Keep << Cut::When::BytesHeard;
        QTest::newRow("keep, what the server says") << Rule::Keep << Cut::When::BytesSaid;
    }
    void whereverTheLineEndsNothingIsLostOrDoubled()
    {
        QFETCH(Rule, rule);
        QFETCH(Cut::When, when);
        const Length length = lengthOf(rule);
        const int bytes = when == Cut::When::BytesHeard ? length.heard : length.said;
        QVERIFY2(bytes > 60, QByteArray::number(bytes).constData());
        int reached = 0;
        for (int at = (static_cast<int>(rule) + static_cast<int>(when)) % stride(); at < bytes; at += stride()) {
            bool isReached = false;
            const QString wrong = cutAt(rule, {when, at}, isReached);
            reached += isReached ? 1 : 0;
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut behind byte %1 of %2: %3").arg(at).arg(bytes).arg(wrong)));
        }
        QVERIFY2(reached * stride() > bytes - 3 * stride(), QByteArray::number(reached).constData());
    }

    void whereverTheServerFallsSilentNothingIsLostOrDoubled()
    {
        bool reached = true;
        int command = 0;
        for (; reached; ++command) {
            const QString wrong = cutAt(Rule::DeleteAfterDownload, {Cut::When::Silence, command}, reached);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("silent after command %1: %2").arg(command).arg(wrong)));
        }
        QVERIFY(command > 8);
    }
};

PETREL_TEST(EveryByteOfAMaildropTest)

} // namespace petrel::test

#include "every_byte_test.moc"
