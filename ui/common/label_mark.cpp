#include "ui/common/label_mark.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::LabelMark)
};

class LabelIconEngine final : public QIconEngine
{
public:
    LabelIconEngine(TagColour colour, LabelMark mark) : m_colour(colour), m_mark(mark) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override { paintLabelMark(painter, rect, m_colour, m_mark); }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new LabelIconEngine(*this); }
    QString key() const override { return QStringLiteral("petrel-label"); }

private:
    TagColour m_colour;
    LabelMark m_mark;
};

} // namespace

QString labelsInWords(const QList<ShownLabel> &labels)
{
    QStringList names;
    for (const ShownLabel &label : labels)
        names.append(label.name);
    if (names.size() < 2)
        return names.isEmpty() ? QString() : Words::tr("Label %1").arg(names.first());
    return Words::tr("Labels %1").arg(names.join(Words::tr(", ", "between labels")));
}

QIcon labelIcon(TagColour colour, LabelMark mark) { return QIcon(new LabelIconEngine(colour, mark)); }

void paintLabelMark(QPainter *painter, const QRect &square, TagColour colour, LabelMark mark)
{
    const TagPair pair = theme().tag(colour);
    const int side = qMin(square.width(), square.height()) - 2;
    const QRect box(square.center().x() - side / 2, square.center().y() - side / 2, side, side);
    fillRounded(painter, box, sizes().radiusChip, mark == LabelMark::None ? pair.chip : pair.text);
    if (mark == LabelMark::None)
        return strokeRounded(painter, box, sizes().radiusChip, pair.text, 1.5);
    paintIcon(painter, box.adjusted(1, 1, -1, -1), mark == LabelMark::All ? "check" : "minus", pair.chip);
}

QString colourInWords(TagColour colour)
{
    switch (colour) {
    case TagColour::Red: return Words::tr("Red");
    case TagColour::Orange: return Words::tr("Orange");
    case TagColour::Yellow: return Words::tr("Yellow");
    case TagColour::Green: return Words::tr("Green");
    case TagColour::Teal: return Words::tr("Teal");
    case TagColour::Blue: return Words::tr("Blue");
    case TagColour::Violet: return Words::tr("Violet");
    case TagColour::Grey: break;
    }
    return Words::tr("Grey");
}

} // namespace petrel::ui
