#include "core/store/sqlite/sqlite_error.h"

#include <sqlite3.h>

#include <cerrno>

namespace petrel::store::sqlite {

namespace {

Error storeError(ErrorKind kind, ErrorRetry retry, QString what, QByteArray code)
{
    Error error = makeError(kind, ErrorScope::Application, retry, std::move(what));
    error.code = std::move(code);
    return error;
}

/** SQLite reports a full disk as IOERR in some places; the errno beneath tells. */
bool causedByFullDisk(sqlite3 *database)
{
    const int systemError = database ? sqlite3_system_errno(database) : 0;
    return systemError == ENOSPC || systemError == EDQUOT;
}

} // namespace

Error errorFor(int resultCode, sqlite3 *database)
{
    const QString words = QString::fromUtf8(database ? sqlite3_errmsg(database) : sqlite3_errstr(resultCode));
    switch (resultCode & 0xff) {
    case SQLITE_FULL:
        return storeError(ErrorKind::StoreFull, ErrorRetry::AfterUser, QStringLiteral("no space left for the database: ") + words, "FULL");
    case SQLITE_INTERRUPT:
        return storeError(ErrorKind::Cancelled, ErrorRetry::Never, QStringLiteral("query interrupted"), "INTERRUPT");
    case SQLITE_CORRUPT:
        return storeError(ErrorKind::StoreCorrupt, ErrorRetry::AfterUser, QStringLiteral("the database is damaged: ") + words, "CORRUPT");
    case SQLITE_NOTADB:
        return storeError(ErrorKind::StoreCorrupt, ErrorRetry::AfterUser, QStringLiteral("mail.db is not a database: ") + words, "NOTADB");
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (causedByFullDisk(database))
            return storeError(ErrorKind::StoreFull, ErrorRetry::AfterUser, QStringLiteral("no space left for the database: ") + words, "FULL");
        [[fallthrough]];
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return storeError(ErrorKind::StoreCorrupt, ErrorRetry::AfterUser,
                          QStringLiteral("the database cannot be read or written: ") + words, "UNREADABLE");
    default:
        return storeError(ErrorKind::Bug, ErrorRetry::Never,
                          QStringLiteral("unexpected answer %1 of the database: ").arg(resultCode) + words, "SQLITE");
    }
}

} // namespace petrel::store::sqlite
