#include "tests/conversations/pop3/hostile_test.h"
#include "tests/conversations/pop3/opening_test.h"
#include "tests/conversations/pop3/transaction_test.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAll<Pop3OpeningTest, Pop3TransactionTest, Pop3HostileTest>(argc, argv);
}
