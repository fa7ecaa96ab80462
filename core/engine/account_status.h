#pragma once

#include "core/base/error.h"
#include "core/model/account.h"
#include "core/model/certificate_problem.h"
#include "core/model/ids.h"

#include <QString>

#include <optional>

namespace petrel::engine {

/** Something a pass had to leave; all the rest went on. */
struct PassTrouble
{
    enum class What {
        Folder,   ///< could not be looked at, or not to its end
        Message,  ///< one message could not be fetched, or not deleted at the server
        Outgoing, ///< one message of the outbox is put off
        Expiry,   ///< nothing was left; but the server deletes mail by itself, after so many days as Error::serverText says
    };
    What what = What::Folder;
    QString folder; ///< as the person names it; empty for a maildrop and the outbox
    Error error;
    QString message = {}; ///< which one, as its header names it: "Ann: Invoice"; empty when nobody knows

    friend bool operator==(const PassTrouble &, const PassTrouble &) = default;
};

/** What an account is doing, as the foot line and the activity list tell it. */
struct AccountStatus
{
    enum class Phase {
        Offline,    ///< switched off by the person, or no network
        Connecting,
        Working,    ///< see task, done, total
        UpToDate,   ///< watching or waiting for the next check; see lastSuccess
        Waiting,    ///< something failed and will be tried again at retryAt; see error
        Stopped,    ///< needs the person: wrong password, certificate, full disk; see error
    };
    enum class Task { None, ListingFolders, Headers, Bodies, Pushing, Fetching, Sending };

    AccountId account;
    Phase phase = Phase::Offline;
    Task task = Task::None;
    QString folder;             ///< the folder at work, empty when none
    qint64 done = 0;            ///< messages of the task finished
    qint64 total = 0;           ///< messages of the task, 0 when unknown
    qint64 bytesDone = 0;       ///< while a maildrop is fetched: bytes that are here
    qint64 bytesTotal = 0;      ///< and of all messages of the task; 0 when unknown, or nothing is fetched
    qint64 listedDone = 0;      ///< while folders are listed for the first time: headers that are here, of all folders
    qint64 listedTotal = 0;     ///< and messages there are in these folders; 0 when nothing is
    int pending = 0;            ///< wishes that have not reached the server
    std::int64_t lastSuccess = 0; ///< UTC seconds
    std::int64_t retryAt = 0;     ///< UTC seconds, for Waiting
    std::optional<Error> error;
    AccountSide side = AccountSide::Incoming; ///< which end `error` is about
    bool sendingFails = false;   ///< the outgoing server is waited for or given up, also where `error` is about the incoming one
    QList<PassTrouble> troubles; ///< for UpToDate: what the last pass had to leave, 20 at most

    friend bool operator==(const AccountStatus &, const AccountStatus &) = default;
};

/** One step of an account test, for the wizard's page and `petrelctl account test`. */
struct TestStep
{
    enum class Side { Receiving, Sending };
    enum class What { FindName, Connect, Secure, SignIn, Ready };
    enum class State { Running, Done, Failed };
    /** What of the server is waited for. A step that failed keeps it: a mute server is told from one that is not there. */
    enum class Awaits { Connection, Handshake, Greeting, Answer };

    Side side = Side::Receiving;
    What what = What::FindName;
    State state = State::Running;
    QString fact;               ///< "TLS 1.3", "12 folders"; technical, may be empty
    std::optional<Error> error; ///< when Failed
    std::optional<CertificateProblem> certificate = std::nullopt; ///< when it failed for this one
    Awaits awaits = Awaits::Connection; ///< when Running or Failed
};

} // namespace petrel::engine
