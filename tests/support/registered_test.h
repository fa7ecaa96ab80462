#pragma once

#include <QtTest>

#include <functional>
#include <memory>
#include <vector>

namespace petrel::test {

/**
 * Lets a test class live wholly in its .cpp: `PETREL_TEST(LineBufferTest)` below the class enlists it,
 * and the program's main.cpp is `int main(int c, char **v) { return petrel::test::runRegistered(c, v); }`.
 */
using TestFactory = std::function<std::unique_ptr<QObject>()>;

inline std::vector<TestFactory> &registeredTests()
{
    static std::vector<TestFactory> factories;
    return factories;
}

struct Registration
{
    explicit Registration(TestFactory factory) { registeredTests().push_back(std::move(factory)); }
};

inline int runRegistered(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    for (const TestFactory &make : registeredTests())
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}

} // namespace petrel::test

#define PETREL_TEST(Class) \
    static const petrel::test::Registration registrationOf##Class([] { return std::make_unique<Class>(); });
