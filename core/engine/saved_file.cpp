#include "core/engine/saved_file.h"

#include "core/base/durable_file.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace petrel::engine {

namespace {

constexpr int kMostNames = 999;

Error cannot(const QString &path, int reason)
{
    return makeError(reason == ENOSPC || reason == EDQUOT ? ErrorKind::StoreFull : ErrorKind::Invalid,
                     QStringLiteral("%1 cannot be written: %2").arg(path, QString::fromLocal8Bit(std::strerror(reason))));
}

/** All of it, synced; the file goes again when that fails. Closes the descriptor. */
Status fill(int descriptor, const QString &path, const QByteArray &bytes)
{
    qsizetype written = 0;
    int reason = 0;
    while (written < bytes.size() && reason == 0) {
        const ssize_t n = ::write(descriptor, bytes.constData() + written, static_cast<size_t>(bytes.size() - written));
        if (n >= 0)
            written += n;
        else if (errno != EINTR)
            reason = errno;
    }
    if (reason == 0 && ::fsync(descriptor) != 0)
        reason = errno;
    ::close(descriptor);
    if (reason == 0)
        return {};
    ::unlink(QFile::encodeName(path).constData());
    return cannot(path, reason);
}

} // namespace

Result<QString> replaceFile(const QString &path, const QByteArray &bytes)
{
    TRY(replaceFileDurably(path, bytes));
    return path;
}

Result<QString> writeUnderFreeName(const QString &path, const QByteArray &bytes)
{
    const QFileInfo wanted(path);
    const QString suffix = wanted.suffix().isEmpty() ? QString() : QLatin1Char('.') + wanted.suffix();
    for (int number = 1; number <= kMostNames; ++number) {
        const QString candidate = number == 1 ? path : QStringLiteral("%1/%2 (%3)%4").arg(wanted.path(), wanted.completeBaseName()).arg(number).arg(suffix);
        const int descriptor = ::open(QFile::encodeName(candidate).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (descriptor >= 0) {
            TRY(fill(descriptor, candidate, bytes));
            return candidate;
        }
        if (errno != EEXIST)
            return cannot(candidate, errno);
    }
    return makeError(ErrorKind::Invalid, QStringLiteral("%1 and %2 names like it are taken").arg(path).arg(kMostNames));
}

} // namespace petrel::engine
