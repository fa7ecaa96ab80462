#include "tests/gui/models/tests.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, FolderTreeModelTest, FolderPlacesTest, MessageListModelTest, MessageListOrderTest, LabelBookTest, ReadAccessTest>(argc, argv);
}
