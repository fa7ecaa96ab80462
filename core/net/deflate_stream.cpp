#include "core/net/deflate_stream.h"

#include "core/base/no_network_scope.h"
#include "core/net/net_errors_p.h"

#define ZLIB_CONST // what it reads it does not change
#include <zlib.h>

#include <array>

namespace petrel::net {

namespace {

constexpr int kRawWindowBits = -15; ///< deflate without the frame of zlib or gzip (RFC 4978 section 3)
constexpr int kMemoryLevel = 8;

} // namespace

struct DeflateStream::Codec
{
    z_stream out = {};
    z_stream in = {};
    bool ended = false; ///< the other side closed its deflate stream
    std::array<char, 32 * 1024> stretch;
};

DeflateStream::DeflateStream(std::unique_ptr<ByteStream> inner, const QByteArray &arrived)
    : m_inner(std::move(inner)), m_codec(std::make_unique<Codec>())
{
    const int out = deflateInit2(&m_codec->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY);
    const int in = inflateInit2(&m_codec->in, kRawWindowBits);
    if (out != Z_OK || in != Z_OK)
        refuse("there is no memory to compress with");
    m_compressed = arrived;
    m_bytesCompressed = arrived.size();
    m_codec->in.next_in = reinterpret_cast<const Bytef *>(m_compressed.constData());
    m_codec->in.avail_in = static_cast<uInt>(m_compressed.size());
    expand();
}

DeflateStream::~DeflateStream()
{
    deflateEnd(&m_codec->out);
    inflateEnd(&m_codec->in);
}

void DeflateStream::refuse(const char *why)
{
    m_failure = makeError(ErrorKind::Protocol, ErrorScope::Connection, ErrorRetry::Soon, QLatin1String(why));
    m_failure->code = "compression";
}

Status DeflateStream::write(const QByteArray &bytes)
{
    if (NoNetworkScope::active())
        return insideTransaction();
    if (m_failure)
        return *m_failure;
    m_unsent = m_unsent || !bytes.isEmpty();
    return compress(bytes, Z_NO_FLUSH);
}

/** What has been written leaves as one burst, so that the other side can read all of it. */
Status DeflateStream::sendBurst()
{
    return std::exchange(m_unsent, false) ? compress({}, Z_SYNC_FLUSH) : Status();
}

Status DeflateStream::compress(const QByteArray &bytes, int zlibFlush)
{
    z_stream &out = m_codec->out;
    out.next_in = reinterpret_cast<const Bytef *>(bytes.constData());
    out.avail_in = static_cast<uInt>(bytes.size());
    do {
        out.next_out = reinterpret_cast<Bytef *>(m_codec->stretch.data());
        out.avail_out = static_cast<uInt>(m_codec->stretch.size());
        (void)::deflate(&out, zlibFlush); // Z_BUF_ERROR: there was nothing more to say
        const qsizetype made = static_cast<qsizetype>(m_codec->stretch.size() - out.avail_out);
        if (made > 0)
            TRY(m_inner->write(QByteArray(m_codec->stretch.data(), made)));
    } while (out.avail_out == 0);
    return {};
}

QByteArray DeflateStream::readAvailable()
{
    const QByteArray piece = std::exchange(m_piece, {});
    expand();
    return piece;
}

/** Fills the piece that is read next, if there is anything to fill it with. */
void DeflateStream::expand()
{
    z_stream &in = m_codec->in;
    for (qsizetype before = -1; !m_failure && m_piece.size() < kMaxPieceBytes;) {
        if (in.avail_in == 0) {
            m_compressed = m_inner->readAvailable();
            m_bytesCompressed += m_compressed.size();
            in.next_in = reinterpret_cast<const Bytef *>(m_compressed.constData());
            in.avail_in = static_cast<uInt>(m_compressed.size());
            if (in.avail_in == 0 && m_piece.size() == before)
                return; // the codec has nothing left either
        }
        before = m_piece.size();
        expandStretch();
    }
}

void DeflateStream::expandStretch()
{
    z_stream &in = m_codec->in;
    if (m_codec->ended) {
        if (in.avail_in > 0)
            refuse("the server speaks on after the end of what it compressed");
        return;
    }
    in.next_out = reinterpret_cast<Bytef *>(m_codec->stretch.data());
    in.avail_out = static_cast<uInt>(m_codec->stretch.size());
    const int outcome = ::inflate(&in, Z_SYNC_FLUSH);
    m_codec->ended = outcome == Z_STREAM_END;
    const qsizetype made = static_cast<qsizetype>(m_codec->stretch.size() - in.avail_out);
    m_piece.append(m_codec->stretch.data(), made);
    m_bytesExpanded += made;
    if (outcome != Z_OK && outcome != Z_BUF_ERROR && outcome != Z_STREAM_END)
        refuse("what the server sent is not compressed as agreed");
    else if (m_bytesExpanded > kFreeBytes + kMaxRatio * m_bytesCompressed)
        refuse("what the server sent expands as no mail does");
}

Result<ByteStream::Wake> DeflateStream::wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    TRY(sendBurst());
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        expand();
        if (!m_piece.isEmpty())
            return Wake::Bytes;
        if (m_failure)
            return *m_failure;
        // A server may send empty blocks for ever: they are no bytes.
        if (deadline.passed())
            return timedOut(QStringLiteral("the server did not answer in time"));
        if (TRY(m_inner->wait(deadline, stop, wake)) == Wake::Signal)
            return Wake::Signal;
    }
}

Status DeflateStream::flush(const Deadline &deadline, const StopToken &stop)
{
    TRY(sendBurst());
    return m_inner->flush(deadline, stop);
}

Status DeflateStream::startTls(const Deadline &, const StopToken &)
{
    return makeError(ErrorKind::Bug, QStringLiteral("TLS was to be started above compression"));
}

} // namespace petrel::net
