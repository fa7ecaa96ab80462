#include "tests/support/registered_test.h"

int main(int argc, char **argv)
{
    // As the programs do: before anything else, so that nothing inherits it.
    qputenv("PETREL_PASSPHRASE", "canary-7c1f");
    return petrel::test::runRegistered(argc, argv);
}
