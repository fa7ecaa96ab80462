#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <map>

namespace petrel::secrets {

/** A key made from a passphrase, and what is needed to make it again. */
struct SealingKey
{
    Secret key;      ///< 32 bytes
    QByteArray salt; ///< 16 bytes, random per file
    quint64 passes = 0;
    quint64 memoryBytes = 0;
};

/**
 * The sealed file, version 1, numbers big-endian:
 *
 *     "PETRELSEAL"  version (1)  passes (8)  memory (8)  salt (16)  nonce (24)  sealed (n)  digest (32)
 *
 * The key is Argon2id of the passphrase; `sealed` is XChaCha20-Poly1305 (libsodium) over the entries
 * (length 4, key, length 4, secret)*, with everything before the nonce as associated data. The digest
 * is BLAKE2b of all before it: a wrong passphrase and a damaged file look alike to the cipher, and
 * only the second must warn the person of a failing disk. It protects nothing; the cipher does.
 * Pure functions of bytes; files are the store's part.
 */
[[nodiscard]] Result<SealingKey> makeSealingKey(const Secret &passphrase);
[[nodiscard]] QByteArray seal(const std::map<QByteArray, Secret> &entries, const SealingKey &key);

struct Unsealed
{
    std::map<QByteArray, Secret> entries;
    SealingKey key;
};
/** Errors: "secrets-passphrase", "secrets-damaged", "secrets-newer" for a version we do not know, "secrets-unopened". */
[[nodiscard]] Result<Unsealed> unseal(const QByteArray &bytes, const Secret &passphrase);

} // namespace petrel::secrets
