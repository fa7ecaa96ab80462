#include "tests/support/run_all.h"
#include "tests/unit/pop3/dot_decoder_test.h"
#include "tests/unit/pop3/fingerprint_test.h"
#include "tests/unit/pop3/grammar_test.h"
#include "tests/unit/pop3/ledger_planner_test.h"
#include "tests/unit/pop3/machine_test.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAll<Pop3DotDecoderTest, Pop3FingerprintTest, Pop3GrammarTest, Pop3LedgerPlannerTest, Pop3MachineTest>(argc, argv);
}
