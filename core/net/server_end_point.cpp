#include "core/net/server_end_point_p.h"

#include <QCryptographicHash>

#include <optional>

namespace petrel::net {

namespace {

constexpr char kSequence = 0x30;
constexpr char kObjectIdentifier = 0x06;

/** Takes one DER value of this tag off the front and gives its content; nothing when there is none, or it is cut short. */
std::optional<QByteArrayView> take(QByteArrayView &der, char tag)
{
    if (der.size() < 2 || der[0] != tag)
        return {};
    const auto byteAt = [&](qsizetype i) { return static_cast<unsigned char>(der[i]); };
    qsizetype length = byteAt(1);
    qsizetype header = 2;
    if (length >= 0x80) { // the long form: so many bytes of length follow
        const qsizetype lengthBytes = length - 0x80;
        if (lengthBytes < 1 || lengthBytes > 3 || der.size() < 2 + lengthBytes)
            return {};
        length = 0;
        for (; header < 2 + lengthBytes; ++header)
            length = length << 8 | byteAt(header);
    }
    if (der.size() - header < length)
        return {};
    const QByteArrayView content = der.sliced(header, length);
    der = der.sliced(header + length);
    return content;
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, ... }, signature } (RFC 5280 section 4.1). */
std::optional<QByteArrayView> signatureAlgorithm(QByteArrayView der)
{
    std::optional<QByteArrayView> certificate = take(der, kSequence);
    if (!certificate || !take(*certificate, kSequence))
        return {};
    std::optional<QByteArrayView> algorithm = take(*certificate, kSequence);
    return algorithm ? take(*algorithm, kObjectIdentifier) : std::nullopt;
}

struct SignatureHash
{
    QByteArrayView algorithm; ///< the OID as DER has it
    QCryptographicHash::Algorithm hash;
};

/** RSA is 1.2.840.113549.1.1, ECDSA 1.2.840.10045.4. MD5 and SHA-1 give way to SHA-256. */
constexpr SignatureHash kSignatureHashes[] = {
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04", QCryptographicHash::Sha256}, // MD5
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", QCryptographicHash::Sha256}, // SHA-1
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", QCryptographicHash::Sha256},
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", QCryptographicHash::Sha384},
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", QCryptographicHash::Sha512},
    {"\x2a\x86\x48\xce\x3d\x04\x01", QCryptographicHash::Sha256}, // SHA-1
    {"\x2a\x86\x48\xce\x3d\x04\x03\x02", QCryptographicHash::Sha256},
    {"\x2a\x86\x48\xce\x3d\x04\x03\x03", QCryptographicHash::Sha384},
    {"\x2a\x86\x48\xce\x3d\x04\x03\x04", QCryptographicHash::Sha512},
};

} // namespace

QByteArray serverEndPointOf(const QByteArray &der)
{
    const std::optional<QByteArrayView> algorithm = signatureAlgorithm(der);
    if (!algorithm)
        return {};
    for (const SignatureHash &known : kSignatureHashes) {
        if (*algorithm == known.algorithm)
            return QCryptographicHash::hash(der, known.hash);
    }
    return {};
}

} // namespace petrel::net
