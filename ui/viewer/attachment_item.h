#pragma once

#include "core/mime/message_content.h"
#include "ui/common/theme.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** What a tile for a file shows: shared by the reader and the composer. */
struct FileKind
{
    QString word;   ///< "PDF", "Picture"
    QString icon;   ///< Lucide name
    TagColour colour = TagColour::Grey;

    friend bool operator==(const FileKind &, const FileKind &) = default;
};

/** By type, and by the end of the name where the type says nothing. Never looks into the file. */
[[nodiscard]] FileKind fileKind(QByteArrayView type, const QString &name);

/** One attachment, ready to be shown. */
struct AttachmentItem
{
    PartInfo part;
    QString name;      ///< safe to save under, safe to show
    FileKind kind;
    QString detail;    ///< "PDF, 2.9 MB"; "Program, cannot be opened here"
    bool dangerous = false; ///< only Save is offered
    bool elsewhere = false; ///< its bytes are still at the server
};

[[nodiscard]] QList<AttachmentItem> attachmentItems(const mime::MessageContent &content);
/** "2 attachments, 3.4 MB". */
[[nodiscard]] QString attachmentSummary(const QList<AttachmentItem> &items);

} // namespace petrel::ui
