#include "core/mime/header_values.h"
#include "core/mime/plain_ascii_p.h"

#include <QChar>

namespace petrel::mime {

namespace {

constexpr char32_t kZwnj = 0x200C;
constexpr char32_t kZwj = 0x200D;
constexpr int kMarksInARow = 8;

bool isBlank(char32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x2800;
}

/** Nothing to see, or something that moves what is seen: bidirectional controls, fillers, tags. */
bool isInvisible(char32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C)
        return true;
    if (c == 0x200B || c == 0x200E || c == 0x200F || c == 0x180E || c == 0xFEFF || c == 0x34F)
        return true;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFB))
        return true;
    if (c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0)
        return true;
    return c >= 0xE0000 && c <= 0xE0FFF && !(c >= 0xE0100 && c <= 0xE01EF);
}

/** Joiners shape Arabic, Indic scripts and emoji; between Latin letters they only hide. */
bool mayJoin(char32_t c)
{
    return c >= 0x600;
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0x180B && c <= 0x180D) || c == 0x180F || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/** A variation selector chooses a form of the character before it; after a space or a Latin letter it is only a box. */
bool mayVary(char32_t c)
{
    return c >= 0xA9 ? !isVariationSelector(c) && !QChar::isSpace(c) : (c >= '0' && c <= '9') || c == '#' || c == '*';
}

bool isMark(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

void append(QString &out, char32_t c)
{
    if (QChar::isSurrogate(c) || QChar::isNonCharacter(c))
        c = QChar::ReplacementCharacter;
    out.append(QChar::fromUcs4(c));
}

} // namespace

QString cleanText(const QString &text)
{
    if (isPlainAscii(text))
        return text.trimmed();
    const QList<uint> points = text.toUcs4();
    QString clean;
    clean.reserve(text.size());
    char32_t last = ' ';
    int marks = 0;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (c == kZwj || c == kZwnj) {
            const char32_t next = i + 1 < points.size() ? points[i + 1] : 0;
            if (!mayJoin(last) || !mayJoin(next) || isInvisible(next))
                continue;
        } else if (isVariationSelector(c)) {
            if (!mayVary(last))
                continue;
        } else if (isBlank(c)) {
            clean.append(QLatin1Char(' '));
            last = ' ';
            continue;
        } else if (isInvisible(c)) {
            continue;
        }
        marks = isMark(c) ? marks + 1 : 0;
        if (marks > kMarksInARow)
            continue;
        append(clean, c);
        last = c;
    }
    return clean.trimmed();
}

} // namespace petrel::mime
