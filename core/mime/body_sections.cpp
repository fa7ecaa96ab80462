#include "core/mime/body_sections_p.h"

#include "core/mime/header_block_p.h"
#include "core/mime/text_decoding.h"

#include <QRegularExpression>

namespace petrel::mime {

namespace {

bool isBlank(const QString &text)
{
    return text.trimmed().isEmpty();
}

bool isReadableText(const PartInfo &info)
{
    const bool text = info.type == "text/plain" || info.type == "text/html" || info.type == "text/markdown"
        || info.type == "text/x-markdown" || info.type == "text/enriched";
    return text && info.disposition != "attachment" && (info.fileName.isEmpty() || info.disposition == "inline");
}

bool hasPlain(const Body &body)
{
    return std::any_of(body.sections.begin(), body.sections.end(), [](const BodySection &s) { return !isBlank(s.plain); });
}

bool hasHtml(const Body &body)
{
    return std::any_of(body.sections.begin(), body.sections.end(), [](const BodySection &s) { return !isBlank(s.html); });
}

} // namespace

void Body::append(Body other)
{
    sections += other.sections;
    attachments += other.attachments;
    inlineParts += other.inlineParts;
}

PartInfo Body::describe(const Part &part)
{
    PartInfo info = part.info;
    if (info.encoding == "base64")
        info.size = info.size / 78 * 57 + info.size % 78 * 3 / 4; // 76 characters and CRLF carry 57 bytes
    return info;
}

BodyCollector::BodyCollector(const ParsedMessage &message, const Limits &limits, QList<Notice> &notices)
    : m_message(message), m_limits(limits), m_notices(notices), m_children(static_cast<std::size_t>(message.parts().size()))
{
    for (int i = 1; i < message.parts().size(); ++i)
        m_children[static_cast<std::size_t>(message.parts()[i].parent)].push_back(i);
}

Body BodyCollector::collect()
{
    Body body = collect(0);
    attachUnusedPictures(body);
    return body;
}

Body BodyCollector::collect(int index)
{
    const Part &part = m_message.parts()[index];
    if (!part.isContainer())
        return leaf(index);
    if (part.info.type == "multipart/alternative")
        return alternatives(index);
    if (part.info.type == "multipart/related")
        return related(index);
    Body body;
    for (const int child : m_children[static_cast<std::size_t>(index)])
        body.append(collect(child));
    return body;
}

Body BodyCollector::alternatives(int index)
{
    Body result;
    QList<BodySection> plain;
    QList<BodySection> html;
    for (const int child : m_children[static_cast<std::size_t>(index)]) {
        Body body = collect(child);
        if (plain.isEmpty() && hasPlain(body))
            plain = body.sections;
        if (hasHtml(body))
            html = body.sections;
        body.sections.clear();
        result.append(std::move(body));
    }
    result.sections = plain.isEmpty() ? html : plain;
    if (!plain.isEmpty() && !html.isEmpty()) {
        for (const BodySection &section : html) {
            if (!isBlank(section.html) && result.sections.first().html.isEmpty())
                result.sections.first().html = section.html;
        }
    }
    return result;
}

Body BodyCollector::related(int index)
{
    const std::vector<int> &children = m_children[static_cast<std::size_t>(index)];
    int root = children.front();
    const QByteArray &start = m_message.parts()[index].startId;
    for (const int child : children) {
        if (!start.isEmpty() && m_message.parts()[child].info.contentId == start)
            root = child;
    }
    Body result = collect(root);
    for (const int child : children) {
        if (child != root)
            result.append(collect(child));
    }
    return result;
}

Body BodyCollector::leaf(int index)
{
    const Part &part = m_message.parts()[index];
    Body body;
    if (isReadableText(part.info)) {
        BodySection section{part.info.path, {}, {}};
        (part.info.type == "text/html" ? section.html : section.plain) = text(part);
        if (!isBlank(section.plain) || !isBlank(section.html))
            body.sections.append(std::move(section));
    } else if (!part.info.contentId.isEmpty() && part.info.type.startsWith("image/") && part.info.disposition != "attachment") {
        body.inlineParts.append(index);
    } else {
        // A picture that says "attachment" and has an id may still be what the HTML shows.
        if (!part.info.contentId.isEmpty() && part.info.type.startsWith("image/"))
            body.inlineParts.append(index);
        body.attachments.append(index);
    }
    return body;
}

QString BodyCollector::text(const Part &part)
{
    // Base64 and quoted-printable shrink, so this much input is enough for the text that is kept.
    const qsizetype wanted = 4 * m_limits.textBytes;
    const qsizetype size = part.bodyEnd - part.bodyBegin;
    QByteArray bytes = decodeTransfer(m_message.raw().mid(part.bodyBegin, std::min(size, wanted)), part.info.encoding);
    if (size > wanted || bytes.size() > m_limits.textBytes)
        addNotice(m_notices, Notice::TextCut);
    bytes.truncate(m_limits.textBytes);
    const QString decoded = decodeCharset(bytes, part.info.charset, &m_notices);
    return part.flowed && part.info.type == "text/plain" ? decodeFlowed(decoded, part.delSp) : decoded;
}

/** Every content id the HTML names by cid: (RFC 2392), case folded; gathered once, since a message may have thousands of pictures. */
QSet<QString> BodyCollector::contentIdsNamed(const Body &body)
{
    static const QRegularExpression reference(QStringLiteral("cid:([^\\s\"'<>)]+)"), QRegularExpression::CaseInsensitiveOption);
    QSet<QString> named;
    for (const BodySection &section : body.sections) {
        for (auto found = reference.globalMatch(section.html); found.hasNext();) {
            const QString id = found.next().captured(1).replace(QLatin1String("&amp;"), QLatin1String("&"));
            named.insert(QString::fromUtf8(QByteArray::fromPercentEncoding(id.toUtf8())).toCaseFolded());
        }
    }
    return named;
}

/** Pictures with an id that no HTML names would be seen by nobody: they are attachments after all. */
void BodyCollector::attachUnusedPictures(Body &body) const
{
    const QSet<QString> named = contentIdsNamed(body);
    for (const int index : body.inlineParts) {
        if (!named.contains(QString::fromUtf8(m_message.parts()[index].info.contentId).toCaseFolded()))
            body.attachments.append(index);
    }
    std::sort(body.attachments.begin(), body.attachments.end());
    body.attachments.erase(std::unique(body.attachments.begin(), body.attachments.end()), body.attachments.end());
}

} // namespace petrel::mime
