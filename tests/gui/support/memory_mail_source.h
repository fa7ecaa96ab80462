#pragma once

#include "ui/models/mail_source.h"

#include <QHash>

#include <deque>
#include <functional>

namespace petrel::test {

/**
 * A mailbox in memory that answers models at once, or, when held, only when the test lets each answer
 * go: so answers can come late, in another order, or after the list was closed.
 */
class MemoryMailSource final : public ui::MailSource
{
public:
    QList<Account> accounts;
    QList<FolderRow> folderRows;
    QList<MessageRow> messages;
    QList<FolderId> favourites;
    int outbox = 0;
    int attention = 0;
    std::uint64_t commit = 1;
    std::optional<Error> failure; ///< every answer is this error

    int questions = 0; ///< asked so far

    /** From now on answers wait. */
    void hold() { m_held = true; }
    /** How many wait. */
    [[nodiscard]] int waiting() const { return static_cast<int>(m_waiting.size()); }
    /** Lets the answer at this place of the queue go. */
    void release(int position = 0);
    void releaseAll();

    void firstRows(const store::ListQuery &query, int limit, QObject *context, Done<ui::RowPage> done) override;
    void order(const store::ListQuery &query, QObject *context, Done<ui::ListOrder> done) override;
    void rows(const QList<PlacementId> &ids, QObject *context, Done<ui::RowPage> done) override;
    void search(const store::SearchRequest &request, QObject *context, Done<ui::RowPage> done) override;
    void folders(QObject *context, Done<ui::FolderSnapshot> done) override;

private:
    [[nodiscard]] QList<MessageRow> listed(const store::ListQuery &query) const;
    template <class T>
    void answer(QObject *context, T value, Done<T> done);

    bool m_held = false;
    std::deque<std::function<void()>> m_waiting;
};

} // namespace petrel::test
