#include "tests/gui/list/tests.h"
#include "tests/support/run_all.h"

#include <QApplication>

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<QApplication, RowGeometryTest, MessageListViewTest, FolderPaneTest>(argc, argv);
}
