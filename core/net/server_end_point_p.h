#pragma once

#include <QByteArray>

namespace petrel::net {

/**
 * tls-server-end-point of a certificate in DER (RFC 5929 section 4.1): its hash, with the hash function of its own signature, or SHA-256 where
 * that is MD5 or SHA-1. Empty when the signature names none (Ed25519, RSA-PSS), and for what is no certificate.
 */
[[nodiscard]] QByteArray serverEndPointOf(const QByteArray &der);

} // namespace petrel::net
