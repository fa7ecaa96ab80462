#include "core/mime/header_values.h"
#include "core/mime/text_decoding.h"

#include <map>

namespace petrel::mime {

namespace {

constexpr qsizetype kParameters = 1000;
constexpr int kSections = 1000;

/** One "name=value" as written; the name may carry RFC 2231 marks: "filename*0*". */
struct Written
{
    QByteArray name;
    QByteArray value;
};

/** Walks over "; name=value" pairs and forgives what mail programs get wrong. */
class Scanner
{
public:
    explicit Scanner(const QByteArray &bytes) : m_bytes(bytes) {}

    QByteArray leadingValue()
    {
        const qsizetype end = m_bytes.indexOf(';');
        QByteArray value = m_bytes.left(end < 0 ? m_bytes.size() : end);
        m_at = end < 0 ? m_bytes.size() : end + 1;
        if (const qsizetype comment = value.indexOf('('); comment >= 0)
            value.truncate(comment);
        return value.simplified().replace(' ', "").replace('"', "").toLower();
    }

    bool next(Written &written)
    {
        while (m_at < m_bytes.size()) {
            const qsizetype begin = m_at;
            while (m_at < m_bytes.size() && m_bytes[m_at] != '=' && m_bytes[m_at] != ';')
                ++m_at;
            written.name = m_bytes.mid(begin, m_at - begin).trimmed().toLower();
            if (m_at >= m_bytes.size() || m_bytes[m_at++] == ';')
                continue;
            written.value = value();
            if (!written.name.isEmpty())
                return true;
        }
        return false;
    }

private:
    QByteArray value()
    {
        while (m_at < m_bytes.size() && (m_bytes[m_at] == ' ' || m_bytes[m_at] == '\t'))
            ++m_at;
        return m_at < m_bytes.size() && m_bytes[m_at] == '"' ? quoted() : token();
    }

    /** A backslash escapes only a quote and itself: Windows paths arrive unescaped. A missing end quote ends at the end. */
    QByteArray quoted()
    {
        QByteArray text;
        for (++m_at; m_at < m_bytes.size() && m_bytes[m_at] != '"'; ++m_at) {
            const bool escape = m_bytes[m_at] == '\\' && m_at + 1 < m_bytes.size()
                && (m_bytes[m_at + 1] == '"' || m_bytes[m_at + 1] == '\\');
            if (escape)
                ++m_at;
            text.append(m_bytes[m_at]);
        }
        const qsizetype end = m_bytes.indexOf(';', m_at);
        m_at = end < 0 ? m_bytes.size() : end + 1;
        return text;
    }

    /** Up to the semicolon, spaces included: "filename=my file.txt" means what it says. */
    QByteArray token()
    {
        const qsizetype end = m_bytes.indexOf(';', m_at);
        const QByteArray text = m_bytes.mid(m_at, end < 0 ? -1 : end - m_at).trimmed();
        m_at = end < 0 ? m_bytes.size() : end + 1;
        return text;
    }

    QByteArray m_bytes;
    qsizetype m_at = 0;
};

struct Section
{
    QByteArray value;
    bool percentCoded = false;
};
using Sections = std::map<int, Section>;

/** "utf-8'en'text" taken apart; without two quotes everything is text. */
struct CharsetAndText
{
    QByteArray charset;
    QByteArray text;
};
CharsetAndText splitCharset(const QByteArray &value)
{
    const qsizetype first = value.indexOf('\'');
    const qsizetype second = first < 0 ? -1 : value.indexOf('\'', first + 1);
    if (second < 0)
        return {{}, value};
    return {value.left(first), value.mid(second + 1)};
}

QString joined(const Sections &sections)
{
    QByteArray charset;
    QByteArray bytes;
    bool anyCoded = false;
    int expected = 0;
    for (const auto &[number, section] : sections) {
        if (number != expected++)
            break; // a missing section ends the value, RFC 2231 section 3
        if (!section.percentCoded) {
            bytes += section.value;
            continue;
        }
        anyCoded = true;
        const CharsetAndText parts = number == 0 ? splitCharset(section.value) : CharsetAndText{{}, section.value};
        if (number == 0)
            charset = parts.charset;
        bytes += QByteArray::fromPercentEncoding(parts.text);
    }
    return anyCoded ? cleanText(decodeCharset(bytes, charset)) : decodeWords(bytes);
}

/** Splits "filename*0*" into its base, section number and whether the value is percent-coded. */
struct Mark
{
    QByteArray base;
    int number = 0;
    bool marked = false;
    bool percentCoded = false;
};
Mark markOf(QByteArray name)
{
    Mark mark;
    if (name.endsWith('*')) {
        mark.percentCoded = mark.marked = true;
        name.chop(1);
    }
    const qsizetype star = name.lastIndexOf('*');
    if (star > 0) {
        bool ok = false;
        const int number = name.mid(star + 1).toInt(&ok);
        if (ok && number >= 0 && number < kSections) {
            mark.number = number;
            mark.marked = true;
            name.truncate(star);
        }
    }
    mark.base = name.trimmed();
    return mark;
}

} // namespace

ParameterizedValue parseParameters(const QByteArray &raw)
{
    QByteArray bytes = raw;
    bytes.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
    Scanner scanner(bytes);
    ParameterizedValue result;
    result.value = scanner.leadingValue();

    std::map<QByteArray, Sections> extended;
    Written written;
    for (qsizetype count = 0; count < kParameters && scanner.next(written); ++count) {
        const Mark mark = markOf(written.name);
        if (mark.marked)
            extended[mark.base].try_emplace(mark.number, Section{written.value, mark.percentCoded});
        else
            result.parameters.append({mark.base, decodeWords(written.value), false});
    }
    for (const auto &[name, sections] : extended)
        result.parameters.append({name, joined(sections), true});
    return result;
}

QString ParameterizedValue::parameter(QByteArrayView name) const
{
    const Parameter *found = nullptr;
    for (const Parameter &candidate : parameters) {
        if (name != candidate.name)
            continue;
        if (candidate.extended && !candidate.value.isEmpty())
            return candidate.value;
        if (!found)
            found = &candidate;
    }
    return found ? found->value : QString();
}

QString decodeParameter(const QByteArray &raw)
{
    return joined({{0, Section{raw, true}}});
}

} // namespace petrel::mime
