#pragma once

#include <QtTest>

#include <memory>
#include <vector>

namespace petrel::test {

/**
 * Runs several test classes in one program: linking Qt once per class costs more than the tests.
 * Use: `int main(int c, char **v) { return petrel::test::runAll<TestA, TestB>(c, v); }`.
 * With a QtTest argument such as `-functions` the arguments reach every class.
 */
template <class... TestClass>
int runAll(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    const auto run = [&](std::unique_ptr<QObject> test) { failures += QTest::qExec(test.get(), argc, argv); };
    (run(std::make_unique<TestClass>()), ...);
    return failures == 0 ? 0 : 1;
}

/** The same with a QApplication, for tests that show widgets. */
template <class Application, class... TestClass>
int runAllIn(int argc, char **argv)
{
    Application application(argc, argv);
    int failures = 0;
    const auto run = [&](std::unique_ptr<QObject> test) { failures += QTest::qExec(test.get(), argc, argv); };
    (run(std::make_unique<TestClass>()), ...);
    return failures == 0 ? 0 : 1;
}

} // namespace petrel::test
