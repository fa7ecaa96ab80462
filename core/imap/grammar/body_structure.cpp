#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

QByteArray valueOf(const QList<RawParameter> &parameters, QByteArrayView name)
{
    for (const RawParameter &parameter : parameters) {
        if (parameter.name == name)
            return parameter.value;
    }
    return {};
}

QByteArray withoutBrackets(QByteArray id)
{
    id = id.trimmed();
    if (id.startsWith('<') && id.endsWith('>') && id.size() >= 2)
        return id.mid(1, id.size() - 2);
    return id;
}

bool isMultipartSubtype(const QByteArray &word)
{
    for (const char *known : {"alternative", "mixed", "related", "signed", "report", "digest", "parallel", "encrypted", "form-data"}) {
        if (word == known)
            return true;
    }
    return false;
}

/** Where a body stands: the section number of its parent, and how the parent numbers its children. */
struct Place
{
    QByteArray prefix;        ///< of the section numbers of children: "", "2", "2.1"
    QByteArray section;       ///< of this body, when its parent is a multipart
    bool insideMessage = false; ///< the only body of a message (or of message/rfc822)
    int depth = 1;
};

QByteArray joined(const QByteArray &prefix, const QByteArray &last)
{
    return prefix.isEmpty() ? last : prefix + '.' + last;
}

/** Reads bodies into one flat list, containers first. Recursion ends at Limits::depth. */
class StructureReader
{
public:
    explicit StructureReader(ResponseCursor &cursor) : m_cursor(cursor) {}

    [[nodiscard]] Status readBody(const Place &place);
    BodyStructure parts;

private:
    [[nodiscard]] Status readMultipart(const Place &place);
    [[nodiscard]] Status readSinglePart(const Place &place);
    [[nodiscard]] Status readBasicFields(BodyPart &part, bool &truncated);
    [[nodiscard]] Status readMessageFields(const Place &place, qsizetype index);
    [[nodiscard]] Status readDisposition(BodyPart &part);
    [[nodiscard]] Status readExtensions(BodyPart &part, bool withMd5);
    [[nodiscard]] Result<QList<RawParameter>> readParameters();
    [[nodiscard]] Result<std::int64_t> numberOrNil();
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] Status skipRest();

    ResponseCursor &m_cursor;
};

/** Moves to the next field; false when the list ends here instead. */
Result<bool> StructureReader::next()
{
    m_cursor.skipSpaces();
    if (m_cursor.peek() != ')')
        return true;
    if (!m_cursor.tolerates(Quirk::TruncatedStructure))
        return m_cursor.fail("another field of the body structure");
    return false;
}

Status StructureReader::skipRest()
{
    m_cursor.skipSpaces();
    while (!m_cursor.take(')')) {
        TRY(m_cursor.skipValue());
        m_cursor.skipSpaces();
    }
    return {};
}

Result<std::int64_t> StructureReader::numberOrNil()
{
    if (m_cursor.atNil() && m_cursor.tolerates(Quirk::TruncatedStructure)) {
        (void)TRY(m_cursor.nstring());
        return 0;
    }
    return std::int64_t(TRY(m_cursor.number64()));
}

Result<QList<RawParameter>> StructureReader::readParameters()
{
    QList<RawParameter> parameters;
    if (m_cursor.atNil() || m_cursor.atString()) {
        (void)TRY(m_cursor.nstring());
        return parameters;
    }
    TRY(m_cursor.expect('('));
    m_cursor.skipSpaces();
    while (!m_cursor.take(')')) {
        QByteArray name = TRY(m_cursor.text()).toLower();
        m_cursor.skipSpaces();
        QByteArray value;
        if (m_cursor.peek() != ')')
            value = TRY(m_cursor.text());
        if (parameters.size() < 200)
            parameters.append({std::move(name), std::move(value)});
        m_cursor.skipSpaces();
    }
    return parameters;
}

Status StructureReader::readDisposition(BodyPart &part)
{
    if (m_cursor.peek() == '(') {
        (void)m_cursor.take('(');
        part.disposition = TRY(m_cursor.text()).toLower();
        m_cursor.skipSpaces();
        if (m_cursor.peek() != ')')
            part.dispositionParameters = TRY(readParameters());
        return skipRest();
    }
    if (!m_cursor.atNil() && !m_cursor.tolerates(Quirk::BareDisposition))
        return m_cursor.fail("disposition");
    part.disposition = TRY(m_cursor.text()).toLower();
    return {};
}

/** [md5] disposition language location ..., each of them optional; the closing bracket with them. */
Status StructureReader::readExtensions(BodyPart &part, bool withMd5)
{
    m_cursor.skipSpaces();
    if (withMd5 && m_cursor.peek() != ')' && m_cursor.peek() != '(') {
        (void)TRY(m_cursor.nstring());
        m_cursor.skipSpaces();
    }
    if (m_cursor.peek() != ')')
        TRY(readDisposition(part));
    return skipRest();
}

Status StructureReader::readBody(const Place &place)
{
    if (place.depth > m_cursor.options().limits.depth)
        return m_cursor.fail("body structure that is not nested as deep");
    if (parts.size() >= m_cursor.options().limits.parts)
        return m_cursor.fail("message with fewer parts");
    TRY(m_cursor.expect('('));
    m_cursor.skipSpaces();
    return m_cursor.peek() == '(' ? readMultipart(place) : readSinglePart(place);
}

Status StructureReader::readMultipart(const Place &place)
{
    const qsizetype index = parts.size();
    BodyPart container;
    container.section = !place.insideMessage ? place.section : place.prefix.isEmpty() ? QByteArray("") : place.prefix + ".TEXT";
    parts.append(container);
    const QByteArray prefix = place.insideMessage ? place.prefix : place.section;
    for (int child = 1; m_cursor.peek() == '('; ++child) {
        Place inner;
        inner.section = joined(prefix, QByteArray::number(child));
        inner.prefix = inner.section;
        inner.depth = place.depth + 1;
        TRY(readBody(inner));
        m_cursor.skipSpaces();
    }
    const QByteArray subtype = TRY(m_cursor.text()).toLower();
    BodyPart &part = parts[index];
    part.type = "multipart/" + (subtype.isEmpty() ? QByteArray("mixed") : subtype);
    m_cursor.skipSpaces();
    if (m_cursor.peek() != ')')
        part.parameters = TRY(readParameters());
    return readExtensions(part, false);
}

Status StructureReader::readSinglePart(const Place &place)
{
    BodyPart part;
    part.section = place.insideMessage ? joined(place.prefix, "1") : place.section;
    const QByteArray type = TRY(m_cursor.text()).toLower();
    m_cursor.skipSpaces();
    const bool noSubtype = m_cursor.peek() == '(';
    const QByteArray subtype = noSubtype ? type : TRY(m_cursor.text()).toLower();
    const bool childless = type == "multipart" || noSubtype || (type.isEmpty() && isMultipartSubtype(subtype));
    if (childless) {
        if (!m_cursor.tolerates(Quirk::ChildlessMultipart))
            return m_cursor.fail("multipart with children");
        part.type = "multipart/" + (subtype.isEmpty() ? QByteArray("mixed") : subtype);
        m_cursor.skipSpaces();
        if (m_cursor.peek() != ')')
            part.parameters = TRY(readParameters());
        parts.append(part);
        return skipRest();
    }
    if ((type.isEmpty() || subtype.isEmpty()) && !m_cursor.tolerates(Quirk::NilForString))
        return m_cursor.fail("media type");
    part.type = type.isEmpty() ? QByteArray("application/octet-stream") : type + '/' + (subtype.isEmpty() ? QByteArray("octet-stream") : subtype);

    bool truncated = false;
    TRY(readBasicFields(part, truncated));
    const qsizetype index = parts.size();
    parts.append(part);
    if (truncated)
        return skipRest();
    m_cursor.skipSpaces();
    const bool digit = m_cursor.peek() >= '0' && m_cursor.peek() <= '9';
    if (part.type.startsWith("text/") && (digit || m_cursor.atNil()))
        (void)TRY(numberOrNil());
    else if (part.type == "message/rfc822" && m_cursor.peek() == '(')
        TRY(readMessageFields(place, index));
    return readExtensions(parts[index], true);
}

/** parameters id description encoding octets */
Status StructureReader::readBasicFields(BodyPart &part, bool &truncated)
{
    truncated = true;
    if (!TRY(next()))
        return {};
    part.parameters = TRY(readParameters());
    if (!TRY(next()))
        return {};
    part.contentId = withoutBrackets(TRY(m_cursor.text()));
    if (!TRY(next()))
        return {};
    part.description = TRY(m_cursor.text());
    if (!TRY(next()))
        return {};
    part.encoding = TRY(m_cursor.text()).toLower();
    if (!TRY(next()))
        return {};
    part.size = TRY(numberOrNil());
    truncated = false;
    return {};
}

/** envelope body lines: what message/rfc822 has more than others. */
Status StructureReader::readMessageFields(const Place &place, qsizetype index)
{
    (void)TRY(readEnvelope(m_cursor));
    m_cursor.skipSpaces();
    Place inner;
    inner.prefix = parts.at(index).section;
    inner.insideMessage = true;
    inner.depth = place.depth + 1;
    if (m_cursor.atNil())
        (void)TRY(m_cursor.nstring());
    else
        TRY(readBody(inner));
    m_cursor.skipSpaces();
    if (m_cursor.peek() != ')')
        (void)TRY(numberOrNil());
    return {};
}

} // namespace

QByteArray BodyPart::parameter(QByteArrayView name) const
{
    return valueOf(parameters, name);
}

QByteArray BodyPart::dispositionParameter(QByteArrayView name) const
{
    return valueOf(dispositionParameters, name);
}

Result<BodyStructure> readBodyStructure(ResponseCursor &cursor)
{
    StructureReader reader(cursor);
    Place root;
    root.insideMessage = true;
    TRY(reader.readBody(root));
    return std::move(reader.parts);
}

} // namespace petrel::imap
