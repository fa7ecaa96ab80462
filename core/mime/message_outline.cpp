#include "core/mime/message_outline.h"

#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

#include <algorithm>

namespace petrel::mime {

namespace {

constexpr qsizetype kDeepest = 20;

QByteArray parentOf(const QByteArray &path)
{
    return path.left(std::max<qsizetype>(path.lastIndexOf('.'), 0));
}

bool isBelow(const QByteArray &path, const QByteArray &container)
{
    return container.isEmpty() || (path.startsWith(container) && path.mid(container.size(), 1) == ".");
}

/** A text to be read, or a picture in it. */
bool isShown(const PartInfo &part)
{
    return !part.isAttachment();
}

ParameterizedValue contentType(const QByteArray &header)
{
    for (const HeaderField &field : parseHeaderFields(header)) {
        if (field.name.compare("Content-Type", Qt::CaseInsensitive) == 0)
            return parseParameters(field.raw);
    }
    return {};
}

Error unlike(const QString &what)
{
    return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Never, what);
}

} // namespace

MessageOutline::MessageOutline(QList<PartInfo> leaves, std::int64_t messageSize)
{
    QByteArray attachedMessage;
    std::int64_t saved = 0;
    bool canBeTakenApart = !leaves.isEmpty() && leaves.size() <= kMostParts;
    for (PartInfo &leaf : leaves) {
        if (!attachedMessage.isEmpty() && isBelow(leaf.path, attachedMessage))
            continue;
        if (leaf.type == "message/rfc822" || leaf.type == "message/global")
            attachedMessage = leaf.path;
        canBeTakenApart = canBeTakenApart && !leaf.path.isEmpty() && leaf.path.count('.') < kDeepest && (!isShown(leaf) || leaf.size <= kLargestShown);
        if (!isShown(leaf) && leaf.size > kSmallPart) {
            m_leftOut.append(leaf.path);
            saved += leaf.size;
        }
        for (QByteArray container = parentOf(leaf.path); !container.isEmpty(); container = parentOf(container)) {
            if (!m_containers.contains(container))
                m_containers.append(container);
        }
        m_leaves.append(std::move(leaf));
    }
    m_isWorthIt = canBeTakenApart && messageSize > kSmallMessage && saved > messageSize / 2;
}

QList<QByteArray> MessageOutline::sections() const
{
    QList<QByteArray> sections{"HEADER"};
    for (const QByteArray &container : m_containers)
        sections.append(container + ".MIME");
    for (const PartInfo &leaf : m_leaves) {
        sections.append(leaf.path + ".MIME");
        if (!m_leftOut.contains(leaf.path))
            sections.append(leaf.path);
    }
    return sections;
}

QList<QByteArray> MessageOutline::childrenOf(const QByteArray &path) const
{
    QList<QByteArray> children;
    for (const PartInfo &leaf : m_leaves) {
        if (!isBelow(leaf.path, path))
            continue;
        const qsizetype begin = path.isEmpty() ? 0 : path.size() + 1;
        const qsizetype end = leaf.path.indexOf('.', begin);
        const QByteArray child = end < 0 ? leaf.path : leaf.path.left(end);
        if (!children.contains(child))
            children.append(child);
    }
    return children;
}

Result<QByteArray> MessageOutline::assemble(const QHash<QByteArray, QByteArray> &sections) const
{
    const QByteArray header = sections.value("HEADER");
    if (header.isEmpty())
        return unlike(QStringLiteral("the header of the message did not come"));
    if (!contentType(header).value.startsWith("multipart/")) {
        if (m_leaves.size() != 1 || m_leaves.first().path != "1")
            return unlike(QStringLiteral("BODYSTRUCTURE tells of parts that the header does not have"));
        return header + sections.value("1");
    }
    return header + TRY(bodyOf({}, header, sections));
}

Result<QByteArray> MessageOutline::bodyOf(const QByteArray &path, const QByteArray &header, const QHash<QByteArray, QByteArray> &sections) const
{
    const QList<QByteArray> children = childrenOf(path);
    if (children.isEmpty())
        return sections.value(path);
    const ParameterizedValue type = contentType(header);
    const QByteArray boundary = type.parameter("boundary").toUtf8();
    if (!type.value.startsWith("multipart/") || boundary.isEmpty())
        return unlike(QStringLiteral("a container of parts names no boundary"));
    QByteArray body;
    for (const QByteArray &child : children) {
        const auto mime = sections.constFind(child + ".MIME");
        if (mime == sections.cend())
            return unlike(QStringLiteral("the header of a part did not come"));
        body += "--" + boundary + "\r\n" + *mime + TRY(bodyOf(child, *mime, sections)) + "\r\n";
    }
    return body + "--" + boundary + "--\r\n";
}

} // namespace petrel::mime
