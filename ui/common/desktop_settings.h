#pragma once

#include "ui/common/theme.h"

#include <QObject>
#include <QString>

#include <optional>

class QDBusVariant;

namespace petrel::ui {

/**
 * What the portal's color-scheme asks for: 1 dark, 2 light. 0 is no preference: the look of the platform stays as it was
 * found, but as a change it means back to light, which is how desktops with a switch tell that dark is off.
 */
[[nodiscard]] std::optional<Scheme> schemeFromPortal(uint value, bool changed);

/**
 * Watches the desktop's settings portal (org.freedesktop.portal.Settings): colour scheme and reduced
 * motion, now and when they change, and tells the Appearance. Without a session bus, or without a
 * portal on it, nothing happens. GUI thread; never waits for the bus.
 */
class DesktopSettings : public QObject
{
    Q_OBJECT
public:
    explicit DesktopSettings(QObject *parent = nullptr);
    void watch();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QVariant &value, bool changed);
};

} // namespace petrel::ui
