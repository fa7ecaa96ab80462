// The limit of a start: a bare window of Petrel's shape (tree, list of two-line rows, text) that reads its first rows
// from a plain SQLite table. bare_window FILE COUNT makes the table when it is not there, and else paints and ends.
#include <QAbstractListModel>
#include <QApplication>
#include <QListView>
#include <QMainWindow>
#include <QPainter>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTextBrowser>
#include <QTreeWidget>

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace {

constexpr int kFirstRows = 200;

void makeTable(sqlite3 *database, int count)
{
    sqlite3_exec(database, "PRAGMA journal_mode = WAL; BEGIN; CREATE TABLE row (id INTEGER PRIMARY KEY, date INTEGER, sender TEXT, subject TEXT); CREATE INDEX d ON row (date)",
                 nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO row (date, sender, subject) VALUES (?1, 'Sender ' || ?1, 'Meeting about project ' || ?1)", -1, &insert, nullptr);
    for (int n = 0; n < count; ++n) {
        sqlite3_bind_int(insert, 1, n);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
}

class Rows final : public QAbstractListModel
{
public:
    Rows(sqlite3 *database, int count) : m_count(count)
    {
        sqlite3_stmt *select = nullptr;
        sqlite3_prepare_v2(database, "SELECT sender, subject FROM row ORDER BY date DESC LIMIT ?", -1, &select, nullptr);
        sqlite3_bind_int(select, 1, kFirstRows);
        while (sqlite3_step(select) == SQLITE_ROW) {
            const auto text = [&](int column) { return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(select, column))); };
            m_rows.append(text(0) + QLatin1Char('\n') + text(1));
        }
        sqlite3_finalize(select);
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(m_rows.value(index.row())) : QVariant();
    }

private:
    int m_count;
    QStringList m_rows;
};

class TwoLines final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, 64}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->drawText(option.rect.adjusted(12, 8, -12, -8), Qt::AlignTop, index.data().toString());
        if (!std::exchange(s_told, true)) {
            QMetaObject::invokeMethod(qApp, [] {
                std::puts("painted");
                std::fflush(stdout);
                QCoreApplication::quit();
            }, Qt::QueuedConnection);
        }
    }

private:
    static inline bool s_told = false;
};

} // namespace

int main(int argc, char **argv)
{
    sqlite3 *database = nullptr;
    if (argc < 3 || sqlite3_open(argv[1], &database) != SQLITE_OK)
        return 2;
    const int count = std::atoi(argv[2]);
    if (sqlite3_exec(database, "SELECT 1 FROM row LIMIT 1", nullptr, nullptr, nullptr) != SQLITE_OK) {
        makeTable(database, count);
        sqlite3_close(database);
        return 0;
    }
    QApplication application(argc, argv);
    Rows rows(database, count);
    QMainWindow window;
    auto *panes = new QSplitter(&window);
    auto *tree = new QTreeWidget(panes);
    for (const char *name : {"Inbox", "Archive", "Drafts", "Sent", "Junk", "Trash"})
        new QTreeWidgetItem(tree, {QString::fromLatin1(name)});
    auto *list = new QListView(panes);
    list->setUniformItemSizes(true);
    list->setItemDelegate(new TwoLines(list));
    list->setModel(&rows);
    new QTextBrowser(panes);
    window.setCentralWidget(panes);
    window.resize(1280, 800);
    window.show();
    const int status = QApplication::exec();
    sqlite3_close(database);
    return status;
}
