#include "core/mime/text_decoding.h"

#include <QStringList>

namespace petrel::mime {

namespace {

constexpr qsizetype kFlowedColumns = 72;

/** A line without its quote marks. */
struct Line
{
    int depth = 0;
    QString text;
};

QString quoteMarks(int depth)
{
    return depth == 0 ? QString() : QString(depth, QLatin1Char('>')) + QLatin1Char(' ');
}

Line unquoted(QStringView line)
{
    Line result;
    while (result.depth < line.size() && line[result.depth] == QLatin1Char('>'))
        ++result.depth;
    result.text = line.sliced(result.depth).toString();
    if (result.text.startsWith(QLatin1Char(' ')))
        result.text.remove(0, 1); // space stuffing, RFC 3676 4.4
    return result;
}

/** "> > text" as people and other programs write it; also counts marks with spaces between. */
Line typedQuote(QStringView line)
{
    Line result;
    qsizetype at = 0;
    while (at < line.size() && line[at] == QLatin1Char('>')) {
        ++result.depth;
        ++at;
        if (at + 1 < line.size() && line[at] == QLatin1Char(' ') && line[at + 1] == QLatin1Char('>'))
            ++at;
    }
    if (result.depth > 0 && at < line.size() && line[at] == QLatin1Char(' '))
        ++at;
    result.text = line.sliced(at).toString();
    return result;
}

bool isSignatureMark(const QString &text)
{
    return text == QLatin1String("-- ");
}

QString stuffed(const QString &text, int depth)
{
    if (depth > 0)
        return quoteMarks(depth) + text;
    const bool needed = text.startsWith(QLatin1Char(' ')) || text.startsWith(QLatin1Char('>')) || text.startsWith(QLatin1String("From "));
    return needed ? QLatin1Char(' ') + text : text;
}

QString withoutTrailingSpaces(QString text)
{
    while (text.endsWith(QLatin1Char(' ')))
        text.chop(1);
    return text;
}

/** Where to break: behind the last space that fits, or behind the first one at all. Never inside a run of spaces. */
qsizetype breakPoint(const QString &text, qsizetype columns)
{
    qsizetype best = -1;
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (i >= columns && best > 0)
            return best;
        if (text[i] == QLatin1Char(' ') && text[i + 1] != QLatin1Char(' '))
            best = i + 1;
    }
    return best;
}

void appendFlowed(QStringList &out, const Line &line)
{
    if (isSignatureMark(line.text)) {
        out.append(quoteMarks(line.depth) + line.text);
        return;
    }
    QString rest = withoutTrailingSpaces(line.text);
    const qsizetype columns = std::max<qsizetype>(kFlowedColumns - line.depth, 20);
    while (rest.size() > columns) {
        const qsizetype at = breakPoint(rest, columns);
        if (at <= 0 || isSignatureMark(rest.left(at)))
            break;
        out.append(stuffed(rest.left(at), line.depth));
        rest.remove(0, at);
    }
    const QString last = stuffed(rest, line.depth);
    out.append(rest.isEmpty() ? withoutTrailingSpaces(last) : last);
}

} // namespace

QString decodeFlowed(const QString &text, bool delSp)
{
    QStringList out;
    bool open = false; // the last paragraph goes on with the next line
    int openDepth = 0;
    const QList<QStringView> lines = QStringView(text).split(QLatin1Char('\n'));
    for (const QStringView &raw : lines) {
        Line line = unquoted(raw);
        const bool mark = isSignatureMark(line.text);
        const bool flows = line.text.endsWith(QLatin1Char(' ')) && !mark;
        if (flows && delSp)
            line.text.chop(1);
        if (open && line.depth == openDepth && !mark)
            out.last() += line.text;
        else
            out.append(quoteMarks(line.depth) + line.text);
        open = flows;
        openDepth = line.depth;
    }
    return out.join(QLatin1Char('\n'));
}

QString encodeFlowed(const QString &text)
{
    QStringList out;
    const QList<QStringView> lines = QStringView(text).split(QLatin1Char('\n'));
    for (const QStringView &line : lines)
        appendFlowed(out, typedQuote(line));
    return out.join(QLatin1Char('\n'));
}

} // namespace petrel::mime
