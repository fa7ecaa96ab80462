// Labels of Gmail's own (X-GM-EXT-1): told beside the flags, wanted and pushed as keywords are.
#include "core/engine/label_actions.h"
#include "core/model/gmail_label.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

QString text(const char *words) { return QString::fromUtf8(words); }

/** Two letters in the inbox, known here; the first has labels already. */
void fill(Workbench &bench)
{
    bench.imap.labels = true;
    for (const char *subject : {"Letter", "Other"})
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make(subject));
    bench.imap.mailboxes["INBOX"].find(1)->labels = {"\\Inbox", "\\Important", "\"To read\"", "\"B&AOU-ter\""};
    MUST_DO(bench.imapPass());
    bench.imap.heard.clear();
}

engine::UndoRecord label(Workbench &bench, const QList<const char *> &subjects, const QStringList &set, const QStringList &clear = {})
{
    QList<PlacementId> ids;
    for (const char *subject : subjects)
        ids.append(bench.row("INBOX", subject).id);
    return MUST(engine::changeLabels(*bench.store, ids, set, clear));
}

/** As they are called; those of Gmail's with a quotation mark before them. */
QStringList labels(Workbench &bench, const char *subject) { return bench.row("INBOX", subject).keywords; }

QByteArrayList atServer(Workbench &bench, quint32 uid)
{
    QByteArrayList labels = bench.imap.mailboxes["INBOX"].find(uid)->labels;
    labels.removeIf([](const QByteArray &label) { return label.startsWith('\\'); });
    std::sort(labels.begin(), labels.end());
    return labels;
}

} // namespace

class GmailLabelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyComeWithHeadersAndTheServersOwnDoNot()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        QCOMPARE(labels(bench, "Letter"), (QStringList{text("\"Båter"), text("\"To read")}));
        QCOMPARE(labels(bench, "Other"), QStringList());
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    void whatChangesElsewhereIsSeenWithTheFlags()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.condstore = true;
        fill(bench);
        bench.imap.mailboxes["INBOX"].find(1)->labels = {"\\Inbox", "Trips"};
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Seen"};
        MUST_DO(bench.imapPass());
        QCOMPARE(labels(bench, "Letter"), QStringList{text("\"Trips")});
    }

    /** A server that tells flags unasked says nothing of labels then. */
    void whatIsNotToldStays()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        bench.imap.untagged.insert("UID FETCH", "* 2 FETCH (UID 2 FLAGS (\\Flagged))");
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"$label3"};
        MUST_DO(bench.imapPass());
        QCOMPARE(labels(bench, "Letter"), (QStringList{text("\"Båter"), text("\"To read"), text("$label3")}));
    }

    void theyArriveOneByOneAndAreNeverFlippedBack()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)label(bench, {"Letter", "Other"}, {gmailWord(text("Håp & \"tro\""))}, {gmailWord(text("To read"))});
        QCOMPARE(labels(bench, "Letter"), (QStringList{text("\"Båter"), text("\"Håp & \"tro\"")}));
        MUST_DO(bench.imapPass());
        const QByteArray wire = "\"H&AOU-p &- \\\"tro\\\"\"";
        QCOMPARE(atServer(bench, 1), (QByteArrayList{"\"B&AOU-ter\"", wire}));
        QCOMPARE(atServer(bench, 2), QByteArrayList{wire});
        QCOMPARE(bench.imap.count("UID STORE"), 2);
        MUST_DO(bench.imapPass());
        QCOMPARE(labels(bench, "Letter"), (QStringList{text("\"Båter"), text("\"Håp & \"tro\"")}));
        QCOMPARE(bench.imap.count("UID STORE"), 2);
        QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE want <> 0"), 0);
    }

    void cutAnywhereTheyArriveAtLast()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench);
                (void)label(bench, {"Letter", "Other"}, {gmailWord(text("Trips"))}, {gmailWord(text("To read"))});
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                for (int i = 0; i < 3; ++i)
                    MUST_DO(bench.imapPass());
                QCOMPARE(atServer(bench, 1), (QByteArrayList{"\"B&AOU-ter\"", "\"Trips\""}));
                QCOMPARE(atServer(bench, 2), QByteArrayList{"\"Trips\""});
                QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE want <> 0"), 0);
            }
        }
    }

    /** The person says "Trips", whatever the servers of these messages make of it; the classics are keywords to everybody. */
    void aLabelOfTheListIsOneOfGmailsThere()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const Label trips = MUST(bench.write([](store::WriteTransaction &tx) { return tx.labels().add(text("Trips abroad"), LabelColour::Teal); }));
        const engine::UndoRecord undo = label(bench, {"Letter"}, {trips.keyword, text("$label1")});
        QCOMPARE(labels(bench, "Letter"), (QStringList{text("\"Båter"), text("\"To read"), text("\"Trips abroad"), text("$label1")}));
        MUST_DO(bench.imapPass());
        QVERIFY(atServer(bench, 1).contains("\"Trips abroad\""));
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"$label1"});
        (void)label(bench, {"Letter"}, {trips.keyword});
        MUST_DO(engine::takeBack(*bench.store, undo));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), (QByteArrayList{"\"B&AOU-ter\"", "\"To read\""}));
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList());
    }

    void toggledByTheNameOfTheListItGoesAgain()
    {
        Workbench bench(IncomingKind::Imap);
        const Label toRead = MUST(bench.write([](store::WriteTransaction &tx) { return tx.labels().add(text("to READ"), LabelColour::Teal); }));
        fill(bench);
        const QList<PlacementId> both{bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id};
        (void)MUST(engine::flipLabel(*bench.store, both, toRead.keyword)); // one lacks it
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), (QByteArrayList{"\"B&AOU-ter\"", "\"To read\""}));
        QCOMPARE(atServer(bench, 2), QByteArrayList{"\"to READ\""});
        (void)MUST(engine::flipLabel(*bench.store, both, toRead.keyword));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), QByteArrayList{"\"B&AOU-ter\""});
        QCOMPARE(atServer(bench, 2), QByteArrayList());
        (void)MUST(engine::takeLabelsOff(*bench.store, both));
        MUST_DO(bench.imapPass());
        QCOMPARE(atServer(bench, 1), QByteArrayList());
    }

    /** What came with a move from Gmail stands here alone where nobody takes it. */
    void aServerWithoutThemIsNeitherAskedNorTold()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantKeywords({bench.row("INBOX", "Letter").id}, {gmailWord(text("Trips"))}, {}); }));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID STORE"), 0);
        QCOMPARE(labels(bench, "Letter"), QStringList{text("\"Trips")});
        (void)label(bench, {"Letter"}, {gmailWord(text("Far away"))}); // chosen from the list, it is a keyword here
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"Far_away"});
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }
};

PETREL_TEST(GmailLabelsTest)

} // namespace petrel::test

#include "gmail_labels_test.moc"
