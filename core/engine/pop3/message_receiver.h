#pragma once

#include "core/engine/message_intake.h"
#include "core/engine/pass_context.h"
#include "core/engine/write_ahead.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"

#include <optional>
#include <vector>

namespace petrel::engine {

/**
 * Receives messages from RETR and commits them, a few at a time, each with its ledger row in one durable
 * transaction; after a second or two also the few of a slow line, however long the next one takes. A content that is here already, or
 * that the person deleted here for good, is known again by its digest whatever its id, as long as it is not listed twice. Where they go is
 * asked in the transaction that puts them there: a folder that is gone takes none. One batch is written while the next one comes; stored()
 * has what is durable. Memory: the message under way and those of two batches (kBatchBytes).
 */
class MessageReceiver final : public pop3::MessageSink
{
public:
    // A megabyte of text is some 25 ms of indexing: what the person wants written need not wait longer than 50.
    static constexpr qint64 kBatchBytes = 1024 * 1024;
    static constexpr int kBatchMessages = 32;
    static constexpr std::int64_t kBatchSeconds = 1;

    /** RETR is asked in the plan's order. `headers`: by id, the messages whose header is shown already; what comes of them becomes their body. */
    MessageReceiver(PassContext &context, const pop3::LedgerPlan &plan, QHash<QByteArray, MessageId> headers);

    [[nodiscard]] Status begin(pop3::MessageNumber number) override;
    [[nodiscard]] Status content(pop3::MessageNumber number, const QByteArray &bytes) override;
    [[nodiscard]] Status complete(pop3::MessageNumber number) override;
    [[nodiscard]] Status refused(pop3::MessageNumber number, const Error &error) override;
    /** A maildrop that was looked through before: what comes is new mail, and told (PassContext::arrived). */
    void tellArrivals() { m_tellsArrivals = true; }
    /** Commits what is complete and not committed yet. After a lost connection, too. */
    [[nodiscard]] Status commit();

    /** The session ended here: counts it against the message that was on its way, or next. Commits. */
    [[nodiscard]] Status countAttempt();

    using Stored = std::pair<pop3::MessageNumber, QByteArray>;
    /** Behind commit(): what is durable here, with the key of its ledger row. */
    [[nodiscard]] const QList<Stored> &stored() const { return m_stored; }
    /** What the server would not give. */
    struct Refused
    {
        pop3::ServerMessage message;
        Error error;
    };
    [[nodiscard]] const QList<Refused> &refusals() const { return m_refusals; }

private:
    struct Pending
    {
        pop3::Retrieval retrieval;
        MessageIntake::Whole whole;
        QByteArray key;
        QByteArray head; ///< pop3::headDigest()
    };
    /** What one transaction brought. */
    struct Landed
    {
        QList<Stored> stored;
        FolderId inbox;               ///< where they went
        QList<PlacementId> arrived;   ///< of those that are new here
        QList<MessageId> completed;   ///< whose header was shown until now, or whose content was damaged
    };
    /** Begins the transaction of what is complete, beside which the next ones come; settle() tells what came of it. */
    [[nodiscard]] Status beginCommit();
    [[nodiscard]] Status settle();

    // On the thread of that transaction; what they read of this object does not change meanwhile.
    [[nodiscard]] Result<Landed> land(std::vector<Pending> pendings) const;
    [[nodiscard]] Result<bool> isBodyOfHeader(store::WriteTransaction &tx, Pending &pending) const;
    [[nodiscard]] Status keep(store::WriteTransaction &tx, const std::vector<Pending *> &fresh, Landed &landed) const;
    [[nodiscard]] Result<bool> isKnownAgain(store::WriteTransaction &tx, Pending &pending) const;
    [[nodiscard]] Result<std::optional<QByteArray>> formerId(store::WriteTransaction &tx, const Pending &pending, bool isShown) const;
    [[nodiscard]] Result<MessageId> adoptable(store::WriteTransaction &tx, const Pending &pending, MessageId shown) const;

    [[nodiscard]] Status countAttempt(const pop3::Retrieval &retrieval);
    /** What is complete has waited long enough to be shown. */
    [[nodiscard]] bool isLate() const;
    [[nodiscard]] const pop3::Retrieval *retrievalOf(pop3::MessageNumber number) const;

    PassContext &m_context;
    pop3::LedgerPlan m_plan;
    QHash<quint32, pop3::Retrieval> m_retrievals;
    QHash<QByteArray, MessageId> m_headers;
    void noteOver(const pop3::Retrieval &retrieval);
    void tellBytes(qint64 underWay) const;

    qint64 m_total = 0;
    qint64 m_done = 0;
    qint64 m_bytesTotal = 0; ///< as LIST tells
    qint64 m_bytesOver = 0;  ///< of the messages that are here or were refused, likewise
    std::optional<MessageIntake> m_intake;
    std::vector<Pending> m_pending;
    qint64 m_pendingBytes = 0;
    std::int64_t m_pendingSince = 0; ///< UTC seconds: the oldest of m_pending is here
    QList<Stored> m_stored;
    QList<Refused> m_refusals;
    bool m_tellsArrivals = false;
    WriteAhead<Landed> m_writing;
};

} // namespace petrel::engine
