#pragma once

#include "core/model/account.h"
#include "core/model/flags.h"
#include "core/model/folder.h"
#include "core/model/ids.h"
#include "core/model/message.h"
#include "core/model/outbox.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace petrel::store {

/** What we remember of a remote folder between two passes (RFC 4549 4.3, RFC 7162). */
struct FolderSyncState
{
    UidValidity uidValidity;       ///< null: never selected
    Uid uidNext;                   ///< null: unknown
    ModSeq highestModSeq;          ///< null: the server keeps none
    int serverTotal = 0;           ///< EXISTS
    Uid backfillUid;               ///< lowest UID listed so far; 1 when everything is here, null when nothing
    std::int64_t lastSync = 0;     ///< UTC seconds of the last complete pass

    friend bool operator==(const FolderSyncState &, const FolderSyncState &) = default;
};

/** A remote folder of ours, and what we remember of it. */
struct KnownRemoteFolder
{
    FolderId id;
    QByteArray wireName;
    FolderSyncState sync;
    std::optional<OfflinePolicy> offline; ///< nothing: as the account says

    friend bool operator==(const KnownRemoteFolder &, const KnownRemoteFolder &) = default;
};

/** A remote folder as LIST told it. */
struct RemoteFolder
{
    QByteArray wireName;           ///< exactly as the server sent it: the key
    QStringList path;              ///< decoded components; the last one is the name
    char delimiter = '/';          ///< '\0' for NIL
    FolderRole role = FolderRole::None;
    bool selectable = true;
    bool subscribed = true;
    QByteArray mailboxId = {};     ///< the same after it was renamed (RFC 8474); empty: not told
    bool takesFolders = true;      ///< false: none can be made below it (\Noinferiors)

    friend bool operator==(const RemoteFolder &, const RemoteFolder &) = default;
};

/** What the server says about the flags of one message. */
struct ServerFlags
{
    Uid uid;
    Flags flags;
    ModSeq modSeq;                        ///< null: not told
    std::optional<QStringList> keywords;  ///< nullopt: not told, what is stored stays

    friend bool operator==(const ServerFlags &, const ServerFlags &) = default;
};

/** Rows of one folder that want the same. */
struct PushedRows
{
    bool moves = false;                   ///< each of them is to go elsewhere, too
    std::vector<Uid> uids;                ///< ascending, in step with `placements`
    std::vector<PlacementId> placements;
    std::vector<int> attempts;            ///< earlier ones the server declined, in step too

    friend bool operator==(const PushedRows &, const PushedRows &) = default;
};

/** The same of their flags and of their place: one UID STORE each for +FLAGS and -FLAGS. */
struct FlagPush
{
    Flags set;
    Flags clear;
    PushedRows rows;

    friend bool operator==(const FlagPush &, const FlagPush &) = default;
};

/** The same of one keyword: one UID STORE. */
struct KeywordPush
{
    QString keyword;
    bool set = true;                      ///< false: to be taken off
    bool keptHere = false;                ///< the folder took no such keyword when it was last asked
    PushedRows rows;

    friend bool operator==(const KeywordPush &, const KeywordPush &) = default;
};

/** How far a move or deletion has got. The numbers are stored in the database: never change one. */
enum class MoveStage {
    Wanted = 0, ///< nothing was sent
    Copying = 1, ///< COPY or MOVE may have been sent: look in the target at or above stageUidNext before repeating
    Marked = 2, ///< \Deleted is set at the server; UID EXPUNGE comes next
    Left = 3,   ///< no UIDPLUS: stays marked at the server, hidden here
    Held = 4,   ///< its copy is on its way to another account: deleted once it has arrived there
    Remainder = 5, ///< what a COPY left where the message was: it is expunged there, whatever deleting means at that server
};

/** One move or deletion to bring to the server. */
struct MoveWish
{
    PlacementId placement;
    FolderId source;
    Uid uid;
    FolderId target;              ///< null: expunge for good
    MoveStage stage = MoveStage::Wanted;
    Uid stageUidNext;             ///< UIDNEXT of the target before the copy; null: not told
    UidValidity stageUidValidity; ///< of the target before the copy
    QByteArray messageId;         ///< Message-ID header, to look for in the target
    std::int64_t size = 0;
    int attempts = 0;

    friend bool operator==(const MoveWish &, const MoveWish &) = default;
};

/** What is to be done next about one folder at the server, as it is wanted. The numbers of Stage are stored: never change one. */
struct FolderWish
{
    enum class What { Create, Place, Subscribe, Unsubscribe, Remove };
    enum class Stage {
        Wanted = 0, ///< nothing was sent
        Asked = 1,  ///< CREATE, RENAME or DELETE may have been sent: look before repeating
    };

    FolderId folder;
    What what = What::Create;
    QByteArray wireName;          ///< what it is called there; empty: it was not made yet
    QByteArray askedName;         ///< in stage Asked: what it may be called by now
    std::optional<QByteArray> parentWireName; ///< of the folder it is to lie in; nullopt: at the top. For Create and Place
    QString name;                 ///< for Create and Place
    char delimiter = '/';         ///< '\0': names are flat
    FolderRole role = FolderRole::None;
    bool selectable = true;
    UidValidity uidValidity;      ///< null: never selected
    int attempts = 0;

    friend bool operator==(const FolderWish &, const FolderWish &) = default;
};

/** A message to bring to a remote folder. The numbers are stored: never change one. */
struct AppendWish
{
    enum class Origin {
        Here = 0,      ///< a draft or sent copy: its Message-ID is its own
        Copy = 1,      ///< a copy of a message of this account: see CopyWish
        Elsewhere = 2, ///< copied or moved from another account or from this computer
    };
    enum class Stage {
        Wanted = 0,    ///< nothing was sent
        Appending = 1, ///< APPEND (or COPY) may have been sent: look for the Message-ID at or above stageUidNext first
        Appended = 2,  ///< the server has it, under a UID it did not tell: waits for the listing that binds its row
    };

    WishId id;
    AccountId account;
    FolderId folder;              ///< target
    BlobId blob;                  ///< the bytes, CRLF lines
    Flags flags;
    std::int64_t internalDate = 0; ///< UTC seconds, 0: leave it to the server
    QByteArray messageId;         ///< without angle brackets; unique with Origin::Here
    PlacementId placement;        ///< the floating row that shows it meanwhile; null: none
    Origin origin = Origin::Here;
    PlacementId source = {};      ///< what it is a copy of; null: that went, or there was none
    QStringList keywords = {};    ///< keywords that are no Flag
    std::int64_t size = 0;        ///< of the bytes
    PlacementId replaces = {};    ///< the former state of a draft: it goes
    Uid replacedUid = {};         ///< of that one, while it is in the same folder, nobody has begun to remove it, and this is known
    int looksLeft = 0;            ///< a sent copy that the server may file itself: looked for so often before it is appended
    int looks = 0;                ///< that were in vain
    Stage stage = Stage::Wanted;
    Uid stageUidNext;
    UidValidity stageUidValidity;
    int attempts = 0;
    bool parked = false;
    QString lastError;

    friend bool operator==(const AppendWish &, const AppendWish &) = default;
};

/** A copy within one account: COPY of a message in `sourceFolder`. */
struct CopyWish
{
    WishId id;
    PlacementId placement;        ///< the floating row that shows it
    FolderId sourceFolder;
    Uid uid;                      ///< there
    FolderId target;
    QByteArray messageId;         ///< Message-ID header, to look for in the target
    std::int64_t size = 0;
    std::int64_t dateReceived = 0;
    AppendWish::Stage stage = AppendWish::Stage::Wanted;
    Uid stageUidNext;
    UidValidity stageUidValidity;
    int attempts = 0;

    friend bool operator==(const CopyWish &, const CopyWish &) = default;
};

/** A message whose content is to be fetched, because it is wanted in another account or on this computer. */
struct ContentWish
{
    PlacementId placement;        ///< where it is
    WishId copy;                  ///< the copy that waits for it; null: it is to be moved itself
    std::int64_t size = 0;
    int attempts = 0;

    friend bool operator==(const ContentWish &, const ContentWish &) = default;
};

/** Whether a server puts what it sends into Sent itself, as far as is known. The numbers are stored in the database: never change one. */
enum class SentLesson { Unknown = 0, ServerFiles = 1, WeFile = 2 };

/** A message whose fate is uncertain, and is to be looked for. */
struct FateLook
{
    OutboxItem item;
    int before = 0; ///< how often it was looked for already

    friend bool operator==(const FateLook &, const FateLook &) = default;
};

/** `listed -> stored -> dele-sent -> gone`. The numbers are stored in the database: never change one. */
enum class LedgerState {
    Listed = 0,   ///< seen at the server, not here yet
    Stored = 1,   ///< our copy is committed: only now may it be deleted there
    DeleSent = 2, ///< DELE was answered; the server deletes at QUIT
    Gone = 3,     ///< QUIT was answered
};

/** What the person wants of a message at a POP3 server, whatever the account's rule says. The numbers are stored: never change one. */
enum class LedgerWant {
    Nothing = 0,
    Fetch = 1,  ///< the whole of it
    Delete = 2, ///< at the server, also where it is not here
};

/** A POP3 message the server knows by its UIDL (RFC 1939 section 7). */
struct LedgerEntry
{
    QByteArray uidl;
    LedgerState state = LedgerState::Listed;
    MessageId message;            ///< null before Stored, unless its header is here; null again once our copy is deleted
    std::int64_t size = 0;        ///< bytes as LIST told
    std::int64_t firstSeen = 0;   ///< UTC seconds
    std::int64_t deleSent = 0;    ///< UTC seconds, 0: never
    int attempts = 0;             ///< RETRs that failed
    std::int64_t lastTried = 0;   ///< UTC seconds of the last of them, 0: none
    QByteArray digest;            ///< SHA-256 of our copy, kept when it is deleted; empty: not known
    QByteArray head;              ///< SHA-256 of its header, likewise; while Listed: of the header that is here alone
    bool byHead = false;          ///< known under this id by header and size alone: no reason yet to delete it at the server
    LedgerWant want = LedgerWant::Nothing;

    friend bool operator==(const LedgerEntry &, const LedgerEntry &) = default;
};

} // namespace petrel::store
