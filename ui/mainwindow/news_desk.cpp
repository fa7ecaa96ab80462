#include "ui/mainwindow/news_desk.h"

#include "core/base/clock.h"
#include "ui/common/formats.h"
#include "ui/common/notice_bar.h"
#include "ui/models/folder_tree_model.h"

namespace petrel::ui {

namespace {
constexpr qsizetype kMostNews = 20;
} // namespace

NewsDesk::NewsDesk(engine::Engine &engine, FolderTreeModel &folders, NoticeBar &bar, QObject *parent)
    : QObject(parent), m_folders(folders), m_bar(bar), m_putAway(bar.addButton({}))
{
    connect(&engine.events(), &engine::EngineEvents::serverSays, this, &NewsDesk::serverSays);
    connect(&engine.events(), &engine::EngineEvents::labelsStayHere, this, &NewsDesk::labelsStayHere);
    connect(&engine.events(), &engine::EngineEvents::sendDelayed, this, &NewsDesk::sendDelayed);
    connect(m_putAway, &Button::clicked, this, [this] {
        m_news.removeFirst();
        showFirst();
    });
    m_bar.setLevel(NoticeBar::Level::Neutral);
    m_bar.hide();
}

QString NewsDesk::nameOf(AccountId account) const
{
    const std::optional<Account> known = m_folders.account(account);
    return known ? isolated(oneLine(known->name)) : tr("an account");
}

void NewsDesk::serverSays(AccountId account, const QString &words)
{
    // Named as the server's words and set apart: they must never read as Petrel's own.
    add(tr("The server of %1 says:").arg(nameOf(account)), tr("\u201c%1\u201d").arg(isolated(oneLine(words))));
}

void NewsDesk::labelsStayHere(AccountId account, const QString &folder)
{
    add(tr("Labels in \u201c%1\u201d stay on this computer.").arg(isolated(oneLine(folder))),
        tr("The server of %1 takes none there, so your other devices do not show them. Nothing is lost.").arg(nameOf(account)));
}

void NewsDesk::sendDelayed(const OutboxItem &item)
{
    const QString subject = item.subject.isEmpty() ? tr("A message without a subject") : tr("\u201c%1\u201d").arg(isolated(oneLine(item.subject)));
    const QString words = oneLine(QString::fromUtf8(item.serverText.left(300))).trimmed();
    const QString why = words.isEmpty() ? tr("The server breaks off each time.") : tr("The server says: \u201c%1\u201d.").arg(isolated(words));
    const QString next = tr("It waits safely in the Outbox. Petrel tries again at %1, and goes on until the server takes it or you cancel it.")
                             .arg(listDate(item.notBefore, Clock::current().wall()));
    add(tr("%1 has not gone out yet.").arg(subject), why + QLatin1Char(' ') + next);
}

void NewsDesk::add(const QString &text, const QString &detail)
{
    const News news{text, detail};
    if (m_news.contains(news) || m_news.size() >= kMostNews)
        return;
    m_news.append(news);
    showFirst();
}

void NewsDesk::showFirst()
{
    m_bar.setVisible(!m_news.isEmpty());
    if (m_news.isEmpty())
        return;
    m_bar.setText(m_news.first().text);
    m_bar.setDetail(m_news.first().detail);
    m_putAway->setText(m_news.size() > 1 ? tr("Next of %1").arg(countText(m_news.size())) : tr("Put away"));
}

} // namespace petrel::ui
