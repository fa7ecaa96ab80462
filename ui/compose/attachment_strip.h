#pragma once

#include "ui/compose/draft.h"

#include <QAbstractButton>
#include <QWidget>

namespace petrel::ui {

class FlowLayout;

/** The files that go along, each with its size and a button to take it out, and a dashed cell for more. Hidden while there is none. */
class AttachmentStrip : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentStrip(QWidget *parent = nullptr);

    void setFiles(const QList<DraftFile> &files);

Q_SIGNALS:
    void removeWanted(qsizetype index);
    void addWanted();

private:
    FlowLayout *m_flow;
    QList<QWidget *> m_cells;
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
