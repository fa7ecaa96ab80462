#pragma once

#include "core/model/folder.h"
#include "core/store/sqlite/many_rows.h"
#include "core/store/thread_book_p.h"

#include <QSet>

namespace petrel::store {

class WriteTransaction;

/**
 * The messages of a batch that are new to a folder. Their rows are gathered, with ids taken in advance, and written
 * table by table: a few statements for hundreds of messages instead of ten for each, and the text index, which makes
 * a segment of each statement, in one go. What the account knows of the batch already is asked for once.
 *
 * Nothing of add() is in the database before write(): a message that holds() says yes to must wait for it.
 */
class Arrivals
{
public:
    struct Place
    {
        FolderId folder;
        AccountId account;
        FolderKind kind = FolderKind::Remote;
    };
    /** `batch` must outlive it. */
    [[nodiscard]] static Result<Arrivals> open(WriteTransaction &transaction, const Place &place, std::span<const NewMessage> batch);

    /** Whether this message may be one of those that wait to be written: the same UID, Message-ID or EMAILID. */
    [[nodiscard]] bool holds(const NewMessage &message) const;
    [[nodiscard]] Result<InsertedMessage> add(const NewMessage &message);
    [[nodiscard]] Status write();

private:
    struct Content
    {
        MessageId id;
        ThreadId thread;
        const NewMessage *message;
    };
    struct Placement
    {
        PlacementId id;
        MessageId content;
        const NewMessage *message;
    };

    Arrivals(WriteTransaction &transaction, const Place &place, ThreadBook threads);
    [[nodiscard]] Status lookUp(std::span<const NewMessage> batch);
    [[nodiscard]] Status lookUp(const sqlite::ManyRows &sql, std::span<const NewMessage> batch, QSet<QByteArray> &known, QByteArray (*idOf)(const NewMessage &));
    [[nodiscard]] Result<MessageId> contentOf(const NewMessage &message);
    [[nodiscard]] Result<MessageId> sharedContent(const NewMessage &message);
    [[nodiscard]] bool hasUid(const NewMessage &message) const;
    [[nodiscard]] AccountId fetcherOf(const NewMessage &message) const;
    [[nodiscard]] Status writeContents();
    [[nodiscard]] Status writeParts();
    [[nodiscard]] Status writePlacements();
    [[nodiscard]] Status writeKeywords();
    [[nodiscard]] Status writeIndex();

    WriteTransaction &m_transaction;
    Place m_place;
    ThreadBook m_threads;
    QSet<QByteArray> m_known; ///< Message-IDs the account has messages of
    QSet<QByteArray> m_knownEmailIds;
    std::int64_t m_nextContent = 0;
    std::int64_t m_nextPlacement = 0;
    std::vector<Content> m_contents;
    std::vector<Placement> m_placements;
    QSet<Uid> m_uids;              ///< of m_placements
    QSet<QByteArray> m_messageIds; ///< of m_placements
    QSet<QByteArray> m_emailIds;   ///< of m_placements
};

} // namespace petrel::store
