#include "ui/compose/file_intake.h"

#include "core/mime/file_name.h"

#include <QFileInfo>
#include <QMimeDatabase>

namespace petrel::ui {

FilesFound lookAtFiles(const QStringList &paths)
{
    const QMimeDatabase types;
    FilesFound found;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (!file.isFile() || !file.isReadable()) {
            found.refused.append(mime::safeFileName(file.fileName()));
            continue;
        }
        mime::OutgoingFile outgoing;
        outgoing.fileName = mime::safeFileName(file.fileName());
        outgoing.type = types.mimeTypeForFile(path, QMimeDatabase::MatchExtension).name().toLatin1();
        outgoing.filePath = file.absoluteFilePath();
        found.files.append({outgoing, file.size()});
    }
    return found;
}

} // namespace petrel::ui
