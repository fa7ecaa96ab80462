#include "core/net/transcript.h"

#include <algorithm>
#include <chrono>

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

QByteArray mark(ProtocolLine::From from)
{
    switch (from) {
    case ProtocolLine::From::Client: return "C: ";
    case ProtocolLine::From::Server: return "S: ";
    case ProtocolLine::From::Petrel: return "-- ";
    }
    return {};
}

} // namespace

void Transcript::add(ProtocolLine::From from, const QByteArray &text)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    m_log->append({std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), m_connection, from, printable(text)});
}

QList<QByteArray> Transcript::lines() const
{
    QList<QByteArray> lines;
    for (const ProtocolLine &line : m_log->lines())
        lines.append(mark(line.from) + line.text);
    return lines;
}

void Transcript::client(const QByteArray &line)
{
    add(ProtocolLine::From::Client, line);
}

void Transcript::clientSecret(const QByteArray &visible)
{
    add(ProtocolLine::From::Client, visible + (visible.isEmpty() ? "" : " ") + "\u2022\u2022\u2022\u2022");
}

void Transcript::server(const QByteArray &line)
{
    add(ProtocolLine::From::Server, line);
}

void Transcript::clientBytes(qint64 count)
{
    add(ProtocolLine::From::Client, "... " + QByteArray::number(count) + " bytes");
}

void Transcript::serverBytes(qint64 count)
{
    add(ProtocolLine::From::Server, "... " + QByteArray::number(count) + " bytes");
}

void Transcript::note(const QByteArray &text)
{
    add(ProtocolLine::From::Petrel, text);
}

} // namespace petrel::net
