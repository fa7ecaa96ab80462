#include "tests/support/run_all.h"
#include "tests/unit/html/html_tests.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAll<TextFromHtmlTest, LinksTest, SanitiserTest, QuotingTest, ReplyTest>(argc, argv);
}
