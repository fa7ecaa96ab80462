#pragma once

#include "core/base/deadline.h"
#include "core/imap/grammar/select_result.h"
#include "core/imap/machine/imap_machine.h"
#include "core/imap/session/session_options.h"
#include "core/imap/session/session_values.h"
#include "core/net/byte_stream.h"

#include <memory>

namespace petrel::imap {

/**
 * The machine on its stream: runs commands to their end, hands untagged data to whoever asked for
 * it and keeps the rest as events of the selected folder. What ImapSession's calls are made of.
 */
class Exchange
{
public:
    /** Looks at untagged data while a command runs; true when it was meant for the command. */
    using Claim = std::function<bool(Response &)>;
    /** Makes the command for some of the UIDs. */
    using CommandOver = std::function<Command(const SequenceSet &)>;

    Exchange(std::unique_ptr<net::ByteStream> stream, SessionOptions options);

    [[nodiscard]] const SessionOptions &options() const { return m_options; }
    /** From now on, and not before: SessionOptions::signInBy is over. */
    [[nodiscard]] Deadline within(std::chrono::milliseconds inactivity) const { return Deadline::in(inactivity).earlierOf(m_options.signInBy); }
    void signedIn() { m_options.signInBy = Deadline::never(); }
    [[nodiscard]] ImapMachine &machine() { return m_machine; }
    [[nodiscard]] const ImapMachine &machine() const { return m_machine; }
    [[nodiscard]] net::ByteStream &stream() { return *m_stream; }
    [[nodiscard]] bool isAlive() const { return !m_dead; }
    /** Ends the session: nothing is sent any more, and every later call answers this error. */
    Error die(Error error);

    /** Runs one command to its tagged OK; NO and BAD come back as errors and leave the session usable. */
    [[nodiscard]] Result<StatusResponse> run(const Command &command, std::chrono::milliseconds inactivity, const Claim &claim = {});
    /** One command over all these UIDs, in as many as the server asks for; `answered` hears of each tagged OK, and may end it. */
    [[nodiscard]] Status runOver(const SequenceSet &uids, const CommandOver &command, std::chrono::milliseconds inactivity, const Claim &claim = {},
                                 const std::function<Status(const StatusResponse &)> &answered = {});
    /** The set cut to the server's line length, and message numbers also to its MESSAGELIMIT. */
    [[nodiscard]] QList<SequenceSet> piecesOf(const MessageSet &messages) const;
    /** "The newest n" by number where the server knows no PARTIAL. */
    [[nodiscard]] MessageSet asOffered(const MessageSet &messages) const;
    /** Of the UIDs that were asked for, those a MESSAGELIMIT left to do. */
    [[nodiscard]] static SequenceSet leftOver(const SequenceSet &asked, const Completed &completed);
    /** Runs several at once; every tagged answer in order, whatever it is. */
    [[nodiscard]] Result<QList<StatusResponse>> runAll(const QList<Command> &commands, std::chrono::milliseconds inactivity,
                                                       const Claim &claim = {});
    /** Queues and sends a command while another's answer is still coming: no turn is waited for it. */
    [[nodiscard]] Result<CommandId> sendAhead(const Command &command, std::chrono::milliseconds inactivity);
    /** Whichever command is answered next. */
    [[nodiscard]] Result<Completed> finishNext(std::chrono::milliseconds inactivity, const Claim &claim);
    /** Waits for the tagged answer to a command that is queued already. */
    [[nodiscard]] Result<StatusResponse> finish(CommandId command, std::chrono::milliseconds inactivity, const Claim &claim = {});

    /** What enable() says before the first SELECT, or along with it or another command. */
    void wantEnabled(QByteArray command) { m_toEnable = std::move(command); }
    /** ENABLE, unless that was done, or there is nothing to: the server may refuse, and then has no QRESYNC. */
    [[nodiscard]] Status enable();
    /** The same in one packet with `command`, whose answer comes back as from run(). */
    [[nodiscard]] Result<StatusResponse> enableAndRun(const Command &command, std::chrono::milliseconds inactivity, const Claim &claim);

    /** COMPRESS (RFC 4978), and from then on through a DeflateStream. A refusal leaves everything as it was. */
    [[nodiscard]] Status compress();
    [[nodiscard]] bool isCompressed() const { return m_compressed; }

    /** IDLE that is queued already, until something is told, wake is raised, or the deadline. */
    [[nodiscard]] Result<IdleOutcome> idleUntil(CommandId command, const Deadline &until, WakeSignal *wake);
    /** The same without IDLE: for servers that tell what NOTIFY asked for at any time. */
    [[nodiscard]] Result<IdleOutcome> listenUntil(const Deadline &until, WakeSignal *wake);

    /** NOTIFY (RFC 5465); the counters that STATUS in it brings. From then on other folders are heard of, too. */
    [[nodiscard]] Result<QList<MailboxStatus>> notify(const Command &command);
    void stopNotifying() { m_notifies = false; }
    [[nodiscard]] bool notifies() const { return m_notifies; }

    /** Sends all there is to send; false when that was nothing. What arrives meanwhile goes to the machine. */
    [[nodiscard]] Result<bool> sendOutput(std::chrono::milliseconds inactivity);
    /** The next event that is no untagged data; data is handed to claim. Sends and waits as needed. */
    [[nodiscard]] Result<Event> nextEvent(std::chrono::milliseconds inactivity, const Claim &claim);
    /** Hands what has arrived to the machine, without waiting; false when nothing had. */
    bool readArrived();
    /** One wait for bytes, counted as a round trip when something was sent since the last. */
    [[nodiscard]] Result<net::ByteStream::Wake> waitForBytes(const Deadline &deadline, WakeSignal *wake = nullptr);

    /** A folder was selected with so many messages and these flags to keep, or none is. */
    void enterFolder(std::optional<MailboxName> name, const SelectResult &server = {}, bool isExamined = false);
    [[nodiscard]] bool isExamined() const { return m_isExamined; }
    [[nodiscard]] UidValidity uidValidity() const { return m_uidValidity; }
    [[nodiscard]] const PermanentFlags &permanentFlags() const { return m_permanentFlags; }
    [[nodiscard]] const std::optional<MailboxName> &selected() const { return m_selected; }
    [[nodiscard]] std::uint32_t exists() const { return m_exists; }
    [[nodiscard]] bool hasEvents() const { return !m_events.isEmpty(); }
    [[nodiscard]] QList<MailboxEvent> takeEvents() { return std::exchange(m_events, {}); }
    /** The folder is left: what was told about it is of no use any more. */
    void dropEventsOfSelected();
    [[nodiscard]] int roundTrips() const { return m_roundTrips; }
    [[nodiscard]] std::chrono::nanoseconds waited() const { return m_waited; }

    /** False once the server had none at hand for many messages in a row: then asking for more only costs it time. */
    [[nodiscard]] bool hasPreviews() const { return m_previewsMissing < kPreviewsMissing; }
    void notePreview(bool told) { m_previewsMissing = told ? 0 : m_previewsMissing + 1; }

    /** QRESYNC is in use, or will be once the server confirms what enable() says. */
    [[nodiscard]] bool mayHaveQresync() const { return qresync || m_toEnable.contains(" QRESYNC"); }

    /** So many commands may be under way. Fewer after this server stumbled over more. */
    [[nodiscard]] int commandsAtOnce() const;
    void setCommandsAtOnce(int most) { m_commandsAtOnce = most; }
    /** How many were under way when the server ended the session or understood one no more; 0: that did not happen, or they were few. */
    [[nodiscard]] int stumbledAt() const { return m_stumbledAt; }

    bool condstore = false; ///< may be used
    bool headerExtras = true; ///< what extensions tell beside headers is asked for: the server has not refused that yet
    bool qresync = false;   ///< ENABLEd and confirmed
    bool uidOnly = false;   ///< the same: no message numbers any more
    bool utf8Accept = false;///< the same: a header may be raw UTF-8, and must be announced when appended (RFC 6855)

private:
    static constexpr int kPreviewsMissing = 100;
    static constexpr int kFewCommands = 5; ///< no server was seen to stumble over as few

    void noteStumble(int underWay);

    [[nodiscard]] Result<std::optional<Event>> nextMachineEvent();
    /** The line broke while we sent. True when the server said something before, which tells more; else the session is over. */
    [[nodiscard]] Result<bool> hearOut(const Error &broken);
    [[nodiscard]] Result<QList<StatusResponse>> runWithEnable(const QList<Command> &others, std::chrono::milliseconds inactivity, const Claim &claim = {});
    [[nodiscard]] Status idleBegin(CommandId command);
    [[nodiscard]] Result<bool> idleNews(std::optional<CommandId> idle);
    [[nodiscard]] Result<IdleOutcome> awaitNews(std::optional<CommandId> idle, const Deadline &until, WakeSignal *wake);
    void noteUnasked(const Response &response);
    void noteStatus(const StatusResponse &status);
    void noteOtherFolder(const Response &response);
    void noteSelected(const Response &response);
    void addEvent(MailboxEvent event);

    std::unique_ptr<net::ByteStream> m_stream;
    SessionOptions m_options;
    ImapMachine m_machine;
    std::optional<Error> m_dead;
    Completed m_lastCompleted; ///< by finish()
    bool m_sentSinceWait = false;
    int m_roundTrips = 0;
    std::chrono::nanoseconds m_waited{0};
    int m_responses = 0;
    std::optional<MailboxName> m_selected;
    bool m_isExamined = false; ///< the selected one, for reading only
    UidValidity m_uidValidity;
    std::uint32_t m_exists = 0;
    PermanentFlags m_permanentFlags;
    QList<MailboxEvent> m_events;
    int m_alerts = 0;
    int m_commandsAtOnce = kFewCommands;
    int m_stumbledAt = 0;
    int m_previewsMissing = 0; ///< in a row
    bool m_compressed = false;
    bool m_notifies = false;
    QByteArray m_toEnable; ///< empty: done, or nothing to
};

} // namespace petrel::imap
