#include "core/engine/policy_refusal.h"

#include <algorithm>
#include <array>

namespace petrel::engine {

namespace {

struct Rule
{
    const char *words; ///< in small letters, somewhere in what the server says
    const char *code;
    bool isCertain = true; ///< else the words may stand behind anything: "too many connections, try later or contact your administrator"
};

/** The first that fits counts. */
constexpr auto kRules = std::to_array<Rule>({
    {"authenticated but not connected", "policy-not-connected"},              // Microsoft: "User is authenticated but not connected."
    {"application-specific password", "policy-app-password"},                 // Google, at IMAP, POP3 and SMTP (534 5.7.9)
    {"app-specific password", "policy-app-password"},                         // iCloud
    {"smtpclientauthentication is disabled", "policy-sending-off"},           // Microsoft, 535 5.7.139, of a mailbox or a tenant
    {"basic authentication is disabled", "policy-no-password"},               // Microsoft, 535 5.7.139
    {"basicauthblocked", "policy-no-password"},                               // Microsoft, at IMAP and POP3: "LogonDenied-BasicAuthBlocked"
    {"imap access is disabled", "policy-protocol-off"},                       // Google, of a domain
    {"pop access is disabled", "policy-protocol-off"},
    {"not enabled for imap", "policy-protocol-off"},                          // Google: "Your account is not enabled for IMAP use."
    {"not enabled for pop", "policy-protocol-off"},
    {"not allowed to use imap", "policy-protocol-off"},
    {"via your web browser", "policy-browser"},                               // Google: "Please log in via your web browser"
    {"with your web browser", "policy-browser"},                              // the same, 534 5.7.14
    {"web login required", "policy-browser"},                                 // the same, [WEBALERT]
    {"security defaults policy", "policy-administrator"},                     // Microsoft: "locked by your organization's security defaults policy"
    {"did not meet the criteria to be authenticated", "policy-administrator"}, // Microsoft: conditional access
    {"contact your administrator", "policy-administrator", false},
    {"blocked by your administrator", "policy-administrator", false},
});

/** What a server answers, rather than a line that broke. */
bool isAnswer(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Auth:
    case ErrorKind::Refused:
    case ErrorKind::Throttled:
    case ErrorKind::Unsupported:
    case ErrorKind::Protocol: return true;
    default: return false;
    }
}

} // namespace

Error withPolicy(Error error)
{
    const QByteArray words = error.serverText.toLower();
    const auto rule = std::ranges::find_if(kRules, [&](const Rule &one) { return words.contains(one.words); });
    if (rule == kRules.end() || !isAnswer(error.kind) || (error.kind == ErrorKind::Throttled && !rule->isCertain))
        return error;
    const bool mayPass = qstrcmp(rule->code, "policy-not-connected") == 0;
    error.kind = mayPass ? ErrorKind::Throttled : ErrorKind::Auth;
    error.scope = mayPass ? ErrorScope::Connection : ErrorScope::Account;
    error.retry = mayPass ? ErrorRetry::Backoff : ErrorRetry::AfterUser;
    error.code = rule->code;
    return error;
}

} // namespace petrel::engine
