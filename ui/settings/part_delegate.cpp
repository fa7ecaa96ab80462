#include "ui/settings/part_delegate.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"

#include <QPainter>

namespace petrel::ui {

namespace {
constexpr int kInset = 8;
constexpr int kIconX = 18;
constexpr int kTextX = 44;
} // namespace

void PartDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = option.rect.adjusted(kInset, 0, -kInset, 0);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = option.state & QStyle::State_HasFocus;
    if (selected)
        fillRounded(painter, row, sizes().radiusControl, colour(Colour::Selection));
    else if (option.state & QStyle::State_MouseOver)
        fillRounded(painter, row, sizes().radiusControl, colour(Colour::Hover));
    if (focused && option.state & QStyle::State_KeyboardFocusChange)
        paintFocusRing(painter, row, sizes().radiusControl);
    const int side = sizes().iconRow;
    const auto placed = [&](const QRect &logical) { return QStyle::visualRect(option.direction, option.rect, logical); };
    const QRect square(option.rect.x() + kIconX, option.rect.center().y() - side / 2 + 1, side, side);
    paintIcon(painter, placed(square), index.data(Qt::UserRole).toString(), colour(selected ? Colour::Accent : Colour::TextMuted));
    const QRect text(option.rect.x() + kTextX, option.rect.y(), option.rect.width() - kTextX - kInset, option.rect.height());
    painter->setFont(petrel::ui::font(TypeRole::Body));
    painter->setPen(colour(selected ? Colour::SelectionText : Colour::Text));
    painter->drawText(placed(text), int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

QSize PartDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), qMax(sizes().rowFolder, option.fontMetrics.height() + 12)};
}

} // namespace petrel::ui
