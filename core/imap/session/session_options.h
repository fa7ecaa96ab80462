#pragma once

#include "core/base/deadline.h"
#include "core/base/stop_token.h"
#include "core/imap/machine/imap_machine.h"
#include "core/model/account.h"
#include "core/net/transcript.h"

#include <chrono>
#include <functional>

namespace petrel::imap {

/** How long silence may last. Each is an inactivity limit, started anew whenever bytes arrive. */
struct Timeouts
{
    std::chrono::milliseconds greeting = std::chrono::seconds(30);
    std::chrono::milliseconds login = std::chrono::seconds(60);    ///< some servers punish failures by waiting
    std::chrono::milliseconds command = std::chrono::seconds(60);
    std::chrono::milliseconds search = std::chrono::minutes(5);    ///< no index, large folder
    std::chrono::milliseconds select = std::chrono::minutes(2);
    std::chrono::milliseconds append = std::chrono::minutes(5);    ///< after the last byte; servers scan and deliver
    std::chrono::milliseconds sign = std::chrono::seconds(8);      ///< for a sign of life after long silence: confirm(), and DONE
    std::chrono::milliseconds logout = std::chrono::seconds(3);    ///< in all, not inactivity
};

/** What a session needs besides a stream. */
struct SessionOptions
{
    Security security = Security::Tls;
    Credentials credentials;               ///< sasl::Credentials
    StopToken stop;                        ///< every wait of this session ends with Cancelled when raised
    Timeouts timeouts;
    /** Caps every wait until the sign-in is done, however the server dribbles; never(): the timeouts alone hold. */
    Deadline signInBy = Deadline::never();
    Limits limits;
    std::int64_t sliceBytes = 512 * 1024;  ///< bodies come in pieces of this size; 0: in one (servers without honest partial fetch)
    int commandLineBytes = 8'000;          ///< longer UID sets are cut into several commands (RFC 7162 section 4)
    int mostAtOnce = 0;                    ///< commands sent ahead of their answers; 0: as many as this kind of server takes (server_habits.h)
    bool enableAlong = false;              ///< ENABLE goes out with the first list() or before the first select(), not alone at the start
    /** Ask for THREADID and X-GM-THRID along with headers. Petrel's threads follow References. */
    bool threads = false;
    bool saveDates = false;                ///< ask for FetchedHeader::saveDate: a fifth more time for all headers at Dovecot 2.3
    /**
     * Gives up message numbers where the server offers that (RFC 9586, with PARTIAL): large folders cost it less then. Sets by
     * number are Invalid from there on; MessageSet::newest() serves instead. See ImapSession::usesUidOnly().
     */
    bool uidOnly = false;
    /**
     * Hears each ALERT (RFC 3501 section 7.1) as it comes, the one in a refused log-in too: the person is to be shown
     * these words of the server. Those said in the clear are dropped, anybody may have said them. Must not use the session.
     */
    std::function<void(const QByteArray &words)> onAlert;
    /** Hears how far the server is with a long command (RFC 9585), as it tells. Must not use the session. */
    std::function<void(const InProgress &progress)> onProgress;
    net::Transcript *transcript = nullptr; ///< borrowed; gets every line, secrets and contents left out
};

} // namespace petrel::imap
