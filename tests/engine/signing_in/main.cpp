#include "tests/support/registered_test.h"

int main(int argc, char **argv)
{
    return petrel::test::runRegistered(argc, argv);
}
