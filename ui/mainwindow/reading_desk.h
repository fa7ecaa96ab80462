#pragma once

#include "core/engine/engine.h"
#include "core/model/message.h"
#include "ui/mainwindow/attachment_desk.h"

#include <QObject>
#include <QTimer>

namespace petrel::ui {

class FolderTreeModel;
class MessageListPane;
class ReadingPane;
class ReadingPresenter;

/**
 * Opens what is selected: asks the engine for the message, hands it to the reading pane, and marks it read after a
 * moment. What it shows is known by id, so that a message opens whether or not its row is loaded. A text that could not
 * be fetched comes by itself when its server answers again. GUI thread.
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
    /** Shows the selection anew. */
    void showSelection();
    /** The message on the screen or on its way; null for none and for several. */
    [[nodiscard]] PlacementId shown() const { return m_shown; }
    /** Its row; empty until the list has loaded it. */
    [[nodiscard]] const MessageRow &shownRow() const { return m_row; }

Q_SIGNALS:
    /** Another message, or none, is shown; or its row came. */
    void shownChanged();
    /** Something the person did not expect: told in the snackbar's place. */
    void told(const QString &sentence);

private:
    void connectPane();
    void connectEngine();
    void open(PlacementId id, engine::Engine::Extent extent = engine::Engine::Extent::Text);
    void opened(const Result<mime::MessageContent> &content);
    void showSeveral(const QList<PlacementId> &ids);
    void takeRow();
    void markRead();
    void showSource();
    /** Once more, when what is shown could not be fetched before. */
    void openIfNotHere();
    [[nodiscard]] const MessageRow *loadedRow(PlacementId id) const;
    [[nodiscard]] Account shownAccount() const;
    [[nodiscard]] QString placeOf(const MessageRow &row) const;

    Parts m_parts;
    AttachmentDesk m_attachments;
    PlacementId m_shown;
    MessageRow m_row;
    std::int64_t m_missedAt = 0; ///< UTC seconds: when the text could not be fetched
    engine::Ticket m_ticket;
    engine::Ticket m_source;
    QTimer m_markRead;
    int m_markReadDelay = 800;
};

} // namespace petrel::ui
