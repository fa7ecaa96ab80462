#include "core/store/trust_repository.h"

#include "core/base/clock.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

constexpr qsizetype kDigestBytes = 32;

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Application, ErrorRetry::Never, what);
}

} // namespace

Status TrustRepository::trustCertificate(const QString &host, quint16 port, const QByteArray &keyDigest)
{
    if (host.isEmpty() || keyDigest.size() != kDigestBytes)
        return invalid(QStringLiteral("a trusted key needs a host and a SHA-256 digest"));
    return m_transaction.database().run("INSERT OR REPLACE INTO trusted_certificate (host, port, key_digest, accepted_at) VALUES (?, ?, ?, ?)",
                                        host.toLower(), port, keyDigest, Clock::nowUtc());
}

Status TrustRepository::distrustCertificate(const QString &host, quint16 port, const QByteArray &keyDigest)
{
    return m_transaction.database().run("DELETE FROM trusted_certificate WHERE host = ? AND port = ? AND key_digest = ?", host.toLower(), port, keyDigest);
}

Status TrustRepository::allowRemoteContent(const QString &addressOrDomain)
{
    const QString sender = addressOrDomain.trimmed().toLower();
    const qsizetype at = sender.lastIndexOf(QLatin1Char('@'));
    if (at < 0 || at + 1 == sender.size())
        return invalid(QStringLiteral("neither an address nor a domain: ") + addressOrDomain);
    return m_transaction.database().run("INSERT OR REPLACE INTO remote_content_allow (sender, since) VALUES (?, ?)", sender, Clock::nowUtc());
}

Status TrustRepository::denyRemoteContent(const QString &addressOrDomain)
{
    return m_transaction.database().run("DELETE FROM remote_content_allow WHERE sender = ?", addressOrDomain.trimmed().toLower());
}

} // namespace petrel::store
