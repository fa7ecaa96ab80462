#include "core/store/contact_repository.h"

#include "core/base/clock.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

Status ContactRepository::touch(const AddressList &addresses)
{
    for (const Address &address : addresses) {
        if (address.email.isEmpty())
            continue;
        const auto words = [&address](const QString &name) {
            return QString(QLatin1Char(' ') + (name + QLatin1Char(' ') + address.email).simplified().toCaseFolded());
        };
        sqlite::Database &database = m_transaction.database();
        QString name = address.name;
        if (name.isEmpty()) {
            sqlite::Statement known = TRY(database.query("SELECT name FROM contact WHERE email = ?", address.email.toLower()));
            if (TRY(known.step()))
                name = known.text();
        }
        TRY(database.run("INSERT INTO contact (email, name, shown_email, times_written, last_used, words) VALUES (?, ?, ?, 1, ?, ?) "
                         "ON CONFLICT DO UPDATE SET name = excluded.name, shown_email = excluded.shown_email, times_written = times_written + 1, "
                         "last_used = excluded.last_used, words = excluded.words",
                         address.email.toLower(), name, address.email, Clock::nowUtc(), words(name)));
    }
    return {};
}

Status ContactRepository::remove(const QString &email)
{
    return m_transaction.database().run("DELETE FROM contact WHERE email = ?", email.toLower());
}

} // namespace petrel::store
