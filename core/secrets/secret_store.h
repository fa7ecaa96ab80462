#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/stop_token.h"

#include <QByteArray>

namespace petrel::secrets {

/**
 * Where passwords and tokens live, by key (Account::incomingSecret()). Calls block the caller, a
 * locked wallet for as long as the person takes, so they belong on workers; any thread, several at once.
 *
 * Errors of every call, with a stable word in `code`:
 *   NotFound      no-secret: nothing is kept under this key
 *   Unsupported   no-keychain: no such service here; choose another store
 *   Auth          locked: the wallet is locked and stayed so; denied: the person said no;
 *                 passphrase: the passphrase does not open the file
 *   StoreCorrupt  damaged: the file was changed or cut; it is left as it is
 *   StoreFull     the file cannot be written: no space
 *   Timeout, Cancelled
 */
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    [[nodiscard]] virtual Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) = 0;
    /** Replaces what was there. Ok means: durable, as far as this store is. */
    [[nodiscard]] virtual Status write(
        const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) = 0;
    /** Removing what is not there succeeds. */
    [[nodiscard]] virtual Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) = 0;
};

} // namespace petrel::secrets
