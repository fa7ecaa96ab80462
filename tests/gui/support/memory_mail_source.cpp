#include "tests/gui/support/memory_mail_source.h"

#include <QPointer>

#include <algorithm>

namespace petrel::test {

using Sort = store::ListQuery::Sort;
using Scope = store::ListQuery::Scope;

void MemoryMailSource::release(int position)
{
    const auto place = m_waiting.begin() + position;
    const std::function<void()> deliver = *place;
    m_waiting.erase(place);
    deliver();
}

void MemoryMailSource::releaseAll()
{
    m_held = false;
    while (!m_waiting.empty())
        release();
}

template <class T>
void MemoryMailSource::answer(QObject *context, T value, Done<T> done)
{
    ++questions;
    const Result<T> result = failure ? Result<T>(*failure) : Result<T>(std::move(value));
    auto deliver = [receiver = QPointer<QObject>(context), result, done = std::move(done)] {
        if (receiver)
            done(result);
    };
    if (m_held)
        m_waiting.push_back(std::move(deliver));
    else
        deliver();
}

QList<MessageRow> MemoryMailSource::listed(const store::ListQuery &query) const
{
    const auto standsIn = [&](const MessageRow &row, FolderRole role) {
        return std::any_of(folderRows.begin(), folderRows.end(), [&](const FolderRow &f) { return f.id == row.folder && f.role == role; });
    };
    QList<MessageRow> rows;
    for (const MessageRow &row : messages) {
        const bool shown = query.scope == Scope::Folder ? row.folder == query.folder
            : query.scope == Scope::AllInboxes           ? standsIn(row, FolderRole::Inbox)
            : query.scope == Scope::AllDrafts            ? standsIn(row, FolderRole::Drafts)
            : query.scope == Scope::Flagged              ? row.flags.testFlag(Flag::Flagged)
                                                         : !row.flags.testFlag(Flag::Seen);
        if (shown)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [&](const MessageRow &a, const MessageRow &b) {
        const bool up = query.order == store::ListQuery::Order::Ascending;
        const MessageRow &first = up ? a : b;
        const MessageRow &second = up ? b : a;
        switch (query.sort) {
        case Sort::Size: return std::tie(first.size, first.id) < std::tie(second.size, second.id);
        case Sort::From: return std::pair(first.from.shown(), first.id) < std::pair(second.from.shown(), second.id);
        case Sort::Subject: return std::tie(first.subject, first.id) < std::tie(second.subject, second.id);
        case Sort::Date: break;
        }
        return std::tie(first.date, first.id) < std::tie(second.date, second.id);
    });
    return rows;
}

void MemoryMailSource::firstRows(const store::ListQuery &query, int limit, QObject *context, Done<ui::RowPage> done)
{
    answer(context, ui::RowPage{listed(query).mid(0, limit), commit}, std::move(done));
}

void MemoryMailSource::order(const store::ListQuery &query, QObject *context, Done<ui::ListOrder> done)
{
    ui::ListOrder order;
    order.commit = commit;
    const QList<MessageRow> rows = listed(query);
    for (const MessageRow &row : rows) {
        const auto place = static_cast<std::int64_t>(order.keys.size());
        const std::int64_t key = query.sort == Sort::Date ? row.date : query.sort == Sort::Size ? row.size : place;
        order.keys.push_back({key, row.id});
    }
    answer(context, std::move(order), std::move(done));
}

void MemoryMailSource::rows(const QList<PlacementId> &ids, QObject *context, Done<ui::RowPage> done)
{
    ui::RowPage page;
    page.commit = commit;
    for (const PlacementId id : ids) {
        for (const MessageRow &row : std::as_const(messages)) {
            if (row.id == id)
                page.rows.append(row);
        }
    }
    answer(context, std::move(page), std::move(done));
}

void MemoryMailSource::search(const store::SearchRequest &request, QObject *context, Done<ui::RowPage> done)
{
    ui::RowPage page;
    page.commit = commit;
    for (const MessageRow &row : std::as_const(messages)) {
        if (row.subject.contains(request.text, Qt::CaseInsensitive) && page.rows.size() < request.limit)
            page.rows.append(row);
    }
    answer(context, std::move(page), std::move(done));
}

void MemoryMailSource::folders(QObject *context, Done<ui::FolderSnapshot> done)
{
    ui::FolderSnapshot snapshot;
    snapshot.accounts = accounts;
    snapshot.folders = folderRows;
    snapshot.favourites = favourites;
    snapshot.flagged = static_cast<int>(std::count_if(messages.begin(), messages.end(),
                                                      [](const MessageRow &row) { return row.flags.testFlag(Flag::Flagged); }));
    snapshot.outbox = outbox;
    snapshot.attention = attention;
    snapshot.commit = commit;
    answer(context, std::move(snapshot), std::move(done));
}

} // namespace petrel::test
