#include "core/mime/parsed_message.h"

#include "core/mime/body_sections_p.h"
#include "core/mime/file_name.h"
#include "core/mime/header_block_p.h"
#include "core/mime/text_decoding.h"

namespace petrel::mime {

namespace {

bool anyNameDangerous(const QStringList &names)
{
    return std::any_of(names.begin(), names.end(), [](const QString &name) { return isDangerousName(name); });
}

} // namespace

const Part *ParsedMessage::part(const QByteArray &path) const
{
    for (const Part &candidate : m_parts) {
        if (candidate.info.path == path && !candidate.isContainer())
            return &candidate;
    }
    return nullptr;
}

Result<QByteArray> ParsedMessage::decoded(const QByteArray &path) const
{
    const Part *found = part(path);
    if (!found)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never,
                         QStringLiteral("no part ") + QString::fromLatin1(path));
    return decodeTransfer(m_raw.mid(found->bodyBegin, found->bodyEnd - found->bodyBegin), found->info.encoding);
}

MessageContent ParsedMessage::content() const
{
    MessageContent content;
    content.envelope = m_envelope;
    content.headers = m_headers;
    content.list = listHeadersOf(m_headers);
    content.notices = m_notices;

    Body body = BodyCollector(*this, m_limits, content.notices).collect();
    content.sections = std::move(body.sections);
    for (const int index : body.attachments) {
        const Part &part = m_parts[index];
        content.attachments.append(body.describe(part));
        if (anyNameDangerous(part.fileNames) || isDangerousType(part.info.type))
            content.dangerousParts.insert(part.info.path);
    }
    for (const int index : body.inlineParts) {
        const Part &part = m_parts[index];
        if (!content.inlineParts.contains(part.info.contentId))
            content.inlineParts.insert(part.info.contentId, body.describe(part));
    }

    QStringList texts;
    for (const BodySection &section : content.sections) {
        if (!section.plain.trimmed().isEmpty())
            texts.append(section.plain);
        if (content.html.isEmpty())
            content.html = section.html;
    }
    content.text = texts.join(QLatin1Char('\n'));
    content.textOrigin = texts.isEmpty() ? TextOrigin::None : TextOrigin::Plain;
    content.preview = previewOf(content.text);
    return content;
}

Result<QByteArray> extractPart(const QByteArray &raw, const QByteArray &path)
{
    const ParsedMessage message = TRY(parseMessage(raw));
    return message.decoded(path);
}

} // namespace petrel::mime
