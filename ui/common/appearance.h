#pragma once

#include "ui/common/theme.h"

#include <QObject>

namespace petrel::ui {

enum class SchemeChoice { System, Light, Dark };

/**
 * What the window looks like now. One per process, GUI thread only. It follows the desktop's
 * colour scheme (settings portal where one answers, else the lightness of the platform palette)
 * unless the person chose a scheme, and tells every widget through `changed` and a new palette.
 */
class Appearance : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] static Appearance &instance();

    /** Sets style and palette of the application. Once, after QApplication is made. */
    void install();

    [[nodiscard]] SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);
    [[nodiscard]] const Theme &theme() const { return *m_theme; }

    /** Desktop setting or ours: no animation runs, spinners stand still. */
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion || m_desktopReducedMotion; }
    void setReducedMotion(bool reduced);
    /** What the desktop asks for; counts besides ours. */
    void setDesktopReducedMotion(bool reduced);
    /** 0 with reduced motion, else the token. */
    [[nodiscard]] int motionFast() const;
    [[nodiscard]] int motionNormal() const;

    /** What the desktop asks for; used while the choice is System. */
    void setDesktopScheme(Scheme scheme);

Q_SIGNALS:
    /** Colours or motion changed. Repaint; icons made by icon() follow by themselves. */
    void changed();

private:
    Appearance();
    void apply();
    [[nodiscard]] Scheme systemScheme() const;

    SchemeChoice m_choice = SchemeChoice::System;
    const Theme *m_theme = nullptr;
    Scheme m_desktopScheme = Scheme::Light;
    bool m_reducedMotion = false;
    bool m_desktopReducedMotion = false;
    bool m_installed = false;
};

/** The theme in use. */
[[nodiscard]] inline const Theme &theme() { return Appearance::instance().theme(); }
/** Short for theme().colour(name). */
[[nodiscard]] inline QColor colour(Colour name) { return theme().colour(name); }
/** Short for theme().sizes(). */
[[nodiscard]] inline const Sizes &sizes() { return theme().sizes(); }

} // namespace petrel::ui
