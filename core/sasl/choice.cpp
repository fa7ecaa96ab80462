#include "core/sasl/choice.h"

#include "core/sasl/cram_md5.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"

namespace petrel::sasl {

namespace {

struct Offer
{
    const char *name;
    std::unique_ptr<Mechanism> (*make)(const Credentials &);
};

template <class M>
std::unique_ptr<Mechanism> make(const Credentials &credentials)
{
    return std::make_unique<M>(credentials);
}

/** Strongest first. A new mechanism is a file and a line here. */
constexpr Offer kByStrength[] = {
    {"CRAM-MD5", make<CramMd5>},
    {"PLAIN", make<Plain>},
    {"LOGIN", make<Login>},
};

Error refusal(const char *code, const QString &what)
{
    Error error = makeError(ErrorKind::Auth, what);
    error.code = code;
    return error;
}

} // namespace

Status mayAuthenticate(const Credentials &credentials, Channel channel)
{
    if (channel == Channel::Plain)
        return refusal("unencrypted", QStringLiteral("no password is sent before the connection is encrypted"));
    if (credentials.password.isEmpty())
        return refusal("no-password", QStringLiteral("there is no password to log in with"));
    const auto forbidden = [](QChar c) { return c == u'\0' || c == u'\r' || c == u'\n'; };
    if (credentials.user.isEmpty() || std::any_of(credentials.user.begin(), credentials.user.end(), forbidden))
        return makeError(ErrorKind::Invalid, QStringLiteral("the user name is empty or holds a control character"));
    if (credentials.password.reveal().contains('\0'))
        return makeError(ErrorKind::Invalid, QStringLiteral("the password holds a NUL"));
    return {};
}

Result<std::unique_ptr<Mechanism>> chooseMechanism(
    const QList<QByteArray> &offered, const Credentials &credentials, Channel channel)
{
    TRY(mayAuthenticate(credentials, channel));
    for (const Offer &known : kByStrength) {
        const auto isKnown = [&](const QByteArray &name) { return name.compare(known.name, Qt::CaseInsensitive) == 0; };
        if (std::any_of(offered.begin(), offered.end(), isKnown))
            return known.make(credentials);
    }
    return refusal("no-mechanism", QStringLiteral("the server offers no way to log in that Petrel knows"));
}

} // namespace petrel::sasl
