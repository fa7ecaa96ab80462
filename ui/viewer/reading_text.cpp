#include "ui/viewer/reading_text.h"

#include "core/html/html_from_text.h"
#include "ui/viewer/paragraph_flow.h"

#include <algorithm>

namespace petrel::ui {

namespace {

struct QuoteMarks
{
    int level = 0;
    qsizetype length = 0;
};

/** ">> text", "> > text" and ">text": how deep, and how many characters the marks take. */
QuoteMarks quoteMarks(QStringView line)
{
    QuoteMarks marks;
    qsizetype at = 0;
    while (at < line.size()) {
        if (line[at] == u'>') {
            ++marks.level;
            marks.length = ++at;
        } else if (line[at] == u' ' && at + 1 < line.size() && line[at + 1] == u'>') {
            ++at;
        } else {
            break;
        }
    }
    if (marks.level > 0 && marks.length < line.size() && line[marks.length] == u' ')
        ++marks.length;
    return marks;
}

/** Walks along the links of a text as its lines are cut. */
class LinkWalk
{
public:
    explicit LinkWalk(const QList<html::LinkRange> &links) : m_links(links) {}

    /** The part of each link that lies inside [start, end), counted from `start`. Calls must go forward. */
    QList<TextLink> within(qsizetype start, qsizetype end)
    {
        while (m_next < m_links.size() && m_links[m_next].begin + m_links[m_next].length <= start)
            ++m_next;
        QList<TextLink> inside;
        for (qsizetype i = m_next; i < m_links.size() && m_links[i].begin < end; ++i) {
            const qsizetype from = std::max(m_links[i].begin, start);
            const qsizetype to = std::min(m_links[i].begin + m_links[i].length, end);
            if (from < to)
                inside.append({from - start, to - from, m_links[i].url});
        }
        return inside;
    }

private:
    const QList<html::LinkRange> &m_links;
    qsizetype m_next = 0;
};

bool isAttribution(const QString &text)
{
    constexpr qsizetype kLongest = 200;
    return text.size() <= kLongest && (text.endsWith(u':') || text.endsWith(u'\uff1a'));
}

/** The nearest line with text above a quote is its attribution when it ends as one. */
void markAttributions(ReadingText &reading)
{
    for (const QuoteRun &run : std::as_const(reading.quotes)) {
        qsizetype above = run.first - 1;
        if (above >= 0 && reading.lines[above].role == TextLine::Role::Blank)
            --above;
        if (above < 0)
            continue;
        TextLine &line = reading.lines[above];
        if (line.role == TextLine::Role::Body && line.quoteLevel == 0 && isAttribution(line.text))
            line.role = TextLine::Role::Attribution;
    }
}

void findQuotes(ReadingText &reading)
{
    for (qsizetype i = 0; i < reading.lines.size(); ++i) {
        if (reading.lines[i].quoteLevel == 0)
            continue;
        if (!reading.quotes.isEmpty() && reading.quotes.last().first + reading.quotes.last().count == i)
            ++reading.quotes.last().count;
        else
            reading.quotes.append({i, 1, false});
    }
}

/** The writer said something of their own between this line and the next quote. */
bool isAnsweredBelow(const ReadingText &reading, qsizetype line)
{
    for (qsizetype i = line; i < reading.lines.size() && reading.lines[i].quoteLevel == 0; ++i) {
        if (reading.lines[i].role == TextLine::Role::Body)
            return true;
    }
    return false;
}

/** Long quotes fold, unless the mail answers its quotes one by one: then all stay open. */
void planFolds(ReadingText &reading)
{
    const auto answered = std::count_if(reading.quotes.cbegin(), reading.quotes.cend(), [&](const QuoteRun &run) {
        return isAnsweredBelow(reading, run.first + run.count);
    });
    if (answered > 1)
        return;
    for (QuoteRun &run : reading.quotes)
        run.folded = run.count > ReadingText::kShortQuote;
}

/** Where the shown text ends: trailing space is dropped, and what is beyond the limit after its last whole line. */
qsizetype shownEnd(const QString &text, qsizetype limit)
{
    qsizetype end = text.size();
    while (end > 0 && text[end - 1].isSpace())
        --end;
    if (end <= limit)
        return end;
    const qsizetype lineEnd = text.lastIndexOf(u'\n', limit);
    return lineEnd > 0 ? lineEnd : limit;
}

bool isSignatureMark(QStringView line)
{
    return line == u"-- ";
}

/** Text that was made from HTML keeps the HTML's own links: their words seldom are addresses. */
html::LinkedText linkedSection(const mime::BodySection &section, mime::TextOrigin origin)
{
    const bool mayBeMade = section.plain.isEmpty() || origin == mime::TextOrigin::FromHtml;
    if (mayBeMade && !section.html.isEmpty()) {
        html::LinkedText made = html::textFromHtml(section.html);
        if (section.plain.isEmpty() || section.plain == made.text)
            return made;
    }
    return {section.plain, html::linkify(section.plain)};
}

} // namespace

ReadingText readingText(const html::LinkedText &linked, qsizetype limit)
{
    const QString &text = linked.text;
    const qsizetype end = shownEnd(text, limit);
    ReadingText reading;
    reading.cut = QStringView(text).sliced(end).trimmed().size() > 0;

    bool inSignature = false;
    LinkWalk links(linked.links);
    for (qsizetype start = 0; start < end;) {
        const qsizetype found = text.indexOf(u'\n', start);
        const qsizetype lineEnd = found < 0 || found > end ? end : found;
        const QStringView whole = QStringView(text).sliced(start, lineEnd - start);
        const QuoteMarks marks = quoteMarks(whole);
        const QStringView words = whole.sliced(marks.length);

        TextLine line;
        line.quoteLevel = marks.level;
        if (marks.level == 0 && isSignatureMark(whole)) {
            inSignature = true;
            if (!reading.lines.isEmpty() && reading.lines.last().role == TextLine::Role::Blank) {
                start = lineEnd + 1;
                continue; // one gap is enough
            }
        } else if (!words.trimmed().isEmpty()) {
            line.text = words.toString();
            line.links = links.within(start + marks.length, lineEnd);
        }
        if (line.text.isEmpty())
            line.role = TextLine::Role::Blank;
        else if (inSignature && marks.level == 0)
            line.role = TextLine::Role::Signature;
        reading.lines.append(line);
        start = lineEnd + 1;
    }

    findQuotes(reading);
    markAttributions(reading);
    markFlowingLines(reading);
    planFolds(reading);
    return reading;
}

html::LinkedText linkedBody(const mime::MessageContent &content)
{
    html::LinkedText body;
    for (const mime::BodySection &section : content.sections) {
        const html::LinkedText piece = linkedSection(section, content.textOrigin);
        if (!body.text.isEmpty())
            body.text += QStringLiteral("\n\n");
        for (html::LinkRange link : piece.links) {
            link.begin += body.text.size();
            body.links.append(link);
        }
        body.text += piece.text;
    }
    return body;
}

} // namespace petrel::ui
