#include "core/base/durable_file.h"

#include "core/base/descriptor.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace petrel {

namespace {

Error systemError(const QString &doing, int number)
{
    const bool full = number == ENOSPC || number == EDQUOT;
    Error error = makeError(full ? ErrorKind::StoreFull : ErrorKind::StoreCorrupt,
                            doing + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(number)));
    if (!full)
        error.code = number == EEXIST ? "exists" : "unwritable";
    return error;
}

/** Into the new, open file; it goes again when that fails. */
Status fill(const Descriptor &file, const QByteArray &name, const QByteArray &bytes)
{
    int number = writeAll(file.number(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (number == 0 && ::fsync(file.number()) != 0)
        number = errno;
    if (number == 0)
        return {};
    ::unlink(name.constData());
    return systemError(QStringLiteral("writing ") + QFile::decodeName(name), number);
}

Status syncFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const Descriptor descriptor(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen() || ::fsync(descriptor.number()) != 0)
        return systemError(QStringLiteral("syncing the folder of ") + path, errno);
    return {};
}

} // namespace

Status replaceFileDurably(const QString &path, const QByteArray &bytes)
{
    const QFileInfo target(path);
    // Cut to what a file system takes: the name only tells a person what was left behind.
    QByteArray neighbour = QFile::encodeName(target.absolutePath()) + "/." + QFile::encodeName(target.fileName()).left(200) + ".XXXXXX";
    const Descriptor file(::mkostemp(neighbour.data(), O_CLOEXEC));
    if (!file.isOpen())
        return systemError(QStringLiteral("making a file beside ") + path, errno);
    TRY(fill(file, neighbour, bytes));
    if (std::rename(neighbour.constData(), QFile::encodeName(path).constData()) != 0) {
        const int number = errno;
        ::unlink(neighbour.constData());
        return systemError(QStringLiteral("replacing ") + path, number);
    }
    return syncFolderOf(path);
}

Status createFileDurably(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const Descriptor file(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return systemError(QStringLiteral("making ") + path, errno);
    TRY(fill(file, name, bytes));
    return syncFolderOf(path);
}

} // namespace petrel
