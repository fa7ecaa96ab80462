#include "ui/messagelist/row_labels.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr qsizetype kMostChips = 3;
constexpr qsizetype kMostDots = 3;
constexpr int kGap = 4;
constexpr int kBefore = 8;    ///< to the words that stand before
constexpr int kPadding = 6;   ///< in a chip
constexpr int kDot = 8;
constexpr int kChipHeight = 18;
constexpr int kPercent = 45;  ///< of the line, at most
constexpr int kLetters = 16;  ///< of a name in a chip, about
constexpr int kFewestLetters = 8; ///< fewer tell no more than the dot, and take them from the subject

QFont chipFont() { return font(TypeRole::Caption, Weight::Medium); }

int chipWidth(const QFontMetrics &metrics, const ShownLabel &label)
{
    return std::min(metrics.horizontalAdvance(label.name), kLetters * metrics.averageCharWidth()) + 2 * kPadding + 1;
}

QString more(qsizetype count) { return count > 0 ? QLatin1Char('+') + QString::number(count) : QString(); }

/** Of those that have no chip. */
int restWidth(const QFontMetrics &metrics, qsizetype count)
{
    const qsizetype dots = std::min(count, kMostDots);
    const QString words = more(count - dots);
    return static_cast<int>(dots) * (kDot + kGap) + (words.isEmpty() ? 0 : metrics.horizontalAdvance(words) + kGap);
}

} // namespace

RowLabels::RowLabels(const QList<ShownLabel> &labels, const QRect &line)
{
    if (labels.isEmpty())
        return;
    const QFontMetrics metrics(chipFont());
    const int room = line.width() * kPercent / 100;
    for (qsizetype chips = std::min(labels.size(), kMostChips); chips > 0; --chips) {
        int names = 0;
        for (const ShownLabel &label : labels.first(chips))
            names += chipWidth(metrics, label) + kGap;
        const int rest = restWidth(metrics, labels.size() - chips);
        const int first = chipWidth(metrics, labels.first());
        const int shortened = room - rest - kGap;
        const bool isShort = chips == 1 && shortened >= kFewestLetters * metrics.averageCharWidth() + 2 * kPadding;
        if (names + rest <= room || isShort) {
            place(labels, line, chips, names + rest <= room ? first : std::min(first, shortened));
            return;
        }
    }
    place(labels, line, 0, 0);
}

/** From the end of the line on; `first` is how wide the first chip may be. */
void RowLabels::place(const QList<ShownLabel> &labels, const QRect &line, qsizetype chips, int first)
{
    const QFontMetrics metrics(chipFont());
    const int middle = line.center().y() + 1;
    const int height = std::min(line.height(), std::max(kChipHeight, metrics.height() + 2));
    int names = 0;
    for (qsizetype i = 0; i < chips; ++i)
        names += (i == 0 ? first : chipWidth(metrics, labels[i])) + kGap;
    const int used = names + restWidth(metrics, labels.size() - chips) - kGap;
    int x = line.right() + 1 - used;
    m_width = used + kBefore;
    for (qsizetype i = 0; i < chips; ++i) {
        const int width = i == 0 ? first : chipWidth(metrics, labels[i]);
        m_chips.append({QRect(x, middle - height / 2, width, height), labels[i]});
        x += width + kGap;
    }
    const qsizetype dots = std::min(labels.size() - chips, kMostDots);
    for (qsizetype i = 0; i < dots; ++i, x += kDot + kGap)
        m_dots.append({QRect(x, middle - kDot / 2, kDot, kDot), labels[chips + i].colour});
    m_more = more(labels.size() - chips - dots);
    m_moreRect = QRect(x, line.top(), metrics.horizontalAdvance(m_more) + 1, line.height());
}

void RowLabels::paint(QPainter *painter, const QRect &row, Qt::LayoutDirection direction) const
{
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(direction, row, logical); };
    painter->save();
    painter->setFont(chipFont());
    for (const Chip &chip : m_chips) {
        const TagPair pair = theme().tag(chip.label.colour);
        const QRect rect = visual(chip.rect);
        fillRounded(painter, rect, sizes().radiusChip, pair.chip);
        painter->setPen(pair.text);
        paintElided(painter, rect.adjusted(kPadding, 0, -kPadding + 1, 0), chip.label.name, direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    }
    for (const Dot &dot : m_dots)
        fillRounded(painter, visual(dot.rect), kDot / 2.0, theme().tag(dot.colour).text);
    painter->restore();
    if (m_more.isEmpty())
        return;
    painter->save();
    painter->setFont(chipFont()); // in the colour that is set: it stands on the row's own ground
    painter->drawText(visual(m_moreRect), Qt::AlignCenter | Qt::TextSingleLine, m_more);
    painter->restore();
}

} // namespace petrel::ui
