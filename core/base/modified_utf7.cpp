#include "core/base/modified_utf7.h"

#include <cstdint>

namespace petrel {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == ',' ? 63 : -1;
}

bool isPlain(char16_t unit)
{
    return unit >= 0x20 && unit <= 0x7e;
}

void appendShifted(QByteArray &wire, QStringView units)
{
    wire += '&';
    std::uint32_t bits = 0;
    int held = 0;
    for (const QChar unit : units) {
        bits = (bits << 16) | unit.unicode();
        held += 16;
        while (held >= 6) {
            held -= 6;
            wire += kAlphabet[(bits >> held) & 0x3f];
        }
    }
    if (held > 0)
        wire += kAlphabet[(bits << (6 - held)) & 0x3f];
    wire += '-';
}

/** The units between '&' and '-'; false when bits are left over that are not zero padding. */
bool decodeShifted(QByteArrayView shifted, QString &text)
{
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : shifted) {
        const int value = sextet(c);
        if (value < 0)
            return false;
        bits = (bits << 6) | std::uint32_t(value);
        held += 6;
        if (held >= 16) {
            held -= 16;
            text += QChar(char16_t((bits >> held) & 0xffff));
        }
    }
    return held < 6 && (bits & ((1u << held) - 1)) == 0;
}

} // namespace

QByteArray toModifiedUtf7(const QString &text)
{
    const QString sound = QString::fromUtf8(text.toUtf8()); // lone surrogates become U+FFFD
    QByteArray wire;
    qsizetype i = 0;
    while (i < sound.size()) {
        const char16_t unit = sound.at(i).unicode();
        if (isPlain(unit)) {
            wire += char(unit);
            if (unit == u'&')
                wire += '-';
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < sound.size() && !isPlain(sound.at(end).unicode()))
            ++end;
        appendShifted(wire, QStringView(sound).sliced(i, end - i));
        i = end;
    }
    return wire;
}

std::optional<QString> fromModifiedUtf7(QByteArrayView bytes)
{
    QString text;
    qsizetype i = 0;
    while (i < bytes.size()) {
        const char c = bytes.at(i);
        if (!isPlain(uchar(c)))
            return std::nullopt;
        if (c != '&') {
            text += QLatin1Char(c);
            ++i;
            continue;
        }
        const qsizetype end = bytes.indexOf('-', i);
        if (end < 0)
            return std::nullopt;
        const QByteArrayView shifted = bytes.sliced(i + 1, end - i - 1);
        if (shifted.isEmpty())
            text += u'&';
        else if (!decodeShifted(shifted, text))
            return std::nullopt;
        i = end + 1;
    }
    if (!text.isValidUtf16())
        return std::nullopt;
    return text;
}

} // namespace petrel
