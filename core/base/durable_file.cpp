#include "core/base/durable_file.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace petrel {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

Error systemError(const QString &doing, int number)
{
    const bool full = number == ENOSPC || number == EDQUOT;
    Error error = makeError(full ? ErrorKind::StoreFull : ErrorKind::StoreCorrupt,
                            doing + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(number)));
    if (!full)
        error.code = "unwritable";
    return error;
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        done += written;
    }
    return true;
}

Status writeAndSync(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path);
    ::unlink(name.constData());
    const Descriptor file(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen() || !writeAll(file.number(), bytes) || ::fsync(file.number()) != 0) {
        const int number = errno;
        ::unlink(name.constData());
        return systemError(QStringLiteral("writing ") + path, number);
    }
    return {};
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
    const QString neighbour = path + QStringLiteral(".new");
    TRY(writeAndSync(neighbour, bytes));
    if (::rename(QFile::encodeName(neighbour).constData(), QFile::encodeName(path).constData()) != 0)
        return systemError(QStringLiteral("replacing ") + path, errno);
    return syncFolderOf(path);
}

} // namespace petrel
