#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/wake_signal.h"
#include "core/imap/grammar/select_result.h"
#include "core/imap/session/session_options.h"
#include "core/imap/session/session_values.h"
#include "core/net/byte_stream.h"

#include <memory>

namespace petrel::imap {

class Exchange;

/**
 * A logged-in IMAP connection (RFC 3501, RFC 9051): one straight-line call per command, the answer
 * as a value. One thread, the one of its stream. What the server says unasked is kept for
 * takeEvents() and never lost between two calls.
 *
 * Errors by kind, for every call: Cancelled, Timeout, Network, Tls, Protocol and BYE (Network or
 * Throttled) end the session: isAlive() is false, drop it. Refused, NotFound, Quota, Throttled with
 * scope Folder or Message, Unsupported and Invalid leave it usable. The response code is in
 * Error::code, the server's words in Error::serverText. After an error that ended the session in
 * the middle of storeFlags, uidMove, uidCopy or append the outcome is unknown: look before repeating.
 */
class ImapSession
{
public:
    /**
     * Greeting, STARTTLS when options.security asks for it, login, capabilities again, ID where the
     * server insists, ENABLE. With Security::Tls the stream must be encrypted already.
     * Tls: STARTTLS not offered or refused, bytes before the handshake, PREAUTH in clear text.
     * Auth: wrong user or password. Throttled: too many connections, [UNAVAILABLE], [LIMIT], [INUSE].
     */
    [[nodiscard]] static Result<std::unique_ptr<ImapSession>> open(std::unique_ptr<net::ByteStream> stream, SessionOptions options);
    ~ImapSession();
    ImapSession(const ImapSession &) = delete;
    ImapSession &operator=(const ImapSession &) = delete;

    // What this connection can do. Differs between front ends of one provider: ask each session.
    [[nodiscard]] const Capabilities &capabilities() const;
    [[nodiscard]] bool canIdle() const { return capabilities().has("IDLE"); }
    /** Offered, and not refused so far for the selected folder: some servers offer it and never do it, or not out of Drafts ([CANNOT]). */
    [[nodiscard]] bool canMove() const;
    [[nodiscard]] bool hasUidPlus() const { return capabilities().has("UIDPLUS"); }
    [[nodiscard]] bool usesCondstore() const; ///< ENABLEd, or implied by QRESYNC
    [[nodiscard]] bool usesQresync() const;   ///< ENABLEd and confirmed by the server; known once a folder was selected
    [[nodiscard]] bool usesUidOnly() const;   ///< asked for by SessionOptions::uidOnly, and confirmed: there are no numbers
    [[nodiscard]] bool isAlive() const;
    /** The most bytes a message may have to be appended anywhere (RFC 7889 APPENDLIMIT=...); none told: no common limit. */
    [[nodiscard]] std::optional<std::int64_t> appendLimit() const;
    /**
     * COMPRESS=DEFLATE from here on (RFC 4978); asked again it does nothing. Unsupported where it is not offered; any other
     * refusal leaves the session usable as it is, too. What then comes and is not compressed as agreed, or is a bomb, ends the
     * session: Protocol with code "compression", and the next connection should do without. TLS streams of ours never
     * compress by themselves, so that nothing is compressed twice.
     */
    [[nodiscard]] Status compress();
    [[nodiscard]] bool canCompress() const { return capabilities().has("COMPRESS=DEFLATE"); }
    [[nodiscard]] bool isCompressed() const;

    // Folders.
    [[nodiscard]] Result<Namespaces> namespaces();
    /** All folders the server lists, INBOX first. WithStatus::Yes asks for counters in as few commands as the server allows. */
    enum class WithStatus { No, Yes };
    [[nodiscard]] Result<FolderList> list(WithStatus withStatus = WithStatus::No);
    [[nodiscard]] Result<MailboxStatus> status(const MailboxName &name);
    /** The MAILBOXID where the server gives one (RFC 8474). The role is told to servers that take it (RFC 6154 CREATE-SPECIAL-USE). */
    [[nodiscard]] Result<ObjectId> createFolder(const MailboxName &name, FolderRole role = FolderRole::None);
    [[nodiscard]] Status renameFolder(const MailboxName &from, const MailboxName &to);
    [[nodiscard]] Status deleteFolder(const MailboxName &name);
    [[nodiscard]] Status subscribe(const MailboxName &name, bool wanted);

    // Selecting (RFC 3501 6.3.1). Events of the folder selected before are dropped.
    enum class Access { ReadWrite, ReadOnly };
    /** With known and QRESYNC in use, the answer tells what changed and vanished since. NotFound: no such folder. */
    [[nodiscard]] Result<SelectResult> select(const MailboxName &name, Access access = Access::ReadWrite,
                                              const std::optional<QresyncState> &known = std::nullopt);
    /** Leaves the selected folder without expunging anything (RFC 3691; else EXAMINE and, read-only then, CLOSE). */
    [[nodiscard]] Status unselect();
    [[nodiscard]] const std::optional<MailboxName> &selected() const;
    /** This one is, and was not only examined: what may be changed there depends on the server alone. */
    [[nodiscard]] bool hasSelected(const MailboxName &name) const;
    /** Of the selected folder, as SELECT told it; null: none. Its UIDs are the store's only while this is the store's number, too. */
    [[nodiscard]] UidValidity selectedUidValidity() const;
    /** Messages in the selected folder by EXISTS and EXPUNGE so far. */
    [[nodiscard]] std::uint32_t exists() const;
    /** Of these flags, those that a STORE in the selected folder changes for good (PERMANENTFLAGS). */
    [[nodiscard]] Flags keptFlags(Flags flags) const;
    [[nodiscard]] bool keepsKeyword(const QByteArray &keyword) const;

    // Reading the selected folder.
    /**
     * UID, flags, dates, size, envelope, structure of each message, and what extensions tell along (see FetchedHeader), as they
     * stream in. Messages that are gone are left out. Here and in every call with UIDs a server that stops early (MESSAGELIMIT,
     * RFC 9738) is asked to go on.
     */
    [[nodiscard]] Status fetchHeaders(const MessageSet &messages, const HeaderSink &sink);
    /**
     * The same for several sets in turn; while one streams in the next is asked for already, so that the line never waits.
     * `done` comes with the index of each set that is complete, in their order; false: nothing more is asked for. The number
     * of sets that are complete comes back: what was under way when `done` said no is among them.
     */
    [[nodiscard]] Result<qsizetype> fetchHeadersInTurn(const QList<MessageSet> &sets, const HeaderSink &sink, const HeaderSetDone &done);
    /**
     * Small messages whole, without setting \Seen: one command for each set, some asked for ahead so that a line of high latency
     * is never idle. Each message comes once with its UID; those that are gone do not come. `done` as in fetchHeadersInTurn, and
     * so the number that comes back. After a refusal, too, what was under way has come.
     */
    [[nodiscard]] Result<qsizetype> fetchWholeInTurn(const WholeSets &sets, const WholeSink &sink, const WholeSetDone &done);
    /** Flags of all, or (with changedSince, needs CONDSTORE) of those changed after it; with X-GM-EXT-1 their labels, too. */
    [[nodiscard]] Result<FlagsAnswer> fetchFlags(const SequenceSet &uids, ModSeq changedSince = {});
    /**
     * Which of these UIDs exist: who is not named does not. Costs one line whatever the folder's size where ESEARCH is there.
     * Protocol, scope Folder: the server did not say, or what it said could not be read.
     */
    [[nodiscard]] Result<SequenceSet> existingUids(const SequenceSet &among = SequenceSet::all());
    /**
     * The bytes of one section ("" = the whole message, "1.2", "HEADER", "1.MIME"), without setting
     * \Seen, in slices, from the byte `from` on: what an earlier fetch brought need not come again. NotFound, scope Message: the
     * message or the section is gone. Protocol, scope Message: it is there, but its bytes did not come, or not as slices; from 0
     * they may still do.
     */
    [[nodiscard]] Status fetchBody(Uid uid, const QByteArray &section, const BodySink &sink, std::int64_t from = 0);
    /** Several small sections of one message in one round trip; a missing one is absent from the answer. */
    [[nodiscard]] Result<QList<BodySection>> fetchSections(Uid uid, const QList<QByteArray> &sections);
    /** UIDs >= from whose Message-ID field holds this text, as a whole or as a part (RFC 3501 section 6.4.4): look before repeating a COPY or APPEND, and compare. */
    [[nodiscard]] Result<QList<Uid>> findByMessageId(const QByteArray &messageId, Uid from);

    // Changing the selected folder. UIDs of messages that are gone are ignored by servers.
    enum class StoreMode { Add, Remove };
    [[nodiscard]] Result<StoreAnswer> storeFlags(const SequenceSet &uids, StoreMode mode, Flags flags,
                                                 const QList<QByteArray> &keywords = {});
    /** A label of Gmail's (X-GM-EXT-1) put on or taken off; Unsupported elsewhere. What becomes of it is not told. */
    [[nodiscard]] Status storeGmailLabel(const SequenceSet &uids, StoreMode mode, const MailboxName &label);
    /** Unsupported where it is not canMove(), by then at the latest: then uidCopy, storeFlags(Deleted), uidExpunge, each recorded. One command, as uidCopy. CopyUid may be unknown. */
    [[nodiscard]] Result<CopyUid> uidMove(const SequenceSet &uids, const MailboxName &target);
    /** All or nothing (RFC 3501 6.4.7), one command: Invalid when the set does not fit (some 1,000 scattered UIDs do, a MESSAGELIMIT may allow fewer). NotFound (TRYCREATE): the target does not exist. */
    [[nodiscard]] Result<CopyUid> uidCopy(const SequenceSet &uids, const MailboxName &target);
    /** UID EXPUNGE (RFC 4315). Unsupported without UIDPLUS: there is no bare EXPUNGE here, it takes what others marked. */
    [[nodiscard]] Status uidExpunge(const SequenceSet &uids);

    /**
     * The new UID, null where the server does not tell. internalDate in UTC seconds, 0: the server's now. Refused with code
     * "TOOBIG", scope Message: longer than the server takes; where it told its limit nothing is sent.
     */
    [[nodiscard]] Result<AppendUid> append(const MailboxName &target, const AppendSource &message, Flags flags,
                                           std::int64_t internalDate = 0, const QList<QByteArray> &keywords = {});

    // Waiting and leaving.
    [[nodiscard]] Status noop();
    /** NOOP on a line that was silent and may be dead: it ends with Timeout unless the server says something within Timeouts::sign. */
    [[nodiscard]] Status confirm();
    /**
     * IDLE until something happens, wake is raised or the deadline (keep it under 29 minutes). Without IDLE it only listens,
     * which notify() makes worth while; Unsupported without both. Surprise: to a client that only listens Dovecot 2.3 tells
     * what happens in other folders; of the selected one it speaks in IDLE, or when noop() asks.
     */
    [[nodiscard]] Result<IdleOutcome> idle(const Deadline &until, WakeSignal *wake = nullptr);
    /**
     * NOTIFY SET STATUS (RFC 5465): what this connection hears of from now on, in idle() and beside every other call. The
     * counters of all those folders but the selected come back, in the same one turn. Unsupported: not offered, or the server
     * does not know the events ([BADEVENT]); then idle() and polling. Select first: the old wish holds for the new folder, too.
     */
    [[nodiscard]] Result<QList<MailboxStatus>> notify(const NotifyRequest &request);
    /** NOTIFY NONE: nothing unasked any more, not even about the selected folder in idle(). */
    [[nodiscard]] Status notifyNone();
    [[nodiscard]] bool canNotify() const { return capabilities().has("NOTIFY"); }
    [[nodiscard]] bool isNotifying() const; ///< since notify() and until notifyNone() or Overflow
    /** What the server said unasked since the last call, in order. */
    [[nodiscard]] QList<MailboxEvent> takeEvents();
    /** LOGOUT, bounded by Timeouts::logout; never fails and ends the session. */
    void logout();

    /** Commands that were under way when the server ended the session or answered BAD; 0: neither, or but a few were. The next session should send fewer. */
    [[nodiscard]] int stumbledAt() const;
    /** How often we waited for the server: pipelined commands count once. */
    [[nodiscard]] int roundTrips() const;
    /** How long we waited for bytes that were coming, turns left out: against bytesIn() it tells how fast the line is. */
    [[nodiscard]] std::chrono::nanoseconds waited() const;
    [[nodiscard]] std::int64_t bytesIn() const;
    [[nodiscard]] std::int64_t bytesOut() const;

    /** What every call is made of: for the extensions that have a file of their own in this folder. */
    [[nodiscard]] Exchange &exchange() { return *m_exchange; }

private:
    explicit ImapSession(std::unique_ptr<Exchange> exchange);
    std::unique_ptr<Exchange> m_exchange;
    QList<MailboxName> m_refuseMove; ///< folders out of which the server moves nothing
};

} // namespace petrel::imap
