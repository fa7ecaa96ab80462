#include "core/engine/folder_actions.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::FolderDeletion;
using engine::MessageAction;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

/** The server's folders that have no role. */
QByteArrayList made(Workbench &bench)
{
    QByteArrayList names = bench.imap.mailboxes.keys();
    names.removeIf([](const QByteArray &name) { return QByteArrayList{"INBOX", "Archive", "Drafts", "Sent", "Trash"}.contains(name); });
    return names;
}

/** The same as the window shows them. */
QStringList tree(Workbench &bench)
{
    QStringList paths;
    for (const FolderRow &folder : MUST(bench.read([&](const store::Reader &reader) { return reader.folders(bench.account.id); }))) {
        if (folder.role == FolderRole::None)
            paths.append(folder.path);
    }
    return paths;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

FolderId make(Workbench &bench, FolderId parent, const char *name)
{
    return MUST(engine::createFolder(*bench.store, bench.account.id, parent, QLatin1String(name))).folder;
}

void moveMail(Workbench &bench, const char *from, const char *subject, const char *to)
{
    (void)MUST(engine::actOn(*bench.store, {bench.row(from, subject).id}, MessageAction::Move, bench.folder(to).id, 0));
}

/** Passes some time apart, until nothing is left to push: what a worker does after a lost connection. */
void settle(Workbench &bench)
{
    MovedClock clock;
    for (int i = 0; i < 3; ++i) {
        clock.pass(1);
        MUST_DO(bench.imapPass());
    }
}

/** Trips and Trips/Rome with a letter each, one in the inbox; all known here. */
void fill(Workbench &bench)
{
    bench.imap.mailboxes["Trips"].add(ModelMessage::make("Ferry"));
    bench.imap.mailboxes["Trips/Rome"].add(ModelMessage::make("Hotel"));
    bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
    MUST_DO(bench.imapPass());
}

std::int64_t unfinished(Workbench &bench)
{
    return bench.number("SELECT count(*) FROM folder WHERE gone = 0 AND (want_name <> '' OR want_subscribed <> -1 OR want_gone <> 0 OR wish_stage <> 0)")
           + bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0 AND stage <> 3");
}

} // namespace

class FolderPushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersAreMadeBeforeMailMovesIntoThem()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const FolderId work = make(bench, {}, "Work");
        (void)make(bench, work, "Bills");
        moveMail(bench, "INBOX", "Letter", "Work/Bills");
        QCOMPARE(bench.shown("Work/Bills"), words("Letter")); // at once
        settle(bench);
        QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Rome", "Work", "Work/Bills"}));
        QCOMPARE(bench.imap.subjects("Work/Bills"), QByteArrayList{"Letter"});
        QCOMPARE(bench.folder("Work").id, work);
        QVERIFY(bench.folder("Work/Bills").subscribed && bench.imap.unsubscribed.isEmpty());
        QCOMPARE(unfinished(bench), 0);
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    /** \Noinferiors (RFC 3501 section 7.2.2). */
    void whereTheServerTakesNoFoldersNoneIsWanted()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.childless = {"Trips", "Archive"};
        fill(bench);
        const FolderId trips = bench.folder("Trips").id, rome = bench.folder("Trips/Rome").id;
        const auto refused = engine::createFolder(*bench.store, bench.account.id, trips, QStringLiteral("Oslo"));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, QByteArray("FLAT"));
        QCOMPARE(engine::moveFolder(*bench.store, rome, bench.folder("Archive").id).error().code, QByteArray("FLAT"));
        (void)MUST(engine::renameFolder(*bench.store, rome, QStringLiteral("Roma"))); // it lies there already
        settle(bench);
        QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Roma"}));
        bench.imap.childless.clear(); // it may learn
        settle(bench);
        (void)make(bench, trips, "Oslo");
        settle(bench);
        QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Oslo", "Trips/Roma"}));
    }

    void aRenamedFolderKeepsItsMailAndMailOnItsWayArrives()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const PlacementId ferry = bench.row("Trips", "Ferry").id;
        moveMail(bench, "INBOX", "Letter", "Trips/Rome");
        (void)MUST(engine::renameFolder(*bench.store, bench.folder("Trips").id, QStringLiteral("Travel")));
        QCOMPARE(tree(bench), words("Travel Travel/Rome"));
        settle(bench);
        QCOMPARE(made(bench), (QByteArrayList{"Travel", "Travel/Rome"}));
        QCOMPARE(bench.imap.subjects("Travel/Rome"), (QByteArrayList{"Hotel", "Letter"}));
        QCOMPARE(bench.row("Travel", "Ferry").id, ferry);
        QVERIFY(bench.folder("Travel").subscribed && bench.folder("Travel/Rome").subscribed);
        QCOMPARE(bench.imap.count("RENAME"), 1);
        QCOMPARE(unfinished(bench), 0);
    }

    /** Each story: what the person does, and what both sides must have in the end. */
    void cutAnywhereNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<int>("story");
        QTest::newRow("make and fill") << 0;
        QTest::newRow("rename with what is below, and mail on its way") << 1;
        QTest::newRow("move below another one") << 2;
        QTest::newRow("delete for good after mail was taken out") << 3;
        QTest::newRow("into trash, then its name for a new one") << 4;
    }
    void cutAnywhereNothingIsLostOrDoubled()
    {
        QFETCH(int, story);
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench);
                begin(bench, story);
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                const QByteArray where = "cut at command " + QByteArray::number(command) + ": " + made(bench).join(' ');
                QVERIFY2(checkEnd(bench, story), where.constData());
                QCOMPARE(unfinished(bench), 0);
                QCOMPARE(bench.imap.complaints, QByteArrayList());
            }
        }
    }

    void refusedForGoodItIsParkedAndTheRestGoesOn()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        bench.imap.refuse.insert("RENAME", "NO [NOPERM] not yours");
        const FolderId trips = bench.folder("Trips").id;
        (void)MUST(engine::renameFolder(*bench.store, trips, QStringLiteral("Travel")));
        (void)make(bench, {}, "Work");
        settle(bench);
        QCOMPARE(tree(bench), words("Trips Trips/Rome Work"));
        QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Rome", "Work"}));
        const auto attention = MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
        QCOMPARE(attention.size(), 1);
        QCOMPARE(attention.first().folder, trips);
        QVERIFY(attention.first().error.contains(QStringLiteral("not yours")));
        QCOMPARE(bench.imap.count("RENAME"), 1); // nobody asks again behind the person's back
        bench.imap.refuse.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.folderWishes().unpark(trips); }));
        settle(bench);
        QCOMPARE(made(bench), (QByteArrayList{"Travel", "Travel/Rome", "Work"}));
    }

    void whatBearsTheNameOfOursButIsAnotherIsNotDeleted()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)MUST(engine::deleteFolder(*bench.store, bench.folder("Trips/Rome").id, FolderDeletion::ForGood, 0));
        bench.imap.mailboxes["Trips/Rome"] = {};
        bench.imap.mailboxes["Trips/Rome"].uidValidity = 77; // somebody deleted it and made it anew
        bench.imap.mailboxes["Trips/Rome"].add(ModelMessage::make("New plans"));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Trips/Rome"), QByteArrayList{"New plans"});
        QCOMPARE(bench.shown("Trips/Rome"), QStringList{QStringLiteral("New plans")});
    }

    void madeElsewhereMeanwhileItIsTheSameFolder()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)make(bench, {}, "Work");
        moveMail(bench, "INBOX", "Letter", "Work");
        bench.imap.mailboxes["Work"].add(ModelMessage::make("Already there"));
        settle(bench);
        QCOMPARE(tree(bench), words("Trips Trips/Rome Work"));
        QCOMPARE(bench.imap.subjects("Work"), (QByteArrayList{"Already there", "Letter"}));
        QCOMPARE(bench.shown("Work"), (QStringList{QStringLiteral("Already there"), QStringLiteral("Letter")}));
    }

    void aServerThatKeepsAllFoldersInItsNamespaceGetsThemThere()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.personal = "INBOX/";
        bench.imap.mailboxes.clear();
        for (const char *name : {"INBOX", "INBOX/Trash"})
            bench.imap.mailboxes.insert(name, {});
        MUST_DO(bench.imapPass());
        const FolderId work = make(bench, {}, "Work");
        settle(bench);
        QVERIFY(bench.imap.mailboxes.contains("INBOX/Work"));
        QCOMPARE(bench.folder("INBOX/Work").id, work);
        QCOMPARE(unfinished(bench), 0);
    }

    void atTheTopOfSuchAServerItLiesAlready()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.personal = "INBOX/";
        bench.imap.mailboxes = {{"INBOX", {}}, {"INBOX/Trips", {}}};
        MUST_DO(bench.imapPass());
        (void)MUST(engine::moveFolder(*bench.store, bench.folder("INBOX/Trips").id, {}));
        settle(bench);
        QCOMPARE(bench.imap.count("RENAME"), 0);
        QCOMPARE(tree(bench), words("INBOX/Trips"));
        QCOMPARE(unfinished(bench), 0);
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 0);
    }

    void namesTravelInTheEncodingOfTheServer()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        (void)MUST(engine::createFolder(*bench.store, bench.account.id, bench.folder("Trips").id, QStringLiteral("Fährt & mehr")));
        settle(bench);
        QVERIFY(bench.imap.mailboxes.contains("Trips/F&AOQ-hrt &- mehr"));
        QVERIFY(tree(bench).contains(QStringLiteral("Trips/Fährt & mehr")));
    }

    void undoBeforeAndAfterTheServerHasHeard_data()
    {
        QTest::addColumn<bool>("heard");
        QTest::newRow("before") << false;
        QTest::newRow("after") << true;
    }
    void undoBeforeAndAfterTheServerHasHeard()
    {
        QFETCH(bool, heard);
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const FolderId trips = bench.folder("Trips").id, rome = bench.folder("Trips/Rome").id;
        const auto doAndUndo = [&](const engine::UndoRecord &record) {
            if (heard)
                settle(bench);
            MUST_DO(engine::takeBack(*bench.store, record));
            QCOMPARE(tree(bench), words("Trips Trips/Rome"));
            settle(bench);
            QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Rome"}));
            QCOMPARE(bench.imap.subjects("Trips/Rome"), QByteArrayList{"Hotel"});
            QCOMPARE(unfinished(bench), 0);
        };
        doAndUndo(MUST(engine::renameFolder(*bench.store, trips, QStringLiteral("Travel"))));
        doAndUndo(MUST(engine::moveFolder(*bench.store, rome, bench.folder("Archive").id)));
        doAndUndo(MUST(engine::deleteFolder(*bench.store, trips, FolderDeletion::ToTrash, 0)));
        doAndUndo(MUST(engine::setSubscribed(*bench.store, rome, false)));
        QVERIFY(bench.folder("Trips/Rome").subscribed);
        doAndUndo(MUST(engine::createFolder(*bench.store, bench.account.id, trips, QStringLiteral("Oslo"))).undo);
    }

    void deletedForGoodCanBeTakenBackForAWhileOnly()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        moveMail(bench, "INBOX", "Letter", "Trips");
        const auto record = MUST(engine::deleteFolder(*bench.store, bench.folder("Trips").id, FolderDeletion::ForGood, 60));
        settle(bench);
        QCOMPARE(tree(bench), QStringList());
        QCOMPARE(made(bench), (QByteArrayList{"Trips", "Trips/Rome"})); // the server does not know yet
        MUST_DO(engine::takeBack(*bench.store, record));
        QCOMPARE(tree(bench), words("Trips Trips/Rome"));
        QCOMPARE(bench.shown("Trips"), words("Ferry Letter"));

        const auto again = MUST(engine::deleteFolder(*bench.store, bench.folder("Trips").id, FolderDeletion::ForGood, 0));
        settle(bench);
        QCOMPARE(made(bench), QByteArrayList());
        const Status tooLate = engine::takeBack(*bench.store, again);
        QVERIFY(!tooLate && tooLate.error().kind == ErrorKind::NotFound);
    }

    void trashTakesNoFolderTwiceAndNoneThatLiesThere()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        bench.imap.mailboxes.insert("Trash/Rome", {});
        MUST_DO(bench.imapPass());
        (void)MUST(engine::deleteFolder(*bench.store, bench.folder("Trips/Rome").id, FolderDeletion::ToTrash, 0));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Trash/Rome 2"), QByteArrayList{"Hotel"});
        const auto again = engine::deleteFolder(*bench.store, bench.folder("Trash/Rome 2").id, FolderDeletion::ToTrash, 0);
        QVERIFY(!again.ok());
        QCOMPARE(again.error().code, QByteArray("WITHIN"));
    }

private:
    static void begin(Workbench &bench, int story)
    {
        const FolderId trips = bench.folder("Trips").id;
        switch (story) {
        case 0:
            (void)make(bench, make(bench, {}, "Work"), "Bills");
            moveMail(bench, "INBOX", "Letter", "Work/Bills");
            break;
        case 1:
            moveMail(bench, "INBOX", "Letter", "Trips");
            (void)MUST(engine::renameFolder(*bench.store, trips, QStringLiteral("Travel")));
            break;
        case 2:
            (void)MUST(engine::moveFolder(*bench.store, bench.folder("Trips/Rome").id, bench.folder("Archive").id));
            break;
        case 3:
            moveMail(bench, "Trips", "Ferry", "Archive");
            (void)MUST(engine::deleteFolder(*bench.store, trips, FolderDeletion::ForGood, 0));
            break;
        case 4:
            (void)MUST(engine::deleteFolder(*bench.store, trips, FolderDeletion::ToTrash, 0));
            (void)make(bench, {}, "Trips");
            moveMail(bench, "INBOX", "Letter", "Trips");
            break;
        }
    }

    static bool checkEnd(Workbench &bench, int story)
    {
        struct End
        {
            QByteArrayList folders;
            QMap<QByteArray, QByteArrayList> mail;
        };
        static const QList<End> ends{
            {{"Trips", "Trips/Rome", "Work", "Work/Bills"}, {{"Work/Bills", {"Letter"}}, {"Trips", {"Ferry"}}, {"Trips/Rome", {"Hotel"}}}},
            {{"Travel", "Travel/Rome"}, {{"Travel", {"Ferry", "Letter"}}, {"Travel/Rome", {"Hotel"}}}},
            {{"Archive/Rome", "Trips"}, {{"Archive/Rome", {"Hotel"}}, {"Trips", {"Ferry"}}}},
            {{}, {{"Archive", {"Ferry"}}, {"INBOX", {"Letter"}}}},
            {{"Trash/Trips", "Trash/Trips/Rome", "Trips"}, {{"Trash/Trips", {"Ferry"}}, {"Trash/Trips/Rome", {"Hotel"}}, {"Trips", {"Letter"}}}},
        };
        const End &end = ends.at(story);
        bool asWanted = made(bench) == end.folders && tree(bench).size() == end.folders.size();
        for (auto it = end.mail.cbegin(); it != end.mail.cend() && asWanted; ++it) {
            QStringList shown;
            for (const QByteArray &subject : *it)
                shown.append(QString::fromLatin1(subject));
            asWanted = bench.imap.subjects(it.key()) == *it && bench.shown(it.key().constData()) == shown;
        }
        return asWanted && bench.number("SELECT count(*) FROM folder WHERE subscribed = 0 AND hidden = 0") == 0;
    }
};

PETREL_TEST(FolderPushTest)

} // namespace petrel::test

#include "folder_push_test.moc"
