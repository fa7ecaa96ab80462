#include "tests/support/fake_stream.h"

#include <QtTest>

namespace petrel::test {

namespace {

QByteArray unescaped(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'r': bytes += '\r'; break;
        case 'n': bytes += '\n'; break;
        case 't': bytes += '\t'; break;
        case 'x':
            bytes += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
            break;
        default: bytes += text[i];
        }
    }
    return bytes;
}

/** Bytes as a test's author would write them, so that a mismatch can be read. */
QByteArray shown(const QByteArray &bytes)
{
    QByteArray text;
    for (const char c : bytes.left(300)) {
        if (c == '\r')
            text += "\\r";
        else if (c == '\n')
            text += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            text += "\\x" + QByteArray(1, c).toHex();
        else
            text += c;
    }
    return bytes.size() > 300 ? text + "..." : text;
}

Error networkClosed()
{
    Error error = makeError(ErrorKind::Network, QStringLiteral("the server closed the connection"));
    error.code = "closed";
    return error;
}

} // namespace

FakeStream::FakeStream(const QByteArray &script, Feed feed, quint32 seed) : m_feed(feed), m_random(seed)
{
    parse(script);
}

FakeStream &FakeStream::encrypted()
{
    m_encrypted = true;
    return *this;
}

void FakeStream::parse(const QByteArray &script)
{
    int number = 0;
    for (const QByteArray &line : script.split('\n'))
        parseLine(line, ++number);
}

void FakeStream::parseLine(const QByteArray &line, int number)
{
    qsizetype start = 0;
    while (start < line.size() && (line[start] == ' ' || line[start] == '\t'))
        ++start;
    const QByteArray text = line.mid(start);
    const QByteArray word = text.left(2);
    // "S:" alone is an empty line; one space after the word separates, further ones are content.
    const QByteArray content = text.mid(text.size() > 2 && text[2] == ' ' ? 3 : 2);
    static const QHash<QByteArray, Do> bare = {{"TLS", Do::Tls}, {"WAKE", Do::Wake}, {"SILENCE", Do::Silence},
                                               {"STOP", Do::Stop}, {"CLOSE", Do::Close}};
    if (text.isEmpty() || text.startsWith('#'))
        return;
    if (word == "S:")
        m_steps.push_back({Do::Send, content + "\r\n", number});
    else if (word == "C:")
        m_steps.push_back({Do::Expect, content + "\r\n", number});
    else if (word == "C^")
        m_steps.push_back({Do::ExpectBeginning, content, number});
    else if (word == "S|")
        m_steps.push_back({Do::Send, unescaped(content), number});
    else if (word == "C|")
        m_steps.push_back({Do::Expect, unescaped(content), number});
    else if (bare.contains(text.trimmed()))
        m_steps.push_back({bare.value(text.trimmed()), {}, number});
    else if (m_problem.isEmpty())
        m_problem = "the script's line " + QByteArray::number(number) + " makes no sense: " + text;
}

QByteArray FakeStream::describe(const Step &step)
{
    const QByteArray line = "line " + QByteArray::number(step.line) + ": ";
    switch (step.what) {
    case Do::Send: return line + "the server sends \"" + shown(step.bytes) + '"';
    case Do::Expect: return line + "the client writes \"" + shown(step.bytes) + '"';
    case Do::ExpectBeginning: return line + "the client writes a line beginning \"" + shown(step.bytes) + '"';
    case Do::Tls: return line + "the client starts TLS";
    case Do::Wake: return line + "the client is woken";
    case Do::Silence: return line + "the server is silent";
    case Do::Stop: return line + "the client is stopped";
    case Do::Close: return line + "the server closes";
    }
    return line;
}

Error FakeStream::fail(const QByteArray &complaint)
{
    if (m_problem.isEmpty())
        m_problem = complaint;
    return makeError(ErrorKind::Bug, QString::fromUtf8(m_problem));
}

Status FakeStream::write(const QByteArray &bytes)
{
    if (m_closed)
        return networkClosed();
    m_bytesOut += bytes.size();
    m_written += bytes;
    m_pending += bytes;
    return consumeWritten();
}

Status FakeStream::consumeWritten()
{
    while (!m_pending.isEmpty()) {
        if (m_steps.empty())
            return fail("nothing more was expected, but the client wrote \"" + shown(m_pending) + '"');
        const Step &step = m_steps.front();
        if (step.what == Do::ExpectBeginning) {
            const qsizetype end = m_pending.indexOf("\r\n");
            const qsizetype shared = std::min(m_pending.size(), step.bytes.size());
            if (m_pending.left(shared) != step.bytes.left(shared) || (end >= 0 && end < step.bytes.size()))
                return fail(describe(step) + ", but it wrote \"" + shown(m_pending) + '"');
            if (end < 0)
                return {};
            m_pending.remove(0, end + 2);
        } else if (step.what == Do::Expect) {
            const qsizetype shared = std::min(m_pending.size(), step.bytes.size());
            if (m_pending.left(shared) != step.bytes.left(shared))
                return fail(describe(step) + ", but it wrote \"" + shown(m_pending) + '"');
            if (shared < step.bytes.size())
                return {};
            m_pending.remove(0, shared);
        } else {
            return {}; // pipelined ahead of the server: compared when its turn comes
        }
        m_steps.pop_front();
    }
    return {};
}

QByteArray FakeStream::readAvailable()
{
    return std::exchange(m_arrived, {});
}

QByteArray FakeStream::nextPacket()
{
    Step &step = m_steps.front();
    qsizetype size = step.bytes.size();
    if (m_feed == Feed::ByteByByte)
        size = std::min<qsizetype>(size, 1);
    else if (m_feed == Feed::Random && size > 1)
        size = std::uniform_int_distribution<qsizetype>(1, size)(m_random);
    const QByteArray packet = step.bytes.left(size);
    step.bytes.remove(0, size);
    if (step.bytes.isEmpty())
        m_steps.pop_front();
    return packet;
}

bool FakeStream::deliver()
{
    bool delivered = false;
    while (!m_steps.empty() && m_steps.front().what == Do::Send) {
        const QByteArray packet = nextPacket();
        m_arrived += packet;
        m_bytesIn += packet.size();
        delivered = delivered || !packet.isEmpty();
        if (delivered && m_feed != Feed::Whole)
            break;
    }
    return delivered;
}

Result<net::ByteStream::Wake> FakeStream::wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    if (!m_arrived.isEmpty())
        return Wake::Bytes;
    if (m_closed)
        return networkClosed();
    if (!m_problem.isEmpty())
        return fail({});
    if (deliver()) {
        TRY(consumeWritten());
        return Wake::Bytes;
    }
    TRY(consumeWritten());
    if (wake && wake->take())
        return Wake::Signal;
    if (m_steps.empty())
        return fail("the script is at its end, but the client waits for more");
    const Step step = m_steps.front();
    if (step.what == Do::Expect || step.what == Do::ExpectBeginning || step.what == Do::Tls)
        return fail("the client waits, but " + describe(step)
                    + (m_pending.isEmpty() ? QByteArray() : "; so far it wrote \"" + shown(m_pending) + '"'));
    m_steps.pop_front();
    switch (step.what) {
    case Do::Wake:
        return wake ? Result<Wake>(Wake::Signal) : Result<Wake>(fail(describe(step) + ", but it waits without a signal"));
    case Do::Stop: return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    case Do::Silence: {
        if (deadline.isNever())
            return fail(describe(step) + ", and the client would wait for ever");
        Error error = makeError(ErrorKind::Timeout, QStringLiteral("the server did not answer in time"));
        error.code = "timeout";
        return error;
    }
    default:
        m_closed = true;
        return networkClosed();
    }
}

Status FakeStream::flush(const Deadline &, const StopToken &stop)
{
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    return m_closed ? Status(networkClosed()) : Status();
}

Status FakeStream::startTls(const Deadline &, const StopToken &)
{
    // What the server has sent behind its answer counts, whether the client has looked at it or not.
    const bool behind = !m_steps.empty() && m_steps.front().what == Do::Send;
    if (!m_arrived.isEmpty() || behind) {
        if (behind)
            m_steps.pop_front();
        m_closed = true;
        Error error = makeError(ErrorKind::Tls, QStringLiteral("the server sent bytes before the TLS handshake"));
        error.code = "plain-text-injected";
        return error;
    }
    if (m_steps.empty() || m_steps.front().what != Do::Tls)
        return fail(m_steps.empty() ? QByteArray("the client starts TLS after the script's end")
                                    : "the client starts TLS, but " + describe(m_steps.front()));
    m_steps.pop_front();
    m_encrypted = true;
    return {};
}

bool FakeStream::finished()
{
    return problem().isEmpty();
}

QByteArray FakeStream::problem()
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_pending.isEmpty() && !consumeWritten().ok())
        return m_problem;
    if (!m_pending.isEmpty())
        return "the client wrote too much or too little: \"" + shown(m_pending) + '"';
    // A close that nobody waits for any more is a server hanging up after the last word.
    if (m_steps.size() == 1 && m_steps.front().what == Do::Close)
        return {};
    return m_steps.empty() ? QByteArray() : "not played: " + describe(m_steps.front());
}

void converse(const QByteArray &script, const std::function<void(FakeStream &)> &act)
{
    const QByteArray given = qgetenv("PETREL_SEED");
    const quint32 seed = given.isEmpty() ? std::random_device()() : given.toUInt();
    const std::pair<Feed, QByteArray> feeds[] = {
        {Feed::Whole, "whole"}, {Feed::ByteByByte, "byte by byte"}, {Feed::Random, "seed " + QByteArray::number(seed)}};
    for (const auto &[feed, name] : feeds) {
        FakeStream stream(script, feed, seed);
        act(stream);
        if (QTest::currentTestFailed()) {
            qWarning("the conversation failed when fed %s", name.constData());
            return;
        }
        const QByteArray problem = stream.problem();
        QVERIFY2(problem.isEmpty(), ("fed " + name + ": " + problem).constData());
    }
}

Result<std::unique_ptr<net::ByteStream>> FakeConnector::connectTo(
    const net::Endpoint &endpoint, const net::TlsPolicy &, const Deadline &, const StopToken &stop)
{
    m_asked.append(endpoint);
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    if (m_prepared.empty()) {
        Error error = makeError(ErrorKind::Network, QStringLiteral("nobody listens there"));
        error.code = "refused";
        return error;
    }
    Result<std::unique_ptr<net::ByteStream>> next = std::move(m_prepared.front());
    m_prepared.pop_front();
    return next;
}

} // namespace petrel::test
