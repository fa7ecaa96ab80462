#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

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

    /** Flags, then moves and deletions out of `folder`, which must be selected and have this UIDVALIDITY, the known one. */
    [[nodiscard]] Status pushFolder(FolderId folder, UidValidity uidValidity);
    /** Drafts and sent copies. Selects other folders when an earlier outcome is unknown. */
    [[nodiscard]] Status pushAppends();

private:
    using Moves = QList<store::MoveWish>;

    [[nodiscard]] Status pushFlags(FolderId folder);
    [[nodiscard]] Status pushFlags(const store::FlagPush &push);
    [[nodiscard]] Status storeFlags(const store::FlagPush &push);
    [[nodiscard]] Status flagsDeclined(const Error &error, const store::FlagPush &push);
    /** What became of a COPY or MOVE whose answer was lost. */
    enum class Earlier { Happened, DidNotHappen };
    [[nodiscard]] Result<Earlier> resumeMove(const store::MoveWish &wish, UidValidity sourceValidity);
    /**
     * The copy in the selected target, at or above `from`; null: none. Message-ID, size and date must agree, and no
     * copy is taken for two wishes: one that is overlooked makes a double, one that is mistaken loses a message.
     */
    [[nodiscard]] Result<Uid> findCopy(const store::MoveWish &wish, Uid from);
    /**
     * The last message of the selected folder, at or above `from`, that bears this id (in the store's form, which is not
     * always the field's text) and is `ours`; null: none. The server's search only shortens the way to it.
     */
    using IsOurs = std::function<bool(const store::NewMessage &)>;
    [[nodiscard]] Result<Uid> findMessage(const QByteArray &messageId, Uid from, const IsOurs &ours);
    /** SELECT, unless it is selected. Folder scope when it was renumbered meanwhile: no UID we know may be used for writing. */
    [[nodiscard]] Status returnTo(const imap::MailboxName &name, UidValidity uidValidity);
    [[nodiscard]] Status pushMoves(FolderId target, const Moves &moves);
    /** MOVE, or COPY where there is none. */
    [[nodiscard]] Status transfer(const imap::MailboxName &target, const Moves &moves);
    [[nodiscard]] Status recordMoved(const Moves &moves, const imap::CopyUid &answer);
    [[nodiscard]] Status recordCopied(const Moves &moves, const imap::CopyUid &answer);
    [[nodiscard]] Status expunge(const Moves &moves);
    /** The server's folders were listed at least once. */
    [[nodiscard]] Result<bool> foldersAreKnown();
    [[nodiscard]] Status append(const store::AppendWish &wish);
    /** STATUS of a folder, made at the server where it is not; `name` is then the one it got. */
    [[nodiscard]] Result<imap::MailboxStatus> statusOrCreate(FolderId folder, imap::MailboxName &name);
    [[nodiscard]] Result<bool> appendedEarlier(const store::AppendWish &wish, const imap::MailboxName &target);
    /** Thrown away (a draft that was replaced) after the APPEND that may never have arrived. */
    [[nodiscard]] Result<bool> isUnwanted(const store::AppendWish &wish);

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
    [[nodiscard]] static std::vector<Tried> triedOf(const store::FlagPush &push);
    /** Counts the attempt of these wishes; an error that ends the pass comes back. */
    [[nodiscard]] Status declined(const Error &error, std::span<const Tried> wishes);
    /** Postpones or parks them, by the error and by how often they were tried. */
    [[nodiscard]] Status countAttempt(const Error &error, std::span<const Tried> wishes);
    [[nodiscard]] Status declinedAppend(const Error &error, const store::AppendWish &wish);

    PassContext &m_context;
    imap::ImapSession &m_session;
    UidValidity m_numbers; ///< of the source when it was last selected: its UIDs may be used for writing
    QSet<std::pair<FolderId, Uid>> m_foundCopies; ///< each belongs to one wish
    QSet<PlacementId> m_remainders; ///< what a COPY left behind: the move is counted, its expunge is a part of it
};

} // namespace petrel::engine
