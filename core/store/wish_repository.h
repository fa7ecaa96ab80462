#pragma once

#include "core/base/result.h"
#include "core/model/flags.h"
#include "core/model/ids.h"
#include "core/store/sync_state.h"

#include <QList>

#include <span>

namespace petrel::store {

class WriteTransaction;

/** What a server refused of a message. Nothing of it: its move or deletion, or where none is wanted, whatever is. */
struct Refusal
{
    Flags set = {};
    Flags clear = {};
    QString keyword = {};

    [[nodiscard]] bool isOfMarks() const { return set || clear || !keyword.isEmpty(); }
};

/**
 * What the person wants of messages, and how far it has got. Wishes state an aim, not a command:
 * they may be recorded twice, merged and withdrawn. In local folders they take effect at once.
 * Times are UTC seconds. Ids that are gone are passed over: the message went, so did the wish.
 */
class WishRepository
{
public:
    explicit WishRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    // What the person does

    [[nodiscard]] Status wantFlags(const QList<PlacementId> &ids, Flags set, Flags clear);
    /** Keywords that are no Flag (RFC 3501 section 2.3.2): atoms. What is in both is set. */
    [[nodiscard]] Status wantKeywords(const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear);
    /**
     * Shown in `target` at once, sent not before `notBefore`. Back to where the server has it: the
     * wish is withdrawn. Across accounts, and between a server and this computer, TransferRepository says how it goes there.
     * NotFound when the target is gone; Invalid "NOSELECT" when it holds no mail.
     */
    [[nodiscard]] Status wantFolder(const QList<PlacementId> &ids, FolderId target, std::int64_t notBefore = 0);
    /** For good. Hidden at once; a local row is deleted at once when notBefore is not in the future. */
    [[nodiscard]] Status wantExpunge(const QList<PlacementId> &ids, std::int64_t notBefore = 0);
    /** Undo of a move or deletion that has not been sent, handed over to another account or not. Those under way are left alone: move them back. */
    [[nodiscard]] Status cancelWant(const QList<PlacementId> &ids);
    /** Deletes local rows whose undo time is over, some hundreds at a time. Returns how many: none when all are gone. */
    [[nodiscard]] Result<int> expungeDueLocal(std::int64_t now);

    // What workers report

    /** The server took these bits: they become the base and leave the wish; what was toggled meanwhile stays. */
    [[nodiscard]] Status flagsPushed(std::span<const PlacementId> ids, Flags sentSet, Flags sentClear);
    /** The server does not take these bits: they are what it says. What else is wanted, and what was toggled meanwhile, goes on. */
    [[nodiscard]] Status flagsRefused(std::span<const PlacementId> ids, Flags refusedSet, Flags refusedClear);
    /** The server took the keyword, or its end; what was toggled meanwhile stays wanted. */
    [[nodiscard]] Status keywordsPushed(std::span<const PlacementId> ids, const QString &keyword, bool set);
    /**
     * The server takes no such keyword in this folder: what is wanted stands on this computer alone, until the message is
     * moved or SyncReader::dirtyKeywords() is asked by someone who knows better. Whether it is the first in its folder.
     */
    [[nodiscard]] Result<bool> keywordsKeptHere(std::span<const PlacementId> ids, const QString &keyword);
    /** Before COPY or MOVE: where to look should the answer get lost. The two numbers are the target's. */
    [[nodiscard]] Status copying(std::span<const PlacementId> ids, Uid targetUidNext, UidValidity targetUidValidity);
    /**
     * MOVE was answered OK: the row is the target's now, with its new UID, or floating (null UID)
     * until the next listing of the target.
     */
    [[nodiscard]] Status moved(PlacementId id, Uid newUid);
    /**
     * COPY was answered OK: the row is the target's now, as by moved(); what is left at the source
     * becomes a hidden row of its own that wants to be expunged. Returns that row, in stage Remainder; null
     * when the message went meanwhile.
     */
    [[nodiscard]] Result<PlacementId> copied(PlacementId id, Uid newUid);
    /** What is to be deleted for good is so only in this folder (Gmail's Trash): it is moved there, shown there meanwhile, and goes then. */
    [[nodiscard]] Status expungeIn(std::span<const PlacementId> ids, FolderId folder);
    /** \Deleted is set at the server. */
    [[nodiscard]] Status marked(std::span<const PlacementId> ids);
    /** Marked, but the server has no UID EXPUNGE: stays hidden and is not tried again. */
    [[nodiscard]] Status leftMarked(std::span<const PlacementId> ids);
    /** It is gone from the server. The content goes with its last row. */
    [[nodiscard]] Status expunged(std::span<const PlacementId> ids);

    /** Failed for now: counts the attempt. */
    [[nodiscard]] Status postpone(std::span<const PlacementId> ids, const QString &error, std::int64_t nextTry);
    /**
     * Refused for good: a move is shown in its old folder again, all are listed by Reader::attention(). What else is wanted of flags
     * and keywords goes on, now and later.
     */
    [[nodiscard]] Status park(std::span<const PlacementId> ids, const QString &error, const Refusal &refused = {});
    /** The person says "try again". What lies in a folder that is gone stays parked: nobody could try. */
    [[nodiscard]] Status unpark(const QList<PlacementId> &ids);
    /** The person gives up: flags and keywords that were refused, else all that is wanted. The row is again what the server says. Those under way are left alone, as by cancelWant(). */
    [[nodiscard]] Status discard(const QList<PlacementId> &ids);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
