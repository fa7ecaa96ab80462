#pragma once

#include "core/model/ids.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

namespace petrel::ui {

class FolderTreeModel;
class LabelBook;
class MessageProperties;
class ReadAccess;

/** Opens the properties of messages, and keeps them up to date while they are open. GUI thread. */
class PropertyDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive it. */
    PropertyDesk(ReadAccess &access, FolderTreeModel &folders, const LabelBook &labels, QWidget &window);

    /** One window for each message; null: nothing. */
    void show(PlacementId message);
    /** Something changed: what is shown may have. */
    void refresh();

private:
    void fill(PlacementId message);

    ReadAccess &m_access;
    FolderTreeModel &m_folders;
    const LabelBook &m_labels;
    QWidget &m_window;
    QHash<PlacementId, QPointer<MessageProperties>> m_open;
};

} // namespace petrel::ui
