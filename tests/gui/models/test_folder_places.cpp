#include "tests/gui/models/tests.h"
#include "ui/models/folder_places.h"

#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

FolderRow row(int id, int parent, FolderRole role = FolderRole::None)
{
    FolderRow row;
    row.id = FolderId(id);
    row.account = AccountId(1);
    row.parent = FolderId(parent);
    row.role = role;
    return row;
}

/** 1 Inbox, 2 Trash, 3 Projects with 4 Bridge with 5 Drawings, 6 a provider's shelf with 7 Sent, 8 Junk. */
const QList<FolderRow> kFolders{row(1, 0, FolderRole::Inbox), row(2, 0, FolderRole::Trash), row(3, 0), row(4, 3), row(5, 4), row(6, 0), row(7, 6, FolderRole::Sent), row(8, 0, FolderRole::Junk)};

bool can(int folder, int place) { return canLieIn(kFolders, kFolders[folder - 1], FolderId(place)); }

} // namespace

void FolderPlacesTest::aFolderGoesNeitherIntoItselfNorWhereItLies()
{
    QVERIFY(can(4, 0) && can(4, 1) && can(4, 2) && can(4, 6) && can(4, 7));
    QVERIFY(!can(4, 3)); // there it is
    QVERIFY(!can(3, 0));
    QVERIFY(!can(3, 3) && !can(3, 4) && !can(3, 5));
    QVERIFY(!can(4, 8)); // who would look for it there
    QVERIFY(!can(4, 4711));
    FolderRow foreign = row(9, 0);
    foreign.account = AccountId(2);
    QVERIFY(!canLieIn(kFolders + QList<FolderRow>{foreign}, kFolders[3], foreign.id));
    FolderRow flat = row(9, 0); // \Noinferiors
    flat.takesFolders = false;
    QVERIFY(!canLieIn(kFolders + QList<FolderRow>{flat}, kFolders[3], flat.id));
}

void FolderPlacesTest::whatPetrelNeedsStaysAndWhatHoldsItToo()
{
    QCOMPARE(whyFixed(kFolders, kFolders[0]), Fixed::Role);
    QCOMPARE(whyFixed(kFolders, kFolders[5]), Fixed::RoleWithin);
    QCOMPARE(whyFixed(kFolders, kFolders[2]), Fixed::No);
    QVERIFY(!can(7, 3) && !can(6, 3));
}

void FolderPlacesTest::aRingInADamagedTableIsNoEndlessWalk()
{
    const QList<FolderRow> ring{row(1, 2), row(2, 1), row(3, 0)};
    QVERIFY(!isWithin(ring, FolderId(1), FolderId(3)));
    QVERIFY(isWithin(ring, FolderId(1), FolderId(2)));
}

} // namespace petrel::test
