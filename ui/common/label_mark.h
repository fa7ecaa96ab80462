#pragma once

#include "ui/common/theme.h"

#include <QIcon>
#include <QList>
#include <QMetaType>
#include <QString>

class QPainter;

namespace petrel::ui {

/** A label of a message, ready to be painted. */
struct ShownLabel
{
    QString keyword;
    QString name;
    TagColour colour = TagColour::Grey;

    friend bool operator==(const ShownLabel &, const ShownLabel &) = default;
};

/** "Label Work" or "Labels Work and Later", for screen readers and tool tips; empty without any. */
[[nodiscard]] QString labelsInWords(const QList<ShownLabel> &labels);

/** Whether the selected messages bear a label. */
enum class LabelMark { None, Some, All };

/**
 * A box in the label's colour: empty, with a dash, with a check. What lists and menus of labels show before a name; the name
 * says the rest, for colour alone tells nobody anything.
 */
[[nodiscard]] QIcon labelIcon(TagColour colour, LabelMark mark);
void paintLabelMark(QPainter *painter, const QRect &square, TagColour colour, LabelMark mark);

/** "Red": what a colour is called where a person chooses one. */
[[nodiscard]] QString colourInWords(TagColour colour);

} // namespace petrel::ui

Q_DECLARE_METATYPE(petrel::ui::ShownLabel)
