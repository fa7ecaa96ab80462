#pragma once

#include "core/engine/engine.h"
#include "core/model/message.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

namespace petrel::ui {

class FolderTreeModel;
class MessageListPane;
class ReadingPane;
class ReadingPresenter;
struct AttachmentItem;

/**
 * Opens what is selected: asks the engine for the message, hands it to the reading pane, marks it read
 * after a moment, opens and saves its attachments. GUI thread.
 */
class ReadingDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the desk. */
    struct Parts
    {
        engine::Engine &engine;
        FolderTreeModel &folders;
        MessageListPane &list;
        ReadingPane &pane;
        ReadingPresenter &presenter;
    };
    ReadingDesk(Parts parts, QObject *parent);

    /** How long a message is on screen before it counts as read; negative: never by itself. */
    void setMarkReadDelay(int milliseconds) { m_markReadDelay = milliseconds; }
    /** Shows the selection anew; also after the network came back. */
    void showSelection();
    [[nodiscard]] const MessageRow &shownRow() const { return m_row; }

Q_SIGNALS:
    /** Another message, or none, is shown. */
    void shownChanged();
    /** Something the person did not expect: told in the snackbar's place. */
    void told(const QString &sentence);

private:
    void open(const MessageRow &row);
    void opened(const Result<mime::MessageContent> &content);
    void markRead();
    void showSource();
    void openAttachment(PlacementId id, const AttachmentItem &item);
    void saveAttachment(PlacementId id, const AttachmentItem &item);
    void saveAll(PlacementId id, const QList<AttachmentItem> &items);
    void save(PlacementId id, const QByteArray &partPath, const QString &filePath, engine::Engine::WhenTaken whenTaken,
              std::function<void(QString)> done);
    [[nodiscard]] QString placeOf(const MessageRow &row) const;

    Parts m_parts;
    MessageRow m_row;
    engine::Ticket m_ticket;
    std::vector<engine::Ticket> m_saving;
    QTimer m_markRead;
    int m_markReadDelay = 800;
    std::unique_ptr<QTemporaryDir> m_opened; ///< attachments handed to other programs, for as long as we run
};

} // namespace petrel::ui
