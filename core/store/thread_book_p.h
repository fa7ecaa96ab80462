#pragma once

#include "core/store/message_repository.h"

#include <QHash>

#include <map>
#include <vector>

namespace petrel::store {

namespace sqlite {
class Database;
}

/**
 * Which conversation each message of a batch belongs to, by References and In-Reply-To, never by subject. What the
 * account knows of the batch's Message-IDs is asked for once; what the messages add is gathered until write().
 */
class ThreadBook
{
public:
    [[nodiscard]] static Result<ThreadBook> open(sqlite::Database &database, AccountId account, std::span<const NewMessage> batch);

    /** Conversations that were apart become one by this message: everything gathered so far must be written before it joins. */
    [[nodiscard]] bool unites(const NewMessage &message) const;
    /** The conversation this message begins or belongs to. */
    [[nodiscard]] Result<ThreadId> join(const NewMessage &message);
    [[nodiscard]] Status write();

private:
    /** What joined a conversation; a new one has the base of its subject, too. */
    struct Growth
    {
        std::int64_t thread = 0;
        std::int64_t newest = 0;
        int messages = 0;
        QString subjectBase;
    };
    struct Reference
    {
        QByteArray messageId;
        std::int64_t thread = 0;
    };

    ThreadBook(sqlite::Database &database, AccountId account) : m_database(database), m_account(account) {}
    [[nodiscard]] Status lookUp(std::span<const QByteArray> ids);
    [[nodiscard]] std::vector<std::int64_t> threadsOf(const QList<QByteArray> &ids) const;
    [[nodiscard]] Result<std::int64_t> begin(const NewMessage &message);
    void grow(std::int64_t thread, std::int64_t date);
    [[nodiscard]] Status unite(std::int64_t into, std::int64_t from);

    sqlite::Database &m_database;
    AccountId m_account;
    QHash<QByteArray, std::int64_t> m_threadOf; ///< as thread_ref tells it, or will
    std::int64_t m_nextThread = 0;              ///< 0: not asked for yet
    std::map<std::int64_t, Growth> m_begun;
    std::map<std::int64_t, Growth> m_grown;
    std::vector<Reference> m_references;
};

} // namespace petrel::store
