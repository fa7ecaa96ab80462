#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace petrel::store {

class WriteTransaction;

/** What the person decided to trust: keys of single servers, and senders whose pictures may load. */
class TrustRepository
{
public:
    explicit TrustRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** `keyDigest`: SHA-256 of the server's public key, 32 bytes; Invalid otherwise. */
    [[nodiscard]] Status trustCertificate(const QString &host, quint16 port, const QByteArray &keyDigest);
    [[nodiscard]] Status distrustCertificate(const QString &host, quint16 port, const QByteArray &keyDigest);

    /** An address, or a domain written "@example.org". Invalid for anything else. */
    [[nodiscard]] Status allowRemoteContent(const QString &addressOrDomain);
    [[nodiscard]] Status denyRemoteContent(const QString &addressOrDomain);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
