#include "tests/gui/folders/account_window_test.h"
#include "tests/gui/folders/folder_name_test.h"
#include "tests/gui/folders/property_window_test.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, AccountWindowTest, FolderNameTest, PropertyWindowTest>(argc, argv);
}
