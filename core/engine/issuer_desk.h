#pragma once

#include "core/net/https_client.h"
#include "core/oauth/token_keeper.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace petrel::engine {

/**
 * Where accounts get their access tokens: for each set of certificates that is trusted besides the system's (Account::incoming.caPem; empty
 * as a rule) one line to issuers and one oauth::TokenKeeper, made when first asked for. And who was told already that
 * they have to sign in again. Any thread.
 */
class IssuerDesk
{
public:
    /** Borrowed. */
    explicit IssuerDesk(secrets::SecretStore &secrets) : m_secrets(secrets) {}

    [[nodiscard]] net::HttpsClient &https(const QByteArray &caPem) { return line(caPem).https; }
    [[nodiscard]] oauth::TokenKeeper &tokens(const QByteArray &caPem) { return line(caPem).tokens; }

    /** The grant of this key (Account::grantSecret()) has ended: true for the first who says so, until somebody signs in. */
    [[nodiscard]] bool isNewsThatEnded(const QByteArray &grant);
    /** There is a grant under this key again, or will never be one. */
    void forgetEnd(const QByteArray &grant);

private:
    struct Line
    {
        Line(const QByteArray &caPem, secrets::SecretStore &secrets);
        net::HttpsClient https;
        oauth::TokenKeeper tokens;
    };
    [[nodiscard]] Line &line(const QByteArray &caPem);

    secrets::SecretStore &m_secrets;
    std::mutex m_mutex; ///< guards what follows; not the lines themselves
    std::map<QByteArray, std::unique_ptr<Line>> m_lines;
    std::set<QByteArray> m_ended;
};

} // namespace petrel::engine
