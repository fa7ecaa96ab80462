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
 * Errors of every call: NotFound "no-secret" (nothing is kept under this key), StoreFull (no space to write the file),
 * Cancelled; and one family, kind Auth and scope Account, for a store that does not give or take anything, by `code`:
 *   secrets-no-answer    the keychain did not answer in time, perhaps because its prompt waits; tried again by itself
 *   secrets-no-keychain  no such service here, or it went away; tried again by itself
 *   secrets-locked       the keychain is locked and stayed so
 *   secrets-denied       the person said no
 *   secrets-passphrase   the passphrase does not open the file, or there is none
 *   secrets-damaged      the file was changed or cut; it is left as it is
 *   secrets-newer        the file is of a later version
 *   secrets-unreadable, secrets-unwritable  the system refuses the file
 *   secrets-unopened     too little memory, or no random numbers, for the cipher
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
