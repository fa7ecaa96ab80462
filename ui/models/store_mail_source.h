#pragma once

#include "ui/models/mail_source.h"
#include "ui/models/read_access.h"

namespace petrel::ui {

/** Answers the models from the store, one short read transaction per question. */
class StoreMailSource final : public MailSource
{
public:
    explicit StoreMailSource(ReadAccess &access) : m_access(access) {}

    void firstRows(const store::ListQuery &query, int limit, QObject *context, Done<RowPage> done) override;
    void order(const store::ListQuery &query, QObject *context, Done<ListOrder> done) override;
    void rows(const QList<PlacementId> &ids, QObject *context, Done<RowPage> done) override;
    void search(const store::SearchRequest &request, QObject *context, Done<RowPage> done) override;
    void folders(QObject *context, Done<FolderSnapshot> done) override;

private:
    ReadAccess &m_access;
};

} // namespace petrel::ui
