#pragma once

#include "core/engine/imap/line_speed.h"
#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

#include <memory>

namespace petrel::engine {

/** Connects and signs in at the account's IMAP server, within kSignInBudget. Blocks; any worker thread. `mostAtOnce`: see imap::SessionOptions. */
[[nodiscard]] Result<std::unique_ptr<imap::ImapSession>> openImap(PassContext &context, int mostAtOnce = 0);

/** The session's counters since the last call, added to the report. */
class TrafficMeter
{
public:
    explicit TrafficMeter(const imap::ImapSession &session) : m_session(session) {}
    void addTo(SyncReport &report);

private:
    const imap::ImapSession &m_session;
    qint64 m_in = 0;
    qint64 m_out = 0;
    int m_turns = 0;
};

/** What comes over the session from now on tells how fast its line is, but for what is compressed: that tells of the server's processor. */
class LineMeter
{
public:
    /** `line` may be null: nobody wants to know. */
    LineMeter(const imap::ImapSession &session, LineSpeed *line) : m_session(session), m_line(line), m_bytes(session.bytesIn()), m_waited(session.waited()) {}
    /** Takes in what came since the last time. */
    void note();

private:
    const imap::ImapSession &m_session;
    LineSpeed *m_line;
    qint64 m_bytes;
    std::chrono::nanoseconds m_waited;
};

/** The line turned out to be slow, the server could compress, and has not been asked yet. */
[[nodiscard]] bool wantsCompression(const imap::ImapSession &session, const LineSpeed *line, Traffic toCome);

/** COMPRESS from here on, while nothing else is under way. A refusal is remembered and is no error; one that ends the session is. */
[[nodiscard]] Status beginCompression(imap::ImapSession &session, LineSpeed &line);

} // namespace petrel::engine
