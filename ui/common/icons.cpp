#include "ui/common/icons.h"

#include "ui/common/appearance.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace petrel::ui {

namespace {

Q_LOGGING_CATEGORY(logIcons, "ui.icons")

/** The file's bytes, kept: there are about a hundred of half a kilobyte. Empty when unknown. */
QByteArray source(const QString &name)
{
    static QHash<QString, QByteArray> cache;
    const auto known = cache.constFind(name);
    if (known != cache.constEnd())
        return *known;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    QByteArray bytes;
    if (file.open(QIODevice::ReadOnly))
        bytes = file.readAll();
    else
        qCWarning(logIcons, "no icon of the name %s", qPrintable(name));
    cache.insert(name, bytes);
    return bytes;
}

/** Thinner lines the larger the icon, so that every size has the same weight beside text. */
const char *strokeWidth(int side)
{
    if (side <= 16)
        return "2";
    if (side <= 20)
        return "1.75";
    return side < 48 ? "1.6" : "1.25";
}

QByteArray tinted(QByteArray svg, int side, const QColor &colour, bool filled)
{
    const QByteArray hex = colour.name().toLatin1();
    svg.replace("currentColor", hex);
    svg.replace("stroke-width=\"2\"", QByteArray("stroke-width=\"") + strokeWidth(side) + '"');
    if (filled)
        svg.replace("fill=\"none\"", "fill=\"" + hex + '"');
    return svg;
}

QColor colourOf(QIcon::Mode mode, const std::optional<Colour> &fixed)
{
    if (mode == QIcon::Disabled)
        return colour(Colour::TextDisabled);
    if (fixed)
        return colour(*fixed);
    switch (mode) {
    case QIcon::Active: return colour(Colour::Text);
    case QIcon::Selected: return colour(Colour::Accent);
    default: return colour(Colour::TextMuted);
    }
}

class LineIconEngine final : public QIconEngine
{
public:
    LineIconEngine(QString name, std::optional<Colour> fixed) : m_name(std::move(name)), m_fixed(fixed) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        // A toggle that is on stands out a little more, besides its pressed ground.
        const QIcon::Mode shown = state == QIcon::On && mode == QIcon::Normal ? QIcon::Active : mode;
        paintIcon(painter, rect, m_name, colourOf(shown, m_fixed));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new LineIconEngine(*this); }
    QString key() const override { return QStringLiteral("petrel-line"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return source(m_name).isEmpty(); }

private:
    QString m_name;
    std::optional<Colour> m_fixed;
};

} // namespace

QIcon icon(QAnyStringView name)
{
    return source(name.toString()).isEmpty() ? QIcon() : QIcon(new LineIconEngine(name.toString(), std::nullopt));
}

QIcon icon(QAnyStringView name, Colour colour)
{
    return source(name.toString()).isEmpty() ? QIcon() : QIcon(new LineIconEngine(name.toString(), colour));
}

bool isMirrored(QAnyStringView name)
{
    static const QStringList mirrored = {
        QStringLiteral("reply"), QStringLiteral("reply-all"), QStringLiteral("forward"), QStringLiteral("send"),
        QStringLiteral("arrow-left"), QStringLiteral("arrow-right"), QStringLiteral("chevron-left"),
        QStringLiteral("chevron-right"), QStringLiteral("panel-left"), QStringLiteral("undo-2"), QStringLiteral("redo-2"),
        QStringLiteral("folder-input"), QStringLiteral("list"), QStringLiteral("list-ordered"), QStringLiteral("log-out"),
        QStringLiteral("external-link"), QStringLiteral("text-quote")};
    return mirrored.contains(name.toString());
}

QPixmap iconPixmap(QAnyStringView name, int side, const QColor &colour, qreal devicePixelRatio, bool filled)
{
    const QString file = name.toString();
    const QString key = QStringLiteral("petrel:%1:%2:%3:%4:%5")
                            .arg(file, QString::number(side), colour.name(), QString::number(devicePixelRatio),
                                 QString::number(filled));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = qRound(side * devicePixelRatio);
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    if (const QByteArray svg = source(file); !svg.isEmpty()) {
        QSvgRenderer renderer(tinted(svg, side, colour, filled));
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRect &square, QAnyStringView name, const QColor &colour, bool filled)
{
    const int side = qMin(square.width(), square.height());
    if (side <= 0)
        return;
    const QPixmap pixmap = iconPixmap(name, side, colour, painter->device()->devicePixelRatioF(), filled);
    const QPoint topLeft = square.topLeft() + QPoint((square.width() - side) / 2, (square.height() - side) / 2);
    if (painter->layoutDirection() == Qt::RightToLeft || QApplication::isRightToLeft()) {
        if (isMirrored(name)) {
            painter->drawImage(QRectF(topLeft, QSizeF(side, side)), pixmap.toImage().mirrored(true, false));
            return;
        }
    }
    painter->drawPixmap(topLeft, pixmap);
}

QIcon applicationIcon()
{
    static_cast<void>(theme()); // the resources are there once the theme is
    return QIcon(QStringLiteral(":/pictures/petrel.svg"));
}

} // namespace petrel::ui
