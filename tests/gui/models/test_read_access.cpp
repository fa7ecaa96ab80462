#include "core/store/reader.h"
#include "tests/gui/models/tests.h"
#include "ui/models/read_access.h"

#include <QThread>
#include <QtTest>

namespace petrel::test {

namespace {

/** Hands out no reader: queries here never look at it. */
class FakeAccess final : public ui::ReadAccess
{
public:
    using ReadAccess::ReadAccess;
    std::optional<Error> failure;

protected:
    Status withReader(const std::function<void(const store::Reader &)> &work) override
    {
        if (failure)
            return *failure;
        // No part of it is touched, so storage that merely has its address will do.
        alignas(store::Reader) static std::byte storage[sizeof(store::Reader)];
        work(*reinterpret_cast<const store::Reader *>(storage));
        return {};
    }
};

} // namespace

void ReadAccessTest::anAnswerForSomebodyGoneIsDropped()
{
    ThreadExecutor reading(QStringLiteral("read"));
    FakeAccess access(reading);
    int answers = 0;
    auto gone = std::make_unique<QObject>();
    access.read(gone.get(), [](const store::Reader &) -> Result<int> { return 1; }, [&](const Result<int> &) { ++answers; });
    gone.reset();
    QObject here;
    access.read(&here, [](const store::Reader &) -> Result<int> { return 2; }, [&](const Result<int> &) { answers += 10; });
    QTRY_COMPARE(answers, 10);
}

void ReadAccessTest::answersComeOnTheAskersThread()
{
    ThreadExecutor reading(QStringLiteral("read"));
    FakeAccess access(reading);
    QThread *asked = nullptr;
    QThread *answered = nullptr;
    access.read(this, [&](const store::Reader &) -> Result<int> { asked = QThread::currentThread(); return 1; },
                [&](const Result<int> &) { answered = QThread::currentThread(); });
    QTRY_VERIFY(answered != nullptr);
    QCOMPARE(answered, thread());
    QVERIFY(asked != answered);
}

void ReadAccessTest::aStoreThatCannotBeReadIsAnError()
{
    InlineExecutor inlineExecutor;
    FakeAccess access(inlineExecutor);
    access.failure = makeError(ErrorKind::StoreCorrupt, QStringLiteral("damaged"));
    std::optional<ErrorKind> kind;
    access.read(this, [](const store::Reader &) -> Result<int> { return 1; },
                [&](const Result<int> &answer) { kind = answer.ok() ? ErrorKind::Bug : answer.error().kind; });
    QCOMPARE(*kind, ErrorKind::StoreCorrupt);
}

} // namespace petrel::test
