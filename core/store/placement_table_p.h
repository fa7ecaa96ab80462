#pragma once

#include "core/base/result.h"
#include "core/model/folder.h"
#include "core/store/flag_merge.h"
#include "core/store/sync_state.h"

#include <optional>

namespace petrel::store {

class WriteTransaction;

/** A row of `placement`, as the repositories change it. */
struct PlacementState
{
    static constexpr std::int64_t kStay = 0;
    static constexpr std::int64_t kExpunge = -1;

    PlacementId id;
    FolderId folder;
    MessageId message;
    Uid uid;
    ModSeq modSeq;
    FlagState flags;
    std::int64_t wantFolder = kStay;
    bool thenGone = false;                      ///< and once it is there, it goes for good
    MoveStage stage = MoveStage::Wanted;
    Uid stageUidNext;
    UidValidity stageUidValidity;
    int attempts = 0;
    std::int64_t nextTry = 0;
    std::int64_t notBefore = 0;
    std::int64_t parkedSince = 0;
    QString lastError;
    Flags refusedSet;                           ///< of flags.wantSet: they wait for the person, the others do not
    Flags refusedClear;                         ///< of flags.wantClear
    std::int64_t floatingSince = 0;
    FolderKind folderKind = FolderKind::Remote; ///< of `folder`, read only
    AccountId account;                          ///< of `folder`, read only

    /** The folder it is shown in; null when it is hidden. */
    [[nodiscard]] FolderId shownIn() const;
    /** It is in the folder where it was wanted, or on its way into it without a UID. */
    void arrive();
    /** Nothing is wanted any more, or not yet. */
    void forgetMove();
    void forgetFailures();
    /** What is no longer wanted is not refused either. */
    void keepRefusals();
    /** The other row turned out to be the same mail: what its server says, and what the person wanted of it, which is the later word. */
    void takeOver(const PlacementState &twin);

    friend bool operator==(const PlacementState &, const PlacementState &) = default;
};

/** Reads and writes single placements and tells the change feed what lists see of it. */
class PlacementTable
{
public:
    explicit PlacementTable(WriteTransaction &transaction) : m_transaction(transaction) {}

    [[nodiscard]] Result<std::optional<PlacementState>> find(PlacementId id);
    [[nodiscard]] Result<std::optional<PlacementState>> findByUid(FolderId folder, Uid uid);
    /** Writes what differs; nothing when nothing does. */
    [[nodiscard]] Status update(const PlacementState &before, const PlacementState &after);
    /** A new row; id, folderKind and account of `state` are ignored. */
    [[nodiscard]] Result<PlacementId> insert(const PlacementState &state, std::int64_t sortDate);
    [[nodiscard]] Status remove(const PlacementState &state);

    /** Deletes a content that lies nowhere any more: parts, index and thread with it. */
    [[nodiscard]] Status removeMessageIfOrphaned(MessageId message);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
