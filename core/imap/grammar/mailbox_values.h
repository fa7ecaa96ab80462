#pragma once

#include "core/imap/grammar/mailbox_name.h"
#include "core/imap/grammar/object_id.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/model/folder.h"
#include "core/model/ids.h"

#include <optional>
#include <utility>

namespace petrel::imap {

/** STATUS (RFC 3501 7.2.4, RFC 7162, RFC 8438, RFC 8474): only what the server told. */
struct MailboxStatus
{
    MailboxName name;
    std::optional<std::uint32_t> messages;
    std::optional<std::uint32_t> unseen;
    std::optional<Uid> uidNext;
    std::optional<UidValidity> uidValidity;
    std::optional<ModSeq> highestModSeq;
    std::optional<std::int64_t> size;
    std::optional<std::int64_t> appendLimit; ///< bytes (RFC 7889)
    ObjectId mailboxId;                      ///< the same after RENAME

    friend bool operator==(const MailboxStatus &, const MailboxStatus &) = default;
};

/** One mailbox of a LIST or LSUB answer (RFC 3501 7.2.2, RFC 5258, RFC 6154). */
struct ListedMailbox
{
    MailboxName name;
    char delimiter = 0;          ///< 0: NIL, a flat name
    bool selectable = true;      ///< neither \Noselect nor \NonExistent
    bool exists = true;          ///< not \NonExistent (RFC 5258): only its children are there, or it went
    bool mayHaveChildren = true; ///< not \Noinferiors
    std::optional<bool> hasChildren;
    bool subscribed = false;     ///< \Subscribed, or the line was an LSUB
    QList<FolderRole> roles;     ///< from SPECIAL-USE attributes; several are legal
    bool subscribedChildren = false;    ///< CHILDINFO names a subscribed child (RFC 5258 3.5)
    std::optional<MailboxName> oldName; ///< OLDNAME (RFC 5465 5.4, RFC 9051 6.3.9.7): what it was called before
    bool lsub = false;

    friend bool operator==(const ListedMailbox &, const ListedMailbox &) = default;
};

/** One prefix of NAMESPACE (RFC 2342). */
struct NamespacePrefix
{
    QByteArray prefix;
    char delimiter = 0;

    friend bool operator==(const NamespacePrefix &, const NamespacePrefix &) = default;
};

struct Namespaces
{
    QList<NamespacePrefix> personal;
    QList<NamespacePrefix> otherUsers;
    QList<NamespacePrefix> shared;

    friend bool operator==(const Namespaces &, const Namespaces &) = default;
};

/** APPENDUID (RFC 4315). */
struct AppendUid
{
    UidValidity uidValidity;
    SequenceSet uids; ///< one UID, several after MULTIAPPEND

    friend bool operator==(const AppendUid &, const AppendUid &) = default;
};

/**
 * COPYUID (RFC 4315): the n-th UID of the source became the n-th of the target, in the order of the
 * wire. Never expanded: a hostile 1:4294967295 costs nothing. Where both sides do not hold the same
 * number of UIDs nothing is known, and isKnown() says so.
 */
class CopyUid
{
public:
    CopyUid() = default;
    CopyUid(UidValidity targetValidity, QList<NumberRange> source, QList<NumberRange> target);

    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] UidValidity targetValidity() const { return m_targetValidity; }
    /** Null when that UID is not named. */
    [[nodiscard]] Uid targetOf(Uid source) const;

    friend bool operator==(const CopyUid &, const CopyUid &) = default;

private:
    UidValidity m_targetValidity;
    QList<NumberRange> m_source;
    QList<NumberRange> m_target;
    bool m_known = false;
};

} // namespace petrel::imap
