#pragma once

#include <QByteArray>

#include <deque>

namespace petrel::test {

/**
 * A conversation as text, one step per line, played by FakeStream and ScriptedServer:
 *
 *     S: * OK ready         the server sends this line and CRLF
 *     C: A1 NOOP            the client must write exactly this line and CRLF
 *     C^ A1 LOGIN           the client must write a line that begins so
 *     S| hello\r\n\x00      the server sends exactly these bytes (escapes \r \n \t \\ \xNN)
 *     C| hello\r\n          the client must write exactly these bytes
 *     TLS                   the client must start the handshake here
 *     WAKE                  the client's WakeSignal is raised while it waits (FakeStream only)
 *     STOP                  the person stops it while the client waits (FakeStream only)
 *     SILENCE               the server says nothing until the client's deadline has passed
 *     DELAY 50              so many milliseconds pass (FakeStream: none do)
 *     CLOSE                 the server closes
 *     RESET                 the server resets the connection
 *     # remark              ignored, as are empty lines and blanks before the first word
 */
struct Step
{
    enum class Do { Send, Expect, ExpectBeginning, Tls, Wake, Stop, Silence, Delay, Close, Reset };
    Do what;
    QByteArray bytes; ///< what is sent or expected; the number of DELAY
    int line;
};

struct Script
{
    std::deque<Step> steps;
    QByteArray problem; ///< the first line that makes no sense
};

[[nodiscard]] Script parseScript(const QByteArray &text);
/** "line 3: the client writes ..." */
[[nodiscard]] QByteArray describe(const Step &step);
/** Bytes as a test's author would write them, so that a mismatch can be read. */
[[nodiscard]] QByteArray shown(const QByteArray &bytes);

/** How far what the client wrote answers an Expect step. */
struct Match
{
    enum class State { Complete, Partial, Wrong };
    State state;
    qsizetype consumed = 0; ///< for Complete
};
[[nodiscard]] Match matchWritten(const Step &step, const QByteArray &written);

} // namespace petrel::test
