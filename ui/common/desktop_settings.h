#pragma once

#include <QObject>
#include <QString>

class QDBusVariant;

namespace petrel::ui {

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
    void take(const QString &group, const QString &key, const QVariant &value);
};

} // namespace petrel::ui
