#include "tests/store/backup_test.h"
#include "tests/store/damaged_backup_test.h"
#include "tests/store/delivery_rows_test.h"
#include "tests/store/restore_test.h"
#include "tests/store/since_backup_test.h"
#include "tests/support/run_all.h"

using namespace petrel::test;

int main(int argc, char **argv)
{
    return runAll<BackupTest, DamagedBackupTest, RestoreTest, SinceBackupTest, DeliveryRowsTest>(argc, argv);
}
