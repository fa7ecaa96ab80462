#include "tests/store/arrivals_test.h"
#include "tests/store/blobs_test.h"
#include "tests/store/damage_test.h"
#include "tests/store/flag_merge_test.h"
#include "tests/store/folder_rows_test.h"
#include "tests/store/folder_wishes_test.h"
#include "tests/store/folders_test.h"
#include "tests/store/gate_test.h"
#include "tests/store/keywords_test.h"
#include "tests/store/labels_test.h"
#include "tests/store/ledger_test.h"
#include "tests/store/lists_test.h"
#include "tests/store/outbox_test.h"
#include "tests/store/profile_test.h"
#include "tests/store/salvage_test.h"
#include "tests/store/salvaged_outbox_test.h"
#include "tests/store/salvaged_pop3_test.h"
#include "tests/store/schema_copy_test.h"
#include "tests/store/schema_test.h"
#include "tests/store/search_test.h"
#include "tests/store/sync_test.h"
#include "tests/store/wish_outcomes_test.h"
#include "tests/store/wishes_test.h"
#include "tests/support/run_all.h"

using namespace petrel::test;

int main(int argc, char **argv)
{
    return runAll<FlagMergeTest, ProfileTest, SchemaTest, SchemaCopyTest, GateTest, FoldersTest, FolderRowsTest, FolderWishesTest, SyncTest, ArrivalsTest, WishesTest, WishOutcomesTest, KeywordsTest, LabelsTest, OutboxTest, LedgerTest, ListsTest,
                  SearchTest, BlobsTest, DamageTest, SalvageTest, SalvagedOutboxTest, SalvagedPop3Test>(argc, argv);
}
