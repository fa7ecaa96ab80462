#include "core/sasl/saslprep.h"

#include <algorithm>

namespace petrel::sasl {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

/** RFC 3454 table B.1: commonly mapped to nothing. */
constexpr Range kMappedToNothing[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x1806, 0x1806}, {0x180B, 0x180D}, {0x200B, 0x200D}, {0x2060, 0x2060}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
};

/** Tables C.1.2 (mapped to a plain space instead, RFC 4013 section 2.1). */
constexpr Range kSpaces[] = {
    {0x00A0, 0x00A0}, {0x1680, 0x1680}, {0x2000, 0x200B}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};

/** Tables C.2.1, C.2.2, C.3 to C.9: what RFC 4013 section 2.3 prohibits. */
constexpr Range kProhibited[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0340, 0x0341}, {0x06DD, 0x06DD}, {0x070F, 0x070F}, {0x180E, 0x180E}, {0x200C, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x2063}, {0x206A, 0x206F}, {0x2FF0, 0x2FFB}, {0xD800, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFF}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}, {0xF0000, 0x10FFFF},
};

template <std::size_t N>
bool isIn(const Range (&table)[N], char32_t letter)
{
    return std::any_of(std::begin(table), std::end(table), [letter](const Range &range) { return letter >= range.first && letter <= range.last; });
}

/** Also the last two places of each plane, which are no characters (table C.4). */
bool isProhibited(char32_t letter)
{
    return isIn(kProhibited, letter) || (letter & 0xFFFE) == 0xFFFE;
}

bool isRightToLeft(char32_t letter)
{
    const QChar::Direction direction = QChar::direction(letter);
    return direction == QChar::DirR || direction == QChar::DirAL;
}

/** RFC 3454 section 6: a text with right-to-left letters begins and ends with one, and holds none that runs left to right. */
bool hasOneDirection(const QList<uint> &letters)
{
    if (std::none_of(letters.begin(), letters.end(), isRightToLeft))
        return true;
    const bool mixed = std::any_of(letters.begin(), letters.end(), [](uint letter) { return QChar::direction(letter) == QChar::DirL; });
    return !mixed && isRightToLeft(letters.first()) && isRightToLeft(letters.last());
}

} // namespace

std::optional<QString> saslPrepared(const QString &text)
{
    QString mapped;
    const QList<uint> letters = text.toUcs4();
    for (const char32_t letter : letters) {
        if (isIn(kSpaces, letter))
            mapped += u' ';
        else if (!isIn(kMappedToNothing, letter))
            mapped += QString::fromUcs4(&letter, 1);
    }
    const QString normal = mapped.normalized(QString::NormalizationForm_KC, QChar::Unicode_3_2);
    const QList<uint> result = normal.toUcs4();
    if (result.isEmpty() || std::any_of(result.begin(), result.end(), isProhibited) || !hasOneDirection(result))
        return {};
    return normal;
}

QByteArray preparedOrRaw(const QByteArray &utf8)
{
    const QString text = QString::fromUtf8(utf8);
    if (text.toUtf8() != utf8) // no UTF-8 at all: an old password, bytes as they are
        return utf8;
    const std::optional<QString> prepared = saslPrepared(text);
    return prepared ? prepared->toUtf8() : utf8;
}

} // namespace petrel::sasl
