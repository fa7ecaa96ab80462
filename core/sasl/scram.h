#pragma once

#include "core/sasl/mechanism.h"

#include <QCryptographicHash>

namespace petrel::sasl {

/** How often a server may make us hash: fewer lets a thief of the exchange try passwords fast, more is an attack on our time. */
struct ScramIterations
{
    int least = 4'096;    ///< RFC 7677 section 4
    int most = 1'000'000; ///< some two seconds; servers ask for 4,096 to 600,000
};

/**
 * SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, 7677): both sides prove that they know the password and neither tells it. User
 * and password go through SASLprep (preparedOrRaw). No way around it leads in: accepted() is an error until the
 * server has proven itself.
 *
 * With a channel binding it is the -PLUS form: the proof holds for this TLS connection only. Of the kinds there are, Qt 6.4 gives
 * us what tls-server-end-point takes (RFC 5929 section 4), but neither tls-unique nor tls-exporter (RFC 9266).
 *
 * step() is Protocol for a nonce that is not ours made longer, a salt that is none, an iteration count beyond ScramIterations,
 * an extension we must know and do not ("m="), and attributes missing or in another order; Tls "server-unproven" for a wrong signature.
 */
class Scram final : public Mechanism
{
public:
    enum class Hash { Sha1, Sha256 };

    /** A nonce of our own choice makes an exchange repeatable; empty for 18 random bytes. */
    Scram(Hash hash, Credentials credentials, QByteArray serverEndPoint = {}, QByteArray nonce = {}, ScramIterations iterations = {});

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;
    [[nodiscard]] Status accepted() const override;
    /** With the server's word for it before its words: "unknown-user". */
    [[nodiscard]] Error refused(Error refusal) const override;

private:
    enum class Awaits { ServerFirst, ServerFinal, Nothing };

    [[nodiscard]] Result<Secret> prove(const QByteArray &serverFirst);
    [[nodiscard]] Result<Secret> hearProof(const QByteArray &serverFinal);
    [[nodiscard]] QByteArray keyed(const QByteArray &key, const QByteArray &text) const;
    [[nodiscard]] Secret saltedPassword(const QByteArray &salt, int iterations) const;
    [[nodiscard]] QByteArray gs2Header() const;

    QCryptographicHash::Algorithm m_hash;
    Credentials m_credentials;
    QByteArray m_serverEndPoint;
    QByteArray m_nonce;
    ScramIterations m_iterations;
    QByteArray m_clientFirstBare;
    Secret m_serverSignature; ///< what the server must send to prove itself
    QByteArray m_reason;
    Awaits m_awaits = Awaits::ServerFirst;
    bool m_proven = false;
};

} // namespace petrel::sasl
