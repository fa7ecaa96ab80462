#include "core/store/salvage_p.h"

#include "core/base/descriptor.h"
#include "core/store/content_digest_p.h"
#include "core/store/local_folders_p.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>

namespace petrel::store {

namespace {

using sqlite::Database;
using sqlite::Statement;

/** Row numbers beyond this are not probed for: the table is too damaged to be worth the time. */
constexpr std::int64_t kMaxProbes = 2'000'000;

/**
 * Copies rows one by one from a damaged database into a fresh one, past what cannot be read. Which rows
 * are wanted is asked of the fresh one, where it can be trusted.
 */
class Salvage
{
public:
    Salvage(Database &damaged, Database &fresh, StopToken stop) : m_damaged(damaged), m_fresh(fresh), m_stop(std::move(stop)) {}

    Status run()
    {
        for (const char *table : {"account", "identity", "folder", "append_wish", "outbox", "placement"})
            TRY(copyAll(table));
        TRY(keepWhatIsOnlyHere());
        TRY(holdBack("outbox.id", TRY(copyNamed("outbox_recipient", "outbox", "SELECT id FROM outbox")), "some of its recipients were lost"));
        TRY(copyPop3Mail());
        (void)TRY(copyNamed("message", "id", "SELECT DISTINCT message FROM placement WHERE folder IN (SELECT id FROM folder) "
                                             "AND message NOT IN (SELECT id FROM message)"));
        TRY(homeStrayMail(m_fresh));
        (void)TRY(copyNamed("thread", "id", "SELECT DISTINCT thread FROM message"));
        (void)TRY(copyNamed("part", "message", "SELECT id FROM message"));
        (void)TRY(copyNamed("search_doc", "message", "SELECT id FROM message"));
        (void)TRY(copyNamed("blob", "id", "SELECT raw FROM message WHERE raw IS NOT NULL UNION SELECT raw FROM outbox "
                                          "UNION SELECT blob FROM append_wish UNION SELECT blob FROM part WHERE blob IS NOT NULL"));
        for (const char *table : {"thread_ref", "pop3_seen", "contact", "trusted_certificate", "remote_content_allow"})
            TRY(copyReadable(table));
        return examineContents();
    }

    int unreadable() const { return m_unreadable; }

private:
    /** A table with an id, row by row: in order as far as that goes, then by probing. */
    Status copyAll(const std::string &table, const std::string &condition = "true")
    {
        const ReadableIds readable = readableIds(table, condition);
        QList<std::int64_t> ids = readable.ids;
        const std::int64_t last = ids.isEmpty() ? 0 : ids.last();
        const std::int64_t highest = readable.isAll ? last : highestId(table);
        for (std::int64_t id = last + 1; id <= highest && id - last <= kMaxProbes; ++id)
            ids.append(id);
        (void)TRY(copyRows(table, condition + " AND id", ids, Missing::Expected));
        return {};
    }

    /** Mail that is nowhere else, also where the row that places it, or its folder, was lost. What the person deleted stays deleted. */
    Status copyPop3Mail()
    {
        Statement row = TRY(m_fresh.query("SELECT ifnull(group_concat(id), '') FROM account WHERE kind = 1"));
        TRY(row.step());
        const std::string accounts = row.text().toStdString();
        return copyAll("message", "account IN (" + accounts + ") AND raw IS NOT NULL AND orphaned_since = 0");
    }

    /** Returns those whose rows did not all come over. */
    Result<QList<std::int64_t>> copyNamed(const std::string &table, const std::string &key, const std::string &wanted)
    {
        QList<std::int64_t> keys;
        {
            Statement row = TRY(m_fresh.query(wanted));
            while (TRY(row.step()))
                keys.append(row.integer());
        }
        const bool mayBeNone = table == "part";
        return copyRows(table, key, keys, mayBeNone ? Missing::Expected : Missing::Lost);
    }

    /** A table without an id, whose key begins with its first column: as far as it can be read in order, then from its end back to there. */
    Status copyReadable(const std::string &table)
    {
        const Columns columns = TRY(columnsOf(table));
        const auto copy = [&](const char *order) {
            Result<Statement> rows = m_damaged.query("SELECT " + columns.list + " FROM " + table + order);
            return rows.ok() ? copyFrom(*rows, table, columns) : Copied{{}, 0, 1};
        };
        const Copied forth = copy(" ORDER BY 1");
        m_unreadable += forth.lost;
        return forth.lost > 0 && forth.status.ok() ? copy(" ORDER BY 1 DESC").status : forth.status;
    }

    enum class Missing { Expected, Lost };

    /** Returns the keys of which a row was lost. */
    Result<QList<std::int64_t>> copyRows(const std::string &table, const std::string &key, const QList<std::int64_t> &keys, Missing missing)
    {
        const Columns columns = TRY(columnsOf(table));
        QList<std::int64_t> torn;
        for (const std::int64_t value : keys) {
            TRY(goOn());
            Result<Statement> rows = m_damaged.query("SELECT " + columns.list + " FROM " + table + " WHERE " + key + " = ?", value);
            if (!rows.ok()) {
                ++m_unreadable;
                torn.append(value);
                continue;
            }
            const Copied copied = copyFrom(*rows, table, columns);
            TRY(copied.status);
            const bool isGone = copied.rows == 0 && copied.lost == 0 && missing == Missing::Lost;
            m_unreadable += copied.lost + (isGone ? 1 : 0);
            if (isGone || copied.lost > 0)
                torn.append(value);
        }
        return torn;
    }

    struct Columns
    {
        std::string list;
        std::string marks;
        int count = 0;
    };
    struct Copied
    {
        Status status;
        int rows = 0;
        int lost = 0; ///< rows that broke a rule, and one for all behind the last that could be read
    };

    /** The columns that are stored, not computed, and that both have: the damaged one may be of an older schema. */
    Result<Columns> columnsOf(const std::string &table)
    {
        const QStringList wanted = TRY(storedColumns(m_fresh, table));
        const QStringList present = storedColumns(m_damaged, table).valueOr(wanted);
        Columns columns;
        for (const QString &column : wanted) {
            if (!present.contains(column))
                continue;
            const char *comma = columns.count > 0 ? ", " : "";
            columns.list += comma + column.toStdString();
            columns.marks += std::string(comma) + "?";
            ++columns.count;
        }
        return columns;
    }

    static Result<QStringList> storedColumns(Database &database, const std::string &table)
    {
        Statement row = TRY(database.query("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0"));
        QStringList names;
        while (TRY(row.step()))
            names.append(row.text());
        return names;
    }

    Copied copyFrom(Statement &rows, const std::string &table, const Columns &columns)
    {
        Copied copied;
        Result<Statement> insert = m_fresh.prepare("INSERT OR IGNORE INTO " + table + " (" + columns.list + ") VALUES (" + columns.marks + ")");
        if (!insert.ok())
            return {insert.error()};
        while (true) {
            const Result<bool> more = rows.step();
            if (!more.ok()) {
                ++copied.lost;
                return copied;
            }
            if (!*more)
                return copied;
            insert->bindRow(rows, columns.count);
            if (Status status = insert->run(); !status.ok()) {
                if (status.error().kind == ErrorKind::StoreFull)
                    return {std::move(status)};
                insert->reset(); // a row whose values break a rule: damaged without SQLite noticing
                ++copied.lost;
                continue;
            }
            // One that is ignored broke a rule, too: something NOT NULL was lost.
            ++(m_fresh.changedRows() > 0 ? copied.rows : copied.lost);
        }
    }

    struct ReadableIds
    {
        QList<std::int64_t> ids;
        bool isAll = false; ///< the table was read to its end
    };
    ReadableIds readableIds(const std::string &table, const std::string &condition)
    {
        ReadableIds readable;
        Result<Statement> row = m_damaged.query("SELECT id FROM " + table + " NOT INDEXED WHERE " + condition + " ORDER BY id");
        while (row.ok()) {
            const Result<bool> more = row->step();
            if (more.ok() && *more) {
                readable.ids.append(row->integer());
                continue;
            }
            readable.isAll = more.ok();
            break;
        }
        return readable;
    }

    std::int64_t highestId(const std::string &table)
    {
        const auto sequence = m_damaged.integer("SELECT seq FROM sqlite_sequence WHERE name = ?", QString::fromStdString(table));
        return sequence.ok() ? sequence->value_or(0) : 0;
    }

    /** Mail at IMAP servers is fetched again: it is safer there than on a damaged page. */
    Status keepWhatIsOnlyHere()
    {
        TRY(m_fresh.run("DELETE FROM placement WHERE folder IN (SELECT id FROM folder WHERE kind = 0) "
                        "AND id NOT IN (SELECT placement FROM append_wish WHERE placement IS NOT NULL)"));
        return m_fresh.run("UPDATE folder SET uid_validity = 0, uid_next = 0, highest_modseq = 0, backfill_uid = 0, server_total = 0 WHERE kind = 0");
    }

    /** SQLite does not notice a byte that changed within a content: its digest does. Files were not in the database. */
    Status examineContents()
    {
        QList<std::pair<BlobId, QByteArray>> contents;
        {
            Statement row = TRY(m_fresh.query("SELECT id, sha256 FROM blob WHERE file = ''"));
            while (TRY(row.step())) {
                const auto id = row.id<BlobId>();
                contents.append({id, row.bytes()});
            }
        }
        const Reader reader(m_fresh, QString(), 0);
        for (const auto &[id, sha256] : std::as_const(contents)) {
            TRY(goOn());
            const Result<QByteArray> digest = digestOf(reader, id);
            if (!digest.ok() || *digest != sha256)
                TRY(keepDamaged(id, digest));
        }
        return {};
    }

    /** Mail that would go out damaged, or to some only: it waits as Refused, with words, for the person. */
    Status holdBack(const std::string &column, const QList<std::int64_t> &values, const char *why)
    {
        for (const std::int64_t value : values) {
            TRY(m_fresh.run("UPDATE outbox SET state = 3, last_error = 'taken from a damaged database: ' || ? WHERE state IN (0, 1, 4) AND " + column + " = ?",
                            QString::fromLatin1(why), value));
        }
        return {};
    }

    /** What can be read of it is kept under the name it has now, beside the whole one that is fetched again where it still is. */
    Status keepDamaged(BlobId id, const Result<QByteArray> &digest)
    {
        ++m_unreadable;
        TRY(holdBack("outbox.raw", {id.number()}, "its content is damaged"));
        TRY(m_fresh.run("DELETE FROM pop3_seen WHERE message IN (SELECT id FROM message WHERE raw = ?)", id));
        if (!digest.ok())
            return m_fresh.run("DELETE FROM blob WHERE id = ?", id);
        const Status renamed = m_fresh.run("UPDATE blob SET sha256 = ? WHERE id = ?", *digest, id);
        return renamed.ok() ? Status() : m_fresh.run("DELETE FROM blob WHERE id = ?", id);
    }

    Status goOn() const
    {
        return m_stop.stop_requested() ? Status(makeError(ErrorKind::Cancelled, QStringLiteral("saving was cancelled"))) : Status();
    }

    Database &m_damaged;
    Database &m_fresh;
    StopToken m_stop;
    int m_unreadable = 0;
};

/** Makes what was saved fit together again. */
constexpr const char *kMend =
    "DELETE FROM folder WHERE account NOT IN (SELECT id FROM account);"
    "UPDATE folder SET parent = NULL WHERE parent NOT IN (SELECT id FROM folder);"
    "UPDATE placement SET want_folder = 0, stage = 0 WHERE want_folder > 0 AND want_folder NOT IN (SELECT id FROM folder);"
    "UPDATE folder SET want_parent = NULL WHERE want_parent NOT IN (SELECT id FROM folder);"
    "DELETE FROM identity WHERE account NOT IN (SELECT id FROM account);"
    "DELETE FROM message WHERE account NOT IN (SELECT id FROM account);"
    "DELETE FROM placement WHERE message NOT IN (SELECT id FROM message) OR folder NOT IN (SELECT id FROM folder);"
    "DELETE FROM append_wish WHERE blob NOT IN (SELECT id FROM blob) OR folder NOT IN (SELECT id FROM folder);"
    "UPDATE append_wish SET placement = NULL WHERE placement NOT IN (SELECT id FROM placement);"
    "UPDATE append_wish SET source = NULL WHERE source NOT IN (SELECT id FROM placement);"
    // Copies that servers were to make of mail that is listed anew.
    "DELETE FROM append_wish WHERE blob IS NULL AND source IS NULL;"
    "DELETE FROM outbox WHERE raw NOT IN (SELECT id FROM blob) OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM outbox_recipient WHERE outbox NOT IN (SELECT id FROM outbox);"
    // What could be read may be an older state than the last: what waits in it may have been sent since.
    "UPDATE outbox SET state = 4, last_error = 'taken from a damaged database: it may have been sent already' WHERE state IN (0, 1);"
    "UPDATE message SET raw = NULL, body_state = 0 WHERE raw NOT IN (SELECT id FROM blob);"
    "DELETE FROM part WHERE message NOT IN (SELECT id FROM message);"
    "UPDATE part SET blob = NULL WHERE blob NOT IN (SELECT id FROM blob);"
    "INSERT OR IGNORE INTO thread (id, account, subject_base, newest) SELECT thread, account, subject, date_received FROM message;"
    "UPDATE thread SET messages = (SELECT count(*) FROM message WHERE message.thread = thread.id);"
    "DELETE FROM thread WHERE messages = 0 OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM thread_ref WHERE thread NOT IN (SELECT id FROM thread) OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM search_doc WHERE message NOT IN (SELECT id FROM message);"
    "INSERT OR IGNORE INTO search_doc (message, subject, sender, recipients, attachments, body) "
    "  SELECT id, subject, from_list, to_list, '', preview FROM message;"
    // What the ledger calls stored but is no longer here is to be fetched again, never deleted there.
    "DELETE FROM pop3_seen WHERE account NOT IN (SELECT id FROM account) "
    "  OR message NOT IN (SELECT id FROM message WHERE raw IS NOT NULL) OR (state IN (1, 2) AND message IS NULL AND digest = x'');"
    // What the person deleted here stays away; but a damaged row alone is no reason to delete it there.
    "UPDATE pop3_seen SET by_head = 1 WHERE state IN (1, 2) AND message IS NULL;";

/** A file that is missing, or no database, gives nothing: Ok. One that cannot be opened just now may give all of it. */
Status whyNothing(const Error &error, const QString &damagedFile)
{
    const Descriptor file(::open(QFile::encodeName(damagedFile).constData(), O_RDWR | O_CLOEXEC));
    const bool canBeHad = file.isOpen() || errno == ENOENT;
    return canBeHad && error.kind == ErrorKind::StoreCorrupt ? Status() : Status(error);
}

} // namespace

Status salvageInto(Database &fresh, const QString &damagedFile, const StopToken &stop, Store::Salvaged &salvaged)
{
    Result<std::unique_ptr<Database>> damaged = Database::open(damagedFile, Database::Access::QueryOnly);
    if (!damaged.ok())
        return whyNothing(damaged.error(), damagedFile);
    TRY(fresh.execute("PRAGMA foreign_keys = OFF"));
    {
        sqlite::Transaction transaction = TRY(sqlite::Transaction::begin(fresh, sqlite::Transaction::Kind::Write));
        Salvage salvage(**damaged, fresh, stop);
        TRY(salvage.run());
        TRY(fresh.execute(kMend));
        TRY(transaction.commit());
        salvaged.unreadable = salvage.unreadable();
    }
    TRY(fresh.execute("PRAGMA foreign_keys = ON"));
    salvaged.accounts = static_cast<int>(TRY(fresh.integer("SELECT count(*) FROM account")).value_or(0));
    salvaged.messages = static_cast<int>(TRY(fresh.integer("SELECT count(*) FROM message")).value_or(0));
    salvaged.outbox = static_cast<int>(TRY(fresh.integer("SELECT count(*) FROM outbox")).value_or(0));
    return {};
}

} // namespace petrel::store
