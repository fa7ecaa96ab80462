#pragma once

#include "core/base/wake_signal.h"
#include "core/net/byte_stream.h"
#include "core/net/connector.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <memory>

namespace petrel::test {

/** One connection's side of a model server: bytes in, one command at a time, and what it answers. */
class ModelTalk
{
public:
    virtual ~ModelTalk() = default;
    [[nodiscard]] virtual QByteArray greeting() = 0;
    /** Takes one whole command (a line, a literal, a message with its dot) from the front of `heard`; empty: not whole yet. */
    [[nodiscard]] virtual QByteArray takeCommand(QByteArray &heard) = 0;
    [[nodiscard]] virtual QByteArray answer(const QByteArray &command) = 0;
};

/** The first line of `heard` with its CRLF, taken away; empty when none is whole. */
[[nodiscard]] QByteArray takeLine(QByteArray &heard);

/** Where a connection ends, counted in commands from 0, or in bytes. */
struct Cut
{
    enum class When {
        Never,
        BeforeHeard,  ///< the server never gets the command
        BeforeAnswer, ///< it does as told, and the answer is lost
        Silence,      ///< it does as told, and says nothing any more; the connection stays
        BytesHeard,   ///< so many bytes reach the server, and none after them, either way
        BytesSaid,    ///< so many of its bytes reach the client; it hears what the client says to them, and answers in vain
    };
    When when = When::Never;
    int at = 0;

    [[nodiscard]] bool isByCommand() const { return when == When::BeforeHeard || when == When::BeforeAnswer || when == When::Silence; }
};

/** Sees what passes, before it does. False: the line is cut, and these bytes are the first that do not pass. */
enum class Way { Out, In };
using Watcher = std::function<bool(Way way, const QByteArray &bytes)>;

constexpr std::chrono::seconds kPatience{10};

/** A stream to a model server in this process. Waits end at once with Timeout unless it `lingers` (for workers). */
class ModelStream final : public net::ByteStream
{
public:
    /** What its connector tells of it. Any thread. */
    struct Seen
    {
        std::atomic<bool> cut = false;
        std::atomic<std::int64_t> longestWait = 0; ///< milliseconds that the client was ready to wait for an answer
        std::atomic<int> streams = 0;              ///< that were made
        std::atomic<int> swallowed = 0;            ///< the first so many swallow what is said to them, and say nothing
    };
    ModelStream(std::unique_ptr<ModelTalk> talk, Cut cut, bool lingers, Seen *seen, Watcher watcher);

    [[nodiscard]] Status write(const QByteArray &bytes) override;
    [[nodiscard]] QByteArray readAvailable() override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_arrived.size(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override;
    [[nodiscard]] Status flush(const Deadline &, const StopToken &) override { return m_dead ? Status(broken()) : Status(); }
    [[nodiscard]] Status startTls(const Deadline &, const StopToken &) override { return {}; }
    [[nodiscard]] bool isEncrypted() const override { return true; }
    void close() override { m_dead = true; }
    [[nodiscard]] qint64 bytesIn() const override { return m_in; }
    [[nodiscard]] qint64 bytesOut() const override { return m_out; }

private:
    [[nodiscard]] static Error broken();
    [[nodiscard]] bool isSilent() const { return m_silent || m_number <= m_seen->swallowed; }
    [[nodiscard]] bool passes(Way way, const QByteArray &bytes);
    void hear(const QByteArray &command);
    /** Of these bytes, those before a cut that is counted in bytes; behind them the line is dead. */
    [[nodiscard]] QByteArray untilCut(Cut::When when, qint64 passed, const QByteArray &bytes);

    std::unique_ptr<ModelTalk> m_talk;
    Cut m_cut;
    bool m_lingers;
    Seen *m_seen;
    const int m_number;
    Watcher m_watcher;
    QByteArray m_heard;
    QByteArray m_arrived;
    int m_commands = 0;
    bool m_dead = false;
    bool m_silent = false;
    qint64 m_in = 0;
    qint64 m_out = 0;
    WakeSignal m_nobody;
};

/** Hands out a talk per connection. The cut spoils the first connection after cutNext(), or all with `everyTime`. */
class ModelConnector final : public net::Connector
{
public:
    using Opener = std::function<std::unique_ptr<ModelTalk>(quint16 port)>;
    explicit ModelConnector(Opener opener, bool lingers = false) : m_opener(std::move(opener)), m_lingers(lingers) {}

    /** Any thread; so is watch(). */
    void cutNext(Cut cut, bool everyTime = false);
    /** From the next connection on waits last as long as they may. */
    void linger() { m_lingers = true; }
    /**
     * Half open: the connections there are swallow what is said, and nothing comes any more. Who waits less than kPatience for
     * an answer has waited it out at once: nothing would come. Any thread.
     */
    void swallow() { m_seen.swallowed = m_seen.streams.load(); }
    /** From the next connection on; empty: nobody. */
    void watch(Watcher watcher);
    /** The cut has happened. Any thread. */
    [[nodiscard]] bool cutReached() const { return m_seen.cut; }
    /** The longest wait for a server that said nothing. Any thread. */
    [[nodiscard]] std::chrono::milliseconds longestWait() const { return std::chrono::milliseconds(m_seen.longestWait); }

    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const net::Endpoint &endpoint, const net::TlsPolicy &policy,
                                                                     const Deadline &deadline, const StopToken &stop) override;

private:
    Opener m_opener;
    std::atomic<bool> m_lingers;
    std::mutex m_mutex; ///< guards what follows
    Watcher m_watcher;
    Cut m_cut;
    bool m_everyTime = false;
    ModelStream::Seen m_seen;
};

} // namespace petrel::test
