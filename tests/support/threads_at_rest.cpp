#include "tests/support/threads_at_rest.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QMap>

#include <optional>

#include <unistd.h>

namespace petrel::test {

namespace {

/** How often each of the others has been given the processor so far; nothing while one of them has it, or waits for it or for a disk. */
std::optional<QMap<QString, QByteArray>> sleepers()
{
    const QString self = QString::number(gettid());
    QMap<QString, QByteArray> turns;
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &thread : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile status(tasks.filePath(thread + QStringLiteral("/status")));
        if (thread == self || !status.open(QIODevice::ReadOnly)) // it may have ended meanwhile
            continue;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("State:") && !line.contains("S (sleeping)"))
                return std::nullopt;
            if (line.contains("ctxt_switches:"))
                turns[thread] += line;
        }
    }
    return turns;
}

} // namespace

bool areOtherThreadsAtRest()
{
    const auto before = sleepers();
    return before && before == sleepers();
}

} // namespace petrel::test
