#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/net/https_client.h"
#include "core/oauth/issuer.h"
#include "core/secrets/secret_store.h"

#include <array>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace petrel::oauth {

/** Which refresh token, and where it is good. */
struct Grant
{
    QByteArray key; ///< in the SecretStore
    Issuer issuer;
    Client client;
};

/** One grant serves both, and a server of one may take what the other's does not. */
enum class MailEnd { Receiving, Sending };

/**
 * An access token whenever a connection needs one. Refresh tokens live in the SecretStore, access tokens in memory, until five minutes before
 * they end. One refresh at a time for each grant: whoever comes meanwhile waits for it and shares what comes of it, the error too. A refresh
 * token that replaces another is in the SecretStore before its access token is given out; while the store fails, that is the error, and it is
 * tried again with the next call. Any thread.
 *
 * A refresh that was begun is brought to its end, on a thread of its own, though whoever asked is stopped: the issuer may have replaced the
 * refresh token when it hears that, and the former one is worth nothing then. The destructor gives it three seconds.
 *
 * Errors: Auth "oauth-sign-in" where nothing is kept, Auth "oauth-refused" when the server of this end refused two tokens in a row (the other end gets
 * its tokens all the same), those of refreshTokens() and of the SecretStore.
 */
class TokenKeeper
{
public:
    TokenKeeper(net::HttpsClient &https, secrets::SecretStore &secrets) : m_https(https), m_secrets(secrets) {}
    ~TokenKeeper();
    TokenKeeper(const TokenKeeper &) = delete;
    TokenKeeper &operator=(const TokenKeeper &) = delete;

    /** What a sign-in brought; it is durable when this succeeds. */
    [[nodiscard]] Status keep(const Grant &grant, const Tokens &tokens, const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Result<Secret> accessToken(const Grant &grant, MailEnd end, const Deadline &deadline, const StopToken &stop);
    /** The server of this end took it. */
    void accepted(const Grant &grant, MailEnd end);
    /** The server of this end did not take `access`: the next call asks for another, once. Late words about a former one change nothing. */
    void refused(const Grant &grant, MailEnd end, const Secret &access);
    /** The account is gone, or signs in in another way. */
    [[nodiscard]] Status forget(const Grant &grant, const Deadline &deadline, const StopToken &stop);

private:
    struct Kept
    {
        Secret access;
        std::int64_t until = 0;         ///< UTC seconds
        std::optional<Secret> unsaved;  ///< a refresh token that the store has not taken yet
        std::array<int, 2> refusals{};  ///< in a row, at each end
        bool isBusy = false;            ///< somebody asks the issuer or the store
        int turns = 0;                  ///< ended so far
        std::optional<Error> failure;   ///< of the last one
        std::future<void> exchange;     ///< the thread of the last one that asked the issuer
    };
    /** What an exchange brought, once its turn has ended; guarded as Kept is. */
    using Outcome = std::shared_ptr<std::optional<Result<Secret>>>;

    [[nodiscard]] static int &refusalsAt(Kept &kept, MailEnd end) { return kept.refusals.at(static_cast<std::size_t>(end)); }
    /** Waits until nobody is busy with it; then the caller is, until endTurn(). */
    [[nodiscard]] Status takeTurn(std::unique_lock<std::mutex> &lock, Kept &kept, const Deadline &deadline, const StopToken &stop);
    void endTurn(Kept &kept, std::optional<Error> failure);
    /** Whoever is busy ends; an error: there was none to end in time. */
    [[nodiscard]] Status waitForTurn(std::unique_lock<std::mutex> &lock, Kept &kept, const Deadline &deadline, const StopToken &stop);

    /** The refresh token in the store. */
    [[nodiscard]] Result<Secret> stored(const Grant &grant, const Deadline &deadline, const StopToken &stop);
    /** The store takes what it did not take before; the access token is good. */
    [[nodiscard]] Result<Secret> saveAgain(std::unique_lock<std::mutex> &lock, Kept &kept, const Grant &grant, const Deadline &deadline, const StopToken &stop);
    /** Asks the issuer with `refresh`, keeps what comes and ends the turn. */
    void exchange(Kept &kept, const Grant &grant, const Secret &refresh, const Outcome &outcome);
    [[nodiscard]] Result<Secret> refresh(std::unique_lock<std::mutex> &lock, Kept &kept, const Grant &grant, const Deadline &deadline, const StopToken &stop);

    net::HttpsClient &m_https;
    secrets::SecretStore &m_secrets;
    StopSource m_stopping;
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    std::map<QByteArray, Kept> m_kept; ///< entries stay: somebody may wait at one
};

} // namespace petrel::oauth
