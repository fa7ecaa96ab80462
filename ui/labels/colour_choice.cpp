#include "ui/labels/colour_choice.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/label_mark.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/models/label_book.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>
#include <QStyle>
#include <QStyleOption>

namespace petrel::ui {

namespace {

constexpr int kSide = 32;
constexpr int kDisc = 22;

/** A disc of the colour; the chosen one has a check. */
class Swatch : public QRadioButton
{
public:
    Swatch(TagColour colour, QWidget *parent) : QRadioButton(parent), m_colour(colour)
    {
        setAccessibleName(colourInWords(colour));
        setPlainToolTip(this, colourInWords(colour));
        setFixedSize(kSide, kSide);
    }

protected:
    bool hitButton(const QPoint &point) const override { return rect().contains(point); }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        const TagPair pair = theme().tag(m_colour);
        const QRect disc((width() - kDisc) / 2, (height() - kDisc) / 2, kDisc, kDisc);
        fillRounded(&painter, disc, kDisc / 2.0, pair.text);
        if (isChecked()) {
            paintIcon(&painter, disc.adjusted(3, 3, -3, -3), "check", pair.chip);
            strokeRounded(&painter, disc.adjusted(-3, -3, 3, 3), kDisc / 2.0 + 3, pair.text, 1.5);
        } else if (underMouse()) {
            strokeRounded(&painter, disc.adjusted(-3, -3, 3, 3), kDisc / 2.0 + 3, colour(Colour::ControlBorder), 1);
        }
        if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
            paintFocusRing(&painter, rect(), sizes().radiusControl);
    }

private:
    TagColour m_colour;
};

} // namespace

ColourChoice::ColourChoice(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("colours"));
    setAccessibleName(tr("Colour"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (int colour = 0; colour < kLabelColours; ++colour) {
        auto *swatch = new Swatch(tagColourOf(static_cast<LabelColour>(colour)), this);
        swatch->setObjectName(QStringLiteral("colour:") + labelColourName(static_cast<LabelColour>(colour)));
        m_group->addButton(swatch, colour);
        row->addWidget(swatch);
    }
    row->addStretch(1);
    setColour(LabelColour::Red);
}

LabelColour ColourChoice::colour() const { return static_cast<LabelColour>(m_group->checkedId()); }

void ColourChoice::setColour(LabelColour colour)
{
    m_group->button(static_cast<int>(colour))->setChecked(true);
    // Else Tab goes to the first, and the arrows there would choose nothing.
    for (QAbstractButton *button : m_group->buttons())
        button->setFocusPolicy(button->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
    setFocusProxy(m_group->checkedButton());
}

} // namespace petrel::ui
