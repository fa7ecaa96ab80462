#include "ui/viewer/attachment_item.h"

#include "core/mime/file_name.h"
#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <array>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::AttachmentItem)
};

struct KindRule
{
    const char *type;     ///< a whole type, or its beginning when it ends in '/'
    const char *suffixes; ///< separated by spaces, each with a space on both sides
    const char *word;
    const char *icon;
    TagColour colour;
};

constexpr std::array kRules{
    KindRule{"application/pdf", " pdf ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "PDF"), "file-text", TagColour::Red},
    KindRule{"image/", " png jpg jpeg gif webp heic bmp tiff svg ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Picture"), "image", TagColour::Blue},
    KindRule{"audio/", " mp3 ogg opus flac wav m4a ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Sound"), "file-music", TagColour::Violet},
    KindRule{"video/", " mp4 mkv webm mov avi ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Film"), "file-video", TagColour::Violet},
    KindRule{"message/rfc822", " eml ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Message"), "mail", TagColour::Teal},
    KindRule{"text/calendar", " ics ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Calendar"), "calendar", TagColour::Orange},
    KindRule{"text/html", " html htm ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Web page"), "file-code", TagColour::Grey},
    KindRule{"application/zip", " zip gz xz bz2 7z rar tar tgz zst ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Archive"), "file-archive", TagColour::Yellow},
    KindRule{"text/csv", " ods xlsx xls csv ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Table"), "file-spreadsheet", TagColour::Green},
    KindRule{"application/msword", " odt doc docx rtf ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Document"), "file-text", TagColour::Blue},
    KindRule{"application/vnd.ms-powerpoint", " odp ppt pptx ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Slides"), "file-text", TagColour::Orange},
    KindRule{"text/", " txt md log ", QT_TRANSLATE_NOOP("petrel::ui::AttachmentItem", "Text"), "file-text", TagColour::Grey},
};

bool matchesType(QByteArrayView type, QByteArrayView rule)
{
    return rule.endsWith('/') ? type.startsWith(rule) : type == rule;
}

FileKind kindOf(const KindRule &rule)
{
    return {Words::tr(rule.word), QString::fromLatin1(rule.icon), rule.colour};
}

} // namespace

FileKind fileKind(QByteArrayView type, const QString &name)
{
    const QByteArray suffix = ' ' + QFileInfo(name).suffix().toLower().toUtf8() + ' ';
    if (suffix.size() > 2) {
        for (const KindRule &rule : kRules) {
            if (QByteArrayView(rule.suffixes).contains(suffix))
                return kindOf(rule);
        }
    }
    for (const KindRule &rule : kRules) {
        if (matchesType(type, rule.type))
            return kindOf(rule);
    }
    return {Words::tr("File"), QStringLiteral("file"), TagColour::Grey};
}

QList<AttachmentItem> attachmentItems(const mime::MessageContent &content)
{
    QList<AttachmentItem> items;
    for (const PartInfo &part : content.attachments) {
        AttachmentItem item;
        item.part = part;
        item.name = mime::safeFileName(part.fileName);
        item.kind = fileKind(part.type, item.name);
        item.dangerous = content.dangerousParts.contains(part.path) || mime::isDangerousName(part.fileName)
            || mime::isDangerousType(part.type);
        if (item.dangerous) {
            item.kind.icon = QStringLiteral("file-warning");
            item.detail = Words::tr("Program, cannot be opened here");
        } else {
            item.detail = Words::tr("%1, %2", "kind and size of a file").arg(item.kind.word, sizeText(part.size));
        }
        item.elsewhere = content.partsElsewhere.contains(part.path);
        items.append(item);
    }
    return items;
}

QString attachmentSummary(const QList<AttachmentItem> &items)
{
    std::int64_t bytes = 0;
    for (const AttachmentItem &item : items)
        bytes += item.part.size;
    return Words::tr("%n attachment(s), %1", nullptr, static_cast<int>(items.size())).arg(sizeText(bytes));
}

} // namespace petrel::ui
