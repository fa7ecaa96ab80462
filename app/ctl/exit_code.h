#pragma once

#include "core/base/error.h"

namespace petrel::ctl {

/** What petrelctl's exit status means; the list is in its manual page and never renumbered. */
enum ExitCode {
    Done = 0,
    Mistake = 1,        ///< of Petrel itself
    Usage = 2,          ///< the command line, or something it names, is wrong
    Authentication = 3,
    Network = 4,
    Tls = 5,
    Refused = 6,        ///< the server declined
    InPart = 7,         ///< done but for something that is parked, waits, or was taken for some recipients only
    Profile = 8,        ///< in use by another process, or not readable
    Disk = 9,           ///< full, or the store is damaged
    Stopped = 130,      ///< by Ctrl-C: what was done is kept; main() makes 143 of it where it was SIGTERM
};

[[nodiscard]] inline ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Auth: return Authentication;
    case ErrorKind::Cancelled: return Stopped;
    case ErrorKind::Timeout:
    case ErrorKind::Network: return Network;
    case ErrorKind::Tls: return Tls;
    case ErrorKind::Protocol:
    case ErrorKind::Refused:
    case ErrorKind::Throttled:
    case ErrorKind::Quota:
    case ErrorKind::NotFound: return Refused; // gone at the server; what is named wrongly here is Invalid
    case ErrorKind::ProfileInUse: return Profile;
    case ErrorKind::Unsupported: return error.scope == ErrorScope::Application ? Profile : Refused;
    case ErrorKind::StoreFull: return Disk;
    case ErrorKind::StoreCorrupt: return error.code == "UNREADABLE" ? Profile : Disk;
    case ErrorKind::Invalid: return Usage;
    case ErrorKind::Bug: return Mistake;
    }
    return Mistake;
}

} // namespace petrel::ctl
