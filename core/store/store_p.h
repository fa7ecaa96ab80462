#pragma once

#include "core/store/profile_directory.h"
#include "core/store/profile_lock.h"
#include "core/store/sqlite/database.h"
#include "core/store/store.h"
#include "core/store/ticket_gate.h"

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

namespace petrel::store {

/** Opens a database for writing with all that a new or an old file needs; the schema is current after it. */
[[nodiscard]] Result<std::unique_ptr<sqlite::Database>> openWriter(const QString &file, const Store::Options &options);

/** Listeners by number, so that one can go while others are told. */
class ChangeFeed
{
public:
    int add(std::function<void(const ChangeSet &)> listener);
    void remove(int number);
    void publish(const ChangeSet &changes);

private:
    std::recursive_mutex m_mutex; // recursive: a listener may end its own subscription
    std::map<int, std::function<void(const ChangeSet &)>> m_listeners;
    int m_next = 1;
};

/** Query-only connections, made as needed and kept. */
class ReaderPool
{
public:
    explicit ReaderPool(QString file) : m_file(std::move(file)) {}
    [[nodiscard]] Result<std::unique_ptr<sqlite::Database>> take();
    void giveBack(std::unique_ptr<sqlite::Database> database);

private:
    static constexpr size_t kMaxIdle = 4;
    QString m_file;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<sqlite::Database>> m_idle;
};

class Store::Private
{
public:
    Private(ProfileDirectory directory, ProfileLock heldLock, std::unique_ptr<sqlite::Database> database)
        : profile(std::move(directory))
        , lock(std::move(heldLock))
        , writer(std::move(database))
        , readers(profile.database())
        , feed(std::make_shared<ChangeFeed>())
    {
    }

    /** Behind the gate, outside of transactions. */
    [[nodiscard]] Status prepareFor(Durability wanted);

    ProfileDirectory profile;
    ProfileLock lock;
    std::unique_ptr<sqlite::Database> writer;
    Durability writerIs = Durability::AtOnce; ///< as openWriter() leaves it
    ReaderPool readers;
    TicketGate gate;
    std::shared_ptr<ChangeFeed> feed;
    std::atomic<std::uint64_t> commits{0};
    std::atomic<bool> needsQuickCheck{false};
    std::atomic<bool> filesAreSwept{false};
    std::atomic<bool> filesStay{false}; ///< a backup is about to name them; changed behind the gate
    std::mutex backingUp;
    std::atomic<std::thread::id> forbiddenThread{std::thread::id()};
};

} // namespace petrel::store
