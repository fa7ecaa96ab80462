#include "core/store/file_copy_p.h"

#include "core/base/descriptor.h"
#include "core/store/profile_directory.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace petrel::store {

namespace {

constexpr qsizetype kPiece = 1 << 20;

/** Both files name the same blocks until one of them is written to: at once, where the file system can (Btrfs, XFS). */
bool shareBlocks(const Descriptor &source, const Descriptor &copy)
{
    return ::ioctl(copy.number(), FICLONE, source.number()) == 0;
}

/** Within the kernel; 0, or the system's error number. EXDEV, EINVAL, ENOSYS and EOPNOTSUPP: it has to be done by hand, from where it stopped. */
int copyInKernel(const Descriptor &source, const Descriptor &copy)
{
    while (true) {
        const ssize_t got = ::copy_file_range(source.number(), nullptr, copy.number(), nullptr, kPiece, 0);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return errno;
    }
}

bool mustBeDoneByHand(int systemError)
{
    return systemError == EXDEV || systemError == EINVAL || systemError == ENOSYS || systemError == EOPNOTSUPP;
}

int copyByHand(const Descriptor &source, const Descriptor &copy)
{
    QByteArray piece(kPiece, Qt::Uninitialized);
    while (true) {
        const ssize_t got = ::read(source.number(), piece.data(), kPiece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : 0;
        if (const int failed = writeAll(copy.number(), piece.constData(), static_cast<std::size_t>(got)))
            return failed;
    }
}

} // namespace

Status copyFile(const QString &from, const QString &to)
{
    const Descriptor source(::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC));
    const Descriptor copy(::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!source.isOpen() || !copy.isOpen())
        return fileError(errno, QStringLiteral("copying ") + from);
    if (!shareBlocks(source, copy)) {
        int failed = copyInKernel(source, copy);
        if (mustBeDoneByHand(failed))
            failed = copyByHand(source, copy);
        if (failed != 0)
            return fileError(failed, QStringLiteral("copying ") + from);
    }
    return ::fsync(copy.number()) == 0 ? Status() : Status(fileError(errno, QStringLiteral("copying ") + from));
}

} // namespace petrel::store
