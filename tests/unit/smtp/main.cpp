#include "tests/support/registered_test.h"
#include "tests/support/run_all.h"
#include "tests/unit/smtp/dot_stuffer_test.h"
#include "tests/unit/smtp/grammar_test.h"
#include "tests/unit/smtp/machine_test.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    const int failed = runAll<SmtpDotStufferTest, SmtpGrammarTest, SmtpMachineTest>(argc, argv);
    return failed + runRegistered(argc, argv);
}
