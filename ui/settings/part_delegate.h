#pragma once

#include <QStyledItemDelegate>

namespace petrel::ui {

/** A row of the list of pages: icon (its name in Qt::UserRole) and title, as a row of the folder pane. */
class PartDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace petrel::ui
