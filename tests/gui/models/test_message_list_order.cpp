#include "tests/gui/models/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/models/message_list_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace petrel::test {

using namespace ui;
using Sort = store::ListQuery::Sort;
using Order = store::ListQuery::Order;

namespace {

const FolderId kInbox(1);

/** An inbox, the list over it, and what views hear. */
struct Inbox
{
    explicit Inbox(int count)
    {
        FolderRow row;
        row.id = kInbox;
        row.role = FolderRole::Inbox;
        source.folderRows = {row};
        for (int id = 1; id <= count; ++id)
            source.messages.append(message(id, kInbox, 10 * id, QStringLiteral("Message %1").arg(id, 5, 10, QLatin1Char('0'))));
    }

    void open(Sort sort = Sort::Date, Order order = Order::Descending)
    {
        store::ListQuery query;
        query.folder = kInbox;
        query.sort = sort;
        query.order = order;
        model.open(query);
        for (QSignalSpy *spy : {&inserted, &removed, &resets, &layouts})
            spy->clear();
    }

    void tell(const QList<PlacementId> &came, const QList<PlacementId> &changed, const QList<PlacementId> &gone)
    {
        ChangeSet changes;
        changes.commit = ++source.commit;
        changes.placements.append({kInbox, came, changed, gone, false});
        model.apply(changes);
    }

    [[nodiscard]] QStringList subjects()
    {
        model.ensureLoaded(0, model.rowCount() - 1);
        QStringList subjects;
        for (int row = 0; row < model.rowCount(); ++row)
            subjects.append(model.index(row).data(SubjectRole).toString());
        return subjects;
    }

    MemoryMailSource source;
    MessageListModel model{source};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    QSignalSpy layouts{&model, &QAbstractItemModel::layoutChanged};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

void MessageListOrderTest::manyScatteredRemovalsAreOneChange()
{
    Inbox inbox(2000);
    inbox.open();
    const QPersistentModelIndex stays = inbox.model.index(inbox.model.rowOf(PlacementId(1001)));
    const QPersistentModelIndex goes = inbox.model.index(inbox.model.rowOf(PlacementId(1000)));
    QList<PlacementId> gone;
    for (int id = 2; id <= 2000; id += 2)
        gone.append(PlacementId(id));
    inbox.source.messages.removeIf([](const MessageRow &row) { return row.id.number() % 2 == 0; });
    inbox.tell({}, {}, gone);
    QCOMPARE(inbox.model.rowCount(), 1000);
    QCOMPARE(inbox.layouts.size() + inbox.removed.size(), 1);
    QCOMPARE(inbox.resets.size(), 0);
    QCOMPARE(inbox.model.placementAt(stays.row()), PlacementId(1001));
    QVERIFY(!goes.isValid());
}

void MessageListOrderTest::manyScatteredArrivalsAreOneChange()
{
    Inbox inbox(1000);
    inbox.open();
    const QPersistentModelIndex stays = inbox.model.index(inbox.model.rowOf(PlacementId(500)));
    QList<PlacementId> came;
    for (int id = 1; id <= 400; ++id) {
        inbox.source.messages.append(message(5000 + id, kInbox, 10 * 2 * id + 5));
        came.append(PlacementId(5000 + id));
    }
    inbox.tell(came, {}, {});
    QCOMPARE(inbox.model.rowCount(), 1400);
    QCOMPARE(inbox.layouts.size() + inbox.inserted.size(), 1);
    QCOMPARE(inbox.model.placementAt(stays.row()), PlacementId(500));
    for (int row = 1; row < inbox.model.rowCount(); ++row)
        QVERIFY(inbox.model.index(row - 1).data(SortKeyRole).toLongLong() > inbox.model.index(row).data(SortKeyRole).toLongLong());
}

void MessageListOrderTest::sortedBySubjectNewMailMovesNobodyElse()
{
    Inbox inbox(5);
    inbox.open(Sort::Subject, Order::Ascending);
    const QPersistentModelIndex fourth = inbox.model.index(3);
    inbox.source.messages.append(message(6, kInbox, 900, QStringLiteral("Message 00002b")));
    inbox.tell({PlacementId(6)}, {}, {});
    QCOMPARE(inbox.resets.size(), 0);
    QCOMPARE(inbox.subjects().value(2), QStringLiteral("Message 00002b"));
    QCOMPARE(fourth.row(), 4);
    QCOMPARE(fourth.data(SubjectRole).toString(), QStringLiteral("Message 00004"));

    inbox.source.messages.removeIf([](const MessageRow &row) { return row.id == PlacementId(1); });
    inbox.tell({}, {}, {PlacementId(1)});
    QCOMPARE(inbox.resets.size(), 0);
    QCOMPARE(inbox.model.rowCount(), 5);
    QCOMPARE(fourth.row(), 3);
}

void MessageListOrderTest::sortedBySubjectARowThatMovesIsFollowed()
{
    Inbox inbox(5);
    inbox.open(Sort::Subject, Order::Ascending);
    const QPersistentModelIndex first = inbox.model.index(0);
    inbox.source.messages[0].subject = QStringLiteral("Zebra");
    inbox.source.messages.append(message(6, kInbox, 900, QStringLiteral("Aardvark")));
    inbox.tell({PlacementId(6)}, {PlacementId(1)}, {});
    QCOMPARE(inbox.resets.size(), 0);
    QCOMPARE(first.row(), 5);
    QCOMPARE(inbox.model.placementAt(5), PlacementId(1));
    QCOMPARE(inbox.model.placementAt(0), PlacementId(6));
}

void MessageListOrderTest::aSearchIsSortedWithoutAskingAgain()
{
    Inbox inbox(3);
    store::SearchRequest request;
    request.text = QStringLiteral("Message");
    inbox.model.openSearch(request);
    QCOMPARE(inbox.subjects().first(), QStringLiteral("Message 00003")); // newest first, whatever the index says
    const int asked = inbox.source.questions;
    inbox.model.setSort(Sort::Subject, Order::Ascending);
    QCOMPARE(inbox.subjects().first(), QStringLiteral("Message 00001"));
    QCOMPARE(inbox.model.rowCount(), 3);
    QVERIFY(inbox.model.isSearch());
    QCOMPARE(inbox.source.questions, asked);
}

void MessageListOrderTest::aSearchThatFailedIsSearchedAgain()
{
    Inbox inbox(3);
    store::SearchRequest request;
    request.text = QStringLiteral("00002");
    inbox.source.failure = makeError(ErrorKind::StoreCorrupt, QStringLiteral("index"));
    inbox.model.openSearch(request);
    QCOMPARE(inbox.model.state(), MessageListModel::State::Failed);
    inbox.source.failure.reset();
    inbox.model.reload();
    QCOMPARE(inbox.subjects(), QStringList(QStringLiteral("Message 00002")));
}

} // namespace petrel::test
