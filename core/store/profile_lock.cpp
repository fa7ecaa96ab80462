#include "core/store/profile_lock.h"

#include "core/store/profile_directory.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace petrel::store {

namespace {

QByteArray ownerText(int descriptor)
{
    QByteArray text(64, '\0');
    const ssize_t got = ::pread(descriptor, text.data(), static_cast<size_t>(text.size()), 0);
    text.truncate(got > 0 ? got : 0);
    return text.trimmed();
}

} // namespace

Result<ProfileLock> ProfileLock::acquire(const QString &lockFile)
{
    const bool existed = QFile::exists(lockFile);
    const int descriptor = ::open(QFile::encodeName(lockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fileError(errno, QStringLiteral("opening ") + lockFile);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int systemError = errno;
        const QString owner = QString::fromLatin1(ownerText(descriptor));
        ::close(descriptor);
        if (systemError != EWOULDBLOCK)
            return fileError(systemError, QStringLiteral("locking ") + lockFile);
        return makeError(ErrorKind::ProfileInUse, ErrorScope::Application, ErrorRetry::AfterUser,
                         QStringLiteral("the profile is in use by ") + (owner.isEmpty() ? QStringLiteral("another process") : owner));
    }
    ProfileLock lock(descriptor, existed, !ownerText(descriptor).isEmpty());
    const QByteArray text = "pid " + QByteArray::number(::getpid()) + '\n';
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.constData(), static_cast<size_t>(text.size()), 0) != text.size())
        return fileError(errno, QStringLiteral("writing ") + lockFile);
    return lock;
}

ProfileLock::ProfileLock(ProfileLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_existed(other.m_existed)
    , m_ownerCrashed(other.m_ownerCrashed)
{
}

ProfileLock::~ProfileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void ProfileLock::markClean()
{
    // Should this fail, the next start only looks the database over once more.
    if (m_descriptor >= 0)
        static_cast<void>(::ftruncate(m_descriptor, 0) == 0);
}

} // namespace petrel::store
