#include "ui/common/drawing.h"

#include "ui/common/appearance.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace petrel::ui {

namespace {

QString fileOf(Drawing::Picture picture)
{
    switch (picture) {
    case Drawing::Picture::Bird: return QStringLiteral(":/pictures/bird.svg");
    case Drawing::Picture::BirdAndSea: return QStringLiteral(":/pictures/bird-and-sea.svg");
    case Drawing::Picture::OnServer: return QStringLiteral(":/pictures/on-server.svg");
    case Drawing::Picture::OnComputer: return QStringLiteral(":/pictures/on-computer.svg");
    }
    return {};
}

/** The files are drawn in two colours of the light scheme; these become the scheme in use. */
QByteArray coloured(Drawing::Picture picture)
{
    const Theme &shown = theme();
    QFile file(fileOf(picture));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const Theme &light = Theme::of(Scheme::Light);
    for (const Colour name : {Colour::Accent, Colour::TextMuted})
        svg.replace(light.colour(name).name().toUpper().toLatin1(), shown.colour(name).name().toLatin1());
    return svg;
}

} // namespace

Drawing::Drawing(Picture picture, QWidget *parent) : QWidget(parent), m_picture(picture)
{
    static_cast<void>(theme()); // the resources are there once the theme is
    m_natural = QSvgRenderer(fileOf(picture)).defaultSize();
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize Drawing::sizeHint() const { return m_natural; }

int Drawing::heightForWidth(int width) const
{
    return m_natural.width() > 0 ? qMin(m_natural.height(), width * m_natural.height() / m_natural.width()) : 0;
}

void Drawing::paintEvent(QPaintEvent *)
{
    QSvgRenderer renderer(coloured(m_picture));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(this);
    renderer.render(&painter, QRectF(rect()));
}

} // namespace petrel::ui
