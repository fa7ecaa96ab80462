#pragma once

#include "core/engine/engine.h"

#include <QList>
#include <QObject>

namespace petrel::ui {

class Button;
class FolderTreeModel;
class NoticeBar;

/**
 * What the person is to read in their own time, one after the other in a quiet bar until it is put away: words of a server,
 * mail that has not gone out for hours, what became of a damaged mailbox. GUI thread.
 */
class NewsDesk : public QObject
{
    Q_OBJECT
public:
    NewsDesk(engine::Engine &engine, FolderTreeModel &folders, NoticeBar &bar, QObject *parent);

    /** Not twice while it waits to be read. */
    void add(const QString &text, const QString &detail);

private:
    struct News
    {
        QString text;
        QString detail;
        bool operator==(const News &) const = default;
    };
    void serverSays(AccountId account, const QString &words);
    void labelsStayHere(AccountId account, const QString &folder);
    void sendDelayed(const OutboxItem &item);
    [[nodiscard]] QString nameOf(AccountId account) const;
    void showFirst();

    FolderTreeModel &m_folders;
    NoticeBar &m_bar;
    Button *m_putAway;
    QList<News> m_news; ///< the first one is shown
};

} // namespace petrel::ui
