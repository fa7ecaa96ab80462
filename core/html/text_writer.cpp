#include "core/html/text_writer_p.h"

namespace petrel::html {

namespace {

constexpr int kMostBreaks = 2;
constexpr int kListIndent = 2;

bool isCollapsible(QChar c)
{
    return c == QLatin1Char(' ') || c == QLatin1Char('\n') || c == QLatin1Char('\t') || c == QLatin1Char('\r') || c == QLatin1Char('\f')
        || c == QChar(0xA0) || (c.unicode() >= 0x2000 && c.unicode() <= 0x200A) || c == QChar(0x202F);
}

/** Fillers by which newsletters push the preview text apart. */
bool isFiller(QChar c)
{
    return c == QChar(0x200B) || c == QChar(0xAD) || c == QChar(0x34F) || c == QChar(0x2060) || c == QChar(0xFEFF)
        || (c.unicode() < 0x20) || (c.unicode() >= 0x7F && c.unicode() < 0xA0) || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
        || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
}

bool isJoiner(QChar c)
{
    return c == QChar(0x200C) || c == QChar(0x200D);
}

} // namespace

void TextWriter::words(const QString &text)
{
    for (const QChar c : text) {
        if (isCollapsible(c))
            m_space = true;
        else if (!isFiller(c) && !(isJoiner(c) && (m_space || !m_lineHasWords || m_breaks > 0)))
            put(c);
    }
}

void TextWriter::preformatted(const QString &text)
{
    for (const QChar c : text) {
        if (c == QLatin1Char('\n')) {
            ++m_breaks; // every empty line counts here
            m_space = false;
        } else if (c == QLatin1Char('\t') || !isFiller(c)) {
            put(c);
        }
    }
}

void TextWriter::put(QChar c)
{
    startWord();
    m_result.text.append(c);
}

void TextWriter::startWord()
{
    QString &text = m_result.text;
    const bool first = text.isEmpty();
    if (first || m_breaks > 0) {
        const int breaks = first ? 0 : m_breaks;
        for (int i = 0; i < breaks; ++i) {
            m_lastBreak = text.size();
            text.append(QLatin1Char('\n'));
            if (i + 1 < breaks)
                text.append(QString(std::min(m_lineQuotes, m_quotes), QLatin1Char('>')));
        }
        text.append(quoteMarks(m_quotes));
        if (m_mark.isEmpty() && m_lists > 0)
            text.append(QString(m_lists * kListIndent, QLatin1Char(' ')));
        m_lineQuotes = m_quotes;
        m_lineHasWords = false;
    } else if (m_cellGap && m_lineHasWords) {
        text.append(QLatin1String("  "));
    } else if (m_space && m_lineHasWords && m_mark.isEmpty()) {
        text.append(QLatin1Char(' '));
    }
    if (!m_mark.isEmpty())
        text.append(QString((m_lists > 0 ? m_lists - 1 : 0) * kListIndent, QLatin1Char(' ')) + std::exchange(m_mark, {}));
    if (m_rowBegin < 0)
        m_rowBegin = text.size();
    if (m_linkUrl.isValid() && m_linkBegin < 0)
        m_linkBegin = text.size();
    m_breaks = 0;
    m_space = m_cellGap = false;
    m_lineHasWords = true;
}

QString TextWriter::quoteMarks(int depth) const
{
    return depth == 0 ? QString() : QString(depth, QLatin1Char('>')) + QLatin1Char(' ');
}

void TextWriter::breakLines(int count)
{
    if (!m_cellGap)
        m_breaks = std::max(m_breaks, count);
    m_space = false;
}

void TextWriter::addLine()
{
    m_breaks = std::min(m_breaks + 1, kMostBreaks);
    m_space = false;
}

void TextWriter::beginRow()
{
    breakLines(1);
    m_rowBegin = -1;
}

void TextWriter::nextCell()
{
    const bool rowHasWords = m_rowBegin >= 0 && m_result.text.size() > m_rowBegin;
    const bool oneLine = rowHasWords && m_lastBreak < m_rowBegin;
    if (oneLine) {
        m_breaks = 0;
        m_cellGap = true;
    } else if (rowHasWords) {
        breakLines(1);
    }
}

void TextWriter::endRow()
{
    m_cellGap = false;
    breakLines(1);
}

void TextWriter::beginQuote()
{
    m_cellGap = false;
    breakLines(2);
    ++m_quotes;
}

void TextWriter::endQuote()
{
    breakLines(2);
    --m_quotes;
}

void TextWriter::beginList()
{
    breakLines(1);
    ++m_lists;
}

void TextWriter::endList()
{
    m_mark.clear();
    --m_lists;
    breakLines(m_lists == 0 ? 2 : 1);
}

void TextWriter::listMark(const QString &mark)
{
    breakLines(1);
    m_mark = mark;
}

void TextWriter::beginLink(const QUrl &url)
{
    m_linkUrl = url;
    m_linkBegin = -1;
}

void TextWriter::endLink()
{
    if (m_linkBegin >= 0 && m_result.text.size() > m_linkBegin)
        m_result.links.append({m_linkBegin, m_result.text.size() - m_linkBegin, m_linkUrl});
    m_linkUrl = QUrl();
    m_linkBegin = -1;
}

LinkedText TextWriter::take()
{
    return std::move(m_result);
}

} // namespace petrel::html
