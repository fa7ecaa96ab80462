#include "core/store/store.h"

#include "core/base/log.h"
#include "core/base/no_network_scope.h"
#include "core/store/change_collector_p.h"
#include "core/store/store_p.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <sqlite3.h>

namespace petrel::store {

namespace {

constexpr qint64 kLongWriteMs = 50;
constexpr qint64 kLargeLogBytes = 64 * 1024 * 1024;

/** The store this thread is writing to, if any: a second write inside the first would wait for itself. */
thread_local const void *t_writingTo = nullptr;

class WritingMark
{
public:
    explicit WritingMark(const void *store) { t_writingTo = store; }
    ~WritingMark() { t_writingTo = nullptr; }
    WritingMark(const WritingMark &) = delete;
    WritingMark &operator=(const WritingMark &) = delete;
};

Error misuse(QStringView label, const QString &what)
{
    qCCritical(logStore) << "write" << label << "refused:" << what;
    return makeError(ErrorKind::Bug, ErrorScope::Application, ErrorRetry::Never, what);
}

/** Never waits. True when all of the log is in the database now. */
Result<bool> checkpointPassively(sqlite::Database &writer)
{
    sqlite::Statement row = TRY(writer.query("PRAGMA wal_checkpoint(PASSIVE)"));
    if (!TRY(row.step()))
        return false;
    row.skip(); // whether it was kept from it
    const std::int64_t inLog = row.integer();
    return row.integer() == inLog;
}

/** At once or not at all: in the default it would wait for readers with the gate held. */
Status truncateLog(sqlite::Database &writer)
{
    sqlite3_busy_timeout(writer.handle(), 0);
    const Status truncated = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_busy_timeout(writer.handle(), sqlite::Database::kBusyTimeoutMs);
    return truncated;
}

/** A pooled connection for the length of one read. */
class Lease
{
public:
    Lease(ReaderPool &pool, std::unique_ptr<sqlite::Database> database, const StopToken &stop)
        : m_pool(pool)
        , m_database(std::move(database))
    {
        m_database->stopWhen(stop.stop_possible() ? &stop : nullptr);
    }
    ~Lease()
    {
        m_database->stopWhen(nullptr);
        m_pool.giveBack(std::move(m_database));
    }
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;

    sqlite::Database &database() { return *m_database; }

private:
    ReaderPool &m_pool;
    std::unique_ptr<sqlite::Database> m_database;
};

} // namespace

int ChangeFeed::add(std::function<void(const ChangeSet &)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listeners.emplace(m_next, std::move(listener));
    return m_next++;
}

void ChangeFeed::remove(int number)
{
    const std::lock_guard lock(m_mutex);
    m_listeners.erase(number);
}

void ChangeFeed::publish(const ChangeSet &changes)
{
    const std::lock_guard lock(m_mutex);
    for (auto it = m_listeners.begin(); it != m_listeners.end();) {
        const auto listener = (it++)->second; // a copy: it may remove itself
        listener(changes);
    }
}

Result<std::unique_ptr<sqlite::Database>> ReaderPool::take()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            std::unique_ptr<sqlite::Database> database = std::move(m_idle.back());
            m_idle.pop_back();
            return database;
        }
    }
    return sqlite::Database::open(m_file, sqlite::Database::Access::QueryOnly);
}

void ReaderPool::giveBack(std::unique_ptr<sqlite::Database> database)
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < kMaxIdle)
        m_idle.push_back(std::move(database));
}

/** NORMAL leaves out no more than the sync of the log at each commit; the next one that is FULL syncs the whole log. */
Status Store::Private::prepareFor(Durability wanted)
{
    if (wanted == writerIs)
        return {};
    TRY(writer->execute(wanted == Durability::AtOnce ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"));
    writerIs = wanted;
    return {};
}

Store::Store(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Store::~Store()
{
    if (Status status = d->writer->execute("PRAGMA wal_checkpoint(TRUNCATE)"); !status.ok())
        qCWarning(logStore) << "checkpoint at exit:" << describe(status.error());
    if (!d->needsQuickCheck)
        d->lock.markClean();
}

Status Store::runWrite(QStringView label, const std::function<Status(WriteTransaction &)> &fn, Durability durability)
{
    if (std::this_thread::get_id() == d->forbiddenThread.load())
        return misuse(label, QStringLiteral("write on a thread that must never wait"));
    if (t_writingTo == d.get())
        return misuse(label, QStringLiteral("write inside a write"));

    const TicketGate::Pass pass(d->gate);
    const WritingMark mark(d.get());
    const NoNetworkScope noNetwork;
    QElapsedTimer timer;
    timer.start();

    TRY(d->prepareFor(durability));
    ChangeCollector changes;
    sqlite::Transaction transaction = TRY(sqlite::Transaction::begin(*d->writer, sqlite::Transaction::Kind::Write));
    WriteTransaction work(*d->writer, d->profile.blobs(), changes, d->commits);
    TRY(fn(work));
    TRY(transaction.commit());

    if (timer.elapsed() > kLongWriteMs)
        qCInfo(logStore) << "write" << label << "held the gate for" << timer.elapsed() << "ms";
    const ChangeSet set = changes.take(++d->commits);
    if (!set.isEmpty())
        d->feed->publish(set);
    return {};
}

Status Store::runRead(const std::function<Status(const Reader &)> &fn, const StopToken &stop)
{
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("read cancelled"));
    Lease lease(d->readers, TRY(d->readers.take()), stop);
    const std::uint64_t commit = d->commits; // before the snapshot: it holds at least this
    const sqlite::Transaction snapshot = TRY(sqlite::Transaction::begin(lease.database(), sqlite::Transaction::Kind::Read));
    return fn(Reader(lease.database(), d->profile.blobs(), commit));
}

std::unique_ptr<BlobWriter> Store::blobWriter() const
{
    return std::make_unique<BlobWriter>(d->profile.temporary());
}

Result<FinishedBlob> Store::pack(const QByteArray &content) const
{
    const std::unique_ptr<BlobWriter> writer = blobWriter();
    TRY(writer->write(content));
    return writer->finish();
}

Store::Subscription Store::subscribe(std::function<void(const ChangeSet &)> listener)
{
    const int number = d->feed->add(std::move(listener));
    const std::shared_ptr<ChangeFeed> feed = d->feed;
    return Subscription(std::shared_ptr<void>(nullptr, [feed, number](void *) { feed->remove(number); }));
}

void Store::forbidWritesOn(std::thread::id thread)
{
    d->forbiddenThread = thread;
}

std::uint64_t Store::commit() const
{
    return d->commits;
}

std::int64_t Store::statementsSoFar()
{
    return sqlite::Database::statementsSoFar();
}

QString Store::profileDirectory() const
{
    return d->profile.root();
}

bool Store::needsQuickCheck() const
{
    return d->needsQuickCheck;
}

void Store::checkpoint()
{
    const qint64 logSize = QFileInfo(d->profile.database() + QStringLiteral("-wal")).size();
    const TicketGate::Pass pass(d->gate);
    const Status done = [&]() -> Status {
        const bool reachedTheEnd = TRY(checkpointPassively(*d->writer));
        // While somebody reads an older state the log cannot be cut: waiting for them would hold up every writer.
        return logSize > kLargeLogBytes && reachedTheEnd ? truncateLog(*d->writer) : Status();
    }();
    if (!done.ok())
        qCWarning(logStore) << "checkpoint:" << describe(done.error());
}

} // namespace petrel::store
