#include "ui/messagelist/column_header.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/messagelist/message_delegate.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

ColumnHeader::ColumnHeader(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

QSize ColumnHeader::sizeHint() const
{
    return {0, qMax(sizes().groupHeader, QFontMetrics(petrel::ui::font(TypeRole::Caption, Weight::Strong)).height() + 12)};
}

void ColumnHeader::paintEvent(QPaintEvent *)
{
    const CompactDelegate::Columns columns = CompactDelegate::columnsOf(rect());
    QPainter painter(this);
    painter.setFont(petrel::ui::font(TypeRole::Caption, Weight::Strong));
    painter.setPen(colour(Colour::TextMuted));
    const auto name = [&](const QRect &column, const QString &text, Qt::Alignment side) {
        const QRect visual = QStyle::visualRect(layoutDirection(), rect(), column);
        painter.drawText(visual, int(QStyle::visualAlignment(layoutDirection(), side)) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    name(columns.sender, tr("From"), Qt::AlignLeft);
    name(columns.subject, tr("Subject"), Qt::AlignLeft);
    if (columns.wide)
        name(columns.size, tr("Size"), Qt::AlignRight);
    name(columns.date, tr("Date"), Qt::AlignRight);
    paintHairline(&painter, QRect(0, height() - 1, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
