#include "tests/gui/models/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

struct Mailbox
{
    Mailbox()
    {
        fillWithSampleMail(source);
        model.reload();
    }

    [[nodiscard]] QStringList names(const QModelIndex &parent = {}) const
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(parent); ++row)
            names.append(model.index(row, 0, parent).data().toString());
        return names;
    }

    [[nodiscard]] QModelIndex account(const QString &name) const
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data() == name)
                return model.index(row, 0);
        }
        return {};
    }

    MemoryMailSource source;
    FolderTreeModel model{source};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

void FolderTreeModelTest::unifiedEntriesComeFirstThenAccounts()
{
    Mailbox mailbox;
    QCOMPARE(mailbox.names(), (QStringList{QStringLiteral("All inboxes"), QStringLiteral("Flagged"), QStringLiteral("Drafts"),
                                           QStringLiteral("Outbox"), QStringLiteral("Home"), QStringLiteral("Studio Halden"),
                                           QStringLiteral("Harbour")}));
    QCOMPARE(mailbox.names(mailbox.account(QStringLiteral("Home"))),
             (QStringList{QStringLiteral("Inbox"), QStringLiteral("Archive"), QStringLiteral("Sent"), QStringLiteral("Family"), QStringLiteral("Trash")}));
    QVERIFY(mailbox.account(QStringLiteral("Harbour")).data(OnThisComputerRole).toBool());
}

void FolderTreeModelTest::withoutAccountsThereIsNothing()
{
    MemoryMailSource source;
    FolderTreeModel model(source);
    QSignalSpy loaded(&model, &FolderTreeModel::loaded);
    model.reload();
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void FolderTreeModelTest::countsAreUnreadButForDraftsAndJunk()
{
    Mailbox mailbox;
    const QModelIndex all = mailbox.model.indexOf(FolderEntry::AllInboxes);
    QCOMPARE(all.data(UnreadCountRole).toInt(), 7);
    QVERIFY(all.data(CountIsUnreadRole).toBool());
    QCOMPARE(mailbox.model.indexOf(FolderEntry::Drafts).data(UnreadCountRole).toInt(), 2);
    const QModelIndex junk = mailbox.model.indexOf(FolderId(15));
    QCOMPARE(junk.data(UnreadCountRole).toInt(), 12);
    QVERIFY(!junk.data(CountIsUnreadRole).toBool());
    QCOMPARE(mailbox.model.indexOf(FolderId(5)).data(UnreadCountRole).toInt(), 0);
}

void FolderTreeModelTest::foldersStandBelowTheirParents()
{
    Mailbox mailbox;
    QCOMPARE(mailbox.names(mailbox.model.indexOf(FolderId(13))), QStringList{QStringLiteral("2025")});
}

void FolderTreeModelTest::anOrphanStandsAtTheTop()
{
    Mailbox mailbox;
    mailbox.source.folderRows.removeIf([](const FolderRow &row) { return row.id == FolderId(13); });
    mailbox.model.reload();
    QCOMPARE(mailbox.model.indexOf(FolderId(16)).parent(), mailbox.account(QStringLiteral("Studio Halden")));
}

void FolderTreeModelTest::aChangeKeepsIndexesAlive()
{
    Mailbox mailbox;
    const QPersistentModelIndex family = mailbox.model.indexOf(FolderId(4));
    const QPersistentModelIndex ferry = mailbox.model.indexOf(FolderId(12));
    QSignalSpy resets(&mailbox.model, &QAbstractItemModel::modelReset);
    mailbox.source.accounts.removeAt(0);
    mailbox.source.folderRows.removeIf([](const FolderRow &row) { return row.account == AccountId(1); });
    for (FolderRow &row : mailbox.source.folderRows) {
        if (row.id == FolderId(12)) {
            row.name = QStringLiteral("Zebra crossing");
            row.unread = 5;
        }
    }
    ++mailbox.source.commit;
    ChangeSet changes;
    changes.accounts = true;
    mailbox.model.apply(changes);
    QVERIFY(!family.isValid());
    QVERIFY(ferry.isValid());
    QCOMPARE(ferry.data().toString(), QStringLiteral("Zebra crossing"));
    QCOMPARE(ferry.data(UnreadCountRole).toInt(), 5);
    QCOMPARE(ferry.row(), 4); // behind Invoices now
    QCOMPARE(resets.size(), 0);
}

void FolderTreeModelTest::changesThatComeWhileReadingAreNotLost()
{
    Mailbox mailbox;
    mailbox.source.hold();
    mailbox.model.reload();
    mailbox.source.folderRows[0].unread = 9;
    ++mailbox.source.commit;
    ChangeSet changes;
    changes.folders.insert(FolderId(1));
    mailbox.model.apply(changes);
    QCOMPARE(mailbox.source.waiting(), 1);
    mailbox.source.releaseAll();
    QCOMPARE(mailbox.model.indexOf(FolderId(1)).data(UnreadCountRole).toInt(), 9);
}

void FolderTreeModelTest::droppingMessagesTellsTheFolder()
{
    Mailbox mailbox;
    MessageListModel list(mailbox.source);
    store::ListQuery query;
    query.folder = FolderId(1);
    list.open(query);
    const std::unique_ptr<QMimeData> mime(list.mimeData({list.index(0), list.index(1)}));
    QList<PlacementId> dropped;
    FolderId target;
    QList<Qt::DropAction> told;
    connect(&mailbox.model, &FolderTreeModel::dropped, this, [&](const QList<PlacementId> &ids, FolderId folder, Qt::DropAction how) {
        dropped = ids;
        target = folder;
        told.append(how);
    });
    QVERIFY(!mailbox.model.canDropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.account(QStringLiteral("Home"))));
    mailbox.model.dropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.model.indexOf(FolderId(2)));
    QCOMPARE(dropped, (QList<PlacementId>{list.placementAt(0), list.placementAt(1)}));
    QCOMPARE(target, FolderId(2));
    mailbox.model.dropMimeData(mime.get(), Qt::CopyAction, -1, -1, mailbox.model.indexOf(FolderId(3)));
    QCOMPARE(target, FolderId(3));
    QCOMPARE(told, (QList{Qt::MoveAction, Qt::CopyAction}));
}

void FolderTreeModelTest::foldersOfEveryAccountTakeMessages()
{
    Mailbox mailbox;
    MessageListModel list(mailbox.source);
    store::ListQuery query;
    query.folder = FolderId(1);
    list.open(query);
    const std::unique_ptr<QMimeData> mime(list.mimeData({list.index(0)}));
    QSet<AccountId> takers;
    for (const FolderRow &folder : mailbox.source.folderRows) {
        const bool takes = mailbox.model.canDropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.model.indexOf(folder.id));
        QCOMPARE(takes, folder.selectable);
        if (takes)
            takers.insert(folder.account);
    }
    QVERIFY(takers.size() > 1);
}

void FolderTreeModelTest::accountsAndTheOutboxOpenNoList()
{
    Mailbox mailbox;
    QVERIFY(!mailbox.model.listOf(mailbox.account(QStringLiteral("Home"))));
    QVERIFY(!mailbox.model.listOf(mailbox.model.indexOf(FolderEntry::Outbox)));
    QVERIFY(!mailbox.model.listOf({}));
    QCOMPARE(mailbox.model.listOf(mailbox.model.indexOf(FolderId(4)))->folder, FolderId(4));
    QCOMPARE(mailbox.model.listOf(mailbox.model.indexOf(FolderEntry::Drafts))->scope, store::ListQuery::Scope::AllDrafts);
}

void FolderTreeModelTest::theSpokenNameHoldsTheCount()
{
    Mailbox mailbox;
    QCOMPARE(mailbox.model.indexOf(FolderId(1)).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Inbox, 4 unread"));
    QCOMPARE(mailbox.account(QStringLiteral("Harbour")).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Account Harbour, on this computer"));
}

namespace {

/** The lines of the tip, without the marks that isolate names. */
QStringList tip(const QModelIndex &index)
{
    QString text = index.data(Qt::ToolTipRole).toString();
    text.removeIf([](QChar c) { return c.unicode() >= 0x2066 && c.unicode() <= 0x2069; });
    return text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromUtf8(text));
    return list;
}

} // namespace

void FolderTreeModelTest::aFolderTellsItsCountsAndItsLastLook()
{
    Mailbox mailbox;
    FolderRow &family = mailbox.source.folderRows[3];
    family.path = QStringLiteral("People/Family");
    family.serverTotal = 1204;
    family.lastSync = QDateTime(QDate::currentDate(), QTime(0, 0)).toSecsSinceEpoch();
    mailbox.source.folderRows[4].selectable = false;
    ++mailbox.source.commit;
    mailbox.model.reload();
    const QModelIndex index = mailbox.model.indexOf(FolderId(4));
    QCOMPARE(tip(index), lines({"People/Family", "1,204 messages, 1 unread", "Last looked at: Today 00:00"}));
    QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("1,204 messages, 1 unread; Last looked at: Today 00:00"));
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(21))), lines({"Inbox", "7 messages, none unread", "On this computer"}));
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(5))), lines({"Trash", "Holds other folders only"}));
    QCOMPARE(tip(mailbox.account(QStringLiteral("Home"))), lines({"Home", "nora.lindqvist@postbox.example"}));
    QVERIFY(tip(mailbox.model.indexOf(FolderEntry::AllInboxes)).isEmpty());
}

void FolderTreeModelTest::aFolderNeverFetchedIsNotCalledEmpty()
{
    Mailbox mailbox;
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(2))), lines({"Archive", "Not fetched yet"}));
    mailbox.source.folderRows[1].lastSync = QDateTime(QDate::currentDate(), QTime(0, 0)).toSecsSinceEpoch();
    ++mailbox.source.commit;
    mailbox.model.reload();
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(2))), lines({"Archive", "No messages", "Last looked at: Today 00:00"}));
}

void FolderTreeModelTest::whatIsHappeningIsAskedAnew()
{
    Mailbox mailbox;
    QString doing = QStringLiteral("Getting 3 of 9");
    mailbox.model.setDoing([&](const Account &account, const FolderRow *folder) {
        return account.id == AccountId(1) && (!folder || folder->id == FolderId(2)) ? doing : QString();
    });
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(2))), lines({"Archive", "Not fetched yet", "Getting 3 of 9"}));
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(14))), lines({"Archive", "Not fetched yet"}));
    QCOMPARE(tip(mailbox.account(QStringLiteral("Home"))).last(), doing);
    doing = QStringLiteral("Home does not answer");
    QCOMPARE(tip(mailbox.model.indexOf(FolderId(2))).last(), doing);
    QVERIFY(mailbox.model.indexOf(FolderId(2)).data(Qt::AccessibleDescriptionRole).toString().endsWith(doing));
}

void FolderTreeModelTest::aNameFromTheServerIsNoMarkup()
{
    Mailbox mailbox;
    mailbox.source.folderRows[3].path = QStringLiteral("<img src=\"file:///etc/passwd\"><b>Family</b>\u202E\nInbox");
    ++mailbox.source.commit;
    mailbox.model.reload();
    const QString text = mailbox.model.indexOf(FolderId(4)).data(Qt::ToolTipRole).toString();
    QVERIFY(!text.contains(QStringLiteral("<img")));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(text.startsWith(QStringLiteral("<span>")));
}

void FolderTreeModelTest::favouritesStandOverTheAccountsInThePersonsOrder()
{
    Mailbox mailbox;
    QVERIFY(!mailbox.model.indexOf(FolderEntry::Favourites).isValid()); // no empty section
    mailbox.source.favourites = {FolderId(12), FolderId(1), FolderId(4711)};
    ++mailbox.source.commit;
    mailbox.model.reload();
    const QModelIndex head = mailbox.model.indexOf(FolderEntry::Favourites);
    QCOMPARE(head.row(), 4);
    QCOMPARE(mailbox.names(head), lines({"Ferry terminal", "Inbox"}));
    const QModelIndex inbox = mailbox.model.indexOfFavourite(FolderId(1));
    QCOMPARE(inbox.parent(), head);
    QCOMPARE(mailbox.model.listOf(inbox)->folder, FolderId(1));
    QVERIFY(mailbox.model.indexOf(FolderId(1)).parent() != head); // it stays at its place as well
    QCOMPARE(inbox.data(UnreadCountRole).toInt(), 4);
    QCOMPARE(tip(inbox).value(1), QStringLiteral("In Home"));
    QVERIFY(!mailbox.model.listOf(head));
    mailbox.source.favourites = {FolderId(1), FolderId(12)};
    const QPersistentModelIndex kept = inbox;
    ++mailbox.source.commit;
    mailbox.model.reload();
    QCOMPARE(kept.row(), 0);
}

void FolderTreeModelTest::favouritesOfOneNameAreToldApart()
{
    Mailbox mailbox;
    mailbox.source.favourites = {FolderId(1), FolderId(11), FolderId(12)};
    ++mailbox.source.commit;
    mailbox.model.reload();
    QStringList names = mailbox.names(mailbox.model.indexOf(FolderEntry::Favourites));
    for (QString &name : names)
        name.removeIf([](QChar c) { return c.unicode() >= 0x2066 && c.unicode() <= 0x2069; });
    QCOMPARE(names, lines({"Inbox – Home", "Inbox – Studio Halden", "Ferry terminal"}));
}

void FolderTreeModelTest::aFolderIsDroppedAmongTheFavourites()
{
    Mailbox mailbox;
    mailbox.source.favourites = {FolderId(1), FolderId(12), FolderId(4)};
    ++mailbox.source.commit;
    mailbox.model.reload();
    QList<FolderId> wanted;
    connect(&mailbox.model, &FolderTreeModel::favouritesWanted, this, [&](const QList<FolderId> &folders) { wanted = folders; });
    const auto drop = [&](const QModelIndex &dragged, const QModelIndex &target) {
        wanted.clear();
        const std::unique_ptr<QMimeData> mime(mailbox.model.mimeData({dragged}));
        mailbox.model.dropMimeData(mime.get(), Qt::MoveAction, -1, -1, target);
        return wanted;
    };
    const QModelIndex head = mailbox.model.indexOf(FolderEntry::Favourites);
    const auto favourite = [&](int id) { return mailbox.model.indexOfFavourite(FolderId(id)); };
    QCOMPARE(drop(favourite(4), favourite(1)), (QList<FolderId>{FolderId(4), FolderId(1), FolderId(12)}));
    QCOMPARE(drop(favourite(1), favourite(12)), (QList<FolderId>{FolderId(12), FolderId(1), FolderId(4)}));
    QCOMPARE(drop(favourite(1), head), (QList<FolderId>{FolderId(12), FolderId(4), FolderId(1)}));
    QCOMPARE(drop(mailbox.model.indexOf(FolderId(5)), favourite(12)), (QList<FolderId>{FolderId(1), FolderId(5), FolderId(12), FolderId(4)}));
    QVERIFY(drop(favourite(1), favourite(1)).isEmpty());
    QVERIFY(drop(favourite(1), mailbox.model.indexOf(FolderId(5))).isEmpty()); // a favourite is only a way to the folder
    const std::unique_ptr<QMimeData> none(mailbox.model.mimeData({head}));
    QVERIFY(!none);
}

void FolderTreeModelTest::aFolderIsDroppedOnItsNewPlace()
{
    Mailbox mailbox;
    mailbox.source.favourites = {FolderId(12)};
    ++mailbox.source.commit;
    mailbox.model.reload();
    using Drop = std::pair<FolderId, FolderId>;
    std::optional<Drop> told;
    connect(&mailbox.model, &FolderTreeModel::folderDropped, this, [&](FolderId folder, FolderId place) { told = Drop(folder, place); });
    const auto drop = [&](const QModelIndex &dragged, const QModelIndex &target) {
        told.reset();
        const std::unique_ptr<QMimeData> mime(mailbox.model.mimeData({dragged}));
        const bool takes = mailbox.model.canDropMimeData(mime.get(), Qt::MoveAction, -1, -1, target);
        mailbox.model.dropMimeData(mime.get(), Qt::MoveAction, -1, -1, target);
        return takes == told.has_value() ? told : Drop(); // what the row promises is what comes
    };
    const auto at = [&](int id) { return mailbox.model.indexOf(FolderId(id)); };
    QCOMPARE(drop(at(16), at(12)), Drop(FolderId(16), FolderId(12)));
    QCOMPARE(drop(at(16), mailbox.account(QStringLiteral("Studio Halden"))), Drop(FolderId(16), FolderId()));
    QVERIFY(!drop(at(16), at(13))); // there it is
    QVERIFY(!drop(at(13), at(16))); // in itself
    QVERIFY(!drop(at(12), at(4)));  // another account's
    QVERIFY(!drop(at(12), mailbox.account(QStringLiteral("Home"))));
    QVERIFY(!drop(at(11), at(12))); // the inbox
    QVERIFY(!drop(mailbox.model.indexOfFavourite(FolderId(12)), at(13)));
    QVERIFY(at(12).flags().testFlag(Qt::ItemIsDragEnabled));
}

void FolderTreeModelTest::aFolderTellsWhatTheServerDidNotDo()
{
    Mailbox mailbox;
    const QModelIndex family = mailbox.model.indexOf(FolderId(4));
    QVERIFY(!family.data(RefusedRole).toBool());
    const auto want = [&](FolderWant want, bool isRefused) {
        mailbox.source.folderRows[3].want = want;
        mailbox.source.folderRows[3].isRefused = isRefused;
        ++mailbox.source.commit;
        mailbox.model.reload();
    };
    want(FolderWant::Made, false);
    QVERIFY(!family.data(RefusedRole).toBool());
    QVERIFY(tip(family).contains(QStringLiteral("Still to be made at the server")));
    want(FolderWant::Gone, true);
    QVERIFY(family.data(RefusedRole).toBool());
    QVERIFY(tip(family).contains(QStringLiteral("The server refused to delete it")));
    QVERIFY(family.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", needs you")));
}

void FolderTreeModelTest::anInboxThatTakesInNothingIsShownForWhatIsInIt()
{
    MemoryMailSource source;
    for (const int id : {1, 2}) {
        Account account;
        account.id = AccountId(id);
        account.name = id == 1 ? QStringLiteral("Home") : QStringLiteral("Work");
        account.incomingKind = IncomingKind::Pop3;
        source.accounts.append(account);
        FolderRow inbox;
        inbox.id = FolderId(id * 10);
        inbox.account = account.id;
        inbox.name = QStringLiteral("INBOX");
        inbox.role = FolderRole::Inbox;
        inbox.kind = FolderKind::Local;
        source.folderRows.append(inbox);
    }
    FolderTreeModel model(source);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto isShown = [&] {
        model.reload();
        return model.indexOf(FolderId(20)).isValid();
    };
    QVERIFY(isShown());
    source.accounts[1].deliverTo = FolderId(10);
    QVERIFY(!isShown());
    source.folderRows[1].total = 1;
    QVERIFY(isShown());
    source.folderRows[1].total = 0;
    source.folderRows.removeFirst(); // the other one went
    QVERIFY(isShown());
}

void FolderTreeModelTest::anAccountSaysWhenItsMailboxIsNearlyFull()
{
    Mailbox mailbox;
    const QModelIndex home = mailbox.account(QStringLiteral("Home"));
    const auto room = [](std::int64_t used) { return roomFrom({{engine::QuotaUse::What::Bytes, used, 1000}}); };
    QVERIFY(home.data(RoomSignRole).toString().isEmpty());
    QSignalSpy changed(&mailbox.model, &QAbstractItemModel::dataChanged);
    mailbox.model.setRoom(AccountId(1), room(500));
    QVERIFY(home.data(RoomSignRole).toString().isEmpty());
    QVERIFY(tip(home).contains(QStringLiteral("500 B of 1 KB used (50 %)")));
    mailbox.model.setRoom(AccountId(1), room(930));
    QCOMPARE(home.data(RoomSignRole).toString(), QStringLiteral("93 % full"));
    QVERIFY(home.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("mailbox 93 % full")));
    QVERIFY(mailbox.account(QStringLiteral("Harbour")).data(RoomSignRole).toString().isEmpty());
    mailbox.model.setRoom(AccountId(1), room(930)); // nothing new
    QCOMPARE(changed.size(), 2);
    mailbox.model.setRoom(AccountId(1), {});
    QVERIFY(home.data(RoomSignRole).toString().isEmpty());
}

} // namespace petrel::test
