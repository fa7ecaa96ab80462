#include "core/mime/text_decoding.h"

#include "core/mime/header_values.h"

#include <QStringList>

namespace petrel::mime {

namespace {

constexpr qsizetype kPreviewCharacters = 200;
constexpr qsizetype kLookedAt = 16 * 1024;

bool isSignatureMark(QStringView line)
{
    return line == QLatin1String("-- ") || line == QLatin1String("--");
}

bool isRule(QStringView line)
{
    return line.size() >= 3 && std::all_of(line.begin(), line.end(), [](QChar c) { return c.isPunct() || c.isSymbol(); });
}

/** "[Company logo]": the text of a picture, not of the writer. */
bool isPictureText(QStringView line)
{
    return line.startsWith(QLatin1Char('[')) && line.indexOf(QLatin1Char(']')) == line.size() - 1;
}

/** "On Monday Ada wrote:" before a quote. */
bool introducesQuote(const QList<QStringView> &lines, qsizetype at)
{
    if (!lines[at].trimmed().endsWith(QLatin1Char(':')))
        return false;
    for (qsizetype next = at + 1; next < lines.size(); ++next) {
        if (!lines[next].trimmed().isEmpty())
            return lines[next].startsWith(QLatin1Char('>'));
    }
    return false;
}

QString shortened(QString text)
{
    if (text.size() <= kPreviewCharacters)
        return text;
    text.truncate(kPreviewCharacters - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text.trimmed() + QChar(0x2026);
}

} // namespace

QString previewOf(const QString &text)
{
    const QString head = text.left(kLookedAt);
    const QList<QStringView> lines = QStringView(head).split(QLatin1Char('\n'));
    QString words;
    for (qsizetype i = 0; i < lines.size() && words.size() <= kPreviewCharacters; ++i) {
        if (isSignatureMark(lines[i]))
            break;
        const QStringView line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('>')) || isRule(line) || isPictureText(line)
            || introducesQuote(lines, i))
            continue;
        words += line.toString() + QLatin1Char(' ');
    }
    return shortened(cleanText(words).simplified());
}

} // namespace petrel::mime
