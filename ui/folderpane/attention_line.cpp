#include "ui/folderpane/attention_line.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kHeight = 36;
constexpr int kIconX = 18;
constexpr int kTextX = 44;
} // namespace

AttentionLine::AttentionLine(QWidget *parent) : Button(QString(), Kind::Normal, parent)
{
    setObjectName(QStringLiteral("AttentionLine"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

QSize AttentionLine::sizeHint() const { return {0, qMax(kHeight, fontMetrics().height() + 16)}; }

void AttentionLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::WarningSoft));
    const auto visual = [this](const QRect &logical) { return QStyle::visualRect(layoutDirection(), rect(), logical); };
    const int icon = sizes().iconRow;
    paintIcon(&painter, visual(QRect(kIconX, (height() - icon) / 2, icon, icon)), "triangle-alert", colour(Colour::Warning));
    painter.setFont(petrel::ui::font(TypeRole::Small, Weight::Medium));
    painter.setPen(colour(Colour::Text));
    painter.drawText(visual(rect().adjusted(kTextX, 0, -12, 0)),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - kTextX - 12));
    if (hasFocus())
        paintFocusRing(&painter, rect(), 0);
}

} // namespace petrel::ui
