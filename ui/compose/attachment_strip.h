#pragma once

#include "ui/compose/draft.h"

#include <QAbstractButton>
#include <QWidget>

namespace petrel::ui {

class AttachmentCell;
class FlowLayout;

/** The files that go along, each with its size and a button to take it out, and a dashed cell for more. Hidden while there is none. */
class AttachmentStrip : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentStrip(QWidget *parent = nullptr);

    /** The focus stays in the strip when the file that had it goes: with the next one; emptied() when there is none. */
    void setFiles(const QList<DraftFile> &files);

Q_SIGNALS:
    void removeWanted(qsizetype index);
    void addWanted();
    /** The last file went, and it had the focus. */
    void emptied();

private:
    void addCell(qsizetype index, const DraftFile &file);
    [[nodiscard]] qsizetype focusedCell() const;

    FlowLayout *m_flow;
    QList<AttachmentCell *> m_cells;
    QList<QWidget *> m_removers; ///< the button of each cell
};

/** "Add or drop files": a dashed place. */
class AddFilesCell : public QAbstractButton
{
    Q_OBJECT
public:
    explicit AddFilesCell(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
