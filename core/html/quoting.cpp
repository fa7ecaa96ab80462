#include "core/html/quoting.h"

#include <QStringList>

namespace petrel::html {

namespace {

/** A line taken apart: how deep it is quoted, and what stands behind the marks. */
struct QuotedLine
{
    int level = 0;
    QString text;
};

/** ">> text", "> > text" and ">text"; spaces between marks count as part of them. */
QuotedLine quotedLine(QStringView line)
{
    QuotedLine result;
    qsizetype at = 0;
    while (at < line.size() && line[at] == QLatin1Char('>')) {
        ++result.level;
        ++at;
        if (at + 1 < line.size() && line[at] == QLatin1Char(' ') && line[at + 1] == QLatin1Char('>'))
            ++at;
    }
    if (result.level > 0 && at < line.size() && line[at] == QLatin1Char(' '))
        ++at;
    result.text = line.sliced(at).toString();
    return result;
}

/** "-- " by the book; many programs lose the space. */
bool isSignatureMark(const QuotedLine &line)
{
    return line.level == 0 && (line.text == QLatin1String("-- ") || line.text == QLatin1String("--"));
}

QString trimmedEnd(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

/** The text without its signature: only a mark with own words, not quotes, behind it counts. */
QString withoutSignature(const QString &text)
{
    QString kept;
    for (const QuoteBlock &block : splitQuotes(text)) {
        if (block.signature)
            continue;
        const QString mark = block.level == 0 ? QString() : QString(block.level, QLatin1Char('>')) + QLatin1Char(' ');
        for (const QString &line : block.text.split(QLatin1Char('\n')))
            kept += mark + line + QLatin1Char('\n');
    }
    return trimmedEnd(kept);
}

struct ForwardLine
{
    QString name;
    QString value;
};

QString fullList(const AddressList &addresses)
{
    QStringList shown;
    for (const Address &address : addresses)
        shown.append(address.full());
    return shown.join(QStringLiteral(", "));
}

QList<ForwardLine> forwardLines(const mime::MessageContent &message, const QString &shownDate, const ForwardWords &words)
{
    QList<ForwardLine> lines{{words.from, fullList(message.envelope.from)},
                             {words.date, shownDate},
                             {words.subject, message.envelope.subject},
                             {words.to, fullList(message.envelope.to)},
                             {words.cc, fullList(message.envelope.cc)}};
    lines.removeIf([](const ForwardLine &line) { return line.value.isEmpty(); });
    return lines;
}

/** An address as people write it. */
QString bareAddress(const QString &text)
{
    QString bare = text.trimmed().toLower();
    for (const QLatin1StringView scheme : {QLatin1StringView("https://"), QLatin1StringView("http://"), QLatin1StringView("mailto:")}) {
        if (bare.startsWith(scheme))
            bare.remove(0, scheme.size());
    }
    while (bare.endsWith(QLatin1Char('/')))
        bare.chop(1);
    return bare;
}

} // namespace

QList<QuoteBlock> splitQuotes(const QString &text)
{
    QList<QuoteBlock> blocks;
    bool signature = false;
    bool open = false;
    const QList<QStringView> lines = QStringView(text).split(QLatin1Char('\n'));
    for (const QStringView &raw : lines) {
        const QuotedLine line = quotedLine(raw);
        const bool mark = isSignatureMark(line);
        signature = line.level == 0 && (signature || mark);
        const bool same = open && !mark && blocks.last().level == line.level && blocks.last().signature == signature;
        if (same)
            blocks.last().text += QLatin1Char('\n') + line.text;
        else
            blocks.append({line.level, signature, line.text});
        open = true;
    }
    return blocks;
}

QString quoteForReply(const QString &text, const QString &attribution)
{
    QString quoted = attribution.isEmpty() ? QString() : attribution + QLatin1Char('\n');
    const QString kept = withoutSignature(text);
    for (const QString &line : kept.split(QLatin1Char('\n'))) {
        const bool nested = line.startsWith(QLatin1Char('>'));
        quoted += trimmedEnd(QLatin1Char('>') + (nested ? QString() : QStringLiteral(" ")) + line) + QLatin1Char('\n');
    }
    return quoted + QLatin1Char('\n');
}

QString textWithAddresses(const mime::MessageContent &message)
{
    QString text;
    qsizetype at = 0;
    for (const mime::TextLink &link : message.links) {
        const qsizetype end = link.begin + link.length;
        if (link.begin < at || end > message.text.size())
            continue; // not of this text
        const QString words = message.text.mid(link.begin, link.length);
        text.append(QStringView(message.text).sliced(at, end - at));
        if (bareAddress(words) != bareAddress(link.url.toString()))
            text += QStringLiteral(" <") + link.url.toString(QUrl::FullyEncoded) + QLatin1Char('>');
        at = end;
    }
    return text.append(QStringView(message.text).sliced(at));
}

QString forwardText(const mime::MessageContent &message, const QString &shownDate, const ForwardWords &words)
{
    QString text = QStringLiteral("-------- ") + words.intro + QStringLiteral(" --------\n");
    for (const ForwardLine &line : forwardLines(message, shownDate, words))
        text += line.name + QStringLiteral(": ") + line.value + QLatin1Char('\n');
    return text + QLatin1Char('\n') + textWithAddresses(message);
}

} // namespace petrel::html
