#include "core/store/thread_book_p.h"

#include "core/store/message_content_p.h"
#include "core/store/sqlite/many_rows.h"

#include <algorithm>
#include <set>

namespace petrel::store {

namespace {

constexpr qsizetype kMaxReferences = 100;

/** Every Message-ID the message knows of, its own first. */
QList<QByteArray> relatedIds(const Envelope &envelope)
{
    QList<QByteArray> ids{envelope.messageId, envelope.inReplyTo};
    ids += envelope.references.mid(std::max<qsizetype>(0, envelope.references.size() - kMaxReferences));
    QList<QByteArray> unique;
    for (const QByteArray &id : ids) {
        if (!id.isEmpty() && !unique.contains(id))
            unique.append(id);
    }
    return unique;
}

template <class Map>
auto valuesOf(const Map &map)
{
    std::vector<typename Map::mapped_type> values;
    for (const auto &[key, value] : map)
        values.push_back(value);
    return values;
}

} // namespace

Result<ThreadBook> ThreadBook::open(sqlite::Database &database, AccountId account, std::span<const NewMessage> batch)
{
    std::set<QByteArray> ids;
    for (const NewMessage &message : batch) {
        const QList<QByteArray> related = relatedIds(message.envelope);
        ids.insert(related.begin(), related.end());
    }
    ThreadBook book(database, account);
    TRY(book.lookUp(std::vector(ids.begin(), ids.end())));
    return book;
}

Status ThreadBook::lookUp(std::span<const QByteArray> ids)
{
    const sqlite::ManyRows sql{"SELECT message_id, thread FROM thread_ref WHERE account = ? AND message_id IN (", 1, ")"};
    return sqlite::inPieces(m_database, sql, ids, [this](sqlite::Statement &row, std::span<const QByteArray> piece) -> Status {
        row.bind(m_account);
        for (const QByteArray &id : piece)
            row.bind(id);
        while (TRY(row.step())) {
            const QByteArray id = row.bytes();
            m_threadOf.insert(id, row.integer());
        }
        return {};
    });
}

std::vector<std::int64_t> ThreadBook::threadsOf(const QList<QByteArray> &ids) const
{
    std::set<std::int64_t> threads;
    for (const QByteArray &id : ids) {
        if (const auto known = m_threadOf.constFind(id); known != m_threadOf.constEnd())
            threads.insert(*known);
    }
    return {threads.begin(), threads.end()};
}

bool ThreadBook::unites(const NewMessage &message) const
{
    return threadsOf(relatedIds(message.envelope)).size() > 1;
}

Result<ThreadId> ThreadBook::join(const NewMessage &message)
{
    const QList<QByteArray> ids = relatedIds(message.envelope);
    const std::vector<std::int64_t> threads = threadsOf(ids);
    const std::int64_t thread = threads.empty() ? TRY(begin(message)) : threads.front();
    if (!threads.empty())
        grow(thread, MessageContent::sortDate(message));
    for (std::size_t other = 1; other < threads.size(); ++other)
        TRY(unite(thread, threads[other]));
    for (const QByteArray &id : ids) {
        if (m_threadOf.contains(id))
            continue;
        m_threadOf.insert(id, thread);
        m_references.push_back({id, thread});
    }
    return ThreadId(thread);
}

Result<std::int64_t> ThreadBook::begin(const NewMessage &message)
{
    if (m_nextThread == 0)
        m_nextThread = TRY(sqlite::nextId(m_database, QStringLiteral("thread")));
    const std::int64_t thread = m_nextThread++;
    m_begun[thread] = {thread, MessageContent::sortDate(message), 1, subjectBase(message.envelope.subject)};
    return thread;
}

void ThreadBook::grow(std::int64_t thread, std::int64_t date)
{
    const auto begun = m_begun.find(thread);
    Growth &growth = begun == m_begun.end() ? m_grown.try_emplace(thread, Growth{thread, date, 0, {}}).first->second : begun->second;
    growth.newest = std::max(growth.newest, date);
    ++growth.messages;
}

Status ThreadBook::unite(std::int64_t into, std::int64_t from)
{
    TRY(m_database.run("UPDATE message SET thread = ? WHERE thread = ?", into, from));
    TRY(m_database.run("UPDATE thread_ref SET thread = ? WHERE thread = ?", into, from));
    TRY(m_database.run("UPDATE thread SET messages = messages + (SELECT messages FROM thread WHERE id = ?2), "
                       "newest = max(newest, (SELECT newest FROM thread WHERE id = ?2)) WHERE id = ?1",
                       into, from));
    std::replace(m_threadOf.begin(), m_threadOf.end(), from, into);
    return m_database.run("DELETE FROM thread WHERE id = ?", from);
}

Status ThreadBook::write()
{
    const std::vector<Growth> begun = valuesOf(std::exchange(m_begun, {}));
    TRY(sqlite::runForRows(m_database, {"INSERT INTO thread (id, account, subject_base, newest, messages)", 5}, std::span(begun),
                           [this](sqlite::Statement &row, const Growth &growth) {
                               row.bind(growth.thread, m_account, growth.subjectBase, growth.newest, growth.messages);
                           }));
    const std::vector<Growth> grown = valuesOf(std::exchange(m_grown, {}));
    TRY(sqlite::runForRows(m_database,
                           {"UPDATE thread SET messages = messages + g.column2, newest = max(newest, g.column3) FROM (", 3,
                            ") AS g WHERE thread.id = g.column1"},
                           std::span(grown), [](sqlite::Statement &row, const Growth &growth) {
                               row.bind(growth.thread, growth.messages, growth.newest);
                           }));
    const std::vector<Reference> references = std::exchange(m_references, {});
    return sqlite::runForRows(m_database, {"INSERT INTO thread_ref (account, message_id, thread)", 3}, std::span(references),
                              [this](sqlite::Statement &row, const Reference &reference) {
                                  row.bind(m_account, reference.messageId, reference.thread);
                              });
}

} // namespace petrel::store
