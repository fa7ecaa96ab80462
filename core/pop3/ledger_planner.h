#pragma once

#include "core/model/account.h"
#include "core/pop3/grammar.h"

#include <QSet>

namespace petrel::pop3 {

/**
 * Where a message of the maildrop stands. Listed: seen, not here yet. Stored: durable here, the row
 * committed with it. DeleteSent: DELE was answered +OK, QUIT not yet. Gone: QUIT was answered +OK, or the
 * id is no longer listed after a DELE. The numbers are stored in the database: never change one.
 */
enum class LedgerState { Listed = 0, Stored = 1, DeleteSent = 2, Gone = 3 };

/** What the person wants of a message at the server, whatever the rule says. The numbers are stored: never change one. */
enum class LedgerWant { Nothing = 0, Fetch = 1, Delete = 2 };

/** What we remember about one unique id of an account. */
struct LedgerRow
{
    QByteArray uidl;               ///< as the server sent it, or contentKey()
    LedgerState state = LedgerState::Listed;
    qint64 size = 0;               ///< LIST's size when listed, 0 when unknown
    std::int64_t since = 0;        ///< UTC seconds: stored here, or first listed
    std::int64_t deleted = 0;      ///< UTC seconds: DELE was answered, 0 before
    int attempts = 0;              ///< RETRs that failed
    std::int64_t lastTried = 0;    ///< UTC seconds of the last of them, 0 for none
    QByteArray head = {};          ///< headDigest() of our copy, empty when unknown; Listed: of the header, which alone is here
    bool byHead = false;           ///< known under this id by header and size alone
    LedgerWant want = LedgerWant::Nothing;

    [[nodiscard]] bool isHeaderOnly() const { return state == LedgerState::Listed && !head.isEmpty(); }

    friend bool operator==(const LedgerRow &, const LedgerRow &) = default;
};

/** One message as UIDL and LIST tell it in this session. */
struct ServerMessage
{
    MessageNumber number;
    QByteArray uidl;  ///< empty when the server gave none
    qint64 size = 0;  ///< 0 when unknown

    friend bool operator==(const ServerMessage &, const ServerMessage &) = default;
};

/** Joins both listings by number; a message LIST left out has size 0, one that UIDL left out has no id. */
[[nodiscard]] QList<ServerMessage> joinListings(const QList<UidlEntry> &uidls, const QList<ListEntry> &sizes);

struct LedgerFacts
{
    QList<LedgerRow> ledger;
    QList<ServerMessage> server;
    Pop3ServerCopy serverCopy;
    QSet<QByteArray> deletedHere; ///< ids whose message the person deleted here for good
    std::int64_t now = 0;         ///< UTC seconds
    bool hasTop = true;           ///< the header of a message can be had alone
};

/** A message to RETR, and why. */
struct Retrieval
{
    enum class Reason {
        New,          ///< never seen
        Unfinished,   ///< listed earlier, not stored yet
        Unidentified, ///< its id is empty, repeated in this listing, or longer than kMaxUidlBytes
        SizeChanged,  ///< the id is known with another size: it may be another message
        CameBack,     ///< the server confirmed that it was deleted, and lists the id again: it may be another message
        Renumbered,   ///< a new id, while ids of messages stored here are missing: it may be one of those
        KnownByHead,  ///< to be deleted at the server, and so far only its header was compared
        Wanted,       ///< the person asked for it, and only its header is here
        Damaged,      ///< the person asked for it, and what is here of it cannot be read
    };
    ServerMessage message;
    Reason reason = Reason::New;

    /** The id proves nothing: the content's digest is compared with what is here before the message is shown or deleted. */
    [[nodiscard]] bool compareContent() const { return reason != Reason::New && reason != Reason::Unfinished && reason != Reason::Wanted; }
    /** Somebody waits for it. */
    [[nodiscard]] bool isAwaited() const { return reason == Reason::Wanted || reason == Reason::Damaged; }
    /** False for Unidentified: the ledger row is kept under contentKey(). */
    [[nodiscard]] bool hasUsableId() const { return reason != Reason::Unidentified; }
    friend bool operator==(const Retrieval &, const Retrieval &) = default;
};

/** What one session has to do. */
struct LedgerPlan
{
    QList<Retrieval> retrieve;      ///< in this order
    QList<ServerMessage> headers;   ///< large: only the header is wanted, and not here yet
    QList<ServerMessage> dele;      ///< DELE at once: all are durable here, or the person wants them deleted there
    QList<ServerMessage> postponed; ///< their RETR failed too often of late: not asked for in this session
    QList<QByteArray> confirmGone;  ///< DeleteSent, no longer listed: now Gone
    QList<QByteArray> forget;       ///< rows that serve nothing any more
    QSet<QByteArray> missing;       ///< Stored, not listed: taken elsewhere, not offered today, or renumbered
    QSet<QByteArray> missingHeaders; ///< the same for messages whose header alone is here

    friend bool operator==(const LedgerPlan &, const LedgerPlan &) = default;
};

/** A Gone row is kept this long after its DELE, so that a message that reappears is known. */
inline constexpr std::int64_t kForgetGoneAfterSeconds = 180LL * 24 * 3600;
/** So many failed RETRs are tried again at once; each further one waits twice as long, an hour first, a day at most. */
inline constexpr int kPromptAttempts = 3;

/**
 * Compares the ledger with the listing and the person's rule. Pure; any thread. RFC 1939 section 8 and our promise
 * that a message is deleted at the server only when it is durable here:
 *
 * 1. Not in the ledger, or Listed: retrieve. What the person asked for first, then new ones, newest (highest number) first, since the
 *    person waits for those; then those whose RETR failed before, fewest attempts first, and not in every
 *    session: a message that ends the session must hold up neither the others nor the deletes.
 * 2. Stored: DELE when the rule says so now. DeleteSent (QUIT was never answered): DELE again if the size is the
 *    remembered one, too; the server may have deleted it after all and given the id away. Under Keep it is left alone.
 * 3. The size differs from the remembered one: retrieve and compare; never DELE on the id's word. Gone, and listed
 *    again: likewise. A server may give the id of a deleted message to a new one (RFC 1939 section 7 forbids reuse
 *    only while the message exists), so nothing is deleted unseen that came after the last QUIT was answered.
 * 4. An id that is empty, repeated or too long: retrieve and compare; DELE only in the session that
 *    stored it. Slow with such servers, but nothing is lost by mistaking one message for another.
 * 5. Not listed any more: DeleteSent becomes Gone, Listed is forgotten, Stored stays as it is ("not
 *    offered": Gmail shows a window of the mailbox), Gone is forgotten after kForgetGoneAfterSeconds.
 * 6. A new id while Stored ones are missing may be an old message on a server that was moved or rebuilt, or
 *    that makes its ids anew at each log-in: compared with those missing before it is shown. Where nothing is deleted at
 *    once, its header and size tell (matchByHead()); such a message is retrieved and compared before it is ever deleted.
 * 7. Larger than Pop3ServerCopy::headerOnlyAbove, and no message of its size missing: only the header, until the person wants the whole. It
 *    stays Listed, so no rule ever deletes it at the server; where it was deleted here, or is not listed, its row stays, so that
 *    it is known again.
 * 8. A Stored one that the person asks for is damaged here: retrieved and compared, which mends it. What the person wants deleted at the server goes there, also what is not here. Of a Listed one the size must be the remembered one.
 */
[[nodiscard]] LedgerPlan planLedger(const LedgerFacts &facts);

/** Whether the rule wants the server's copy of a message stored just now deleted in this session. */
[[nodiscard]] bool deletesAtOnce(const Pop3ServerCopy &serverCopy);

/** The ledger key of a message without a usable id. It begins with a space, which no UIDL can hold. */
[[nodiscard]] QByteArray contentKey(const QByteArray &sha256);
[[nodiscard]] bool isContentKey(QByteArrayView key);

} // namespace petrel::pop3
