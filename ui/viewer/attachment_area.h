#pragma once

#include "ui/viewer/attachment_item.h"

#include <QWidget>

class QGridLayout;

namespace petrel::ui {

class AttachmentCell;
class Button;
class RoleLabel;

/** What hangs on a message: the sum, "Save all", and one cell for each of the first fifty files, two beside each other where there is room. */
class AttachmentArea : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentArea(QWidget *parent = nullptr);

    /** Hides itself when there is none. */
    void setItems(const QList<AttachmentItem> &items);
    /** How far the download of one is, in bytes; all of them: it is here. Of nothing: it did not come. */
    void showProgress(const QByteArray &path, qint64 done, qint64 total);

Q_SIGNALS:
    /** Never for dangerous kinds. */
    void openWanted(const petrel::ui::AttachmentItem &item);
    void saveWanted(const petrel::ui::AttachmentItem &item);
    void saveAllWanted(const QList<petrel::ui::AttachmentItem> &items);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /** What is to be said of one that is still at the server; else nothing. */
    [[nodiscard]] static QString whereabouts(const AttachmentItem &item);
    AttachmentCell *makeCell(const AttachmentItem &item);
    void arrange();

    QList<AttachmentItem> m_items;
    QList<AttachmentCell *> m_cells;
    RoleLabel *m_summary;
    Button *m_saveAll;
    QGridLayout *m_grid;
    RoleLabel *m_more; ///< how many have no cell
    int m_columns = 0;
};

} // namespace petrel::ui
