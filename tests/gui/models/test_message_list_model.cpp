#include "tests/gui/models/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/models/label_book.h"
#include "ui/models/message_list_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

const FolderId kInbox(1);

/** A folder of `count` messages, ids and dates rising together, and its list. */
struct Folder
{
    explicit Folder(int count, store::ListQuery query = {})
    {
        FolderRow row;
        row.id = kInbox;
        row.role = FolderRole::Inbox;
        source.folderRows = {row};
        for (int id = 1; id <= count; ++id)
            source.messages.append(message(id, kInbox, 1000 + id));
        query.folder = kInbox;
        wanted = query;
    }

    void open() { model.open(wanted); }

    /** Tells the model what happened, as the store's change feed does. */
    void tell(const QList<PlacementId> &inserted, const QList<PlacementId> &changed, const QList<PlacementId> &removed, bool reload = false)
    {
        ++source.commit;
        ChangeSet changes;
        changes.commit = source.commit;
        changes.placements.append({kInbox, inserted, changed, removed, reload});
        model.apply(changes);
    }

    void remove(int id)
    {
        source.messages.removeIf([id](const MessageRow &row) { return row.id == PlacementId(id); });
    }

    [[nodiscard]] QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.append(model.placementAt(row).number());
        return ids;
    }

    MemoryMailSource source;
    MessageListModel model{source};
    store::ListQuery wanted;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

void MessageListModelTest::openingShowsFirstRowsThenTheWholeLength()
{
    Folder folder(1000);
    folder.source.hold();
    folder.open();
    QCOMPARE(folder.model.state(), MessageListModel::State::Opening);
    folder.source.release();
    QCOMPARE(folder.model.rowCount(), 200);
    QCOMPARE(folder.model.index(0).data(SubjectRole).toString(), QStringLiteral("Message 1000"));
    QSignalSpy resets(&folder.model, &QAbstractItemModel::modelReset);
    QSignalSpy insertions(&folder.model, &QAbstractItemModel::rowsInserted);
    folder.source.releaseAll();
    QCOMPARE(folder.model.rowCount(), 1000);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(insertions.size(), 1);
    QCOMPARE(folder.model.state(), MessageListModel::State::Ready);
}

void MessageListModelTest::rowsAreLoadedNearTheViewportOnly()
{
    Folder folder(3000);
    folder.open();
    const int before = folder.source.questions;
    QVERIFY(!folder.model.loadedRow(1500));
    folder.model.ensureLoaded(1500, 1510);
    QCOMPARE(folder.source.questions, before + 2); // 111 rows in pages of 100
    QVERIFY(folder.model.loadedRow(1450));
    QVERIFY(folder.model.loadedRow(1560));
    QVERIFY(!folder.model.loadedRow(1600));
    folder.model.ensureLoaded(1500, 1510);
    QCOMPARE(folder.source.questions, before + 2);
}

void MessageListModelTest::aRowThatIsNotHereIsAPlaceholder()
{
    Folder folder(500);
    folder.open();
    const int before = folder.source.questions;
    const QModelIndex far = folder.model.index(450);
    QVERIFY(!far.data(LoadedRole).toBool());
    QVERIFY(!far.data(SubjectRole).isValid());
    QCOMPARE(far.data(SortKeyRole).toLongLong(), 1050);
    QVERIFY(!far.data(Qt::AccessibleTextRole).toString().isEmpty());
    QCOMPARE(folder.source.questions, before); // data() never asks
}

void MessageListModelTest::newMailIsPutInItsPlace()
{
    Folder folder(5);
    folder.open();
    QSignalSpy arrived(&folder.model, &MessageListModel::arrived);
    folder.source.messages.append(message(10, kInbox, 5000));
    folder.source.messages.append(message(11, kInbox, 1003));
    folder.tell({PlacementId(10), PlacementId(11)}, {}, {});
    QCOMPARE(folder.ids(), (QList<qint64>{10, 5, 4, 11, 3, 2, 1}));
    QCOMPARE(arrived.size(), 1);
    folder.tell({PlacementId(10)}, {}, {}); // told twice
    QCOMPARE(folder.model.rowCount(), 7);
}

void MessageListModelTest::newMailIsPutInItsPlaceOldestFirst()
{
    store::ListQuery query;
    query.order = store::ListQuery::Order::Ascending;
    Folder folder(3, query);
    folder.open();
    folder.source.messages.append(message(10, kInbox, 5000));
    folder.tell({PlacementId(10)}, {}, {});
    QCOMPARE(folder.ids(), (QList<qint64>{1, 2, 3, 10}));
}

void MessageListModelTest::removedRowsGoAndNothingElseMoves()
{
    Folder folder(10);
    folder.open();
    const QPersistentModelIndex kept = folder.model.index(folder.model.rowOf(PlacementId(2)));
    for (const int id : {9, 8, 4})
        folder.remove(id);
    folder.tell({}, {}, {PlacementId(9), PlacementId(8), PlacementId(4), PlacementId(77)});
    QCOMPARE(folder.ids(), (QList<qint64>{10, 7, 6, 5, 3, 2, 1}));
    QCOMPARE(folder.model.placementAt(kept.row()), PlacementId(2));
}

void MessageListModelTest::aFlagChangesInPlace()
{
    Folder folder(3);
    folder.open();
    QSignalSpy changed(&folder.model, &QAbstractItemModel::dataChanged);
    folder.source.messages[1].flags = Flag::Seen;
    folder.tell({}, {PlacementId(2)}, {});
    QVERIFY(!folder.model.index(1).data(UnreadRole).toBool());
    QVERIFY(folder.model.index(0).data(UnreadRole).toBool());
    QCOMPARE(changed.last().at(0).toModelIndex().row(), 1);
}

void MessageListModelTest::aRowThatChangedWhileItWasReadIsReadAgain()
{
    Folder folder(500);
    folder.open();
    folder.source.hold();
    folder.model.ensureLoaded(450, 450);
    QVERIFY(folder.source.waiting() > 0);
    MessageRow &row = folder.source.messages[49]; // shown at 450
    row.flags = Flag::Seen;
    folder.tell({}, {row.id}, {});
    folder.source.releaseAll();
    QVERIFY(!folder.model.index(450).data(UnreadRole).toBool());
}

void MessageListModelTest::anOrderOlderThanAChangeIsReadAgain()
{
    Folder folder(300);
    folder.source.hold();
    folder.open(); // first rows and order are asked for
    folder.source.messages.append(message(400, kInbox, 9000));
    folder.tell({PlacementId(400)}, {}, {});
    folder.source.releaseAll();
    QCOMPARE(folder.model.rowCount(), 301);
    QCOMPARE(folder.model.placementAt(0), PlacementId(400));
}

void MessageListModelTest::answersForAnotherFolderAreDropped()
{
    Folder folder(20);
    folder.source.hold();
    folder.open();
    store::ListQuery empty;
    empty.folder = FolderId(99);
    folder.model.open(empty);
    folder.source.releaseAll();
    QCOMPARE(folder.model.rowCount(), 0);
    QCOMPARE(folder.model.state(), MessageListModel::State::Ready);
}

void MessageListModelTest::unifiedViewsAreReadAnewAfterAChange()
{
    store::ListQuery query;
    query.scope = store::ListQuery::Scope::Flagged;
    Folder folder(10, query);
    folder.source.messages[3].flags = Flag::Flagged;
    folder.open();
    QCOMPARE(folder.ids(), QList<qint64>{4});
    folder.source.messages[7].flags = Flag::Flagged;
    folder.source.messages[3].flags = {};
    folder.tell({}, {PlacementId(8), PlacementId(4)}, {});
    QCOMPARE(folder.ids(), QList<qint64>{8});
}

void MessageListModelTest::aReloadKeepsTheRowsThatStayed()
{
    Folder folder(10);
    folder.open();
    const QPersistentModelIndex kept = folder.model.index(folder.model.rowOf(PlacementId(5)));
    folder.remove(9);
    folder.source.messages.append(message(20, kInbox, 9999));
    folder.tell({}, {}, {}, true);
    QCOMPARE(folder.model.placementAt(kept.row()), PlacementId(5));
    QCOMPARE(folder.ids(), (QList<qint64>{20, 10, 8, 7, 6, 5, 4, 3, 2, 1}));
}

void MessageListModelTest::sortingBySenderIsReadAnew()
{
    store::ListQuery query;
    query.sort = store::ListQuery::Sort::Subject;
    query.order = store::ListQuery::Order::Ascending;
    Folder folder(3, query);
    folder.source.messages[2].subject = QStringLiteral("Apples");
    folder.open();
    QCOMPARE(folder.ids(), (QList<qint64>{3, 1, 2}));
    folder.source.messages.append(message(9, kInbox, 1, QStringLiteral("Bread")));
    folder.tell({PlacementId(9)}, {}, {});
    QCOMPARE(folder.ids(), (QList<qint64>{3, 9, 1, 2}));
}

void MessageListModelTest::aFailureIsToldAndOpeningAgainHeals()
{
    Folder folder(3);
    folder.source.failure = makeError(ErrorKind::StoreCorrupt, QStringLiteral("damaged"));
    folder.open();
    QCOMPARE(folder.model.state(), MessageListModel::State::Failed);
    QCOMPARE(folder.model.error()->kind, ErrorKind::StoreCorrupt);
    folder.source.failure.reset();
    folder.open();
    QCOMPARE(folder.model.state(), MessageListModel::State::Ready);
    QVERIFY(!folder.model.error());
}

void MessageListModelTest::aSearchShowsWhatWasFound()
{
    Folder folder(20);
    folder.open();
    store::SearchRequest request;
    request.text = QStringLiteral("message 1");
    folder.model.openSearch(request);
    QVERIFY(folder.model.isSearch());
    QCOMPARE(folder.model.rowCount(), 11);
    folder.tell({}, {}, {PlacementId(1)});
    QCOMPARE(folder.model.rowCount(), 10);
}

void MessageListModelTest::whatAServerFoundStandsAmongTheResultsAndIsToldAsThat()
{
    Folder folder(20);
    for (MessageRow &row : folder.source.messages) {
        row.message = MessageId(row.id.number());
        row.preview.clear();
    }
    folder.source.messages[4].message = folder.source.messages[0].message; // the same mail in another folder
    store::SearchRequest request;
    request.text = folder.source.messages.at(0).subject;
    folder.model.openSearch(request);
    const int before = folder.model.rowCount();
    const PlacementId ofServer = folder.source.messages.at(7).id;
    for (int twice = 0; twice < 2; ++twice) {
        folder.model.addFound({ofServer, folder.source.messages.at(0).id, folder.source.messages.at(4).id});
        QCOMPARE(folder.model.rowCount(), before + 1);
        QCOMPARE(folder.model.foundAtServer(), 1);
    }
    const int row = folder.model.rowOf(ofServer);
    for (int other = 0; other < folder.model.rowCount(); ++other)
        QCOMPARE(folder.model.index(other).data(PreviewRole).toString() == QStringLiteral("Found on the server"), other == row);
    for (int next = 1; next < folder.model.rowCount(); ++next)
        QVERIFY(folder.model.loadedRow(next - 1)->date >= folder.model.loadedRow(next)->date);
    QVERIFY(folder.model.index(row).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("Found on the server.")));
    QVERIFY(!folder.model.isSearchCut());

    // Some servers tell the first words with the header; its text is still there, until it is fetched.
    MessageRow &there = folder.source.messages[7];
    there.preview = QStringLiteral("Bring gloves");
    folder.tell({}, {ofServer}, {});
    QCOMPARE(folder.model.index(row).data(PreviewRole).toString(), QStringLiteral("Found on the server: Bring gloves"));
    there.bodyState = BodyState::Text;
    folder.tell({}, {ofServer}, {});
    QCOMPARE(folder.model.index(row).data(PreviewRole).toString(), QStringLiteral("Bring gloves"));
    folder.tell({}, {}, {ofServer});
    QCOMPARE(folder.model.foundAtServer(), 0);
    folder.open();
    folder.model.addFound({ofServer}); // the search was left: whatever comes late belongs to nothing
    QCOMPARE(folder.model.rowCount(), 20);
}

void MessageListModelTest::theSpokenRowSaysUnreadInWords()
{
    MessageRow row = message(1, kInbox, QDateTime(QDate(2026, 11, 19), QTime(9, 42)).toSecsSinceEpoch(), QStringLiteral("Ferry\nterminal"));
    row.flags = Flag::Flagged;
    row.attachments = 2;
    QCOMPARE(spokenRow(row, QStringLiteral("Mateus Oliveira"), {}, sampleNow()),
             QStringLiteral("Unread, flagged. Mateus Oliveira. Ferry terminal. Today 09:42. 2 attachments."));
    QCOMPARE(spokenRow(row, QStringLiteral("Mateus Oliveira"), labelsInWords({{{}, QStringLiteral("Work"), TagColour::Red}, {{}, QStringLiteral("Later"), TagColour::Blue}}), sampleNow()),
             QStringLiteral("Unread, flagged. Mateus Oliveira. Ferry terminal. Today 09:42. 2 attachments. Labels Work, Later."));
}

void MessageListModelTest::draggedRowsCarryTheirPlacements()
{
    Folder folder(5);
    folder.open();
    const std::unique_ptr<QMimeData> mime(folder.model.mimeData({folder.model.index(0), folder.model.index(4)}));
    QCOMPARE(placementsFrom(mime.get()), (QList<PlacementId>{PlacementId(5), PlacementId(1)}));
}

void MessageListModelTest::brokenDragsCarryNothing()
{
    QMimeData mime;
    QVERIFY(placementsFrom(&mime).isEmpty());
    mime.setData(placementsMimeType(), "abc");
    QVERIFY(placementsFrom(&mime).isEmpty());
}

void MessageListModelTest::randomChangesEndWhereTheStoreIs()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    Folder folder(250);
    folder.source.hold();
    folder.open();
    int nextId = 1000;
    for (int step = 0; step < 300; ++step) {
        const int what = static_cast<int>(random.bounded(4));
        if (what == 0) {
            folder.source.messages.append(message(nextId, kInbox, 1000 + random.bounded(400)));
            folder.tell({PlacementId(nextId++)}, {}, {});
        } else if (what == 1 && !folder.source.messages.isEmpty()) {
            const PlacementId id = folder.source.messages.takeAt(random.bounded(folder.source.messages.size())).id;
            folder.tell({}, {}, {id});
        } else if (what == 2) {
            folder.model.ensureLoaded(static_cast<int>(random.bounded(250)), 260);
        } else if (folder.source.waiting() > 0) {
            folder.source.release(static_cast<int>(random.bounded(folder.source.waiting())));
        }
    }
    folder.source.releaseAll();
    Folder fresh(0);
    fresh.source.messages = folder.source.messages;
    fresh.open();
    QCOMPARE(folder.ids(), fresh.ids());
}

} // namespace petrel::test
