#include "core/sasl/scram.h"

#include "core/sasl/saslname.h"
#include "core/sasl/saslprep.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

namespace petrel::sasl {

namespace {

constexpr qsizetype kMostNonceBytes = 1'024;

Error senseless(const QString &what)
{
    return makeError(ErrorKind::Protocol, what);
}

Error unproven(const QString &what)
{
    return makeError(ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser, what).withServerText({}, "server-unproven");
}

QByteArray randomNonce()
{
    QByteArray bytes(18, '\0');
    std::generate(bytes.begin(), bytes.end(), [random = QRandomGenerator::system()] { return static_cast<char>(random->bounded(256)); });
    return bytes.toBase64();
}

QByteArray exclusiveOr(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size(); ++i)
        a[i] = static_cast<char>(a[i] ^ b[i]);
    return a;
}

Result<QByteArray> fromBase64(const QByteArray &text)
{
    auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).isEmpty())
        return senseless(QStringLiteral("a SCRAM attribute that is no base64"));
    return *std::move(decoded);
}

/** What server-first-message tells (RFC 5802 section 7): r=, s=, i=, and extensions, which are ignored. */
struct ServerFirst
{
    QByteArray nonce;
    QByteArray salt;
    int iterations = 0;
};

/** The value of an attribute that has to stand at this place. */
Result<QByteArray> attribute(const QByteArrayList &attributes, qsizetype place, const char *name)
{
    const QByteArray found = attributes.value(place);
    if (!found.startsWith(name) || found.size() <= 2)
        return senseless(QStringLiteral("SCRAM without \"%1\" where it belongs").arg(QLatin1String(name)));
    return found.sliced(2);
}

Result<ServerFirst> parseServerFirst(const QByteArray &message)
{
    const QByteArrayList attributes = message.split(',');
    if (message.startsWith("m="))
        return senseless(QStringLiteral("SCRAM with an extension that Petrel does not know"));
    ServerFirst first;
    first.nonce = TRY(attribute(attributes, 0, "r="));
    first.salt = TRY(fromBase64(TRY(attribute(attributes, 1, "s="))));
    const QByteArray count = TRY(attribute(attributes, 2, "i="));
    bool isNumber = std::all_of(count.begin(), count.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
    if (isNumber)
        first.iterations = count.toInt(&isNumber);
    if (!isNumber)
        return senseless(QStringLiteral("a SCRAM iteration count that is no number"));
    return first;
}

/** Ours, and something of the server's own behind it. */
bool continues(const QByteArray &nonce, const QByteArray &ours)
{
    const bool printable = std::all_of(nonce.begin(), nonce.end(), [](char byte) { return byte > 0x20 && byte < 0x7F; });
    return printable && nonce.startsWith(ours) && nonce.size() > ours.size() && nonce.size() <= kMostNonceBytes;
}

} // namespace

Scram::Scram(Hash hash, Credentials credentials, QByteArray serverEndPoint, QByteArray nonce, ScramIterations iterations)
    : m_hash(hash == Hash::Sha1 ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256),
      m_credentials(std::move(credentials)),
      m_serverEndPoint(std::move(serverEndPoint)),
      m_nonce(nonce.isEmpty() ? randomNonce() : std::move(nonce)),
      m_iterations(iterations)
{
}

QByteArray Scram::name() const
{
    const QByteArray plain = m_hash == QCryptographicHash::Sha1 ? "SCRAM-SHA-1" : "SCRAM-SHA-256";
    return m_serverEndPoint.isEmpty() ? plain : plain + "-PLUS";
}

/** "n": we bind to no channel. "y" would say that we could have, and were not offered it. */
QByteArray Scram::gs2Header() const
{
    return m_serverEndPoint.isEmpty() ? "n,," : "p=tls-server-end-point,,";
}

std::optional<Secret> Scram::initialResponse()
{
    m_clientFirstBare = "n=" + saslName(preparedOrRaw(m_credentials.user.toUtf8())) + ",r=" + m_nonce;
    return Secret(gs2Header() + m_clientFirstBare);
}

Result<Secret> Scram::step(const QByteArray &challenge)
{
    switch (m_awaits) {
    case Awaits::ServerFirst: return prove(challenge);
    case Awaits::ServerFinal: return hearProof(challenge);
    case Awaits::Nothing: break;
    }
    return senseless(QStringLiteral("the server asks more than SCRAM has to say"));
}

QByteArray Scram::keyed(const QByteArray &key, const QByteArray &text) const
{
    return QMessageAuthenticationCode::hash(text, key, m_hash);
}

/** Hi() of RFC 5802 section 2.2: PBKDF2 with one block. */
Secret Scram::saltedPassword(const QByteArray &salt, int iterations) const
{
    QMessageAuthenticationCode code(m_hash, preparedOrRaw(m_credentials.password.reveal()));
    code.addData(salt + QByteArray("\0\0\0\1", 4));
    QByteArray last = code.result();
    QByteArray sum = last;
    for (int i = 1; i < iterations; ++i) {
        code.reset();
        code.addData(last);
        last = code.result();
        sum = exclusiveOr(std::move(sum), last);
    }
    return Secret(std::move(sum));
}

/** RFC 5802 section 3. */
Result<Secret> Scram::prove(const QByteArray &serverFirst)
{
    const ServerFirst first = TRY(parseServerFirst(serverFirst));
    if (!continues(first.nonce, m_nonce))
        return senseless(QStringLiteral("a SCRAM nonce that does not continue ours"));
    if (first.iterations < m_iterations.least || first.iterations > m_iterations.most)
        return senseless(QStringLiteral("%1 SCRAM iterations, which is beyond all measure").arg(first.iterations));

    const QByteArray withoutProof = "c=" + (gs2Header() + m_serverEndPoint).toBase64() + ",r=" + first.nonce;
    const QByteArray authMessage = m_clientFirstBare + ',' + serverFirst + ',' + withoutProof;
    const Secret salted = saltedPassword(first.salt, first.iterations);
    const Secret clientKey(keyed(salted.reveal(), "Client Key"));
    const QByteArray storedKey = QCryptographicHash::hash(clientKey.reveal(), m_hash);
    const QByteArray proof = exclusiveOr(keyed(storedKey, authMessage), clientKey.reveal());
    const Secret serverKey(keyed(salted.reveal(), "Server Key"));
    m_serverSignature = Secret(keyed(serverKey.reveal(), authMessage));
    m_awaits = Awaits::ServerFinal;
    return Secret(withoutProof + ",p=" + proof.toBase64());
}

/** "v=" and the server's own proof, or "e=" and why it refuses; a refusal follows in the words of the protocol. */
Result<Secret> Scram::hearProof(const QByteArray &serverFinal)
{
    m_awaits = Awaits::Nothing;
    const QByteArrayList attributes = serverFinal.split(',');
    if (attributes.first().startsWith("e=")) {
        m_reason = attributes.first().sliced(2);
        return Secret();
    }
    const Secret signature(TRY(fromBase64(TRY(attribute(attributes, 0, "v=")))));
    if (signature != m_serverSignature)
        return unproven(QStringLiteral("the server does not know the password: its SCRAM signature is wrong"));
    m_proven = true;
    return Secret();
}

Error Scram::refused(Error refusal) const
{
    if (!m_reason.isEmpty())
        refusal.serverText = m_reason + ": " + refusal.serverText;
    return refusal;
}

Status Scram::accepted() const
{
    if (m_proven)
        return {};
    return unproven(QStringLiteral("the server lets us in without proving that it knows the password"));
}

} // namespace petrel::sasl
