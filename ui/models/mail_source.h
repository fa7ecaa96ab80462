#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "core/model/message.h"
#include "core/store/list_query.h"

#include <QObject>

#include <functional>
#include <vector>

namespace petrel::ui {

/** Some rows of a list, and the moment they belong to. */
struct RowPage
{
    QList<MessageRow> rows;
    std::uint64_t commit = 0;
};

/** The order of a whole list, and the moment it belongs to. */
struct ListOrder
{
    std::vector<store::ListKey> keys;
    std::uint64_t commit = 0;
};

/** Everything the folder pane shows, at one moment. */
struct FolderSnapshot
{
    QList<Account> accounts;   ///< in the order of display
    QList<FolderRow> folders;  ///< by account, in the order of display
    QList<FolderId> favourites; ///< in the person's order
    int flagged = 0;           ///< messages under Flagged
    int outbox = 0;            ///< messages that wait or need a decision
    int attention = 0;         ///< things that need the person
    std::uint64_t commit = 0;
};

/**
 * What item models ask for. Answers come later, on the GUI thread and only while `context` lives;
 * they may overtake each other, which is why each carries its commit. Tests answer from memory, at
 * once or when they please; StoreMailSource answers from the store.
 */
class MailSource
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~MailSource() = default;
    /** The first `limit` rows of the list. */
    virtual void firstRows(const store::ListQuery &query, int limit, QObject *context, Done<RowPage> done) = 0;
    /** The keys of the whole list. */
    virtual void order(const store::ListQuery &query, QObject *context, Done<ListOrder> done) = 0;
    /** Rows by id; those that are gone are left out. */
    virtual void rows(const QList<PlacementId> &ids, QObject *context, Done<RowPage> done) = 0;
    /** What a search finds, newest first. */
    virtual void search(const store::SearchRequest &request, QObject *context, Done<RowPage> done) = 0;
    virtual void folders(QObject *context, Done<FolderSnapshot> done) = 0;
};

} // namespace petrel::ui
