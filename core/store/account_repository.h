#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/identity.h"
#include "core/store/sync_state.h"

namespace petrel::store {

class WriteTransaction;

/** Accounts and their identities. */
class AccountRepository
{
public:
    explicit AccountRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** With a default identity made from its address. An empty uuid or secretKey is filled in. */
    [[nodiscard]] Result<AccountId> insert(Account account);
    /** NotFound. The kind (IMAP, POP3) stays as it is: Invalid when it differs. */
    [[nodiscard]] Status update(const Account &account);
    /** What the account's server does with the copy of what was sent; forgotten when its servers change. */
    [[nodiscard]] Status learnSentCopies(AccountId account, SentLesson lesson);
    /**
     * Hides the account and everything in it at once; Store::sweep() then deletes it in slices.
     * Its queued mail is cancelled; mail that others have put into its folders goes with it, see giveBackMail(). The secrets are the caller's to remove.
     */
    [[nodiscard]] Status remove(AccountId account);

    /**
     * Before remove(): new mail of other accounts that was put into folders of this one goes into their own inboxes from here on, and what they
     * fetched until now into their folders: the one of the same role, else the inbox. At most `limit` messages; how many.
     */
    [[nodiscard]] Result<int> giveBackMail(AccountId account, int limit);
    /** Nothing is delivered any more to folders that are gone. */
    [[nodiscard]] Status endDeliveries();

    [[nodiscard]] Result<IdentityId> insertIdentity(const Identity &identity);
    [[nodiscard]] Status updateIdentity(const Identity &identity);
    /** Invalid for the last one of an account. When the default goes, another becomes it. */
    [[nodiscard]] Status removeIdentity(IdentityId identity);

    /**
     * The server wants the person to read these words. False when they were told within a day, or 20 others were: then
     * nothing is recorded.
     */
    [[nodiscard]] Result<bool> hearWords(AccountId account, const QString &words, std::int64_t now);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
