#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

WriteTransaction::WriteTransaction(sqlite::Database &database, QString blobDirectory, ChangeCollector &changes, std::uint64_t commit)
    : m_database(database)
    , m_blobDirectory(std::move(blobDirectory))
    , m_changes(changes)
    , m_reader(database, m_blobDirectory, commit)
{
}

} // namespace petrel::store
