#include "tests/support/run_all.h"
#include "tests/unit/mime/mime_tests.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAll<HeaderValuesTest, TextDecodingTest, FileNameTest, MessageParserTest, SampleMessagesTest, HostileMessagesTest,
                  BuilderTest, MessageOutlineTest>(argc, argv);
}
