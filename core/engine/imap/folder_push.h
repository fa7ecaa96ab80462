#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

#include <functional>

namespace petrel::engine {

/**
 * Brings wishes about folders to the server: CREATE, RENAME, DELETE, SUBSCRIBE (RFC 3501 6.3), one at a time, in the order in
 * which SyncReader::dueFolderWishes() lets them go. A name is written down before it is asked for; where the answer got
 * lost, the server's list tells whether it happened. Nothing is done to a folder that only bears the name of ours
 * (another UIDVALIDITY).
 *
 * Run it before the mail (a folder is made before mail moves into it) and once more behind it (a folder goes after its mail
 * has left). What the server declines concerns only its folder: postponed or parked. An error comes back only when the
 * connection (or more) is lost.
 */
class FolderPush
{
public:
    /** So that two connections never work on one folder; see ImapPassOptions. May be empty. */
    using Claim = std::function<bool(FolderId)>;
    using Release = std::function<void(FolderId)>;

    FolderPush(PassContext &context, imap::ImapSession &session, Claim claim = {}, Release release = {})
        : m_context(context), m_session(session), m_claim(std::move(claim)), m_release(std::move(release))
    {
    }

    [[nodiscard]] Status run();

private:
    using Wish = store::FolderWish;

    /** The first that is due and was not tried in this run; nullopt: none. */
    [[nodiscard]] Result<std::optional<Wish>> next();
    [[nodiscard]] Status claimed(const Wish &wish);
    [[nodiscard]] Status push(const Wish &wish);
    [[nodiscard]] Status create(const Wish &wish);
    [[nodiscard]] Status rename(const Wish &wish);
    [[nodiscard]] Status remove(const Wish &wish);
    [[nodiscard]] Status subscribe(const Wish &wish, bool wanted);
    /** What became of a CREATE or RENAME whose answer was lost. */
    [[nodiscard]] Status lookUp(const Wish &wish);
    /** Both names are there: the one with our UIDVALIDITY is ours. */
    [[nodiscard]] Result<bool> isOurs(const Wish &wish, const QByteArray &wireName);
    [[nodiscard]] Result<imap::MailboxName> wantedName(const Wish &wish);
    [[nodiscard]] Result<QByteArray> personalPrefix();
    /** No server likes its selected folder to be renamed or deleted, and a name must not mean another folder behind our back. */
    [[nodiscard]] Status leave(const Wish &wish);
    /** Subscriptions stay with names at many servers: those of the old ones go. */
    [[nodiscard]] Status unsubscribe(const QList<QByteArray> &wireNames);
    [[nodiscard]] Status record(const std::function<Status(store::FolderWishRepository)> &change);
    [[nodiscard]] Result<bool> ask(const Wish &wish, const QByteArray &wireName);
    /** record(), and counted. */
    [[nodiscard]] Status done(const std::function<Status(store::FolderWishRepository)> &change);
    [[nodiscard]] Status declined(const Error &error, const Wish &wish);

    PassContext &m_context;
    imap::ImapSession &m_session;
    Claim m_claim;
    Release m_release;
    QList<Wish> m_tried; ///< in this run: nothing is asked twice in a row
    std::optional<QByteArray> m_prefix;
};

} // namespace petrel::engine
