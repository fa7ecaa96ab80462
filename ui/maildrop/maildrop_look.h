#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace petrel::ui {

/** Rows with room around their words. What is not here stands out by its words, not by a colour alone. */
class MaildropDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/** The names of the columns, quiet, over where the words of the rows begin. */
class MaildropHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit MaildropHeader(QWidget *parent = nullptr);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
};

} // namespace petrel::ui
