#include "core/mime/header_block_p.h"
#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"
#include "core/mime/text_decoding.h"

#include <QByteArrayMatcher>

namespace petrel::mime {

namespace {

/** A stretch of the message that is one part, still to be read. */
struct Region
{
    qsizetype begin = 0;
    qsizetype end = 0;
    int parent = -1;
    int ordinal = 1; ///< place among its siblings, from 1
};

/** What a part says about itself, and what it means by it. */
struct Description
{
    QByteArray type;
    QByteArray boundary;
};

QByteArray plainToken(const QString &value)
{
    return value.toUtf8().trimmed().toLower();
}

QByteArray bareId(const QByteArray &raw)
{
    return parseMessageIds(raw).value(0);
}

/** RFC 2045 5.2: no type, or one that cannot be read, is plain text. */
QByteArray typeOrDefault(const QByteArray &type, bool inDigest)
{
    if (type.isEmpty() || type == "text")
        return inDigest && type.isEmpty() ? "message/rfc822" : "text/plain";
    const bool twoWords = type.indexOf('/') > 0 && !type.endsWith('/');
    return twoWords ? type.left(100) : QByteArray("application/octet-stream");
}

void collectNames(const ParameterizedValue &value, const char *name, QStringList &extended, QStringList &plain)
{
    for (const Parameter &parameter : value.parameters) {
        if (parameter.name == name && !parameter.value.isEmpty())
            (parameter.extended ? extended : plain).append(parameter.value);
    }
}

/** Every reading of the file name. The choice: filename* before filename before name* before name; the first of each. */
QStringList fileNames(const ParameterizedValue &disposition, const ParameterizedValue &type)
{
    QStringList names;
    QStringList plain;
    collectNames(disposition, "filename", names, plain);
    names += plain;
    plain.clear();
    collectNames(type, "name", names, plain);
    names += plain;
    names.removeDuplicates();
    return names;
}

/** If bytes[at...] is a delimiter of this boundary (RFC 2046 5.1.1): where its line ends, and whether it is the last one. */
struct Delimiter
{
    qsizetype lineBegin = -1;
    qsizetype next = 0;
    bool closing = false;
};

class DelimiterSearch
{
public:
    DelimiterSearch(const QByteArray &bytes, const QByteArray &boundary, qsizetype end)
        : m_bytes(QByteArrayView(bytes).first(end)), m_mark("--" + boundary), m_matcher(m_mark), m_end(end)
    {
    }

    Delimiter from(qsizetype at) const
    {
        while (true) {
            const qsizetype found = m_matcher.indexIn(m_bytes, at);
            if (found < 0)
                return {};
            const Delimiter delimiter = read(found);
            if (delimiter.lineBegin >= 0)
                return delimiter;
            at = found + 1;
        }
    }

private:
    /** Only at the start of a line, and nothing behind it but white space. */
    Delimiter read(qsizetype found) const
    {
        if (found > 0 && m_bytes[found - 1] != '\n')
            return {};
        qsizetype at = found + m_mark.size();
        const bool closing = at + 1 < m_end && m_bytes[at] == '-' && m_bytes[at + 1] == '-';
        if (closing)
            at += 2;
        while (at < m_end && (m_bytes[at] == ' ' || m_bytes[at] == '\t' || m_bytes[at] == '\r'))
            ++at;
        if (at < m_end && m_bytes[at] != '\n')
            return {};
        return {found, std::min(at + 1, m_end), closing};
    }

    QByteArrayView m_bytes; // ends where the part ends: a search beyond it would make many small parts slow
    QByteArray m_mark;
    QByteArrayMatcher m_matcher;
    qsizetype m_end;
};

} // namespace

/** Works through regions with a list of its own: however deep mail nests, the stack does not. */
class MessageParser
{
public:
    MessageParser(QByteArray raw, Limits limits)
    {
        m_message.m_raw = std::move(raw);
        m_message.m_limits = limits;
    }

    ParsedMessage run()
    {
        m_open.append({0, bytes().size(), -1, 1});
        while (!m_open.isEmpty())
            readPart(m_open.takeLast());
        return std::move(m_message);
    }

private:
    const QByteArray &bytes() const { return m_message.m_raw; }
    Limits &limits() { return m_message.m_limits; }
    void note(Notice notice) { addNotice(m_message.m_notices, notice); }

    void readPart(const Region &region)
    {
        HeaderBlock block = readHeaderBlock(bytes(), region.begin, region.end, limits());
        if (block.cut)
            note(Notice::HeadersCut);
        Part part;
        part.parent = region.parent;
        part.depth = region.parent < 0 ? 0 : m_message.m_parts[region.parent].depth + 1;
        part.headerBegin = region.begin;
        part.bodyBegin = block.bodyBegin;
        part.bodyEnd = region.end;
        part.info.size = part.bodyEnd - part.bodyBegin;
        const Description description = describe(block, part);
        if (m_message.m_parts.isEmpty())
            readMessageHeader(block);
        descend(std::move(part), description, region.ordinal);
    }

    void readMessageHeader(const HeaderBlock &block)
    {
        m_message.m_headers = fieldsOf(block);
        m_message.m_envelope = envelopeOf(block);
        for (const Notice notice : noticesOf(block, m_message.m_envelope))
            note(notice);
    }

    Description describe(const HeaderBlock &block, Part &part)
    {
        const bool inDigest = part.parent >= 0 && m_message.m_parts[part.parent].info.type == "multipart/digest";
        const ParameterizedValue type = parseParameters(block.first("Content-Type"));
        const ParameterizedValue disposition = parseParameters(block.first("Content-Disposition"));
        part.info.type = typeOrDefault(type.value, inDigest);
        part.info.charset = plainToken(type.parameter("charset")).left(100);
        part.info.encoding = parseParameters(block.first("Content-Transfer-Encoding")).value.left(100);
        part.info.disposition = disposition.value.left(100);
        part.info.contentId = bareId(block.first("Content-ID"));
        part.fileNames = fileNames(disposition, type);
        part.info.fileName = part.fileNames.value(0);
        part.flowed = plainToken(type.parameter("format")) == "flowed";
        part.delSp = plainToken(type.parameter("delsp")) == "yes";
        part.startId = bareId(type.parameter("start").toUtf8());
        if (!isKnownEncoding(part.info.encoding))
            note(Notice::UnknownEncoding);
        return {part.info.type, type.parameter("boundary").toUtf8()};
    }

    void descend(Part part, const Description &description, int ordinal)
    {
        const bool deep = part.depth >= limits().depth;
        const bool isMessage = description.type == "message/rfc822" || description.type == "message/global";
        QList<Region> children;
        if (deep && (part.isContainer() || isMessage)) {
            note(Notice::PartsCut);
            part.info.type = isMessage ? part.info.type : QByteArray("application/octet-stream");
        } else if (part.isContainer()) {
            children = split(part, description.boundary);
            if (children.isEmpty()) {
                note(Notice::NoBoundary);
                part.info.type = "text/plain";
            }
        } else if (isMessage) {
            children = embedded(part);
        }
        part.info.path = pathOf(part, ordinal);
        m_message.m_parts.append(std::move(part));
        push(children);
    }

    QList<Region> embedded(const Part &part)
    {
        const QByteArray &encoding = part.info.encoding;
        if (encoding == "base64" || encoding == "quoted-printable") {
            note(Notice::EncodedMessage);
            return {};
        }
        return {{part.bodyBegin, part.bodyEnd, -1, 1}};
    }

    QList<Region> split(const Part &part, const QByteArray &boundary)
    {
        QList<Region> regions;
        if (boundary.isEmpty())
            return regions;
        const DelimiterSearch search(bytes(), boundary, part.bodyEnd);
        Delimiter open = search.from(part.bodyBegin);
        while (open.lineBegin >= 0 && !open.closing) {
            if (isFull(regions.size())) {
                note(Notice::PartsCut);
                return regions;
            }
            const Delimiter next = search.from(open.next);
            const qsizetype end = next.lineBegin < 0 ? part.bodyEnd : std::max(open.next, withoutLineEnd(next.lineBegin));
            if (next.lineBegin < 0) {
                note(Notice::NoEndBoundary);
                if (QByteArrayView(bytes()).sliced(open.next, end - open.next).trimmed().isEmpty())
                    break; // a last delimiter that lost its closing dashes begins nothing
            }
            regions.append({open.next, end, -1, static_cast<int>(regions.size()) + 1});
            open = next;
        }
        return regions;
    }

    bool isFull(qsizetype more) const
    {
        return m_message.m_parts.size() + m_open.size() + more + 1 >= m_message.m_limits.parts;
    }

    /** The line end before a delimiter belongs to the delimiter. */
    qsizetype withoutLineEnd(qsizetype at) const
    {
        if (at > 0 && bytes()[at - 1] == '\n')
            --at;
        if (at > 0 && bytes()[at - 1] == '\r')
            --at;
        return at;
    }

    void push(QList<Region> &children)
    {
        const int parent = static_cast<int>(m_message.m_parts.size()) - 1;
        for (auto child = children.rbegin(); child != children.rend(); ++child) {
            child->parent = parent;
            m_open.append(*child);
        }
    }

    /** IMAP section numbers, RFC 3501 6.4.5; see ParsedMessage. */
    QByteArray pathOf(const Part &part, int ordinal) const
    {
        if (part.parent < 0)
            return part.isContainer() ? QByteArray() : QByteArray("1");
        const Part &parent = m_message.m_parts[part.parent];
        if (!parent.isContainer())
            return parent.info.path + (part.isContainer() ? ".TEXT" : ".1");
        QByteArray prefix = parent.info.path;
        if (prefix.endsWith("TEXT"))
            prefix.chop(5);
        return (prefix.isEmpty() ? prefix : prefix + '.') + QByteArray::number(ordinal);
    }

    ParsedMessage m_message;
    QList<Region> m_open;
};

Result<ParsedMessage> parseMessage(QByteArray raw, Limits limits)
{
    if (raw.isEmpty())
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("empty message"));
    // Old Mac files end their lines with CR alone.
    if (!raw.contains('\n'))
        raw.replace('\r', '\n');
    return MessageParser(std::move(raw), limits).run();
}

} // namespace petrel::mime
