#include "core/store/since_backup_p.h"

#include "core/store/local_folders_p.h"
#include "core/store/mend_p.h"
#include "core/store/row_copy_p.h"

#include <QHash>

namespace petrel::store {

namespace {

using sqlite::Database;
using sqlite::Statement;

class Since
{
public:
    Since(Database &current, Database &restored, const StopToken &stop) : m_current(current), m_restored(restored), m_rows(current, restored, stop) {}

    Status run()
    {
        TRY(numberAbove());
        TRY(takeAccounts());
        TRY(takeWhatWaits());
        TRY(takeWhole());
        TRY(takeMail());
        TRY(takeContents());
        TRY(takeLedger());
        TRY(m_rows.readable("contact", Known::GivesWay));
        TRY(m_rows.readable("label", Known::GivesWay));
        for (const char *table : {"thread_ref", "trusted_certificate", "remote_content_allow"})
            TRY(m_rows.readable(table));
        return forgetWishes();
    }

private:
    using Known = RowCopy::Known;

    /** What is made from now on gets numbers that neither of the two has given. */
    Status numberAbove()
    {
        Result<Statement> row = m_current.query("SELECT name, seq FROM sqlite_sequence");
        while (row.ok()) {
            const Result<bool> more = row->step();
            if (!more.ok() || !*more)
                return {};
            const QString table = row->text();
            const std::int64_t last = row->integer();
            TRY(m_restored.run("INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)", table));
            TRY(m_restored.run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", last, table));
        }
        return {};
    }

    /** How servers are reached, and what they are to keep, is as the person has said it last. An account that is being removed is as it was. */
    Status takeAccounts()
    {
        TRY(m_rows.all("account", "gone = 0", Known::GivesWay));
        TRY(m_rows.all("account"));
        TRY(m_rows.all("identity", "true", Known::GivesWay));
        TRY(m_rows.all("folder"));
        // One that came since came without the list of its mail.
        return m_restored.run("UPDATE folder SET uid_validity = 0, uid_next = 0, highest_modseq = 0, backfill_uid = 0, server_total = 0 "
                              "WHERE kind = 0 AND id NOT IN (SELECT folder FROM placement)");
    }

    /** As it is now, so that nothing goes out twice; where that cannot be told, what waited in the backup is for the person to decide. */
    Status takeWhatWaits()
    {
        if (m_rows.canReadAll("outbox")) {
            TRY(m_restored.run("DELETE FROM outbox_recipient"));
            TRY(m_restored.run("DELETE FROM outbox"));
            TRY(m_rows.all("outbox"));
            (void)TRY(m_rows.named("outbox_recipient", "outbox", "SELECT id FROM outbox"));
        } else {
            TRY(makeOutboxUncertain(m_restored, "a backup"));
        }
        if (!m_rows.canReadAll("append_wish"))
            return {};
        TRY(m_restored.run("DELETE FROM append_wish"));
        return m_rows.all("append_wish");
    }

    /** Of a large POP3 message the backup may hold the header alone. What was fetched since may be at no server any more: it takes the header's place. */
    Status takeWhole()
    {
        QList<std::int64_t> headers;
        {
            Statement row = TRY(m_restored.query("SELECT id FROM message WHERE raw IS NULL AND account IN (SELECT id FROM account WHERE kind = 1)"));
            while (TRY(row.step()))
                headers.append(row.integer());
        }
        TRY(m_restored.execute("CREATE TEMP TABLE whole_now (id INTEGER PRIMARY KEY)"));
        for (const std::int64_t id : std::as_const(headers)) {
            const auto raw = m_current.integer("SELECT raw FROM message WHERE id = ?", id);
            if (raw.ok() && raw->has_value())
                TRY(m_restored.run("INSERT INTO whole_now VALUES (?)", id));
        }
        (void)TRY(m_rows.named("message", "id", "SELECT id FROM whole_now", Known::GivesWay));
        for (const char *table : {"part", "search_doc"}) // takeContents() brings them as they are now
            TRY(m_restored.run(std::string("DELETE FROM ") + table + " WHERE message IN (SELECT id FROM whole_now)"));
        return m_restored.execute("DROP TABLE whole_now");
    }

    Status takeMail()
    {
        const auto last = TRY(m_restored.integer("SELECT max(id) FROM placement")).value_or(0);
        TRY(m_rows.all("placement", "(folder IN (SELECT id FROM folder WHERE kind = 1) OR id IN (SELECT placement FROM append_wish WHERE placement IS NOT NULL))"));
        // What the backup shows is shown where it was then, and once.
        TRY(m_restored.run("DELETE FROM placement WHERE id > ?1 AND message IN (SELECT message FROM placement WHERE id <= ?1)", last));
        (void)TRY(m_rows.named("placement_keyword", "placement", "SELECT id FROM placement WHERE id > " + std::to_string(last)));
        TRY(m_rows.all("message", "account IN (SELECT id FROM account WHERE kind = 1) AND raw IS NOT NULL AND orphaned_since = 0"));
        (void)TRY(m_rows.named("message", "id", "SELECT DISTINCT message FROM placement WHERE message NOT IN (SELECT id FROM message)"));
        TRY(m_restored.run("UPDATE message SET orphaned_since = 0 WHERE id IN (SELECT message FROM placement)"));
        return homeStrayMail(m_restored);
    }

    /** All that messages stand on. A content that the backup has under another number is that one. */
    Status takeContents()
    {
        (void)TRY(m_rows.named("thread", "id", "SELECT DISTINCT thread FROM message WHERE thread NOT IN (SELECT id FROM thread)"));
        (void)TRY(m_rows.named("part", "message", "SELECT id FROM message WHERE id NOT IN (SELECT message FROM part)"));
        (void)TRY(m_rows.named("search_doc", "message", "SELECT id FROM message WHERE id NOT IN (SELECT message FROM search_doc)"));
        const std::string missing = "SELECT raw FROM message WHERE raw NOT IN (SELECT id FROM blob) UNION SELECT raw FROM outbox WHERE raw NOT IN (SELECT id FROM blob) "
                                    "UNION SELECT blob FROM append_wish WHERE blob NOT IN (SELECT id FROM blob) UNION SELECT blob FROM part WHERE blob NOT IN (SELECT id FROM blob)";
        (void)TRY(m_rows.named("blob", "id", missing));
        QList<std::int64_t> renumbered;
        {
            Statement row = TRY(m_restored.query(missing));
            while (TRY(row.step()))
                renumbered.append(row.integer());
        }
        for (const std::int64_t id : std::as_const(renumbered))
            TRY(findByDigest(id));
        return {};
    }

    Status findByDigest(std::int64_t id)
    {
        Result<Statement> row = m_current.query("SELECT sha256 FROM blob WHERE id = ?", id);
        const Result<bool> found = row.ok() ? row->step() : Result<bool>(false);
        if (!found.ok() || !*found)
            return {}; // mend() says that it is not here
        const auto own = TRY(m_restored.integer("SELECT id FROM blob WHERE sha256 = ?", row->bytes()));
        if (!own)
            return {};
        for (const char *column : {"message SET raw = ?1 WHERE raw", "outbox SET raw = ?1 WHERE raw", "append_wish SET blob = ?1 WHERE blob", "part SET blob = ?1 WHERE blob"})
            TRY(m_restored.run(std::string("UPDATE ") + column + " = ?2", *own, id));
        return {};
    }

    /** What maildrops have is known best now: whoever asks the ledger of then fetches, or deletes, by ids that may stand for other mail. Which mail is here, the backup says, too. */
    Status takeLedger()
    {
        TRY(m_restored.execute("CREATE TEMP TABLE former_ledger AS SELECT * FROM pop3_seen; CREATE UNIQUE INDEX temp.former_ledger_key ON former_ledger (account, uidl); DELETE FROM pop3_seen;"));
        const int lost = m_rows.lost();
        TRY(m_rows.readable("pop3_seen"));
        const bool isWhole = m_rows.lost() == lost;
        // Of an account that is being removed, and where the ledger cannot be read to its end, the one of then is all there is.
        Result<Statement> row = m_current.query("SELECT ifnull(group_concat(id), '') FROM account WHERE gone = 0");
        const bool known = isWhole && row.ok() && row->step().valueOr(false);
        TRY(m_restored.run("INSERT OR IGNORE INTO pop3_seen SELECT * FROM former_ledger WHERE account NOT IN (" + (known ? row->text().toStdString() : std::string()) + ")"));
        // Deleted here since, it is back: the server's copy is not to go with it.
        TRY(m_restored.run("UPDATE pop3_seen SET message = (SELECT f.message FROM former_ledger f JOIN message m ON m.id = f.message "
                           "WHERE f.account = pop3_seen.account AND f.uidl = pop3_seen.uidl AND f.digest = pop3_seen.digest AND m.raw IS NOT NULL) WHERE message IS NULL AND state > 0"));
        return m_restored.execute("DROP TABLE former_ledger");
    }

    /** The servers have had them since, or were told otherwise. The next look at a folder brings what is true there. */
    Status forgetWishes()
    {
        TRY(m_restored.run("UPDATE placement SET want_set = 0, want_clear = 0, want_folder = 0, stage = 0, attempts = 0, next_try = 0, not_before = 0, parked_since = 0, last_error = '', refused_set = 0, refused_clear = 0 "
                           "WHERE folder IN (SELECT id FROM folder WHERE kind = 0)"));
        TRY(m_restored.run("DELETE FROM placement_keyword WHERE base = 0 AND want <> 0 AND placement IN (SELECT p.id FROM placement p JOIN folder f ON f.id = p.folder WHERE f.kind = 0)"));
        TRY(m_restored.run("UPDATE placement_keyword SET want = 0, refused = 0 WHERE want <> 0 AND placement IN (SELECT p.id FROM placement p JOIN folder f ON f.id = p.folder WHERE f.kind = 0)"));
        return m_restored.run("UPDATE folder SET want_name = '', want_parent = NULL, want_subscribed = -1, want_gone = 0, wish_stage = 0, attempts = 0, next_try = 0, not_before = 0, parked_since = 0 "
                              "WHERE kind = 0 AND wire_name <> x''");
    }

    Database &m_current;
    Database &m_restored;
    RowCopy m_rows;
};

QHash<std::int64_t, QByteArray> accountsOf(Database &database)
{
    QHash<std::int64_t, QByteArray> accounts;
    Result<Statement> row = database.query("SELECT id, uuid FROM account");
    while (row.ok()) {
        const Result<bool> more = row->step();
        if (!more.ok() || !*more)
            break;
        const std::int64_t id = row->integer();
        accounts.insert(id, row->bytes());
    }
    return accounts;
}

/** An account that both know, or nobody that could be mistaken for another. */
bool areOfOnePast(Database &current, Database &restored)
{
    const QHash<std::int64_t, QByteArray> now = accountsOf(current);
    const QHash<std::int64_t, QByteArray> then = accountsOf(restored);
    for (auto account = now.begin(); account != now.end(); ++account) {
        if (then.contains(account.key()) && then.value(account.key()) != account.value())
            return false;
    }
    return true;
}

bool hasMailOfItsOwn(Database &current)
{
    const auto mails = current.integer("SELECT (SELECT count(*) FROM message m JOIN account a ON a.id = m.account WHERE a.kind = 1) + (SELECT count(*) FROM outbox WHERE state NOT IN (2, 5))");
    return mails.ok() && mails->value_or(0) > 0;
}

Error otherProfile()
{
    return makeError(ErrorKind::Invalid, ErrorScope::Application, ErrorRetry::Never, QStringLiteral("the backup is of another profile, and this one has mail of its own"))
        .withServerText({}, "OTHER-PROFILE");
}

} // namespace

Status bringSince(Database &restored, const QString &current, const StopToken &stop)
{
    const auto opened = Database::open(current, Database::Access::QueryOnly);
    if (!opened)
        return opened.error().kind == ErrorKind::StoreCorrupt ? makeOutboxUncertain(restored, "a backup") : Status(opened.error());
    if (!areOfOnePast(**opened, restored)) {
        if (hasMailOfItsOwn(**opened))
            return otherProfile();
        return makeOutboxUncertain(restored, "a backup");
    }
    TRY(restored.execute("PRAGMA foreign_keys = OFF"));
    {
        sqlite::Transaction transaction = TRY(sqlite::Transaction::begin(restored, sqlite::Transaction::Kind::Write));
        TRY(Since(**opened, restored, stop).run());
        TRY(mend(restored));
        TRY(transaction.commit());
    }
    return restored.execute("PRAGMA foreign_keys = ON");
}

} // namespace petrel::store
