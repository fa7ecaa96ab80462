#include "core/net/transcript.h"

#include <algorithm>

namespace petrel::net {

namespace {

constexpr qsizetype kMaxLine = 1000;

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

QByteArray printable(const QByteArray &text)
{
    const QByteArray head = text.left(kMaxLine);
    QByteArray shown;
    shown.reserve(head.size() + 3);
    for (auto at = head.begin(); at != head.end();) {
        const auto control = std::find_if(at, head.end(), isControl);
        shown.append(at, control - at);
        at = control;
        if (at != head.end())
            shown += "\\x" + QByteArray(1, *at++).toHex();
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
