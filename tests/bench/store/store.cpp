// How fast the store is with one folder of 20,000 messages (or as many as the first argument says),
// beside the limit: the same number of bare rows into a bare table of SQLite in the same run.
#include "core/store/sqlite/database.h"
#include "tests/bench/support/bench_mail.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace petrel;
using namespace petrel::store;
using namespace petrel::bench;

namespace {

constexpr int kBatch = 200;

double computedMs()
{
    return double(std::clock()) * 1e3 / CLOCKS_PER_SEC;
}

/** Prints and returns what one round took: by the clock, in this process's processor time, in SQL statements. */
template <class Function>
double measured(const char *what, int rounds, const char *target, Function &&fn)
{
    QElapsedTimer timer;
    timer.start();
    const double computed = computedMs();
    const std::int64_t statements = Store::statementsSoFar();
    for (int round = 0; round < rounds; ++round)
        fn();
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6 / rounds;
    std::printf("%-44s %10.2f ms %10.2f ms CPU %8lld SQL  %s\n", what, milliseconds, (computedMs() - computed) / rounds,
                static_cast<long long>((Store::statementsSoFar() - statements) / rounds), target);
    return milliseconds;
}

QString textOf(std::uint32_t n)
{
    return QStringLiteral("The quick brown fox number %1 jumps over the lazy dog. ").arg(n).repeated(8);
}

void insertBare(const QString &file, int count)
{
    const auto database = must(sqlite::Database::open(file, sqlite::Database::Access::Create));
    must(database->execute("PRAGMA journal_mode = WAL; CREATE TABLE bare (id INTEGER PRIMARY KEY, date INTEGER, subject TEXT, sender TEXT); CREATE INDEX d ON bare (date)"));
    for (int first = 0; first < count; first += kBatch) {
        auto transaction = must(sqlite::Transaction::begin(*database, sqlite::Transaction::Kind::Write));
        for (int n = first; n < first + kBatch; ++n)
            must(database->run("INSERT INTO bare (date, subject, sender) VALUES (?, ?, ?)", n, QStringLiteral("Meeting about project"), QStringLiteral("Sender")));
        must(transaction.commit());
    }
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 20'000;
    QTemporaryDir directory;
    const double bare = measured("limit: bare rows into SQLite", 1, "", [&] { insertBare(directory.filePath(QStringLiteral("bare.db")), count); });

    const QString profile = directory.filePath(QStringLiteral("profile"));
    std::unique_ptr<Store> store = must(Store::open(profile));
    Account account;
    account.address.email = QStringLiteral("ada@example.org");
    const AccountId id = must(store->write(u"bench", [&](WriteTransaction &tx) { return tx.accounts().insert(account); }));
    ListQuery query;
    query.folder = must(store->write(u"bench", [&](WriteTransaction &tx) { return tx.folders().upsertRemote(id, remoteFolder("INBOX", FolderRole::Inbox)); }));

    const double inserted = measured("insert all, batches of 200, indexed", 1, "", [&] { insertMail(*store, query.folder, count, kBatch, textOf); });
    std::printf("%-44s %10.0f rows/s, %.1f x the limit\n", "", count / inserted * 1000, inserted / bare);
    store.reset();
    measured("open the profile", 1, "", [&] { store = must(Store::open(profile)); });
    measured("folders with counters", 20, "", [&] { must(store->read([](const Reader &reader) { return reader.folders(); })); });
    measured("first page of 200", 50, "50 ms to the first paint", [&] { must(store->read([&](const Reader &reader) { return reader.list(query); })); });
    measured("all keys", 10, "1 s at a million", [&] { must(store->read([&](const Reader &reader) { return reader.listKeys(query); })); });
    Page deep;
    deep.after = ListKey{1'600'000'000 + count / 2 * 60, PlacementId(count / 2)};
    measured("page of 200 from the middle", 50, "", [&] { must(store->read([&](const Reader &reader) { return reader.list(query, deep); })); });
    SearchRequest rare{QStringLiteral("4711"), {}, {}, 200};
    SearchRequest common{QStringLiteral("quick fox"), {}, {}, 200};
    measured("search, one hit", 20, "50 ms at 100,000", [&] { must(store->read([&](const Reader &reader) { return reader.search(rare); })); });
    measured("search, every message hits", 5, "50 ms at 100,000", [&] { must(store->read([&](const Reader &reader) { return reader.search(common); })); });
    const auto keys = must(store->read([&](const Reader &reader) { return reader.listKeys(query); }));
    QList<PlacementId> marked;
    for (size_t i = 0; i < 200 && i < keys.size(); ++i)
        marked.append(keys[i].id);
    measured("mark 200 flagged", 1, "", [&] { must(store->write(u"bench", [&](WriteTransaction &tx) { return tx.wishes().wantFlags(marked, Flag::Flagged, {}); })); });
    return 0;
}
