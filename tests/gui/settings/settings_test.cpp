#include "tests/gui/settings/account_editor_test.h"
#include "tests/gui/settings/backup_group_test.h"
#include "tests/gui/settings/delivery_test.h"
#include "tests/gui/settings/settings_values_test.h"
#include "tests/gui/settings/settings_window_test.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, SettingsValuesTest, SettingsWindowTest, AccountEditorTest, BackupGroupTest, DeliveryChoiceTest>(argc, argv);
}
