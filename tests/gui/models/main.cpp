#include "tests/gui/models/tests.h"
#include "tests/support/run_all.h"

#include <QApplication>

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<QApplication, FolderTreeModelTest, MessageListModelTest, MessageListOrderTest, ReadAccessTest>(argc, argv);
}
