#include "ui/common/appearance.h"

#include "ui/common/petrel_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QPixmapCache>
#include <QStyleFactory>
#include <QWidget>

namespace petrel::ui {

Appearance &Appearance::instance()
{
    static Appearance appearance;
    return appearance;
}

Appearance::Appearance() : m_theme(&Theme::of(Scheme::Light)) {}

void Appearance::install()
{
    if (m_installed)
        return;
    m_installed = true;
    // Asked before our own palette replaces the platform's.
    m_desktopScheme = systemScheme();
    QApplication::setStyle(new PetrelStyle);
    apply();
}

void Appearance::setChoice(SchemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    if (m_installed)
        apply();
}

void Appearance::setDesktopScheme(Scheme scheme)
{
    if (scheme == m_desktopScheme)
        return;
    m_desktopScheme = scheme;
    if (m_installed)
        apply();
}

void Appearance::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    Q_EMIT changed();
}

void Appearance::setDesktopReducedMotion(bool reduced)
{
    if (reduced == m_desktopReducedMotion)
        return;
    m_desktopReducedMotion = reduced;
    Q_EMIT changed();
}

int Appearance::motionFast() const { return reducedMotion() ? 0 : m_theme->sizes().motionFastMs; }

int Appearance::motionNormal() const { return reducedMotion() ? 0 : m_theme->sizes().motionNormalMs; }

Scheme Appearance::systemScheme() const
{
    const QPalette platform = QApplication::palette();
    const bool dark = platform.color(QPalette::WindowText).lightness() > platform.color(QPalette::Window).lightness();
    return dark ? Scheme::Dark : Scheme::Light;
}

void Appearance::apply()
{
    switch (m_choice) {
    case SchemeChoice::System: m_theme = &Theme::of(m_desktopScheme); break;
    case SchemeChoice::Light: m_theme = &Theme::of(Scheme::Light); break;
    case SchemeChoice::Dark: m_theme = &Theme::of(Scheme::Dark); break;
    }
    QPixmapCache::clear();
    QApplication::setPalette(paletteOf(*m_theme));
    Q_EMIT changed();
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets)
        widget->update();
}

} // namespace petrel::ui
