#include "ui/compose/file_intake.h"

#include "core/mime/file_name.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

#include <optional>

namespace petrel::ui {

namespace {

constexpr qint64 kPieceBytes = 1024 * 1024;

/** To its end, and no further than one piece beyond `most`; nothing when it ends early or fails on the way. */
std::optional<QByteArray> wholeFile(const QString &path, std::int64_t most, const StopToken &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt;
    QByteArray bytes;
    bytes.reserve(std::min<std::int64_t>(file.size(), most));
    QByteArray piece(kPieceBytes, Qt::Uninitialized);
    while (bytes.size() <= most) {
        const qint64 length = stop.stop_requested() ? -1 : file.read(piece.data(), piece.size());
        if (length < 0 || (length == 0 && bytes.size() < file.size()))
            return std::nullopt;
        if (length == 0)
            break;
        bytes.append(piece.constData(), length);
    }
    return bytes;
}

DraftFile draftFile(const QString &name, const QByteArray &bytes)
{
    DraftFile file;
    file.file.fileName = name;
    file.file.type = QMimeDatabase().mimeTypeForFileNameAndData(name, bytes).name().toLatin1();
    file.file.bytes = bytes;
    file.size = bytes.size();
    return file;
}

} // namespace

FilesRead readFiles(const QStringList &paths, std::int64_t room, const StopToken &stop)
{
    FilesRead read;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        const QString name = mime::safeFileName(info.fileName());
        if (info.isFile() && info.size() > room) {
            read.tooLarge.append(name);
            continue;
        }
        const std::optional<QByteArray> bytes = info.isFile() ? wholeFile(path, room, stop) : std::nullopt;
        if (stop.stop_requested())
            break;
        if (!bytes) {
            read.unreadable.append(name);
        } else if (bytes->size() > room) { // it has grown meanwhile
            read.tooLarge.append(name);
        } else {
            read.files.append(draftFile(name, *bytes));
            room -= bytes->size();
        }
    }
    return read;
}

} // namespace petrel::ui
