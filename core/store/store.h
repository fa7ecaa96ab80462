#pragma once

#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/model/changes.h"
#include "core/store/blob_writer.h"
#include "core/store/finding.h"
#include "core/store/reader.h"
#include "core/store/write_transaction.h"

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>

namespace petrel::store {

struct Backup;

/** When a commit outlives a power cut; the end of the program it outlives in any case. Commits keep their order: none does without those before it. */
enum class Durability {
    AtOnce,      ///< synced to disk before write() returns: what exists nowhere else, and what something irreversible follows
    WithTheNext, ///< with the next one that is synced at once: only for what the server has and would tell again
};

/**
 * The profile's database and blobs, owned by this process while the Store lives: the truth the person
 * sees. Any thread. One write connection behind one fair gate; reads never wait for writes.
 *
 * write() and read() run the function in the caller's thread and hand its Result back:
 *
 *     Status s = store.write(u"mark read", [&](WriteTransaction &tx) { return tx.wishes().wantFlags(ids, Flag::Seen, {}); });
 *     Result<QList<FolderRow>> folders = store.read([](const Reader &reader) { return reader.folders(); });
 *
 * The order of destruction: first whoever uses it, then the Store; it waits for nobody.
 */
class Store
{
public:
    struct Options
    {
        enum class AfterCrash {
            Check, ///< quick_check in open() when the last owner did not close the profile in order
            Defer, ///< the caller runs quickCheck() while needsQuickCheck(), on a thread of its own
        };
        AfterCrash afterCrash = AfterCrash::Check;
        qint64 maxDatabasePages = 0; ///< tests: the disk is full beyond this many pages; 0: no limit
    };

    /**
     * Makes the profile (0700) where there is none, takes its lock, brings the schema up to date; before that, a copy
     * of a database of an older schema is kept beside it (mail.db.schema-<version>), which reads it whole.
     * Errors, all of scope Application:
     * - ProfileInUse: another process has it (what names its pid); at once, without waiting
     * - StoreCorrupt: damaged, or gone beside what is left of a profile (code "CORRUPT", "NOTADB"), or the directory or a file cannot be read or
     *   written (code "UNREADABLE"); nothing is overwritten, see setAside()
     * - StoreFull: no space; for the copy before a migration that rewrites tables too: the database is as it was. One that
     *   only adds to them is done without the copy then
     * - Unsupported: made by a newer Petrel; untouched
     */
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString &profileDirectory, const Options &options);
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString &profileDirectory) { return open(profileDirectory, Options{}); }
    /** Truncates the log and leaves the mark of an orderly end. */
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /**
     * Runs fn(WriteTransaction &) -> Result<T> inside BEGIN IMMEDIATE ... COMMIT; an error rolls back.
     * Callers are served in the order they came. No network call inside (NoNetworkScope), no other
     * write() inside (Bug), at most about 50 ms (longer is logged with `label`). Never on the thread
     * given to forbidWritesOn() (Bug).
     */
    template <class Function>
    auto write(QStringView label, Function &&fn, Durability durability = Durability::AtOnce) -> std::invoke_result_t<Function, WriteTransaction &>;

    /**
     * Runs fn(const Reader &) -> Result<T> in one read transaction of a pooled read-only connection.
     * `stop` interrupts a running query: Cancelled.
     */
    template <class Function>
    auto read(Function &&fn, const StopToken &stop = {}) -> std::invoke_result_t<Function, const Reader &>;

    /** A content to be stored; its temporary file lies in this profile. */
    [[nodiscard]] std::unique_ptr<BlobWriter> blobWriter() const;
    /** A content that is in memory wholly, packed and synced: before the transaction that names it, for it may take seconds. */
    [[nodiscard]] Result<FinishedBlob> pack(const QByteArray &content) const;

    /** Ends the subscription when destroyed; after that the listener is not running and will not run. */
    class Subscription
    {
    public:
        Subscription() = default;
        explicit Subscription(std::shared_ptr<void> ends) : m_ends(std::move(ends)) {}

    private:
        std::shared_ptr<void> m_ends;
    };
    /**
     * Called after each commit that changed something, in the order of the commits, on the writer's
     * thread while it still holds the gate: the listener only queues, and never calls write().
     */
    [[nodiscard]] Subscription subscribe(std::function<void(const ChangeSet &)> listener);

    /** From now on write() on this thread (the GUI's) is a Bug error. */
    void forbidWritesOn(std::thread::id thread);
    /** Commits so far in this process. */
    [[nodiscard]] std::uint64_t commit() const;
    /** SQL statements run so far in this process, for measurements. */
    [[nodiscard]] static std::int64_t statementsSoFar();
    [[nodiscard]] QString profileDirectory() const;

    /** True after an unclean end until quickCheck() found nothing. */
    [[nodiscard]] bool needsQuickCheck() const;
    [[nodiscard]] Result<QList<Finding>> quickCheck(const StopToken &stop = {});
    /**
     * Everything: database, keys, blobs and their digests, the index. Reads the whole profile. Whoever wants to write meanwhile
     * is let in at once; the index may remain Unchecked for that.
     */
    [[nodiscard]] Result<QList<Finding>> check(const StopToken &stop = {});
    /**
     * Deletes, in short slices, what nothing names any more: removed accounts and folders, contents
     * without a row for over an hour, blobs and their files. Files that no transaction ever named go
     * once per opening, and not before a quick check that is due. The copy of the database from before a migration
     * goes 30 days after it was made, or with the mail of a removed account. For a quiet moment, on a thread.
     */
    [[nodiscard]] Status sweep(const StopToken &stop = {});
    /** A passive checkpoint; truncates the log when it has grown beyond 64 MB. For an idle reader. */
    void checkpoint();

    /** How far something is, of 100. On the thread that does it. */
    using Told = std::function<void(int percent)>;
    /**
     * Copies all that the profile holds into a new directory below `directory`, reads the copy back, and takes away the backups there that
     * are outdated(). Everything goes on meanwhile: who writes waits for a few milliseconds at most. On a thread; minutes for a large
     * profile. Nothing is left behind when it fails:
     * - StoreFull (code "FULL"): no room for it and 256 MB more
     * - StoreCorrupt: the profile is damaged, so that the copy would be (code "BACKUP", "CORRUPT"), or `directory` cannot be written ("UNREADABLE")
     * - Cancelled; Invalid (code "BACKUP-RUNS"): one is being made already
     */
    [[nodiscard]] Result<Backup> backUp(const QString &directory, const StopToken &stop = {}, const Told &told = {});

    /** What setAside() could save. */
    struct Salvaged
    {
        QString damagedDatabase; ///< where the damaged file lies now; empty when there was none
        int accounts = 0;
        int messages = 0;        ///< of local folders, and drafts that had not reached a server
        int outbox = 0;
        int unreadable = 0;      ///< rows that could not be read or no longer fitted together
        int unclaimed = 0;       ///< large contents whose row was lost; kept in blobs/unclaimed/
    };
    /**
     * For a damaged or missing database, with the person's consent: renames mail.db* to mail.db.aside-<time> and
     * makes a fresh one with everything that only existed here and can still be read: accounts, local
     * folders and their mail, the outbox, unsent drafts, the POP3 ledger. Mail at IMAP servers is
     * fetched again. A content whose row could not be saved moves to blobs/unclaimed/, which no sweep
     * touches until the same content has a row again. Cut off at any point, it has not begun, or the next open()
     * finishes it. Takes minutes for a large profile: on a thread. `stop` ends it, with Cancelled, as long as nothing
     * was changed. Must not be open: ProfileInUse.
     */
    [[nodiscard]] static Result<Salvaged> setAside(const QString &profileDirectory, const StopToken &stop = {});

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    [[nodiscard]] Status runWrite(QStringView label, const std::function<Status(WriteTransaction &)> &fn, Durability durability);
    [[nodiscard]] Status sweepFiles(const StopToken &stop);
    [[nodiscard]] Status runRead(const std::function<Status(const Reader &)> &fn, const StopToken &stop);

    std::unique_ptr<Private> d;
};

template <class Function>
auto Store::write(QStringView label, Function &&fn, Durability durability) -> std::invoke_result_t<Function, WriteTransaction &>
{
    using Answer = std::invoke_result_t<Function, WriteTransaction &>;
    std::optional<Answer> answer;
    Status status = runWrite(label, [&](WriteTransaction &transaction) -> Status {
        answer.emplace(fn(transaction));
        return answer->ok() ? Status() : Status(answer->error());
    }, durability);
    if (!status.ok())
        return std::move(status).error();
    return std::move(*answer);
}

template <class Function>
auto Store::read(Function &&fn, const StopToken &stop) -> std::invoke_result_t<Function, const Reader &>
{
    using Answer = std::invoke_result_t<Function, const Reader &>;
    std::optional<Answer> answer;
    Status status = runRead([&](const Reader &reader) -> Status {
        answer.emplace(fn(reader));
        return answer->ok() ? Status() : Status(answer->error());
    }, stop);
    if (!status.ok())
        return std::move(status).error();
    return std::move(*answer);
}

} // namespace petrel::store
