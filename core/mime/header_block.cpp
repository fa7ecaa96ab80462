#include "core/mime/header_block_p.h"

#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

#include <algorithm>

namespace petrel::mime {

namespace {

bool isNamed(const RawField &field, const char *name)
{
    return field.name.compare(name, Qt::CaseInsensitive) == 0;
}

/** The name before the colon, spaces before it forgiven; empty when the line is no field. */
QByteArrayView fieldName(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return {};
    const QByteArrayView name = line.first(colon).trimmed();
    for (const char c : name) {
        if (c <= 0x20 || c >= 0x7F)
            return {};
    }
    return name;
}

bool isMboxMark(QByteArrayView line)
{
    return line.startsWith("From ") || line.startsWith(">From ");
}

/** Collects fields up to the limits; beyond them it only counts. */
class Collector
{
public:
    Collector(HeaderBlock &block, const Limits &limits) : m_block(block), m_limits(limits) {}

    void begin(QByteArrayView name, QByteArrayView value)
    {
        m_full = m_full || m_block.fields.size() >= m_limits.headerFields;
        m_block.cut = m_block.cut || m_full;
        if (m_full)
            return;
        m_block.fields.append({name.toByteArray(), {}});
        extend(value);
    }

    void extend(QByteArrayView piece)
    {
        if (m_full)
            return;
        m_kept += piece.size();
        QByteArray &value = m_block.fields.last().value;
        const qsizetype room = m_limits.headerFieldBytes - value.size();
        if (m_kept > m_limits.headerBlockBytes)
            m_full = m_block.cut = true;
        else if (piece.size() > room)
            m_block.cut = true;
        if (!m_full && room > 0)
            value.append(piece.first(std::min(room, piece.size())));
    }

private:
    HeaderBlock &m_block;
    const Limits &m_limits;
    qsizetype m_kept = 0;
    bool m_full = false;
};

} // namespace

QByteArray HeaderBlock::first(const char *name) const
{
    for (const RawField &field : fields) {
        if (isNamed(field, name))
            return field.value;
    }
    return {};
}

int HeaderBlock::count(const char *name) const
{
    return static_cast<int>(std::count_if(fields.begin(), fields.end(), [name](const RawField &f) { return isNamed(f, name); }));
}

QByteArray HeaderBlock::joined(const char *name) const
{
    QByteArrayList values;
    for (const RawField &field : fields) {
        if (isNamed(field, name) && !field.value.isEmpty())
            values.append(field.value);
    }
    return values.join(", ");
}

HeaderBlock readHeaderBlock(const QByteArray &bytes, qsizetype begin, qsizetype end, const Limits &limits)
{
    HeaderBlock block;
    Collector collector(block, limits);
    qsizetype at = begin;
    while (at < end) {
        qsizetype lineEnd = bytes.indexOf('\n', at);
        if (lineEnd < 0 || lineEnd > end)
            lineEnd = end;
        const qsizetype next = std::min(lineEnd + 1, end);
        QByteArrayView line = QByteArrayView(bytes).sliced(at, lineEnd - at);
        if (line.endsWith('\r'))
            line.chop(1);

        if (line.isEmpty() || (block.fields.isEmpty() && line.trimmed().isEmpty())) {
            block.bodyBegin = next;
            return block;
        }
        if (line.startsWith(' ') || line.startsWith('\t')) {
            if (!block.fields.isEmpty())
                collector.extend(line);
        } else if (const QByteArrayView name = fieldName(line); !name.isEmpty()) {
            collector.begin(name, line.sliced(line.indexOf(':') + 1).trimmed());
        } else if (!(at == begin && isMboxMark(line))) {
            block.bodyBegin = at;
            return block;
        }
        at = next;
    }
    block.bodyBegin = end;
    return block;
}

QByteArray withoutFields(const QByteArray &raw, std::initializer_list<QByteArrayView> names)
{
    const auto isLeftOut = [&](QByteArrayView name) {
        return std::any_of(names.begin(), names.end(), [&](QByteArrayView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
    };
    QByteArray kept;
    kept.reserve(raw.size());
    bool leftOut = false;
    qsizetype at = 0;
    while (at < raw.size()) {
        const qsizetype lineEnd = raw.indexOf('\n', at);
        const qsizetype next = lineEnd < 0 ? raw.size() : lineEnd + 1;
        const QByteArrayView line = QByteArrayView(raw).sliced(at, next - at);
        if (!line.startsWith(' ') && !line.startsWith('\t')) {
            const QByteArrayView name = fieldName(line);
            if (name.isEmpty() && !(at == 0 && isMboxMark(line)))
                break; // the empty line, or one that is no field: the body begins
            leftOut = isLeftOut(name);
        }
        if (!leftOut)
            kept += line;
        at = next;
    }
    return kept + raw.sliced(at);
}

QList<HeaderField> fieldsOf(const HeaderBlock &block)
{
    QList<HeaderField> fields;
    fields.reserve(block.fields.size());
    for (const RawField &field : block.fields)
        fields.append({field.name, decodeWords(field.value), field.value});
    return fields;
}

} // namespace petrel::mime
