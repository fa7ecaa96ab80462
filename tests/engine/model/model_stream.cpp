#include "tests/engine/model/model_stream.h"

namespace petrel::test {

QByteArray takeLine(QByteArray &heard)
{
    const qsizetype end = heard.indexOf("\r\n");
    if (end < 0)
        return {};
    const QByteArray line = heard.left(end + 2);
    heard.remove(0, end + 2);
    return line;
}

ModelStream::ModelStream(std::unique_ptr<ModelTalk> talk, Cut cut, bool lingers, Seen *seen, Watcher watcher)
    : m_talk(std::move(talk)), m_cut(cut), m_lingers(lingers), m_seen(seen), m_number(++seen->streams), m_watcher(std::move(watcher)), m_arrived(m_talk->greeting())
{
}

Error ModelStream::broken()
{
    return makeError(ErrorKind::Network, QStringLiteral("the model server went away"));
}

Status ModelStream::write(const QByteArray &bytes)
{
    if (m_dead || !passes(Way::Out, bytes))
        return broken();
    const QByteArray passed = untilCut(Cut::When::BytesHeard, m_out, bytes);
    m_out += passed.size();
    m_heard += passed;
    while (!isSilent()) {
        const QByteArray command = m_talk->takeCommand(m_heard);
        if (command.isEmpty())
            break;
        hear(command);
        if (m_dead && m_cut.isByCommand())
            break;
    }
    if (m_dead && m_cut.when == Cut::When::BytesHeard)
        m_arrived.clear();
    return {};
}

QByteArray ModelStream::untilCut(Cut::When when, qint64 passed, const QByteArray &bytes)
{
    if (m_cut.when != when || passed + bytes.size() <= m_cut.at)
        return bytes;
    m_seen->cut = true;
    m_dead = true;
    return bytes.left(m_cut.at - passed);
}

void ModelStream::hear(const QByteArray &command)
{
    const bool here = m_cut.isByCommand() && m_commands++ == m_cut.at;
    if (!here) {
        m_arrived += m_talk->answer(command);
        return;
    }
    m_seen->cut = true;
    m_dead = m_cut.when != Cut::When::Silence;
    m_silent = !m_dead;
    if (m_cut.when != Cut::When::BeforeHeard)
        (void)m_talk->answer(command);
}

bool ModelStream::passes(Way way, const QByteArray &bytes)
{
    const bool pass = !m_watcher || m_watcher(way, bytes);
    m_dead = m_dead || !pass;
    return pass;
}

QByteArray ModelStream::readAvailable()
{
    if (!m_arrived.isEmpty() && !passes(Way::In, m_arrived))
        m_arrived.clear();
    const QByteArray passed = untilCut(Cut::When::BytesSaid, m_in, std::exchange(m_arrived, {}));
    m_in += passed.size();
    return passed;
}

Result<net::ByteStream::Wake> ModelStream::wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    if (!m_arrived.isEmpty())
        return Wake::Bytes;
    if (m_dead)
        return broken();
    if (wake && wake->take())
        return Wake::Signal;
    m_seen->longestWait = std::max<std::int64_t>(m_seen->longestWait, deadline.remaining().count());
    const bool isWaitedOut = m_number <= m_seen->swallowed && deadline.remaining() < kPatience;
    if (!m_lingers || isWaitedOut)
        return makeError(ErrorKind::Timeout, QStringLiteral("the model server says nothing"));
    switch ((wake ? *wake : m_nobody).sleep(deadline, stop)) {
    case WakeSignal::Outcome::Woken: return Wake::Signal;
    case WakeSignal::Outcome::Stopped: return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    case WakeSignal::Outcome::Elapsed: break;
    }
    return makeError(ErrorKind::Timeout, QStringLiteral("the model server says nothing"));
}

void ModelConnector::cutNext(Cut cut, bool everyTime)
{
    const std::lock_guard lock(m_mutex);
    m_cut = cut;
    m_everyTime = everyTime;
    m_seen.cut = false;
}

void ModelConnector::watch(Watcher watcher)
{
    const std::lock_guard lock(m_mutex);
    m_watcher = std::move(watcher);
}

Result<std::unique_ptr<net::ByteStream>> ModelConnector::connectTo(const net::Endpoint &endpoint, const net::TlsPolicy &, const Deadline &,
                                                                   const StopToken &)
{
    std::unique_ptr<ModelTalk> talk = m_opener(endpoint.port);
    if (!talk)
        return makeError(ErrorKind::Network, QStringLiteral("nobody listens"));
    const std::lock_guard lock(m_mutex);
    const Cut cut = m_everyTime ? m_cut : std::exchange(m_cut, {});
    return std::unique_ptr<net::ByteStream>(new ModelStream(std::move(talk), cut, m_lingers, &m_seen, m_watcher));
}

} // namespace petrel::test
