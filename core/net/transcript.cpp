#include "core/net/transcript.h"

namespace petrel::net {

namespace {

constexpr qsizetype kMaxLine = 1000;

QByteArray printable(const QByteArray &text)
{
    QByteArray shown;
    for (const char c : text.left(kMaxLine)) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            shown += "\\x" + QByteArray(1, c).toHex();
        else
            shown += c;
    }
    return text.size() > kMaxLine ? shown + "..." : shown;
}

} // namespace

void Transcript::add(const char *direction, const QByteArray &text)
{
    m_log.append(direction + printable(text));
}

void Transcript::client(const QByteArray &line)
{
    add("C: ", line);
}

void Transcript::clientSecret(const QByteArray &visible)
{
    add("C: ", visible + (visible.isEmpty() ? "" : " ") + "\u2022\u2022\u2022\u2022");
}

void Transcript::server(const QByteArray &line)
{
    add("S: ", line);
}

void Transcript::clientBytes(qint64 count)
{
    add("C: ", "... " + QByteArray::number(count) + " bytes");
}

void Transcript::serverBytes(qint64 count)
{
    add("S: ", "... " + QByteArray::number(count) + " bytes");
}

void Transcript::note(const QByteArray &text)
{
    add("-- ", text);
}

} // namespace petrel::net
