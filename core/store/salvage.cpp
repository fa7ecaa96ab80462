#include "core/store/salvage_p.h"

#include "core/base/descriptor.h"
#include "core/store/content_digest_p.h"
#include "core/store/local_folders_p.h"
#include "core/store/mend_p.h"
#include "core/store/row_copy_p.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>

namespace petrel::store {

namespace {

using sqlite::Database;
using sqlite::Statement;

/** What only existed here, from a damaged database into a fresh one. */
class Salvage
{
public:
    Salvage(Database &damaged, Database &fresh, const StopToken &stop) : m_fresh(fresh), m_rows(damaged, fresh, stop) {}

    Status run()
    {
        for (const char *table : {"account", "identity", "folder", "append_wish", "outbox", "placement"})
            TRY(m_rows.all(table));
        TRY(keepWhatIsOnlyHere());
        TRY(holdBack("outbox.id", TRY(m_rows.named("outbox_recipient", "outbox", "SELECT id FROM outbox")), "some of its recipients were lost"));
        TRY(copyPop3Mail());
        (void)TRY(m_rows.named("message", "id", "SELECT DISTINCT message FROM placement WHERE folder IN (SELECT id FROM folder) "
                                             "AND message NOT IN (SELECT id FROM message)"));
        TRY(homeStrayMail(m_fresh));
        (void)TRY(m_rows.named("placement_keyword", "placement", "SELECT id FROM placement"));
        (void)TRY(m_rows.named("thread", "id", "SELECT DISTINCT thread FROM message"));
        (void)TRY(m_rows.named("part", "message", "SELECT id FROM message"));
        (void)TRY(m_rows.named("search_doc", "message", "SELECT id FROM message"));
        (void)TRY(m_rows.named("blob", "id", "SELECT raw FROM message WHERE raw IS NOT NULL UNION SELECT raw FROM outbox "
                                          "UNION SELECT blob FROM append_wish UNION SELECT blob FROM part WHERE blob IS NOT NULL"));
        for (const char *table : {"thread_ref", "pop3_seen", "contact", "label", "trusted_certificate", "remote_content_allow"})
            TRY(m_rows.readable(table));
        return examineContents();
    }

    int unreadable() const { return m_unreadable + m_rows.lost(); }

private:
    /** Mail that is nowhere else, also where the row that places it, or its folder, was lost. What the person deleted stays deleted. */
    Status copyPop3Mail()
    {
        Statement row = TRY(m_fresh.query("SELECT ifnull(group_concat(id), '') FROM account WHERE kind = 1"));
        TRY(row.step());
        const std::string accounts = row.text().toStdString();
        return m_rows.all("message", "account IN (" + accounts + ") AND raw IS NOT NULL AND orphaned_since = 0");
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
            TRY(m_rows.goOn());
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

    Database &m_fresh;
    RowCopy m_rows;
    int m_unreadable = 0; ///< contents, beside the rows
};

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
        TRY(mend(fresh));
        // What could be read may be an older state than the last: what waits in it may have been sent since.
        TRY(makeOutboxUncertain(fresh, "a damaged database"));
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
