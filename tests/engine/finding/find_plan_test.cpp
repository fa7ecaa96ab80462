#include "core/engine/imap/find_plan.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::FindLeft;
using engine::FindPlan;
using engine::SearchReach;

namespace {

/** Two messages in the inbox, one in the archive; no text is here. */
struct Shelf : Workbench
{
    Shelf() : Workbench(IncomingKind::Imap)
    {
        imap.mailboxes["INBOX"].add(ModelMessage::make("Lunch"));
        imap.mailboxes["INBOX"].add(ModelMessage::make("Ferry"));
        imap.mailboxes["Archive"].add(ModelMessage::make("Old"));
        MUST_DO(imapPass());
    }
    [[nodiscard]] FindPlan plan(const char *words, const QList<FindLeft> &from = {})
    {
        store::SearchRequest request;
        request.text = QString::fromUtf8(words);
        return MUST(engine::planFind(*store, request, from, {}));
    }
    /** Paths of the folders that are to be asked for, in order. */
    [[nodiscard]] QStringList asked(const FindPlan &plan)
    {
        QStringList paths;
        for (const engine::FindWanted &wanted : plan.folders)
            paths.append(MUST(read([&](const store::Reader &reader) { return reader.folder(wanted.folder); })).path);
        return paths;
    }
    void becomes(const char *path, FolderRole role)
    {
        MUST_DO(write([&](store::WriteTransaction &tx) { return tx.database().run("UPDATE folder SET role = ? WHERE path = ?", role, QString::fromUtf8(path)); }));
    }
};

} // namespace

class FindPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void only_folders_with_something_that_is_not_here_are_asked()
    {
        Shelf shelf;
        const FindPlan byText = shelf.plan("ferry");
        QCOMPARE(shelf.asked(byText), (QStringList{QStringLiteral("INBOX"), QStringLiteral("Archive")}));
        QCOMPARE(byText.reach, (SearchReach{.messages = 3, .searchable = 0, .folders = 2, .byText = true}));
        const FindPlan byHeaders = shelf.plan("subject:ferry is:unread");
        QCOMPARE(shelf.asked(byHeaders), QStringList());
        QCOMPARE(byHeaders.reach, (SearchReach{.messages = 3, .searchable = 3, .folders = 0, .byText = false}));
    }

    void the_query_leaves_folders_out()
    {
        Shelf shelf;
        QCOMPARE(shelf.asked(shelf.plan("ferry in:archive")), QStringList(QStringLiteral("Archive")));
        QCOMPARE(shelf.asked(shelf.plan("ferry -in:archive")), QStringList(QStringLiteral("INBOX")));
        QCOMPARE(shelf.asked(shelf.plan("ferry in:nowhere")), QStringList());
    }

    /** All mail holds the others' once more, and the archived alone: it comes last. What is flagged lies elsewhere, too. */
    void folders_that_repeat_others_come_last_or_not_at_all()
    {
        Shelf shelf;
        shelf.becomes("INBOX", FolderRole::All);
        QCOMPARE(shelf.asked(shelf.plan("ferry")), (QStringList{QStringLiteral("Archive"), QStringLiteral("INBOX")}));
        QCOMPARE(shelf.plan("ferry").reach.messages, 2); // each once
        QCOMPARE(shelf.plan("ferry in:archive").reach.messages, 1);
        shelf.becomes("INBOX", FolderRole::Flagged);
        QCOMPARE(shelf.plan("ferry").reach.messages, 1);
        QCOMPARE(shelf.asked(shelf.plan("ferry")), QStringList(QStringLiteral("Archive")));
    }

    void going_on_begins_where_the_last_one_stopped()
    {
        Shelf shelf;
        const FindPlan plan = shelf.plan("ferry", {{shelf.folder("INBOX").id, Uid(2)}});
        QCOMPARE(shelf.asked(plan), QStringList(QStringLiteral("INBOX")));
        QCOMPARE(plan.folders.first().below, Uid(2));
        QCOMPARE(plan.reach.folders, 2);
    }
};

} // namespace petrel::test

using petrel::test::FindPlanTest;
PETREL_TEST(FindPlanTest)
#include "find_plan_test.moc"
