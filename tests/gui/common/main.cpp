#include "tests/gui/common/tests.h"
#include "tests/gui/common/words_test.h"
#include "tests/support/run_all.h"

#include <QApplication>

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<QApplication, ActionRegistryTest, ErrorSentenceTest, FormatsTest, IconsTest, LaterTest, PartsTest, ThemeTest, WordsTest>(argc, argv);
}
