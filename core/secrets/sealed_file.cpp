#include "core/secrets/sealed_file.h"

#include "core/secrets/secret_errors_p.h"

#include <QtEndian>

#include <sodium.h>

namespace petrel::secrets {

namespace {

constexpr char kMagic[] = "PETRELSEAL";
constexpr qsizetype kMagicSize = sizeof kMagic - 1;
constexpr char kVersion = 1;
constexpr qsizetype kSaltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype kDigestSize = 32;
constexpr qsizetype kHeaderSize = kMagicSize + 1 + 8 + 8 + kSaltSize;

constexpr quint64 kPasses = 3;
constexpr quint64 kMemoryBytes = 128 * 1024 * 1024;
/** A file may ask for more work than we do today, but not for all of the machine. */
constexpr quint64 kMaxPasses = 20;
constexpr quint64 kMaxMemoryBytes = 1024 * 1024 * 1024;

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

template <class Number>
QByteArray bigEndian(Number number)
{
    QByteArray bytes(sizeof number, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray digestOf(const QByteArray &bytes)
{
    QByteArray digest(kDigestSize, '\0');
    crypto_generichash(raw(digest), kDigestSize, raw(bytes), static_cast<size_t>(bytes.size()), nullptr, 0);
    return digest;
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, '\0');
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

Result<SealingKey> deriveKey(const Secret &passphrase, QByteArray salt, quint64 passes, quint64 memoryBytes)
{
    QByteArray key(kKeySize, '\0');
    const QByteArray &phrase = passphrase.reveal();
    if (crypto_pwhash(raw(key), kKeySize, phrase.constData(), static_cast<quint64>(phrase.size()), raw(salt), passes,
                      memoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return secretError("secrets-unopened", QStringLiteral("not enough memory to open the file with the passwords"));
    return SealingKey{Secret(std::move(key)), std::move(salt), passes, memoryBytes};
}

QByteArray headerFor(const SealingKey &key)
{
    return QByteArray(kMagic, kMagicSize) + kVersion + bigEndian(key.passes) + bigEndian(key.memoryBytes) + key.salt;
}

QByteArray packed(const std::map<QByteArray, Secret> &entries)
{
    QByteArray bytes;
    for (const auto &[name, secret] : entries) {
        bytes += bigEndian(static_cast<quint32>(name.size())) + name;
        bytes += bigEndian(static_cast<quint32>(secret.reveal().size())) + secret.reveal();
    }
    return bytes;
}

/** Takes one length and its bytes from the front. */
Result<QByteArray> takeField(const QByteArray &bytes, qsizetype &at)
{
    if (bytes.size() - at < 4)
        return damaged(QStringLiteral("an entry is cut"));
    const qsizetype size = qFromBigEndian<quint32>(bytes.constData() + at);
    at += 4;
    if (bytes.size() - at < size)
        return damaged(QStringLiteral("an entry is cut"));
    at += size;
    return bytes.mid(at - size, size);
}

Result<std::map<QByteArray, Secret>> unpacked(const QByteArray &bytes)
{
    std::map<QByteArray, Secret> entries;
    for (qsizetype at = 0; at < bytes.size();) {
        QByteArray name = TRY(takeField(bytes, at));
        entries.insert_or_assign(std::move(name), Secret(TRY(takeField(bytes, at))));
    }
    return entries;
}

/** All that can be said about the file without the passphrase. */
Status checkFrame(const QByteArray &bytes)
{
    if (bytes.size() < kHeaderSize + kNonceSize + kTagSize + kDigestSize)
        return damaged(QStringLiteral("it is too short"));
    if (!bytes.startsWith(QByteArray(kMagic, kMagicSize)))
        return damaged(QStringLiteral("it does not begin as it must"));
    if (bytes.last(kDigestSize) != digestOf(bytes.chopped(kDigestSize)))
        return damaged(QStringLiteral("its check sum does not fit"));
    if (bytes[kMagicSize] != kVersion)
        return secretError("secrets-newer", QStringLiteral("the file with the passwords was written by a later version of Petrel"));
    return {};
}

Result<SealingKey> keyFor(const QByteArray &bytes, const Secret &passphrase)
{
    const char *numbers = bytes.constData() + kMagicSize + 1;
    const auto passes = qFromBigEndian<quint64>(numbers);
    const auto memoryBytes = qFromBigEndian<quint64>(numbers + 8);
    if (passes < crypto_pwhash_OPSLIMIT_MIN || passes > kMaxPasses || memoryBytes < crypto_pwhash_MEMLIMIT_MIN
        || memoryBytes > kMaxMemoryBytes)
        return damaged(QStringLiteral("it asks for too much work"));
    return deriveKey(passphrase, bytes.mid(kMagicSize + 17, kSaltSize), passes, memoryBytes);
}

} // namespace

Result<SealingKey> makeSealingKey(const Secret &passphrase)
{
    if (sodium_init() < 0)
        return secretError("secrets-unopened", QStringLiteral("this computer gives no random numbers"));
    return deriveKey(passphrase, randomBytes(kSaltSize), kPasses, kMemoryBytes);
}

QByteArray seal(const std::map<QByteArray, Secret> &entries, const SealingKey &key)
{
    const QByteArray header = headerFor(key);
    const QByteArray nonce = randomBytes(kNonceSize);
    const Secret plain(packed(entries));
    QByteArray sealed(plain.reveal().size() + kTagSize, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, raw(plain.reveal()),
        static_cast<quint64>(plain.reveal().size()), raw(header), static_cast<quint64>(header.size()), nullptr,
        raw(nonce), raw(key.key.reveal()));
    const QByteArray all = header + nonce + sealed;
    return all + digestOf(all);
}

Result<Unsealed> unseal(const QByteArray &bytes, const Secret &passphrase)
{
    if (sodium_init() < 0)
        return secretError("secrets-unopened", QStringLiteral("this computer gives no random numbers"));
    TRY(checkFrame(bytes));
    const SealingKey key = TRY(keyFor(bytes, passphrase));
    const QByteArray header = bytes.first(kHeaderSize);
    const QByteArray nonce = bytes.mid(kHeaderSize, kNonceSize);
    const QByteArray sealed = bytes.mid(kHeaderSize + kNonceSize).chopped(kDigestSize);
    QByteArray opened(sealed.size() - kTagSize, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(opened), nullptr, nullptr, raw(sealed),
            static_cast<quint64>(sealed.size()), raw(header), static_cast<quint64>(header.size()), raw(nonce),
            raw(key.key.reveal())) != 0)
        return wrongPassphrase(QStringLiteral("the passphrase does not open the file with the passwords"));
    const Secret plain(std::move(opened));
    return Unsealed{TRY(unpacked(plain.reveal())), key};
}

} // namespace petrel::secrets
