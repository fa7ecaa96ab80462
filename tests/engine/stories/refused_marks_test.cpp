// What a server refuses of a message's flags and labels waits for the person; the rest goes on.
#include "core/engine/label_actions.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

/** A letter whose server refuses whatever names `word`. */
PlacementId refusing(Workbench &bench, const QByteArray &word)
{
    bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
    MUST_DO(bench.imapPass());
    bench.imap.before = [&bench, word](const QByteArray &command) {
        bench.imap.refuse.clear();
        if (command.startsWith("UID STORE") && command.contains(word))
            bench.imap.refuse.insert("UID STORE", "NO [CANNOT] not that one");
    };
    return bench.row("INBOX", "Letter").id;
}

QByteArrayList flags(Workbench &bench)
{
    QByteArrayList flags = bench.imap.mailboxes["INBOX"].find(1)->flags;
    std::sort(flags.begin(), flags.end());
    return flags;
}

void want(Workbench &bench, PlacementId id, Flags set, Flags clear = {})
{
    (void)MUST(engine::changeFlags(*bench.store, {id}, set, clear));
}

void wantLabels(Workbench &bench, PlacementId id, const char *set, const char *clear = "")
{
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); };
    (void)MUST(engine::changeLabels(*bench.store, {id}, words(set), words(clear)));
}

QList<store::AttentionItem> attention(Workbench &bench)
{
    return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
}

store::WantedState wants(Workbench &bench, PlacementId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.detail(id); })).wants;
}

} // namespace

class RefusedMarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRefusedFlagHoldsBackNoLaterOne()
    {
        Workbench bench(IncomingKind::Imap);
        const PlacementId id = refusing(bench, "\\Flagged");
        want(bench, id, Flag::Flagged);
        MUST_DO(bench.imapPass());
        QCOMPARE(attention(bench).size(), 1);
        want(bench, id, Flag::Seen);
        wantLabels(bench, id, "work");
        MUST_DO(bench.imapPass(false));
        QCOMPARE(flags(bench), (QByteArrayList{"\\Seen", "work"}));
        QCOMPARE(attention(bench).size(), 1); // that one still waits
        QCOMPARE(wants(bench, id).set, Flags(Flag::Flagged));
        QVERIFY(!wants(bench, id).labels && attention(bench).first().error.contains(QStringLiteral("not that one")));
        QVERIFY(bench.row("INBOX", "Letter").flags.testFlag(Flag::Flagged));
        bench.imap.heard.clear();
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID STORE"), 0);

        bench.imap.before = {}; // the server has changed its mind, and the person says "try again"
        bench.imap.refuse.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().unpark({id}); }));
        MUST_DO(bench.imapPass());
        QCOMPARE(flags(bench), (QByteArrayList{"\\Flagged", "\\Seen", "work"}));
        QCOMPARE(attention(bench).size(), 0);
    }

    void oneRefusedLabelHoldsBackNeitherFlagsNorOtherLabels()
    {
        Workbench bench(IncomingKind::Imap);
        const PlacementId id = refusing(bench, "secret");
        wantLabels(bench, id, "secret work");
        want(bench, id, Flag::Flagged);
        MUST_DO(bench.imapPass());
        QCOMPARE(flags(bench), (QByteArrayList{"\\Flagged", "work"}));
        QCOMPARE(attention(bench).size(), 1);
        QVERIFY(wants(bench, id).labels && !wants(bench, id).set);
        wantLabels(bench, id, "later", "work");
        want(bench, id, Flag::Seen, Flag::Flagged);
        MUST_DO(bench.imapPass(false));
        QCOMPARE(flags(bench), (QByteArrayList{"\\Seen", "later"}));
        QCOMPARE(attention(bench).size(), 1);
    }

    void givenUpOnlyWhatWasRefusedIsTakenBack()
    {
        Workbench bench(IncomingKind::Imap);
        const PlacementId id = refusing(bench, "secret");
        wantLabels(bench, id, "secret");
        MUST_DO(bench.imapPass());
        want(bench, id, Flag::Flagged);
        wantLabels(bench, id, "work");
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().discard({id}); }));
        QCOMPARE(attention(bench).size(), 0);
        QCOMPARE(bench.row("INBOX", "Letter").keywords, QStringList{QStringLiteral("work")});
        QVERIFY(bench.row("INBOX", "Letter").flags.testFlag(Flag::Flagged));
        MUST_DO(bench.imapPass(false));
        QCOMPARE(flags(bench), (QByteArrayList{"\\Flagged", "work"}));
    }

    void takenBackByThePersonNothingWaitsAnyMore()
    {
        Workbench bench(IncomingKind::Imap);
        const PlacementId id = refusing(bench, "\\Flagged");
        want(bench, id, Flag::Flagged);
        MUST_DO(bench.imapPass());
        QCOMPARE(attention(bench).size(), 1);
        want(bench, id, {}, Flag::Flagged);
        QCOMPARE(attention(bench).size(), 0);
        wantLabels(bench, id, "work");
        MUST_DO(bench.imapPass(false));
        QCOMPARE(flags(bench), QByteArrayList{"work"});
    }

    void restartedInBetweenItIsTheSame()
    {
        Workbench bench(IncomingKind::Imap);
        const PlacementId id = refusing(bench, "\\Flagged");
        want(bench, id, Flag::Flagged);
        MUST_DO(bench.imapPass());
        bench.restart();
        want(bench, id, Flag::Seen);
        MUST_DO(bench.imapPass(false));
        QCOMPARE(flags(bench), QByteArrayList{"\\Seen"});
        QCOMPARE(attention(bench).size(), 1);
    }
};

PETREL_TEST(RefusedMarksTest)

} // namespace petrel::test

#include "refused_marks_test.moc"
