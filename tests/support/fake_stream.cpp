#include "tests/support/fake_stream.h"

#include "core/net/starttls_errors.h"

#include <QtTest>

namespace petrel::test {

using Do = Step::Do;

namespace {

Error networkClosed()
{
    Error error = makeError(ErrorKind::Network, QStringLiteral("the server closed the connection"));
    error.code = "closed";
    return error;
}

Error timedOut()
{
    Error error = makeError(ErrorKind::Timeout, QStringLiteral("the server did not answer in time"));
    error.code = "timeout";
    return error;
}

} // namespace

FakeStream::FakeStream(const QByteArray &text, Feed feed, quint32 seed) : m_feed(feed), m_random(seed)
{
    Script script = parseScript(text);
    m_steps = std::move(script.steps);
    m_problem = std::move(script.problem);
}

FakeStream &FakeStream::encrypted()
{
    m_encrypted = true;
    return *this;
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
        if (step.what != Do::Expect && step.what != Do::ExpectBeginning)
            return {}; // pipelined ahead of the server: compared when its turn comes
        const Match match = matchWritten(step, m_pending);
        if (match.state == Match::State::Wrong)
            return fail(describe(step) + ", but it wrote \"" + shown(m_pending) + '"');
        if (match.state == Match::State::Partial)
            return {};
        m_pending.remove(0, match.consumed);
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
    while (!m_steps.empty() && (m_steps.front().what == Do::Send || m_steps.front().what == Do::Delay)) {
        if (m_steps.front().what == Do::Delay) {
            m_steps.pop_front();
            continue;
        }
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
    const bool delivered = deliver();
    TRY(consumeWritten());
    if (delivered)
        return Wake::Bytes;
    if (wake && wake->take())
        return Wake::Signal;
    if (m_steps.empty())
        return fail("the script is at its end, but the client waits for more");
    return playEvent(deadline, wake);
}

/** The step is neither the server's words (deliver) nor the client's: something happens while it waits. */
Result<net::ByteStream::Wake> FakeStream::playEvent(const Deadline &deadline, WakeSignal *wake)
{
    const Step step = m_steps.front();
    if (step.what == Do::Expect || step.what == Do::ExpectBeginning || step.what == Do::Tls)
        return fail("the client waits, but " + describe(step)
                    + (m_pending.isEmpty() ? QByteArray() : "; so far it wrote \"" + shown(m_pending) + '"'));
    m_steps.pop_front();
    switch (step.what) {
    case Do::Wake:
        return wake ? Result<Wake>(Wake::Signal)
                    : Result<Wake>(fail(describe(step) + ", but it waits without a signal"));
    case Do::Stop:
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    case Do::Silence:
        return deadline.isNever() ? fail(describe(step) + ", and the client would wait for ever") : timedOut();
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
        return net::plainTextInjected();
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
