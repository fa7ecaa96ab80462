#include "ui/mainwindow/reading_desk.h"

#include "ui/common/seams.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/reading_pane.h"
#include "ui/viewer/source_window.h"

#include <QItemSelectionModel>

namespace petrel::ui {

ReadingDesk::ReadingDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_markRead.setSingleShot(true);
    connect(&m_markRead, &QTimer::timeout, this, &ReadingDesk::markRead);
    connect(m_parts.list.view(), &MessageListView::selectionSettled, this, &ReadingDesk::showSelection);
    connect(&m_parts.pane, &ReadingPane::retryWanted, this, [this](PlacementId) { open(m_row); });
    connect(&m_parts.pane, &ReadingPane::sourceWanted, this, &ReadingDesk::showSource);
    connect(&m_parts.pane, &ReadingPane::openAttachmentWanted, this, &ReadingDesk::openAttachment);
    connect(&m_parts.pane, &ReadingPane::saveAttachmentWanted, this, &ReadingDesk::saveAttachment);
    connect(&m_parts.pane, &ReadingPane::saveAllWanted, this, &ReadingDesk::saveAll);
}

void ReadingDesk::showSelection()
{
    const QList<PlacementId> selected = m_parts.list.view()->selectedPlacements();
    MessageListModel *messages = m_parts.list.view()->messages();
    if (selected.size() != 1 || !messages) {
        m_ticket.cancel();
        m_markRead.stop();
        m_row = {};
        if (selected.isEmpty()) {
            m_parts.presenter.showNothing();
        } else {
            QStringList subjects;
            for (const PlacementId id : selected.first(std::min<qsizetype>(selected.size(), 5))) {
                if (const MessageRow *row = messages->loadedRow(messages->rowOf(id)))
                    subjects.append(row->subject);
            }
            m_parts.presenter.showSeveral(static_cast<int>(selected.size()), subjects);
        }
        Q_EMIT shownChanged();
        return;
    }
    const MessageRow *row = messages->loadedRow(messages->rowOf(selected.first()));
    if (row && row->id != m_row.id)
        open(*row);
}

void ReadingDesk::open(const MessageRow &row)
{
    m_markRead.stop();
    m_row = row;
    m_parts.presenter.showLoading({row.id, placeOf(row), row.size}, row.subject);
    m_ticket = m_parts.engine.openMessage(row.id, this, [this](const Result<mime::MessageContent> &content) { opened(content); });
    Q_EMIT shownChanged();
}

void ReadingDesk::opened(const Result<mime::MessageContent> &content)
{
    if (!content) {
        m_parts.presenter.showError(m_row.id, content.error(), m_parts.folders.account(m_row.account).value_or(Account{}));
    } else {
        m_parts.presenter.showMessage(m_row.id, *content);
        if (!m_row.flags.testFlag(Flag::Seen) && m_markReadDelay >= 0)
            m_markRead.start(m_markReadDelay);
    }
    Q_EMIT shownChanged();
}

void ReadingDesk::markRead()
{
    if (m_row.id)
        m_parts.engine.setFlags({m_row.id}, Flag::Seen, {});
}

void ReadingDesk::showSource()
{
    m_saving.push_back(m_parts.engine.openSource(m_row.id, this, [this, subject = m_row.subject](const Result<QByteArray> &source) {
        if (!source) {
            Q_EMIT told(sentenceFor(source.error(), m_parts.folders.account(m_row.account).value_or(Account{}), Activity::Opening).text());
            return;
        }
        auto *window = new SourceWindow(subject, *source, m_parts.pane.window());
        window->setWindowFlag(Qt::Window);
        window->show();
    }));
}

void ReadingDesk::openAttachment(PlacementId id, const AttachmentItem &item)
{
    if (!m_opened)
        m_opened = std::make_unique<QTemporaryDir>();
    if (!m_opened->isValid()) {
        Q_EMIT told(tr("The attachment cannot be opened: there is no room for a temporary copy. Save it instead."));
        return;
    }
    save(id, item.part.path, m_opened->filePath(item.name), engine::Engine::WhenTaken::PickFreeName,
         [this](const QString &path) { Seams::current().openExternally(&m_parts.pane, path); });
}

void ReadingDesk::saveAttachment(PlacementId id, const AttachmentItem &item)
{
    FileRequest request;
    request.title = tr("Save attachment");
    request.name = item.name;
    Seams::current().chooseSaveFile(&m_parts.pane, request, [this, id, path = item.part.path](const QString &filePath) {
        if (!filePath.isEmpty())
            save(id, path, filePath, engine::Engine::WhenTaken::Replace, [this](const QString &saved) { Q_EMIT told(tr("Saved as %1").arg(saved)); });
    });
}

void ReadingDesk::saveAll(PlacementId id, const QList<AttachmentItem> &items)
{
    FileRequest request;
    request.title = tr("Save all attachments in");
    Seams::current().chooseDirectory(&m_parts.pane, request, [this, id, items](const QString &directory) {
        if (directory.isEmpty())
            return;
        for (const AttachmentItem &item : items)
            save(id, item.part.path, directory + QLatin1Char('/') + item.name, engine::Engine::WhenTaken::PickFreeName, {});
        Q_EMIT told(tr("Saved in %1").arg(directory));
    });
}

void ReadingDesk::save(PlacementId id, const QByteArray &partPath, const QString &filePath, engine::Engine::WhenTaken whenTaken,
                       std::function<void(QString)> done)
{
    m_saving.push_back(m_parts.engine.savePart(id, partPath, filePath, whenTaken, this, [this, done](const Result<QString> &saved) {
        if (!saved)
            Q_EMIT told(sentenceFor(saved.error(), m_parts.folders.account(m_row.account).value_or(Account{}), Activity::Saving).text());
        else if (done)
            done(*saved);
    }));
}

QString ReadingDesk::placeOf(const MessageRow &row) const
{
    const auto account = m_parts.folders.account(row.account);
    const auto folder = m_parts.folders.folder(row.folder);
    return (account ? account->name : QString()) + (folder ? QStringLiteral(", ") + shownName(*folder) : QString());
}

} // namespace petrel::ui
