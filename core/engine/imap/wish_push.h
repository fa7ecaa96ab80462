#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

#include <functional>
#include <span>
#include <vector>

namespace petrel::engine {

/**
 * Brings wishes to the server. Every step that cannot be undone there is preceded by a committed record
 * and followed by another, so a pass that is cut off anywhere is resumed without loss or doubles
 * (architecture's "move, archive, delete"). Never a bare EXPUNGE, never on after a failed COPY.
 *
 * What the server declines concerns only its wish: it is postponed or parked and the rest goes on. An
 * error comes back only when the connection (or more) is lost, or the folder cannot be worked on. What was in
 * hand when the connection was lost is counted as tried, too, and tried again with fewer others, behind all that failed
 * less: a wish at which the server closes holds up no other, and is parked alone.
 */
class WishPush
{
public:
    WishPush(PassContext &context, imap::ImapSession &session) : m_context(context), m_session(session) {}

    /** Flags and keywords, then copies, moves and deletions out of `folder`, which must be selected and have this UIDVALIDITY, the known one. */
    [[nodiscard]] Status pushFolder(FolderId folder, UidValidity uidValidity);
    /**
     * Drafts, sent copies, and what is copied or moved to or from other accounts: contents that are wanted elsewhere are
     * fetched, what is wholly here is handed over (store::TransferRepository), and what is to come into this account is
     * appended, small ones together where the server offers MULTIAPPEND. Selects other folders. `between` is called between
     * two messages: serves what the person waits for; its error ends the pass. May be empty.
     */
    [[nodiscard]] Status pushAppends(const std::function<Status()> &between = {});

private:
    using Moves = QList<store::MoveWish>;
    using Copies = QList<store::CopyWish>;
    using Appends = QList<store::AppendWish>;

    [[nodiscard]] Status pushFlags(FolderId folder);
    [[nodiscard]] Status pushFlags(const store::FlagPush &push);
    [[nodiscard]] Status storeFlags(const store::FlagPush &push);
    [[nodiscard]] Status flagsDeclined(const Error &error, const store::FlagPush &push);
    [[nodiscard]] Status pushKeywords(FolderId folder);
    [[nodiscard]] Status pushKeyword(const store::KeywordPush &push);
    [[nodiscard]] Status keywordDeclined(const Error &error, const store::KeywordPush &push);
    [[nodiscard]] Status keepKeywordHere(FolderId folder, const store::KeywordPush &push);
    /** What became of a COPY or MOVE whose answer was lost. */
    enum class Earlier { Happened, DidNotHappen };
    [[nodiscard]] Result<Earlier> resumeMove(const store::MoveWish &wish, UidValidity sourceValidity);
    /** A copy that may be in a folder. */
    struct Sought
    {
        FolderId target;
        QByteArray messageId;
        std::int64_t size = 0;
        std::int64_t dateReceived = 0; ///< 0: any
        int attempts = 0;              ///< that failed: Seznam hangs up at a search for a header, and is not asked for one again
    };
    /**
     * The copy in the selected target, at or above `from`; null: none. Message-ID, size and date must agree, and no
     * copy is taken for two wishes: one that is overlooked makes a double, one that is mistaken loses a message.
     */
    [[nodiscard]] Result<Uid> findCopy(const Sought &sought, Uid from);
    /** Looks for what may have been appended or copied, and writes down what became of it; false: it is not there, and may be asked for again. */
    [[nodiscard]] Result<bool> arrivedEarlier(WishId id, const Sought &sought, Uid stageUidNext, UidValidity stageUidValidity, store::AppendWish::Origin origin);
    /**
     * The last message of the selected folder, at or above `from`, that bears this id (in the store's form, which is not
     * always the field's text) and is `ours`; null: none. The server's search only shortens the way to it.
     */
    using IsOurs = std::function<bool(const store::NewMessage &)>;
    [[nodiscard]] Result<Uid> findMessage(const Sought &sought, Uid from, const IsOurs &ours);
    /** SELECT, unless it is selected. Folder scope when it was renumbered meanwhile: no UID we know may be used for writing. */
    [[nodiscard]] Status returnTo(const imap::MailboxName &name, UidValidity uidValidity);
    [[nodiscard]] Result<Moves> dueMoves(FolderId folder);
    [[nodiscard]] Result<Copies> dueCopies(FolderId folder);
    [[nodiscard]] Status pushCopies(FolderId folder, const imap::MailboxName &here, UidValidity uidValidity);
    [[nodiscard]] Status pushCopies(FolderId target, Copies copies);
    [[nodiscard]] Status copyTogether(const imap::MailboxName &target, const Copies &copies);
    [[nodiscard]] Status pushMoves(FolderId target, const Moves &moves);
    /** MOVE, or COPY where there is none. */
    [[nodiscard]] Status transfer(const imap::MailboxName &target, const Moves &moves);
    [[nodiscard]] Status recordMoved(const Moves &moves, const imap::CopyUid &answer);
    [[nodiscard]] Status recordCopied(const Moves &moves, const imap::CopyUid &answer);
    [[nodiscard]] Status expungeDue(FolderId folder);
    [[nodiscard]] Status expunge(const Moves &moves);
    /** Gmail deletes for good in Trash (and Spam) only: where that is, when `folder` is another one. Null: expunging is enough. */
    [[nodiscard]] Result<FolderId> trashToGoThrough(FolderId folder);
    [[nodiscard]] Status sendThrough(FolderId trash, FolderId folder);
    [[nodiscard]] Result<bool> hasAnotherPlace(PlacementId placement);
    [[nodiscard]] Status endIn(FolderId trash);
    /** The server's folders were listed at least once. */
    [[nodiscard]] Result<bool> foldersAreKnown();
    /** What is wanted in other accounts, or on this computer, is fetched; what is here is handed over. */
    [[nodiscard]] Status bringHere(const QList<store::ContentWish> &wanted, const std::function<Status()> &between);
    [[nodiscard]] Status handOver();
    struct DueAppends
    {
        QList<store::ContentWish> contents; ///< to be fetched first
        bool isCarriable = false;           ///< something can be handed over
        Appends appends;
    };
    [[nodiscard]] Result<DueAppends> dueAppends();
    /** The next of `wishes`: one, or several small ones for one command. */
    [[nodiscard]] Appends takeTogether(Appends &wishes) const;
    [[nodiscard]] Status appendTogether(const Appends &wishes);
    [[nodiscard]] Status append(const store::AppendWish &wish);
    /** A sent copy is not to be appended now: the server has filed its own, whose place it takes, or may still do so. */
    [[nodiscard]] Result<bool> isLeftToServer(const store::AppendWish &wish);
    [[nodiscard]] Result<imap::AppendUid> appendBytes(const imap::MailboxName &target, const store::AppendWish &wish);
    /** In one step in the place of the state of the draft that it follows. False: that cannot be done, and nothing was. */
    [[nodiscard]] Result<bool> replaceFormer(const imap::MailboxName &target, const store::AppendWish &wish);
    [[nodiscard]] Status recordAppended(const store::AppendWish &wish, const imap::AppendUid &answer);
    /** Before the command: these are to be looked for when its answer is lost. Those that are still wanted. */
    template <class Wish>
    [[nodiscard]] Result<QList<Wish>> beginAppending(const QList<Wish> &wishes, const imap::MailboxStatus &target);
    /** STATUS of a folder, made at the server where it is not; `name` is then the one it got. */
    [[nodiscard]] Result<imap::MailboxStatus> statusOrCreate(FolderId folder, imap::MailboxName &name);
    /** Thrown away (a draft that was replaced, a copy that was undone) after the command that may never have arrived. */
    [[nodiscard]] Result<bool> isUnwanted(PlacementId placement);
    [[nodiscard]] Status notAppended(WishId id);

    /** A UID that the server told, where it counts in the numbers that the store knows of the folder; else null, and the row floats. */
    [[nodiscard]] static Result<Uid> inKnownNumbers(store::WriteTransaction &tx, FolderId folder, UidValidity told, Uid uid);
    [[nodiscard]] Result<imap::MailboxName> nameOf(FolderId folder);
    /** A wish that was declined, and how often before. */
    struct Tried
    {
        PlacementId placement;
        int before = 0;
    };
    [[nodiscard]] static std::vector<Tried> triedOf(const Moves &moves);
    [[nodiscard]] static std::vector<Tried> triedOf(const store::PushedRows &rows);
    /** Counts the attempt of these wishes; an error that ends the pass comes back. */
    [[nodiscard]] Status declined(const Error &error, std::span<const Tried> wishes, const store::Refusal &refused = {});
    /** Postpones or parks them, by the error and by how often they were tried. */
    [[nodiscard]] Status countAttempt(const Error &error, std::span<const Tried> wishes, const store::Refusal &refused);
    [[nodiscard]] Status declinedAppend(const Error &error, WishId wish, int attempts);

    PassContext &m_context;
    imap::ImapSession &m_session;
    UidValidity m_numbers; ///< of the source when it was last selected: its UIDs may be used for writing
    QSet<std::pair<FolderId, Uid>> m_foundCopies; ///< each belongs to one wish
    bool m_othersAreConcerned = false; ///< something was handed over, or has arrived from another account
    QSet<PlacementId> m_remainders; ///< what a COPY left behind: the move is counted, its expunge is a part of it
};

template <class Wish>
Result<QList<Wish>> WishPush::beginAppending(const QList<Wish> &wishes, const imap::MailboxStatus &target)
{
    return m_context.store().write(u"appending", [&](store::WriteTransaction &tx) -> Result<QList<Wish>> {
        QList<Wish> wanted;
        for (const Wish &wish : wishes) {
            if (TRY(tx.appends().appending(wish.id, target.uidNext.value_or(Uid()), target.uidValidity.value_or(UidValidity()))))
                wanted.append(wish);
        }
        return wanted;
    });
}

} // namespace petrel::engine
