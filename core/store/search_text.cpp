#include "core/store/search_text.h"

#include <algorithm>

namespace petrel::store {

namespace {

bool isCjk(char32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF && c != 0x30FB) // kana, without the middle dot
        || (c >= 0x31F0 && c <= 0x31FF)                // small katakana
        || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) // Han
        || (c >= 0xAC00 && c <= 0xD7AF)                // Hangul syllables
        || (c >= 0x20000 && c <= 0x3FFFF)              // Han, supplementary planes
        || c == 0x3005 || c == 0x3007;                 // iteration mark, zero
}

bool mayHoldCjk(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x3000; });
}

/** Writes CJK runs as pairs; `lastAlone` adds the last character of each run once more. */
QString inPairs(const QString &text, bool lastAlone)
{
    if (!mayHoldCjk(text))
        return text;
    const QList<uint> points = text.toUcs4();
    QList<char32_t> out;
    out.reserve(points.size() * 3);
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (!isCjk(points[i])) {
            out.append(points[i]);
            continue;
        }
        const bool begins = i == 0 || !isCjk(points[i - 1]);
        const bool ends = i + 1 == points.size() || !isCjk(points[i + 1]);
        if (begins)
            out.append(U' ');
        if (!ends)
            out.append({points[i], points[i + 1], U' '});
        else if (lastAlone || begins)
            out.append({points[i], U' '});
    }
    return QString::fromUcs4(out.constData(), out.size());
}

bool endsInSingleCjk(const QString &term)
{
    const QList<uint> points = term.toUcs4();
    return !points.isEmpty() && isCjk(points.last()) && (points.size() == 1 || !isCjk(points[points.size() - 2]));
}

} // namespace

QString indexText(const QString &text)
{
    return inPairs(text.normalized(QString::NormalizationForm_KC), true);
}

QString matchTerm(const QString &term, Continuation continuation)
{
    QString normal = term.normalized(QString::NormalizationForm_KC);
    normal.remove(QChar(0));
    if (std::none_of(normal.begin(), normal.end(), [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); }))
        return {};
    const bool open = continuation == Continuation::AnyEnding || endsInSingleCjk(normal);
    QString quoted = inPairs(normal, false).trimmed();
    quoted.replace(QLatin1Char('"'), QLatin1Char(' '));
    return QLatin1Char('"') + quoted + (open ? QStringLiteral("\"*") : QStringLiteral("\""));
}

} // namespace petrel::store
