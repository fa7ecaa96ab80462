#include "core/engine/saved_file.h"

#include "core/base/durable_file.h"

#include <QFileInfo>

namespace petrel::engine {

namespace {

constexpr int kMostNames = 999;

/** The person's own folder, not the mail store: what cannot be written there is a place badly chosen. */
Error inPersonsWords(const QString &path, Error error)
{
    if (error.kind == ErrorKind::StoreCorrupt)
        return makeError(ErrorKind::Invalid, QStringLiteral("%1 cannot be written (%2)").arg(path, error.what)).withServerText({}, "unwritable");
    return error;
}

} // namespace

Result<QString> replaceFile(const QString &path, const QByteArray &bytes)
{
    if (const Status replaced = replaceFileDurably(path, bytes); !replaced)
        return inPersonsWords(path, replaced.error());
    return path;
}

Result<QString> writeUnderFreeName(const QString &path, const QByteArray &bytes)
{
    const QFileInfo wanted(path);
    const QString suffix = wanted.suffix().isEmpty() ? QString() : QLatin1Char('.') + wanted.suffix();
    for (int number = 1; number <= kMostNames; ++number) {
        const QString candidate = number == 1 ? path : QStringLiteral("%1/%2 (%3)%4").arg(wanted.path(), wanted.completeBaseName()).arg(number).arg(suffix);
        const Status created = createFileDurably(candidate, bytes);
        if (created)
            return candidate;
        if (created.error().code != "exists")
            return inPersonsWords(candidate, created.error());
    }
    return makeError(ErrorKind::Invalid, QStringLiteral("%1 and %2 names like it are taken").arg(path).arg(kMostNames));
}

} // namespace petrel::engine
