#pragma once

#include "core/base/stop_token.h"
#include "core/engine/account_status.h"
#include "core/engine/issuer_desk.h"
#include "core/engine/sync_report.h"
#include "core/model/account.h"
#include "core/net/connector.h"
#include "core/net/rejected_certificates.h"
#include "core/net/transcript.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

namespace petrel::engine {

/** What all accounts share: the database, the secrets, the way to the network. Outlives every worker. */
struct Surroundings
{
    store::Store &store;
    secrets::SecretStore &secrets;
    net::Connector &connector;
    std::shared_ptr<net::RejectedCertificates> rejected = std::make_shared<net::RejectedCertificates>();
    /** A pass has left something to do for other accounts; called on its thread. May be empty. */
    std::function<void()> wakeOthers = {};
    std::shared_ptr<IssuerDesk> issuers = std::make_shared<IssuerDesk>(secrets);
};

/**
 * What one pass over one account works with: straight-line code on one thread, a worker's or
 * petrelctl's. Borrowed parts outlive the pass.
 */
struct PassContext
{
    Surroundings &around;
    Account account;
    StopToken stop; ///< the pass is to end: the program does, or the person went offline
    std::shared_ptr<net::Transcript> transcript = std::make_shared<net::Transcript>();
    SyncReport report;
    /** Told while something long goes on; may be empty. */
    std::function<void(AccountStatus::Task task, const QString &folder, qint64 done, qint64 total)> progress;
    /** A long listing of an account's folders: messages whose headers are here, and how many there are. */
    struct Listing
    {
        qint64 done = 0;
        qint64 total = 0; ///< 0: nothing long is going on
    };
    /** The program's end alone, where a pass may also be stopped for less. */
    std::optional<StopToken> ending = std::nullopt;
    /** What the server wants the person to read, as plainWords(), not again within a day; may be empty. */
    std::function<void(const QString &words)> serverSays = {};
    /** A folder at the server takes no labels: what the person put on its messages stands here alone; may be empty. */
    std::function<void(const QString &folder)> labelsStayHere = {};
    /** How far the server is with the command it is at (RFC 9585), in whatever it counts; may be empty. */
    std::function<void(qint64 done, qint64 goal)> serverIsAt = {};
    /** New mail, see EngineEvents::mailArrived(); called behind the commit, may be empty. */
    std::function<void(FolderId folder, const QList<PlacementId> &placements)> arrived = {};
    /** What became of a message that was uncertain, or that nobody knows it; may be empty. */
    std::function<void(OutboxId message)> fateIsKnown = {};
    Listing listing = {};
    /** Told as `listing` goes on; may be empty. */
    std::function<void(const Listing &listing)> listed = {};

    /** Of the messages a maildrop is asked for: bytes that have come, and of all. May be empty. */
    std::function<void(qint64 bytes, qint64 all)> fetched = {};
    /** Messages of a maildrop that somebody waits for: how many bytes of each have come, and that it is here. Both may be empty. */
    struct Awaited
    {
        std::function<void(MessageId message, qint64 done, qint64 total)> coming = {};
        std::function<void(MessageId message)> here = {};
    };
    Awaited awaited = {};

    /** The person's certificate (SignInWay::Certificate) where none is kept yet; empty: the kept one. */
    Secret clientPem = {};

    /** For the one wait that is worth more than a prompt stop: the answer to a final dot. */
    [[nodiscard]] const StopToken &onlyTheEnd() const { return ending ? *ending : stop; }
    [[nodiscard]] store::Store &store() const { return around.store; }
    void noteListed(qint64 headers)
    {
        if (listing.total == 0)
            return;
        listing.done = std::min(listing.done + headers, listing.total);
        if (listed)
            listed(listing);
    }
    void noteArrived(FolderId folder, const QList<PlacementId> &placements) const
    {
        if (arrived && !placements.isEmpty())
            arrived(folder, placements);
    }
    void noteFate(OutboxId message) const
    {
        if (fateIsKnown)
            fateIsKnown(message);
    }
    void tell(AccountStatus::Task task, const QString &folder, qint64 done, qint64 total) const
    {
        if (progress)
            progress(task, folder, done, total);
    }
};

} // namespace petrel::engine
