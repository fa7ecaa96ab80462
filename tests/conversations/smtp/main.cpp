#include "tests/conversations/smtp/final_dot_test.h"
#include "tests/conversations/smtp/opening_test.h"
#include "tests/conversations/smtp/submission_test.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAll<SmtpOpeningTest, SmtpSubmissionTest, SmtpFinalDotTest>(argc, argv);
}
