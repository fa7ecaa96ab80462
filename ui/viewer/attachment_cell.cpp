#include "ui/viewer/attachment_cell.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kPadding = 10;
constexpr int kTile = 32;
constexpr int kGap = 12;
constexpr int kEnd = 28;
} // namespace

AttachmentCell::AttachmentCell(const Face &face, QWidget *parent) : QAbstractButton(parent), m_face(face)
{
    setText(face.name);
    setAccessibleName(tr("%1, %2", "name and kind of a file").arg(face.name, face.detail));
    setPlainToolTip(this, face.name);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void AttachmentCell::setProgress(const QString &words)
{
    if (words == m_progress)
        return;
    m_progress = words;
    setAccessibleDescription(words);
    update();
}

IconButton *AttachmentCell::setEndButton(const QString &iconName, const QString &name)
{
    m_end = new IconButton(iconName, name, this);
    m_end->setSide(kEnd);
    m_end->setCursor(Qt::ArrowCursor);
    return m_end;
}

QSize AttachmentCell::sizeHint() const
{
    const int lines = QFontMetrics(ui::font(TypeRole::Body, Weight::Medium)).height() + QFontMetrics(ui::font(TypeRole::Small)).height();
    return {250, std::max(sizes().attachmentChip, lines + 14)};
}

void AttachmentCell::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    if (m_end) {
        const QRect place(width() - kPadding - kEnd, (height() - kEnd) / 2, kEnd, kEnd);
        m_end->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    }
}

void AttachmentCell::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void AttachmentCell::paintTile(QPainter *painter, const QRect &tile) const
{
    const TagPair pair = theme().tag(m_face.tile);
    const QColor ground = m_face.warned ? colour(Colour::WarningSoft) : pair.chip;
    const QColor mark = m_face.warned ? colour(Colour::Warning) : pair.text;
    fillRounded(painter, tile, sizes().radiusChip, ground);
    const int inset = (kTile - sizes().iconTool) / 2;
    paintIcon(painter, tile.adjusted(inset, inset, -inset, -inset), m_face.icon, mark);
}

void AttachmentCell::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hovered = underMouse() || isDown();
    fillRounded(&painter, rect(), sizes().radiusCard, colour(isDown() ? Colour::Pressed : hovered ? Colour::Hover : Colour::Raised));
    strokeRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Border));

    const auto place = [&](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    paintTile(&painter, place({kPadding, (height() - kTile) / 2, kTile, kTile}));

    const QFont nameFont = ui::font(TypeRole::Body, Weight::Medium);
    const QFont detailFont = ui::font(TypeRole::Small);
    const QFontMetrics nameMetrics(nameFont);
    const QFontMetrics detailMetrics(detailFont);
    const int x = kPadding + kTile + kGap;
    const int room = width() - x - kPadding - (m_end ? kEnd + 4 : 0);
    const int top = (height() - nameMetrics.height() - detailMetrics.height()) / 2;
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);

    painter.setFont(nameFont);
    painter.setPen(colour(Colour::Text));
    paintElided(&painter, place({x, top, room, nameMetrics.height()}), m_face.name, side, Qt::ElideMiddle);
    painter.setFont(detailFont);
    painter.setPen(colour(m_face.warned ? Colour::Warning : Colour::TextMuted));
    paintElided(&painter, place({x, top + nameMetrics.height(), room, detailMetrics.height()}), m_progress.isEmpty() ? m_face.detail : m_progress, side);
    if (hasFocus())
        paintFocusRing(&painter, rect(), sizes().radiusCard);
}

} // namespace petrel::ui
