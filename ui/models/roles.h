#pragma once

#include <Qt>

namespace petrel::ui {

/** What message lists answer besides Qt::DisplayRole (the subject) and Qt::AccessibleTextRole (the spoken sentence). */
enum MessageRole : int {
    LoadedRole = Qt::UserRole + 1, ///< bool: false is a placeholder, whose other roles but the key's are empty
    PlacementRole,                 ///< petrel::PlacementId
    RowRole,                       ///< petrel::MessageRow, the whole row
    SortKeyRole,                   ///< qint64, also for placeholders: the date when sorted by date
    SenderRole,                    ///< QString; in Sent and Drafts the recipients: "To Priya Raman"
    SubjectRole,                   ///< QString, one line
    PreviewRole,                   ///< QString, one line
    DateRole,                      ///< qint64, UTC seconds
    SizeRole,                      ///< qint64, bytes
    CountRole,                     ///< int: messages in the conversation, 1 for a single one
    UnreadRole,                    ///< bool
    FlaggedRole,                   ///< bool
    AnsweredRole,                  ///< bool
    ForwardedRole,                 ///< bool
    AttachmentsRole,               ///< int
    LabelsRole,                    ///< QList<petrel::ui::ShownLabel>
    PendingRole,                   ///< bool: something about it has not reached the server
};

/** What one row of the folder pane is. */
enum class FolderEntry {
    AllInboxes, Flagged, Drafts, Outbox, ///< unified
    Favourites, ///< the head over what the person keeps on top
    Favourite,  ///< a folder once more, below that head
    Account,
    Folder,
};

/** A line over folders: nothing opens there. */
[[nodiscard]] constexpr bool isHead(FolderEntry entry) { return entry == FolderEntry::Account || entry == FolderEntry::Favourites; }

/** What the folder tree answers besides Qt::DisplayRole (the name) and Qt::AccessibleTextRole. */
enum FolderRoleData : int {
    EntryRole = Qt::UserRole + 101, ///< petrel::ui::FolderEntry as int
    FolderIdRole,                   ///< petrel::FolderId; null for unified entries and accounts
    AccountIdRole,                  ///< petrel::AccountId; null for unified entries
    FolderRoleRole,                 ///< petrel::FolderRole as int
    UnreadCountRole,                ///< int: what the count shows; unread, or all for drafts and the outbox
    CountIsUnreadRole,              ///< bool: bold, because new mail is there
    OnThisComputerRole,             ///< bool: a POP3 account
    AccountColourRole,              ///< petrel::ui::TagColour as int
    IconNameRole,                   ///< QString
    RoomSignRole,                   ///< QString: "92 % full" for an account whose mailbox is, else empty
    RoomLevelRole,                  ///< petrel::ui::RoomLevel as int
    RefusedRole,                    ///< bool: something wanted of the folder was refused, and waits for the person
};

} // namespace petrel::ui
