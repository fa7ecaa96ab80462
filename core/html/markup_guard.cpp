#include "core/html/markup_guard.h"

#include "core/html/markup_names_p.h"

#include <QHash>

#include <vector>

namespace petrel::html {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/** A start or end tag as found in the bytes. */
struct Tag
{
    QByteArray name;          ///< lower case
    qsizetype begin = 0;
    qsizetype end = 0;        ///< behind '>'
    qsizetype keptEnd = 0;    ///< where attributes beyond the limits begin; == end when all may stay
    bool closing = false;
};

class Guard
{
public:
    Guard(const QByteArray &in, const MarkupLimits &limits) : m_in(in.left(limits.bytes)), m_limits(limits) {}

    QByteArray run()
    {
        m_out.reserve(m_in.size());
        while (m_at < m_in.size() && m_nodes < m_limits.nodes) {
            const qsizetype open = m_in.indexOf('<', m_at);
            text(m_at, open < 0 ? m_in.size() : open);
            if (open < 0)
                break;
            m_at = open;
            markup();
        }
        return m_out;
    }

private:
    void text(qsizetype begin, qsizetype end)
    {
        if (end > begin)
            ++m_nodes;
        m_out.append(m_in.constData() + begin, end - begin);
    }

    char peek(qsizetype offset) const { return m_at + offset < m_in.size() ? m_in[m_at + offset] : '\0'; }

    void markup()
    {
        if (peek(1) == '!' && peek(2) == '-' && peek(3) == '-') {
            skipTo("-->", m_at + 4);
        } else if (peek(1) == '!' || peek(1) == '?') {
            skipTo(">", m_at + 2);
        } else if (isLetter(peek(1)) || (peek(1) == '/' && isLetter(peek(2)))) {
            Tag tag;
            if (!readTag(tag)) {
                m_at = m_in.size(); // an open quote swallows all that follows, as it does for every parser
                return;
            }
            m_at = tag.end;
            tag.closing ? closeTag(tag) : openTag(tag);
        } else {
            m_out += "&lt;";
            ++m_at;
        }
    }

    void skipTo(const char *mark, qsizetype from)
    {
        const qsizetype found = m_in.indexOf(mark, from);
        m_at = found < 0 ? m_in.size() : found + static_cast<qsizetype>(qstrlen(mark));
    }

    bool readTag(Tag &tag) const
    {
        tag.begin = m_at;
        tag.closing = peek(1) == '/';
        qsizetype at = m_at + (tag.closing ? 2 : 1);
        const qsizetype nameBegin = at;
        while (at < m_in.size() && !isSpace(m_in[at]) && m_in[at] != '>' && m_in[at] != '/')
            ++at;
        tag.name = m_in.mid(nameBegin, std::min<qsizetype>(at - nameBegin, 40)).toLower();
        const qsizetype attributesBegin = at;
        int attributes = 0;
        tag.keptEnd = -1;
        while (at < m_in.size() && m_in[at] != '>') {
            if (attributes > m_limits.attributesPerTag && tag.keptEnd < 0)
                tag.keptEnd = at;
            at = skipAttribute(at, attributes);
        }
        if (at >= m_in.size())
            return false;
        tag.end = at + 1;
        if (tag.end - attributesBegin > m_limits.attributeBytes)
            tag.keptEnd = attributesBegin;
        if (tag.keptEnd < 0)
            tag.keptEnd = tag.end;
        return true;
    }

    /** From anywhere between attributes to behind the next one, or one character on. */
    qsizetype skipAttribute(qsizetype at, int &count) const
    {
        if (isSpace(m_in[at]) || m_in[at] == '/')
            return at + 1;
        ++count;
        ++at; // even a leading '=' belongs to the name
        while (at < m_in.size() && !isSpace(m_in[at]) && m_in[at] != '>' && m_in[at] != '=' && m_in[at] != '/')
            ++at;
        qsizetype value = at;
        while (value < m_in.size() && isSpace(m_in[value]))
            ++value;
        if (value >= m_in.size() || m_in[value] != '=')
            return at;
        ++value;
        while (value < m_in.size() && isSpace(m_in[value]))
            ++value;
        return skipValue(value);
    }

    qsizetype skipValue(qsizetype at) const
    {
        if (at >= m_in.size())
            return at;
        if (m_in[at] == '"' || m_in[at] == '\'') {
            const qsizetype end = m_in.indexOf(m_in[at], at + 1);
            return end < 0 ? m_in.size() : end + 1;
        }
        while (at < m_in.size() && !isSpace(m_in[at]) && m_in[at] != '>')
            ++at;
        return at;
    }

    void emitTag(const Tag &tag)
    {
        m_out.append(m_in.constData() + tag.begin, tag.keptEnd - tag.begin);
        if (tag.keptEnd != tag.end)
            m_out += '>';
    }

    void openTag(const Tag &tag)
    {
        if (isDroppedRaw(tag.name)) {
            skipRaw(tag.name);
        } else if (isKeptRaw(tag.name)) {
            const qsizetype begin = m_at;
            skipRaw(tag.name);
            emitTag(tag);
            m_out.append(m_in.constData() + begin, m_at - begin);
            m_nodes += 2;
        } else if (isVoid(tag.name)) {
            m_nodes += 1 + m_formatting;
            emitTag(tag);
        } else if (tag.name != "plaintext") {
            openElement(tag);
        }
    }

    void openElement(const Tag &tag)
    {
        closeImplied(tag.name);
        const bool formatting = isFormatting(tag.name);
        if (static_cast<int>(m_open.size()) >= m_limits.depth || (formatting && m_formatting >= kFormatting)) {
            ++m_dropped[tag.name];
            return;
        }
        // After an implied end the parser opens all formatting elements anew, so they count at each element.
        m_nodes += 1 + m_formatting;
        m_formatting += formatting ? 1 : 0;
        m_open.push_back(tag.name);
        emitTag(tag);
    }

    void closeTag(const Tag &tag)
    {
        if (const auto dropped = m_dropped.find(tag.name); dropped != m_dropped.end() && *dropped > 0) {
            --*dropped;
            return;
        }
        if (isFormatting(tag.name) && m_formatting > 0)
            --m_formatting;
        for (std::size_t i = m_open.size(); i > 0; --i) {
            if (m_open[i - 1] != tag.name)
                continue;
            m_open.resize(i - 1);
            emitTag(tag);
            return;
        }
        // Formatting elements outlive the blocks they were opened in, so their ends always count.
        if (isFormatting(tag.name))
            emitTag(tag);
    }

    /** <li> ends the open <li>, <td> the open <td>: without this, lists without end tags would look deep. */
    void closeImplied(const QByteArray &name)
    {
        const std::size_t reach = m_open.size() > kImpliedReach ? m_open.size() - kImpliedReach : 0;
        for (std::size_t i = m_open.size(); i > reach; --i) {
            if (endsBefore(m_open[i - 1], name)) {
                m_open.resize(i - 1);
                return;
            }
            if (isScope(m_open[i - 1]))
                return;
        }
    }

    /** Behind the end tag of a raw-text element; to the very end when there is none. */
    void skipRaw(const QByteArray &name)
    {
        while (m_at < m_in.size()) {
            const qsizetype found = m_in.indexOf("</", m_at);
            if (found < 0)
                break;
            m_at = found + 2;
            const QByteArrayView candidate = QByteArrayView(m_in).sliced(m_at, std::min(name.size(), m_in.size() - m_at));
            if (candidate.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const qsizetype end = m_in.indexOf('>', m_at);
            m_at = end < 0 ? m_in.size() : end + 1;
            return;
        }
        m_at = m_in.size();
    }

    static constexpr int kFormatting = 40;            // open at once; mail uses a handful
    static constexpr std::size_t kImpliedReach = 16;  // how far down an implied end is looked for

    QByteArray m_in;
    MarkupLimits m_limits;
    QByteArray m_out;
    qsizetype m_at = 0;
    qsizetype m_nodes = 0;
    int m_formatting = 0;
    std::vector<QByteArray> m_open;
    QHash<QByteArray, int> m_dropped;
};

} // namespace

QByteArray guardedMarkup(const QByteArray &utf8, const MarkupLimits &limits)
{
    QByteArray clean = utf8;
    clean.replace('\0', "");
    return Guard(clean, limits).run();
}

} // namespace petrel::html
