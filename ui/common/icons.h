#pragma once

#include "ui/common/theme.h"

#include <QIcon>
#include <QPixmap>

class QPainter;

namespace petrel::ui {

/**
 * A Lucide icon by its file name in resources/icons ("reply", "archive"). It is drawn in the
 * colours of the theme in use: Normal in text-muted, Active in text, Selected in accent, Disabled
 * in text-disabled; stroke width follows the size. An unknown name gives a null icon and a warning.
 */
[[nodiscard]] QIcon icon(QAnyStringView name);

/** The same with one fixed colour in every mode but Disabled: flags, shields, buttons on accent. */
[[nodiscard]] QIcon icon(QAnyStringView name, Colour colour);

/** Paints an icon into a square: what delegates use. Mirrored icons turn with the painter's direction. */
void paintIcon(QPainter *painter, const QRect &square, QAnyStringView name, const QColor &colour, bool filled = false);

/** Cached by name, size, colour and device pixel ratio. `side` in device-independent pixels. */
[[nodiscard]] QPixmap iconPixmap(QAnyStringView name, int side, const QColor &colour, qreal devicePixelRatio,
                                 bool filled = false);

/** Reply, forward, back, send and chevrons point the other way in right-to-left layouts. */
[[nodiscard]] bool isMirrored(QAnyStringView name);

/** The application's icon: the bird. */
[[nodiscard]] QIcon applicationIcon();

} // namespace petrel::ui
