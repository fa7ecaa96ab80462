#include "core/oauth/refusal.h"

#include <algorithm>
#include <array>

namespace petrel::oauth {

namespace {

struct Known
{
    const char *word;
    const char *code;
};

constexpr auto kErrors = std::to_array<Known>({
    {"invalid_grant", "oauth-sign-in"},
    {"interaction_required", "oauth-sign-in"},
    {"login_required", "oauth-sign-in"},
    {"consent_required", "oauth-sign-in"},
    {"bad_verification_code", "oauth-sign-in"},
    {"access_denied", "oauth-denied"},
    {"authorization_declined", "oauth-denied"},
    {"admin_policy_enforced", "oauth-policy"},
    {"org_internal", "oauth-policy"},
    {"invalid_client", "oauth-client"},
    {"unauthorized_client", "oauth-client"},
    {"redirect_uri_mismatch", "oauth-client"},
    {"deleted_client", "oauth-client"},
    {"invalid_request", "oauth-client"},
    {"unsupported_response_type", "oauth-client"},
    {"unsupported_grant_type", "oauth-client"},
    {"invalid_scope", "oauth-scope"},
    {"expired_token", "oauth-expired"},
    {"temporarily_unavailable", "oauth-busy"},
    {"server_error", "oauth-busy"},
    {"slow_down", "oauth-busy"},
});

/** Microsoft says what it is in the number of its message; the word before it is one for many. */
constexpr auto kNumbers = std::to_array<Known>({
    {"AADSTS50105", "oauth-policy"}, // not assigned to this application
    {"AADSTS50131", "oauth-policy"}, // conditional access: device
    {"AADSTS53000", "oauth-policy"}, // device not compliant
    {"AADSTS53001", "oauth-policy"}, // device not joined
    {"AADSTS53003", "oauth-policy"}, // conditional access
    {"AADSTS530003", "oauth-policy"}, // device must be managed
    {"AADSTS65001", "oauth-policy"}, // consent of an administrator
    {"AADSTS90094", "oauth-policy"}, // the same
    {"AADSTS90095", "oauth-policy"}, // the same, asked for
    {"AADSTS65004", "oauth-denied"},
    {"AADSTS50076", "oauth-sign-in"}, // a second factor
    {"AADSTS50079", "oauth-sign-in"}, // a second factor is to be set up
    {"AADSTS700016", "oauth-client"}, // not known in this tenant
    {"AADSTS90002", "oauth-client"}, // no such tenant
    {"AADSTS7000218", "oauth-client"}, // registered as a program that has a secret
    {"AADSTS50011", "oauth-client"}, // redirect
    {"AADSTS50020", "oauth-client"}, // an account of another tenant
});

/** Whole words only: AADSTS530003 is not AADSTS53000. */
bool holds(const QByteArray &text, const char *number)
{
    const qsizetype at = text.indexOf(number);
    const qsizetype end = at + static_cast<qsizetype>(qstrlen(number));
    return at >= 0 && (end >= text.size() || text.at(end) < '0' || text.at(end) > '9');
}

QByteArray codeFor(const QByteArray &error, const QByteArray &description)
{
    const auto number = std::ranges::find_if(kNumbers, [&](const Known &known) { return holds(description, known.word); });
    if (number != kNumbers.end())
        return number->code;
    const auto word = std::ranges::find_if(kErrors, [&](const Known &known) { return error == known.word; });
    return word == kErrors.end() ? QByteArray("oauth-sign-in") : QByteArray(word->code);
}

QByteArray oneLine(const QByteArray &text)
{
    constexpr qsizetype kShown = 500;
    return text.left(kShown).simplified();
}

} // namespace

Error refusal(const QByteArray &error, const QByteArray &description)
{
    const QByteArray code = codeFor(error, description);
    const QString what = QStringLiteral("the issuer says %1").arg(QString::fromLatin1(oneLine(error)));
    if (code == "oauth-busy")
        return makeError(ErrorKind::Throttled, ErrorScope::Account, ErrorRetry::Backoff, what).withServerText(oneLine(description), code);
    return makeError(ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser, what).withServerText(oneLine(description), code);
}

Error nonsense(const QString &what)
{
    return makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::Backoff, what).withServerText({}, "oauth-answer");
}

Error forged(const QString &what)
{
    return makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::AfterUser, what).withServerText({}, "oauth-forged");
}

} // namespace petrel::oauth
