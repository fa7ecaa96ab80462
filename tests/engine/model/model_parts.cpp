#include "tests/engine/model/model_parts.h"

#include "core/mime/parsed_message.h"

#include <algorithm>

namespace petrel::test {

namespace {

QByteArray quoted(const QByteArray &text)
{
    return text.isEmpty() ? QByteArray("NIL") : '"' + text + '"';
}

QByteArray parameter(const char *name, const QByteArray &value)
{
    return value.isEmpty() ? QByteArray("NIL") : QByteArray("(\"") + name + "\" \"" + value + "\")";
}

QByteArray structureOf(const QList<mime::Part> &parts, int index)
{
    const mime::Part &part = parts.at(index);
    const qsizetype slash = part.info.type.indexOf('/');
    const QByteArray type = part.info.type.left(slash).toUpper(), subtype = part.info.type.mid(slash + 1).toUpper();
    if (part.isContainer()) {
        QByteArray children;
        for (int i = 0; i < parts.size(); ++i)
            children += parts.at(i).parent == index ? structureOf(parts, i) : QByteArray();
        return '(' + children + " \"" + subtype + "\" NIL NIL NIL NIL)";
    }
    const QByteArray id = part.info.contentId.isEmpty() ? QByteArray() : '<' + part.info.contentId + '>';
    const QByteArray disposition = part.info.disposition.isEmpty()
        ? QByteArray("NIL")
        : '(' + quoted(part.info.disposition) + ' ' + parameter("FILENAME", part.info.fileName.toUtf8()) + ')';
    const QByteArray encoding = part.info.encoding.isEmpty() ? QByteArray("7BIT") : part.info.encoding.toUpper();
    return '(' + quoted(type) + ' ' + quoted(subtype) + ' ' + parameter("CHARSET", part.info.charset) + ' ' + quoted(id) + " NIL " + quoted(encoding) + ' '
           + QByteArray::number(part.bodyEnd - part.bodyBegin) + (type == "TEXT" ? " 1" : "") + " NIL " + disposition + " NIL NIL)";
}

} // namespace

QByteArray bodyStructureOf(const QByteArray &raw)
{
    const Result<mime::ParsedMessage> parsed = mime::parseMessage(raw);
    return parsed ? structureOf(parsed->parts(), 0) : QByteArray("(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 0 0 NIL NIL NIL NIL)");
}

QByteArray sectionOf(const QByteArray &raw, const QByteArray &name)
{
    const Result<mime::ParsedMessage> parsed = mime::parseMessage(raw);
    if (name.isEmpty() || !parsed)
        return raw;
    const QList<mime::Part> &parts = parsed->parts();
    if (name == "HEADER")
        return raw.left(parts.first().bodyBegin);
    const bool mime = name.endsWith(".MIME");
    const QByteArray path = mime ? name.chopped(5) : name;
    const auto part = std::find_if(parts.cbegin(), parts.cend(), [&](const mime::Part &one) { return one.info.path == path; });
    if (part == parts.cend())
        return {};
    return mime ? raw.mid(part->headerBegin, part->bodyBegin - part->headerBegin) : raw.mid(part->bodyBegin, part->bodyEnd - part->bodyBegin);
}

} // namespace petrel::test
