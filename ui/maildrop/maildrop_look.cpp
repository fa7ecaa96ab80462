#include "ui/maildrop/maildrop_look.h"

#include "ui/common/appearance.h"
#include "ui/maildrop/maildrop_model.h"

#include <QApplication>
#include <QPainter>

namespace petrel::ui {

namespace {

constexpr int kRowPadding = 8;    ///< above and below the words
constexpr int kBetween = 8;       ///< on either side of a column
constexpr int kSides = 24;        ///< as the rest of the window

/** Where the words of a cell stand. */
QRect wordsOf(const QRect &cell, int column, Qt::LayoutDirection direction)
{
    const int before = column == 0 ? kSides : kBetween;
    const int after = column == MaildropModel::Columns - 1 ? kSides : kBetween;
    return direction == Qt::RightToLeft ? cell.adjusted(after, 0, -before, 0) : cell.adjusted(before, 0, -after, 0);
}

void drawWords(QPainter *painter, const QRect &cell, const QString &words, int column, Qt::LayoutDirection direction, QVariant alignment)
{
    const QRect room = wordsOf(cell, column, direction);
    const QString fitting = painter->fontMetrics().elidedText(words, Qt::ElideRight, room.width());
    painter->drawText(room, static_cast<int>(QStyle::visualAlignment(direction, Qt::Alignment(alignment.toInt()))) | Qt::TextSingleLine, fitting);
}

} // namespace

QSize MaildropDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + kSides + kBetween, option.fontMetrics.height() + 2 * kRowPadding};
}

void MaildropDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    const QString words = std::exchange(ground.text, QString());
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);
    painter->save();
    painter->setFont(option.font);
    const bool isQuiet = index.column() == MaildropModel::Date || index.column() == MaildropModel::Size;
    painter->setPen(colour(isQuiet ? Colour::TextMuted : Colour::Text));
    drawWords(painter, option.rect, words, index.column(), option.direction, index.data(Qt::TextAlignmentRole));
    painter->restore();
}

MaildropHeader::MaildropHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(false);
    setStretchLastSection(false);
    setHighlightSections(false);
    setFocusPolicy(Qt::NoFocus);
}

void MaildropHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->fillRect(rect, colour(Colour::Surface));
    painter->setFont(font());
    painter->setPen(colour(Colour::TextMuted));
    drawWords(painter, rect, model()->headerData(section, Qt::Horizontal).toString(), section, layoutDirection(),
              model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole));
    painter->restore();
}

QSize MaildropHeader::sectionSizeFromContents(int section) const
{
    const QString words = model()->headerData(section, Qt::Horizontal).toString();
    return {fontMetrics().horizontalAdvance(words) + kSides + kBetween, fontMetrics().height() + 2 * kRowPadding};
}

} // namespace petrel::ui
