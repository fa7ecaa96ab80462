#pragma once

#include "core/engine/engine.h"
#include "core/store/store.h"

namespace petrel::engine {

/** What is needed to take an action back: messages here, folders by takeBackFolders(). */
struct UndoRecord
{
    struct Flagged
    {
        PlacementId id;
        Flags before;
    };
    struct Labelled
    {
        PlacementId id;
        QStringList before;
    };
    struct Moved
    {
        PlacementId id;
        FolderId from;
    };
    struct Copied
    {
        PlacementId copy;
        PlacementId original;
    };
    /** What was done to a folder. */
    struct Placed
    {
        FolderId id;
        FolderId parent; ///< as it was before
        QString name;
    };
    struct Subscribed
    {
        FolderId id;
        bool before = false;
    };
    QList<Flagged> flagged;
    QList<Labelled> labelled;
    QList<Moved> moved;
    QList<Copied> copied;
    QList<Placed> placed;
    QList<Subscribed> subscribed;
    QList<FolderId> madeFolders;
    QList<FolderId> goneFolders;
    Flags touched; ///< the bits that were changed beside or without a move
    QStringList touchedLabels;
};

/** How long a move waits before it is sent, so that Undo is only a withdrawn wish. */
inline constexpr std::int64_t kUndoSeconds = 5;
/** The same for what cannot be moved back: longer than the window offers Undo. */
inline constexpr std::int64_t kLastChanceSeconds = 10;

// What the person does to messages, as one transaction each. Any thread but the GUI's.

[[nodiscard]] Result<UndoRecord> changeFlags(store::Store &store, const QList<PlacementId> &ids, Flags set, Flags clear);
/** Whatever is unread in these folders. */
[[nodiscard]] Result<UndoRecord> markRead(store::Store &store, const QList<FolderId> &folders);
/** Sets the flag on all while one lacks it, else takes it from all. */
[[nodiscard]] Result<UndoRecord> flipFlag(store::Store &store, const QList<PlacementId> &ids, Flag flag);
/**
 * `target` for Move and Copy, of any account. Only DeleteForever removes for good: Trash of what is in Trash already changes
 * nothing. `holdBack`: seconds before workers may send it. NotFound: no such folder; Invalid "NOSELECT": it holds folders only.
 */
[[nodiscard]] Result<UndoRecord> actOn(store::Store &store, const QList<PlacementId> &ids, MessageAction action, FolderId target,
                                       std::int64_t holdBack);
/** All that the folder shows at this moment goes for good; what comes later stays. */
[[nodiscard]] Result<UndoRecord> emptyFolder(store::Store &store, FolderId folder, std::int64_t holdBack);
/** NotFound: some were removed for good meanwhile; the others are back. */
[[nodiscard]] Status takeBack(store::Store &store, const UndoRecord &record);

} // namespace petrel::engine
