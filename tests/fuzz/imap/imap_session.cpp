// A server that lets us in and then says anything, against every call of a session: no crash, no hang, and once the session
// is over nothing is said any more. The first byte tells in how many bytes at a time it speaks.
#include "core/imap/session/binary_fetch.h"
#include "core/imap/session/mailbox_limits.h"
#include "core/imap/session/replace.h"
#include "core/imap/session/server_search.h"

#include <cstdlib>

using namespace petrel;
using namespace petrel::imap;

namespace {

/** Speaks when it is waited for, a step at a time, and hangs up at its end. */
class RandomServer final : public net::ByteStream
{
public:
    RandomServer(QByteArray greeting, QByteArray words, qsizetype step) : m_greeting(std::move(greeting)), m_words(std::move(words)), m_step(step) {}
    Status write(const QByteArray &) override
    {
        if (m_closed)
            std::abort();
        return {};
    }
    QByteArray readAvailable() override { return std::exchange(m_arrived, {}); }
    qint64 bytesAvailable() const override { return m_arrived.size(); }
    Result<Wake> wait(const Deadline &, const StopToken &, WakeSignal *) override
    {
        m_arrived = std::exchange(m_greeting, {});
        if (m_arrived.isEmpty())
            m_arrived = m_words.mid(std::exchange(m_at, m_at + m_step), m_step);
        return m_arrived.isEmpty() ? Result<Wake>(makeError(ErrorKind::Network, QStringLiteral("closed"))) : Result<Wake>(Wake::Bytes);
    }
    Status flush(const Deadline &, const StopToken &) override { return {}; }
    Status startTls(const Deadline &, const StopToken &) override { return {}; }
    bool isEncrypted() const override { return true; }
    void close() override { m_closed = true; }
    qint64 bytesIn() const override { return m_at; }
    qint64 bytesOut() const override { return 0; }

private:
    QByteArray m_greeting;
    QByteArray m_words;
    QByteArray m_arrived;
    qsizetype m_step;
    qsizetype m_at = 0;
    bool m_closed = false;
};

const char kGreeting[] = "* PREAUTH [CAPABILITY IMAP4rev1 ENABLE QRESYNC UTF8=ACCEPT IDLE NOTIFY QUOTA UIDPLUS MOVE SORT THREAD=REFS ESEARCH SEARCHRES "
                         "PARTIAL LIST-EXTENDED LIST-STATUS SPECIAL-USE OBJECTID X-GM-EXT-1 PREVIEW SAVEDATE BINARY REPLACE MULTIAPPEND LITERAL+ "
                         "COMPRESS=DEFLATE MESSAGELIMIT=100 STATUS=SIZE APPENDLIMIT UNSELECT NAMESPACE] hi\r\n";

/** Everything once, in this order; what comes of it nobody asks. */
void useEverything(ImapSession &session)
{
    const SequenceSet some = SequenceSet::range(1u, 9u);
    const HeaderSink header = [](FetchedHeader &&) { return Status(); };
    const BodySink body = [](const QByteArray &) { return Status(); };
    const MailboxName inbox = MailboxName::inbox();
    const MessageToAppend message{LiteralSource::of("a: b\r\n\r\nc"), {}, 0, {}};
    (void)session.list(ImapSession::WithStatus::Yes);
    (void)session.select(inbox, ImapSession::Access::ReadWrite, QresyncState{UidValidity(1), ModSeq(1), some});
    (void)session.notify({});
    (void)session.fetchHeaders(MessageSet::uids(some), header);
    (void)session.fetchHeaders(MessageSet::newest(9), header);
    (void)session.fetchFlags(some, ModSeq(1));
    (void)session.existingUids();
    (void)session.fetchBody(Uid(1), "1", body);
    (void)fetchPart(session, Uid(1), "1.2", body);
    (void)session.storeFlags(some, ImapSession::StoreMode::Add, Flag::Seen);
    (void)session.uidMove(some, inbox);
    (void)session.uidExpunge(some);
    (void)appendAll(session, inbox, {message, message}, [](qsizetype, const AppendUid &) { return Status(); });
    (void)uidReplace(session, Uid(1), inbox, message);
    (void)searchNewest(session, SearchKey::is(Flag::Seen), 9);
    (void)searchHeaders(session, SearchKey::all(), header);
    (void)sortServer(session, {{}}, SearchKey::all());
    (void)threadServer(session, SearchKey::all());
    (void)quotaOf(session, inbox);
    (void)appendLimitOf(session, inbox);
    (void)sizeOf(session, inbox);
    (void)session.namespaces();
    (void)session.createFolder(inbox);
    (void)session.idle(Deadline::never());
    (void)session.unselect();
    (void)session.compress();
    (void)session.noop();
    (void)session.takeEvents();
    session.logout();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    SessionOptions options;
    options.security = Security::Tls;
    options.limits.literalBytes = 1 << 20;
    const qsizetype step = data[0] == 0 ? qsizetype(size) : data[0];
    const QByteArray words(reinterpret_cast<const char *>(data + 1), qsizetype(size) - 1);
    auto server = std::make_unique<RandomServer>(kGreeting, words, step);
    const Result<std::unique_ptr<ImapSession>> session = ImapSession::open(std::move(server), options);
    if (session.ok())
        useEverything(**session);
    return 0;
}
