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
    connect(&mailbox.model, &FolderTreeModel::dropped, this, [&](const QList<PlacementId> &ids, FolderId folder) {
        dropped = ids;
        target = folder;
    });
    QVERIFY(!mailbox.model.canDropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.account(QStringLiteral("Home"))));
    mailbox.model.dropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.model.indexOf(FolderId(2)));
    QCOMPARE(dropped, (QList<PlacementId>{list.placementAt(0), list.placementAt(1)}));
    QCOMPARE(target, FolderId(2));
}

void FolderTreeModelTest::anotherAccountsFolderTakesNoDrop()
{
    Mailbox mailbox;
    for (MessageRow &row : mailbox.source.messages)
        row.account = mailbox.model.folder(row.folder)->account;
    MessageListModel list(mailbox.source);
    store::ListQuery query;
    query.folder = FolderId(1);
    list.open(query);
    const std::unique_ptr<QMimeData> mime(list.mimeData({list.index(0)}));
    const AccountId own = mailbox.model.folder(FolderId(1))->account;
    int takers = 0;
    for (const FolderRow &folder : mailbox.source.folderRows) {
        const bool takes = mailbox.model.canDropMimeData(mime.get(), Qt::MoveAction, -1, -1, mailbox.model.indexOf(folder.id));
        QCOMPARE(takes, folder.account == own && folder.selectable);
        takers += takes ? 1 : 0;
    }
    QVERIFY(takers > 1);
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

} // namespace petrel::test
