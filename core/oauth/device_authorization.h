#pragma once

#include "core/oauth/token_response.h"

#include <chrono>
#include <optional>

namespace petrel::oauth {

/** What the person types on another machine (RFC 8628, 3.2). */
struct DeviceAuthorization
{
    Secret deviceCode;
    QString userCode;
    QUrl verification;         ///< https
    QUrl verificationComplete; ///< with the code in it; may be empty
    std::chrono::seconds lasts{0};
    std::chrono::seconds interval{5};
};

/** Errors: those of tokensIn(). Pure. */
[[nodiscard]] Result<DeviceAuthorization> deviceAuthorizationIn(const net::HttpResponse &response);

/** When to ask whether the person has signed in (RFC 8628, 3.5). Pure; the clock is the caller's. */
class DevicePolling
{
public:
    explicit DevicePolling(const DeviceAuthorization &authorization) : m_pause(authorization.interval) {}

    /** Before the next question. */
    [[nodiscard]] std::chrono::seconds pause() const { return m_pause; }
    /** Nothing: not yet. Errors: those of tokensIn(); a line that failed is asked again, more slowly. */
    [[nodiscard]] Result<std::optional<Tokens>> answered(const Result<net::HttpResponse> &response, const QStringList &scopesAsked);

private:
    std::chrono::seconds m_pause;
};

} // namespace petrel::oauth
