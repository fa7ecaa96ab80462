// Labels: keywords at the server that are no flag of ours.
#include "core/engine/label_actions.h"
#include "core/engine/retry_policy.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/** Three letters in the inbox, known here; the first has a label already. */
void fill(Workbench &bench)
{
    for (const char *subject : {"Letter", "Other", "Third"})
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make(subject));
    bench.imap.mailboxes["INBOX"].find(1)->flags = {"old"};
    MUST_DO(bench.imapPass());
    bench.imap.heard.clear();
}

engine::UndoRecord label(Workbench &bench, const QList<const char *> &subjects, const char *set, const char *clear = "")
{
    QList<PlacementId> ids;
    for (const char *subject : subjects)
        ids.append(bench.row("INBOX", subject).id);
    return MUST(engine::changeLabels(*bench.store, ids, words(set), words(clear)));
}

QStringList labels(Workbench &bench, const char *folder, const char *subject)
{
    const PlacementId id = bench.row(folder, subject).id;
    return MUST(bench.read([&](const store::Reader &reader) { return reader.detail(id); })).keywords;
}

QByteArrayList atServer(Workbench &bench, quint32 uid)
{
    QByteArrayList flags = bench.imap.mailboxes["INBOX"].find(uid)->flags;
    std::sort(flags.begin(), flags.end());
    return flags;
}

QList<store::AttentionItem> attention(Workbench &bench)
{
    return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
}

/** A pass, and the folders in which it said that labels stay here. */
QStringList passTelling(Workbench &bench)
{
    QStringList told;
    engine::PassContext pass = bench.context();
    pass.labelsStayHere = [&](const QString &folder) { told.append(folder); };
    const auto session = MUST(engine::openImap(pass));
    engine::ImapPassOptions options;
    options.everyFolder = true;
    MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
    return told;
}

} // namespace

class LabelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsArriveOneCommandForEachAndSign()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Letter", "Other"}, "work", "old");
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("work"));
        MUST_DO(bench.imapPass(false)); // no counter of the server tells of it
        QCOMPARE(atServer(bench, 1), QByteArrayList{"work"});
        QCOMPARE(atServer(bench, 2), QByteArrayList{"work"});
        QCOMPARE(bench.imap.count("UID STORE"), 2);
        QCOMPARE(bench.report.pushed, 3);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID STORE"), 2);
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("work"));
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    void whatIsNoLabelIsNotTakenForOne_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word : {"", "two words", "\\Seen", "$Junk", "$forwarded", "a(b", "say\"so", "\"", "100%", "a*", "\xc3\xa4rger"})
            QTest::newRow(word) << QString::fromUtf8(word);
        QTest::newRow("too long") << QString(101, QLatin1Char('x'));
    }
    void whatIsNoLabelIsNotTakenForOne()
    {
        QFETCH(QString, word);
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const auto done = engine::changeLabels(*bench.store, {bench.row("INBOX", "Letter").id}, {QStringLiteral("fine"), word}, {});
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, QByteArray("KEYWORD"));
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("old"));
    }

    void cutAnywhereLabelsArriveAtLast()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench);
                (void)label(bench, {"Letter", "Third"}, "work later", "old");
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                for (int i = 0; i < 3; ++i)
                    MUST_DO(bench.imapPass());
                QCOMPARE(atServer(bench, 1), (QByteArrayList{"later", "work"}));
                QCOMPARE(atServer(bench, 2), QByteArrayList());
                QCOMPARE(labels(bench, "INBOX", "Letter"), words("later work"));
                QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE want <> 0"), 0);
            }
        }
    }

    void labelsToggledWhileTheyArePushedSurvive()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Letter"}, "work");
        bool toggled = false;
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("UID STORE") && !std::exchange(toggled, true))
                (void)label(bench, {"Letter"}, "later", "work");
        };
        MUST_DO(bench.imapPass());
        QVERIFY(toggled);
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("later old"));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), (QByteArrayList{"later", "old"}));
    }

    void takenBackBeforeItWasSentNothingIsSent()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const engine::UndoRecord undo = label(bench, {"Letter", "Other"}, "work", "old");
        MUST_DO(engine::takeBack(*bench.store, undo));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID STORE"), 0);
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("old"));
    }

    void takenBackAfterwardsTheServerHearsThat()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const engine::UndoRecord undo = label(bench, {"Letter", "Other"}, "work", "old");
        MUST_DO(bench.imapPass());
        MUST_DO(engine::takeBack(*bench.store, undo));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), QByteArrayList{"old"});
        QCOMPARE(atServer(bench, 2), QByteArrayList());
    }

    void oneMessageWhoseLabelIsRefusedDoesNotHoldUpTheOthers()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Letter", "Other", "Third"}, "work");
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (command.startsWith("UID STORE") && (command.contains(" 2 ") || command.contains(':') || command.contains(',')))
                bench.imap.refuse.insert("UID STORE", "NO not that one");
        };
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), (QByteArrayList{"old", "work"}));
        QCOMPARE(atServer(bench, 2), QByteArrayList());
        QCOMPARE(atServer(bench, 3), QByteArrayList{"work"});
        QCOMPARE(attention(bench).size(), 1);
        QCOMPARE(attention(bench).first().title, QStringLiteral("Other"));
        QCOMPARE(labels(bench, "INBOX", "Other"), words("work")); // it is wanted still

        bench.imap.before = {};
        bench.imap.refuse.clear();
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 2), QByteArrayList()); // until the person says so
        const PlacementId other = attention(bench).first().placement;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().unpark({other}); }));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 2), QByteArrayList{"work"});
    }

    /** RFC 3501 section 7.1: without "\*" in PERMANENTFLAGS no keyword is made. */
    void whereTheServerTakesNoLabelsTheyStayHereAndThatIsToldOnce()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.permanentFlags = "\\Seen \\Answered \\Flagged \\Deleted \\Draft old";
        fill(bench);
        (void)label(bench, {"Letter"}, "work", "old");
        QCOMPARE(passTelling(bench), QStringList{QStringLiteral("INBOX")});
        QCOMPARE(bench.imap.count("UID STORE 1 +"), 0);
        QCOMPARE(atServer(bench, 1), QByteArrayList()); // what it does keep, it hears of
        (void)label(bench, {"Other"}, "work");
        bench.restart();
        QCOMPARE(passTelling(bench), QStringList());
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Seen", "old"};
        QCOMPARE(passTelling(bench), QStringList());
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("old work"));
        QCOMPARE(labels(bench, "INBOX", "Other"), words("work"));
        QCOMPARE(attention(bench).size(), 0);
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.pendingWishes(); })).value(bench.account.id), 0);

        bench.imap.permanentFlags += " \\*"; // it learns
        QCOMPARE(passTelling(bench), QStringList());
        QCOMPARE(atServer(bench, 2), QByteArrayList{"work"});
    }

    void aLabelThatIsNotTakenHoldsUpNoMoveAndIsTakenAlong()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Letter"}, "work");
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        (void)MUST(engine::actOn(*bench.store, {letter}, engine::MessageAction::Archive, {}, 0));
        int stores = 0;
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (command.startsWith("UID STORE") && ++stores == 1)
                bench.imap.refuse.insert("UID STORE", "NO not in this folder");
        };
        MUST_DO(bench.imapPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QVERIFY(bench.imap.mailboxes["Archive"].find(1)->flags.contains("work"));
        QCOMPARE(labels(bench, "Archive", "Letter"), words("old work"));
        QCOMPARE(attention(bench).size(), 0);
    }

    void afterARenumberingNoLabelHitsAnotherMessage()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Other"}, "work");
        ModelMailbox renumbered;
        renumbered.uidValidity = 77;
        for (const char *subject : {"Stranger", "Letter", "Other"})
            renumbered.add(ModelMessage::make(subject));
        bench.imap.mailboxes["INBOX"] = renumbered;
        for (int i = 0; i < 3; ++i)
            MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 3), QByteArrayList{"work"});
        QCOMPARE(atServer(bench, 2), QByteArrayList());
    }

    void onThisComputerTheyAreThereAtOnce()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("Letter");
        MUST_DO(bench.pop3Pass());
        (void)label(bench, {"Letter"}, "work");
        QCOMPARE(labels(bench, "INBOX", "Letter"), words("work"));
        QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE want <> 0"), 0);
    }
};

PETREL_TEST(LabelsTest)

} // namespace petrel::test

#include "labels_test.moc"
