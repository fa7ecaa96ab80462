#include "ui/models/store_mail_source.h"

#include "core/store/reader.h"

namespace petrel::ui {

void StoreMailSource::firstRows(const store::ListQuery &query, int limit, QObject *context, Done<RowPage> done)
{
    m_access.read(context, [query, limit](const store::Reader &reader) -> Result<RowPage> {
        store::Page page;
        page.limit = limit;
        return RowPage{TRY(reader.list(query, page)), reader.commit()};
    }, std::move(done));
}

void StoreMailSource::order(const store::ListQuery &query, QObject *context, Done<ListOrder> done)
{
    m_access.read(context, [query](const store::Reader &reader) -> Result<ListOrder> {
        return ListOrder{TRY(reader.listKeys(query)), reader.commit()};
    }, std::move(done));
}

void StoreMailSource::rows(const QList<PlacementId> &ids, QObject *context, Done<RowPage> done)
{
    m_access.read(context, [ids](const store::Reader &reader) -> Result<RowPage> {
        return RowPage{TRY(reader.rows(ids)), reader.commit()};
    }, std::move(done));
}

void StoreMailSource::search(const store::SearchRequest &request, QObject *context, Done<RowPage> done)
{
    m_access.read(context, [request](const store::Reader &reader) -> Result<RowPage> {
        return RowPage{TRY(reader.search(request)), reader.commit()};
    }, std::move(done));
}

void StoreMailSource::folders(QObject *context, Done<FolderSnapshot> done)
{
    m_access.read(context, [](const store::Reader &reader) -> Result<FolderSnapshot> {
        FolderSnapshot snapshot;
        snapshot.accounts = TRY(reader.accounts());
        snapshot.folders = TRY(reader.folders());
        snapshot.favourites = TRY(reader.favourites());
        store::ListQuery flagged;
        flagged.scope = store::ListQuery::Scope::Flagged;
        snapshot.flagged = TRY(reader.listCount(flagged));
        snapshot.outbox = static_cast<int>(TRY(reader.outbox()).size());
        snapshot.attention = static_cast<int>(TRY(reader.attention()).size());
        snapshot.commit = reader.commit();
        return snapshot;
    }, std::move(done));
}

} // namespace petrel::ui
