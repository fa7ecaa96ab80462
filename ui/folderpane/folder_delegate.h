#pragma once

#include <QStyledItemDelegate>

namespace petrel::ui {

/** Draws a row of the folder tree: account heads, folders, unified entries; mirrored for right to left. */
class FolderDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /** How far a folder is moved in, in a row of this width: deep ones less than their depth, for their names' sake. */
    [[nodiscard]] static int indentOf(const QModelIndex &index, int width);

private:
    void paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintFolder(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    [[nodiscard]] int rowHeight() const;
};

} // namespace petrel::ui
