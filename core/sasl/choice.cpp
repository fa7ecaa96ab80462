#include "core/sasl/choice.h"

#include "core/sasl/cram_md5.h"
#include "core/sasl/external.h"
#include "core/sasl/login.h"
#include "core/sasl/oauthbearer.h"
#include "core/sasl/plain.h"
#include "core/sasl/scram.h"
#include "core/sasl/xoauth2.h"

#include <algorithm>
#include <span>

namespace petrel::sasl {

namespace {

struct Offer
{
    const char *name;
    std::unique_ptr<Mechanism> (*make)(const Credentials &, const QByteArray &serverEndPoint);
    bool needsBinding = false;
};

template <class M>
std::unique_ptr<Mechanism> make(const Credentials &credentials, const QByteArray &)
{
    return std::make_unique<M>(credentials);
}

template <Scram::Hash hash>
std::unique_ptr<Mechanism> makeScram(const Credentials &credentials, const QByteArray &)
{
    return std::make_unique<Scram>(hash, credentials);
}

template <Scram::Hash hash>
std::unique_ptr<Mechanism> makeBoundScram(const Credentials &credentials, const QByteArray &serverEndPoint)
{
    return std::make_unique<Scram>(hash, credentials, serverEndPoint);
}

/** Strongest first, for each kind of credentials. A new mechanism is a file and a line here. */
constexpr Offer kByCertificate[] = {
    {"EXTERNAL", make<External>},
};
constexpr Offer kByToken[] = {
    {"OAUTHBEARER", make<OAuthBearer>},
    {"XOAUTH2", make<XOAuth2>},
};
constexpr Offer kByPassword[] = {
    {"SCRAM-SHA-256", makeScram<Scram::Hash::Sha256>},
    {"SCRAM-SHA-1", makeScram<Scram::Hash::Sha1>},
    {"SCRAM-SHA-256-PLUS", makeBoundScram<Scram::Hash::Sha256>, true},
    {"SCRAM-SHA-1-PLUS", makeBoundScram<Scram::Hash::Sha1>, true},
    {"CRAM-MD5", make<CramMd5>},
    {"PLAIN", make<Plain>},
    {"LOGIN", make<Login>},
};

constexpr Offer kByToldPassword[] = {
    {"PLAIN", make<Plain>},
    {"LOGIN", make<Login>},
};

std::span<const Offer> offersFor(const Credentials &credentials)
{
    if (credentials.byCertificate)
        return kByCertificate;
    if (!credentials.accessToken.isEmpty())
        return kByToken;
    return credentials.onlyPlain ? std::span<const Offer>(kByToldPassword) : kByPassword;
}

Error refusal(const char *code, const QString &what)
{
    return makeError(ErrorKind::Auth, what).withServerText({}, code);
}

Status checkUser(const QString &user)
{
    const auto forbidden = [](QChar c) { return c == u'\0' || c == u'\r' || c == u'\n' || c == u'\x01'; };
    if (user.isEmpty() || std::any_of(user.begin(), user.end(), forbidden))
        return makeError(ErrorKind::Invalid, QStringLiteral("the user name is empty or holds a control character"));
    return {};
}

Status checkToken(const Secret &token)
{
    const QByteArray &bytes = token.reveal();
    if (!std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte > 0x20 && byte < 0x7F; }))
        return makeError(ErrorKind::Invalid, QStringLiteral("the access token holds what no token may hold"));
    return {};
}

Status mayAuthenticate(const Credentials &credentials, Channel channel)
{
    if (isByPassword(credentials))
        return mayTellPassword(credentials, channel);
    if (channel != Channel::Encrypted)
        return refusal("unencrypted", QStringLiteral("neither token nor certificate is shown on a connection that is not encrypted"));
    TRY(checkUser(credentials.user));
    return checkToken(credentials.accessToken);
}

} // namespace

bool isByPassword(const Credentials &credentials)
{
    return !credentials.byCertificate && credentials.accessToken.isEmpty();
}

Status mayTellPassword(const Credentials &credentials, Channel channel)
{
    if (channel == Channel::Plain || (credentials.onlyPlain && channel != Channel::Encrypted))
        return refusal("unencrypted", QStringLiteral("no password is sent before the connection is encrypted"));
    if (credentials.password.isEmpty())
        return refusal("no-password", QStringLiteral("there is no password to log in with"));
    TRY(checkUser(credentials.user));
    if (credentials.password.reveal().contains('\0'))
        return makeError(ErrorKind::Invalid, QStringLiteral("the password holds a NUL"));
    return {};
}

Result<std::unique_ptr<Mechanism>> chooseMechanism(const QList<QByteArray> &offered, const Credentials &credentials, Channel channel,
                                                   const QByteArray &serverEndPoint)
{
    TRY(mayAuthenticate(credentials, channel));
    for (const Offer &known : offersFor(credentials)) {
        const auto isKnown = [&](const QByteArray &name) { return name.compare(known.name, Qt::CaseInsensitive) == 0; };
        if (known.needsBinding && serverEndPoint.isEmpty())
            continue;
        if (std::any_of(offered.begin(), offered.end(), isKnown))
            return known.make(credentials, serverEndPoint);
    }
    return refusal("no-mechanism", QStringLiteral("the server offers no way to log in that Petrel knows"));
}

} // namespace petrel::sasl
