#include "core/engine/imap/connection.h"

#include "core/engine/server_connection.h"
#include "core/engine/server_words.h"
#include "core/engine/sign_in.h"

namespace petrel::engine {

namespace {

imap::SessionOptions optionsFor(PassContext &context, int mostAtOnce)
{
    imap::SessionOptions options;
    options.security = context.account.incoming.security;
    options.stop = context.stop;
    options.mostAtOnce = mostAtOnce;
    options.enableAlong = true; // a pass lists the folders first
    options.onAlert = wordsFor(context);
    options.onProgress = [tell = context.serverIsAt](const imap::InProgress &progress) {
        if (tell && progress.done && progress.goal.value_or(0) > 0)
            tell(static_cast<qint64>(std::min(*progress.done, *progress.goal)), static_cast<qint64>(*progress.goal));
    };
    options.transcript = context.transcript.get();
    return options;
}

} // namespace

Result<std::unique_ptr<imap::ImapSession>> openImap(PassContext &context, int mostAtOnce)
{
    return signedIn(context, AccountSide::Incoming, [&](const sasl::Credentials &credentials) -> Result<std::unique_ptr<imap::ImapSession>> {
        imap::SessionOptions options = optionsFor(context, mostAtOnce);
        options.credentials = credentials;
        options.signInBy = Deadline::in(kSignInBudget);
        auto stream = TRY(openStream(context, context.account.incoming, options.signInBy));
        return imap::ImapSession::open(std::move(stream), std::move(options));
    });
}

void TrafficMeter::addTo(SyncReport &report)
{
    report.bytesIn += m_session.bytesIn() - m_in;
    report.bytesOut += m_session.bytesOut() - m_out;
    report.roundTrips += m_session.roundTrips() - m_turns;
    m_in = m_session.bytesIn();
    m_out = m_session.bytesOut();
    m_turns = m_session.roundTrips();
}

void LineMeter::note()
{
    const qint64 bytes = m_session.bytesIn() - std::exchange(m_bytes, m_session.bytesIn());
    const std::chrono::nanoseconds waited = m_session.waited() - std::exchange(m_waited, m_session.waited());
    if (m_line && !m_session.isCompressed())
        m_line->note(bytes, waited);
}

bool wantsCompression(const imap::ImapSession &session, const LineSpeed *line, Traffic toCome)
{
    const bool isPossible = line && line->mayCompress() && session.canCompress() && !session.isCompressed();
    return isPossible && compressionPays(line->bytesPerSecond(), toCome);
}

Status beginCompression(imap::ImapSession &session, LineSpeed &line)
{
    const Status compressed = session.compress();
    if (!compressed && session.isAlive())
        line.forbidCompression();
    return compressed || session.isAlive() ? Status() : compressed;
}

} // namespace petrel::engine
