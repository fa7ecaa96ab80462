#include "core/store/database_swap_p.h"
#include "core/store/schema_copy_p.h"
#include "core/store/store_p.h"

#include "core/base/log.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFileInfo>

namespace petrel::store {

namespace {

using sqlite::Database;

Error lostDatabase(const QString &what)
{
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser, what + QStringLiteral(" though the profile has mail"));
    error.code = "CORRUPT";
    return error;
}

/** Contents, a log, a database set aside, or an owner that closed it: there was a database before. */
bool hasPast(const ProfileDirectory &profile, const ProfileLock &lock)
{
    const bool hasContents = QDir(profile.blobs()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 1;
    const bool hasLog = QFileInfo(profile.database() + QStringLiteral("-wal")).size() > 0;
    const bool hasAside = !QDir(profile.root()).entryList({QStringLiteral("mail.db.aside-*"), QStringLiteral("mail.db.damaged-*"), QStringLiteral("mail.db.schema-*")}, QDir::Files).isEmpty();
    return hasContents || hasLog || hasAside || lock.ownerClosedInOrder();
}

/** No file, or one of no bytes, would pass for a new profile; the sweep would then take every content for nobody's. */
Status refuseLostDatabase(const ProfileDirectory &profile, const ProfileLock &lock)
{
    const QFileInfo file(profile.database());
    if (file.size() > 0 || !hasPast(profile, lock))
        return {};
    return lostDatabase(file.exists() ? QStringLiteral("mail.db is empty") : QStringLiteral("mail.db is missing"));
}

Status prepareNewFile(Database &database)
{
    // Both only take effect before the first table.
    return database.execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL;");
}

Status prepareWriter(Database &database, const Store::Options &options)
{
    // FULL: in WAL mode NORMAL may lose the last commits in a power cut, and those may be mail.
    TRY(database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;"));
    if (options.maxDatabasePages > 0)
        TRY(database.execute("PRAGMA max_page_count = " + std::to_string(options.maxDatabasePages)));
    return {};
}

/** Where there is no room for it, only a migration that rewrites has to wait: one that adds loses nothing. */
Status keepCopyFirst(Database &database, const QString &file)
{
    Status kept = keepSchemaCopy(database, file);
    if (kept || kept.error().kind != ErrorKind::StoreFull || !TRY(onlyAddsAreDue(database)))
        return kept;
    qCWarning(logStore) << "no copy of the former database is kept:" << describe(kept.error());
    return {};
}

/** Every table can be read at its root; deeper damage is found by quick_check or when it is met. */
Status touchTables(Database &database)
{
    for (const char *table : {"account", "folder", "message", "placement", "outbox", "pop3_seen", "blob"})
        TRY(database.integer(std::string("SELECT count(*) FROM (SELECT 1 FROM ") + table + " LIMIT 1)"));
    return {};
}

/** The mail of one person: nobody else reads it, whatever the umask says. */
void keepPrivate(const QString &database)
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const QString file = database + QLatin1String(suffix);
        if (QFile::exists(file))
            QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    }
}

void removeTemporaryFiles(const ProfileDirectory &profile)
{
    QDir directory(profile.temporary());
    for (const QString &name : directory.entryList(QDir::Files | QDir::Hidden))
        directory.remove(name);
}

Error damagedAfterCrash(const QList<Finding> &findings)
{
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser,
                            QStringLiteral("the database is damaged: ") + findings.first().what);
    error.code = "CORRUPT";
    return error;
}

} // namespace

Result<std::unique_ptr<Database>> openWriter(const QString &file, const Store::Options &options)
{
    std::unique_ptr<Database> database = TRY(Database::open(file, Database::Access::Create));
    const SchemaAge age = TRY(schemaAge(*database));
    if (age == SchemaAge::Empty)
        TRY(prepareNewFile(*database));
    if (age == SchemaAge::Older)
        TRY(keepCopyFirst(*database, file));
    TRY(prepareWriter(*database, options));
    TRY(migrate(*database));
    TRY(touchTables(*database));
    keepPrivate(file);
    return database;
}

Result<std::unique_ptr<Store>> Store::open(const QString &profileDirectory, const Options &options)
{
    ProfileDirectory profile(profileDirectory);
    TRY(profile.prepare());
    ProfileLock lock = TRY(ProfileLock::acquire(profile.lockFile()));
    const bool ownerCrashed = lock.ownerCrashed();
    auto opened = [&]() -> Result<std::unique_ptr<Database>> {
        TRY(DatabaseSwap::finishInterrupted(profile));
        TRY(refuseLostDatabase(profile, lock));
        return openWriter(profile.database(), options);
    }();
    if (!opened) {
        // Nothing was written: the profile is as the owner before us left it.
        if (lock.ownerClosedInOrder())
            lock.markClean();
        return opened.error();
    }
    std::unique_ptr<Database> database = std::move(opened).value();
    removeTemporaryFiles(profile);
    auto d = std::make_unique<Private>(std::move(profile), std::move(lock), std::move(database));
    d->needsQuickCheck = ownerCrashed;
    std::unique_ptr<Store> store(new Store(std::move(d)));
    if (ownerCrashed && options.afterCrash == Options::AfterCrash::Check) {
        const QList<Finding> findings = TRY(store->quickCheck());
        if (!findings.isEmpty())
            return damagedAfterCrash(findings);
    }
    return store;
}

} // namespace petrel::store
