#include "core/store/profile_directory.h"

#include "core/base/descriptor.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace petrel::store {

namespace {

Status makeDirectory(const QString &path)
{
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return fileError(errno, QStringLiteral("making the directory ") + path);
}

/** For its owner only, whoever made it and under whatever umask; another person's is not ours to open. */
Status keepPrivate(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status;
    if (::stat(name.constData(), &status) != 0)
        return fileError(errno, QStringLiteral("looking at ") + path);
    if (status.st_uid != ::geteuid() && ::geteuid() != 0)
        return fileError(EPERM, QStringLiteral("the profile belongs to another user: ") + path);
    if ((status.st_mode & 077) != 0 && ::chmod(name.constData(), 0700) != 0)
        return fileError(errno, QStringLiteral("closing to others ") + path);
    return {};
}

} // namespace

ProfileDirectory::ProfileDirectory(const QString &root)
    : m_root(QDir(root).absolutePath())
{
}

Status ProfileDirectory::prepare() const
{
    QDir().mkpath(QFileInfo(m_root).path());
    for (const QString &directory : {m_root, blobs(), temporary()}) {
        TRY(makeDirectory(directory));
        TRY(keepPrivate(directory));
        if (::access(QFile::encodeName(directory).constData(), R_OK | W_OK | X_OK) != 0)
            return fileError(errno, QStringLiteral("the profile cannot be read and written: ") + directory);
    }
    return {};
}

Status ProfileDirectory::prepareUnclaimed() const
{
    TRY(makeDirectory(unclaimed()));
    return syncDirectory(blobs());
}

QStringList contentFiles(const QString &blobDirectory)
{
    QStringList files;
    const QDir blobs(blobDirectory);
    for (const QString &shard : blobs.entryList({QStringLiteral("??")}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString &name : QDir(blobs.filePath(shard)).entryList(QDir::Files))
            files.append(shard + QLatin1Char('/') + name);
    }
    return files;
}

Status syncDirectory(const QString &directory)
{
    const Descriptor descriptor(::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return fileError(errno, QStringLiteral("opening ") + directory);
    return ::fsync(descriptor.number()) == 0 ? Status() : Status(fileError(errno, QStringLiteral("syncing ") + directory));
}

Error fileError(int systemError, const QString &what)
{
    const bool full = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG; // larger than this file system or limit takes
    Error error = makeError(full ? ErrorKind::StoreFull : ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser,
                            what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(systemError)));
    error.code = full ? "FULL" : "UNREADABLE";
    return error;
}

} // namespace petrel::store
