#include "tests/gui/attention/tests.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, ActivityTextTest, PaceTest, OutboxTest, PagesTest, ActivityPopupTest>(argc, argv);
}
