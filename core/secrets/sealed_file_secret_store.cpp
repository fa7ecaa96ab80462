#include "core/secrets/sealed_file_secret_store.h"

#include "core/base/durable_file.h"
#include "core/secrets/secret_errors_p.h"

#include <QFile>

namespace petrel::secrets {

namespace {

/** Far above any number of passwords: what is larger is not our file. */
constexpr qint64 kMaxFileBytes = 16 * 1024 * 1024;

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return secretError("secrets-unreadable", QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > kMaxFileBytes)
        return damaged(QStringLiteral("it is too large"));
    return file.readAll();
}

Status replaceFile(const QString &path, const QByteArray &bytes)
{
    const Status replaced = replaceFileDurably(path, bytes);
    if (replaced || replaced.error().kind == ErrorKind::StoreFull)
        return replaced;
    return secretError("secrets-unwritable", replaced.error().what);
}

} // namespace

Result<std::unique_ptr<SealedFileSecretStore>> SealedFileSecretStore::open(const QString &path, const Secret &passphrase)
{
    if (passphrase.isEmpty())
        return wrongPassphrase(QStringLiteral("the passphrase is empty"));
    if (!QFile::exists(path)) {
        SealingKey key = TRY(makeSealingKey(passphrase));
        return std::unique_ptr<SealedFileSecretStore>(new SealedFileSecretStore(path, std::move(key)));
    }
    Unsealed unsealed = TRY(unseal(TRY(contentOf(path)), passphrase));
    std::unique_ptr<SealedFileSecretStore> store(new SealedFileSecretStore(path, std::move(unsealed.key)));
    store->m_secrets = std::move(unsealed.entries);
    return store;
}

Status SealedFileSecretStore::changePassphrase(const Secret &passphrase)
{
    if (passphrase.isEmpty())
        return wrongPassphrase(QStringLiteral("the passphrase is empty"));
    SealingKey key = TRY(makeSealingKey(passphrase));
    const std::lock_guard lock(m_mutex);
    TRY(replaceFile(m_path, seal(m_secrets, key)));
    m_key = std::move(key);
    return {};
}

Result<Secret> SealedFileSecretStore::read(const QByteArray &key, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(key);
    if (found == m_secrets.end())
        return noSecret();
    return found->second;
}

Status SealedFileSecretStore::write(const QByteArray &key, const Secret &secret, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    std::map<QByteArray, Secret> secrets = m_secrets;
    secrets.insert_or_assign(key, secret);
    return store(std::move(secrets));
}

Status SealedFileSecretStore::remove(const QByteArray &key, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    std::map<QByteArray, Secret> secrets = m_secrets;
    return secrets.erase(key) == 0 ? Status() : store(std::move(secrets));
}

/** Memory follows the file: what could not be written is not remembered either. */
Status SealedFileSecretStore::store(std::map<QByteArray, Secret> secrets)
{
    if (!secrets.empty())
        TRY(replaceFile(m_path, seal(secrets, m_key)));
    else if (QFile::exists(m_path) && !QFile::remove(m_path))
        return secretError("secrets-unwritable", QStringLiteral("%1 cannot be removed").arg(m_path));
    m_secrets = std::move(secrets);
    return {};
}

} // namespace petrel::secrets
