#include "ui/settings/picture_choice.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

namespace petrel::ui {

namespace {

constexpr QSize kPicture(132, 84);
constexpr int kGap = 12;
constexpr int kRing = 6; ///< room for the line around the chosen one

/** The picture over its radio button; a click on it chooses. */
class PictureTile final : public QWidget
{
public:
    PictureTile(QRadioButton *button, PictureChoice::Picture picture, QWidget *parent)
        : QWidget(parent), m_button(button), m_picture(std::move(picture))
    {
        setFixedSize(kPicture);
        setCursor(Qt::PointingHandCursor);
        connect(button, &QRadioButton::toggled, this, qOverload<>(&QWidget::update));
    }

protected:
    void mouseReleaseEvent(QMouseEvent *) override
    {
        m_button->setFocus(Qt::MouseFocusReason);
        m_button->click();
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect inner = rect().adjusted(kRing, kRing, -kRing, -kRing);
        painter.save();
        QPainterPath clip;
        clip.addRoundedRect(inner, sizes().radiusChip, sizes().radiusChip);
        painter.setClipPath(clip);
        m_picture(&painter, inner);
        painter.restore();
        strokeRounded(&painter, inner, sizes().radiusChip, colour(Colour::Border));
        if (m_button->isChecked())
            strokeRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Accent), 2);
    }

private:
    QRadioButton *m_button;
    PictureChoice::Picture m_picture;
};

void bar(QPainter *painter, const QRect &within, QRectF share, const QColor &colour)
{
    const QRectF rect(within.x() + share.x() * within.width(), within.y() + share.y() * within.height(),
                      share.width() * within.width(), share.height() * within.height());
    fillRounded(painter, rect, 1, colour);
}

void paintWindow(QPainter *painter, const QRect &rect, const Theme &shown)
{
    painter->fillRect(rect, shown.colour(Colour::Surface));
    painter->fillRect(QRect(rect.x(), rect.y(), rect.width() * 22 / 100, rect.height()), shown.colour(Colour::Window));
    painter->fillRect(QRect(rect.x() + rect.width() * 22 / 100, rect.y(), rect.width() * 30 / 100, rect.height()), shown.colour(Colour::Background));
    bar(painter, rect, {0.04, 0.10, 0.14, 0.08}, shown.colour(Colour::Accent));
    bar(painter, rect, {0.24, 0.24, 0.26, 0.15}, shown.colour(Colour::Selection));
    for (const double y : {0.29, 0.48, 0.66})
        bar(painter, rect, {0.27, y, 0.16, 0.05}, shown.colour(Colour::TextMuted));
    bar(painter, rect, {0.57, 0.13, 0.24, 0.07}, shown.colour(Colour::Text));
    for (const double y : {0.33, 0.45, 0.57})
        bar(painter, rect, {0.57, y, y > 0.5 ? 0.24 : 0.36, 0.05}, shown.colour(Colour::TextMuted));
}

} // namespace

PictureChoice::PictureChoice(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this)), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kGap);
    connect(m_group, &QButtonGroup::idClicked, this, &PictureChoice::choiceMade);
}

void PictureChoice::add(int id, const QString &text, const QString &objectName, Picture picture)
{
    auto *cell = new QWidget(this);
    auto *button = new QRadioButton(text, cell);
    button->setObjectName(objectName);
    m_group->addButton(button, id);
    auto *column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PictureTile(button, std::move(picture), cell), 0, Qt::AlignHCenter);
    column->addWidget(button, 0, Qt::AlignHCenter);
    m_cells.append(cell);
    m_columns = 0;
    place();
}

QSize PictureChoice::minimumSizeHint() const
{
    int widest = 0;
    for (const QWidget *cell : m_cells)
        widest = qMax(widest, cell->sizeHint().width());
    return {widest, m_grid->minimumSize().height()};
}

void PictureChoice::place()
{
    const int room = (width() + kGap) / (minimumSizeHint().width() + kGap);
    const int columns = qBound(1, room, static_cast<int>(m_cells.size()));
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells[i], i / columns, i % columns, Qt::AlignLeft);
    for (int i = 0; i <= m_cells.size(); ++i)
        m_grid->setColumnStretch(i, i == columns ? 1 : 0);
}

void PictureChoice::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void PictureChoice::setChosen(int id)
{
    if (QAbstractButton *button = m_group->button(id))
        button->setChecked(true);
}

int PictureChoice::chosen() const { return m_group->checkedId(); }

PictureChoice::Picture windowPicture(bool dark, bool split)
{
    return [dark, split](QPainter *painter, const QRect &rect) {
        paintWindow(painter, rect, Theme::of(dark ? Scheme::Dark : Scheme::Light));
        if (!split)
            return;
        QPainterPath half;
        half.moveTo(rect.x() + rect.width() * 0.62, rect.y());
        half.lineTo(rect.right() + 1, rect.y());
        half.lineTo(rect.right() + 1, rect.bottom() + 1);
        half.lineTo(rect.x() + rect.width() * 0.42, rect.bottom() + 1);
        painter->setClipPath(half, Qt::IntersectClip);
        paintWindow(painter, rect, Theme::of(Scheme::Dark));
    };
}

PictureChoice::Picture rowsPicture(bool compact)
{
    return [compact](QPainter *painter, const QRect &rect) {
        painter->fillRect(rect, colour(Colour::Background));
        const int rows = compact ? 6 : 3;
        for (int i = 0; i < rows; ++i) {
            const double y = 0.10 + i * 0.86 / rows;
            bar(painter, rect, {0.08, y, 0.26, 0.06}, colour(Colour::Text));
            bar(painter, rect, {0.80, y, 0.12, 0.05}, colour(Colour::TextMuted));
            if (compact)
                bar(painter, rect, {0.40, y, 0.32, 0.05}, colour(Colour::TextMuted));
            else
                bar(painter, rect, {0.08, y + 0.12, i == 1 ? 0.5 : 0.66, 0.05}, colour(Colour::TextMuted));
        }
    };
}

} // namespace petrel::ui
