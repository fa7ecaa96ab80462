#include "ui/common/desktop_settings.h"

#include "ui/common/appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace petrel::ui {

namespace {

QString service() { return QStringLiteral("org.freedesktop.portal.Desktop"); }
QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }
QString interface() { return QStringLiteral("org.freedesktop.portal.Settings"); }
QString appearanceGroup() { return QStringLiteral("org.freedesktop.appearance"); }
QString gnomeGroup() { return QStringLiteral("org.gnome.desktop.interface"); }

/** Older portals wrap the value in a second variant. */
QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopSettings::DesktopSettings(QObject *parent) : QObject(parent) {}

void DesktopSettings::watch()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), path(), interface(), QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(appearanceGroup(), QStringLiteral("color-scheme"));
    ask(gnomeGroup(), QStringLiteral("enable-animations"));
}

void DesktopSettings::ask(const QString &group, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
    call << group << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key](QDBusPendingCallWatcher *answered) {
        const QDBusPendingReply<QDBusVariant> reply = *answered;
        if (!reply.isError())
            take(group, key, reply.value().variant());
        answered->deleteLater();
    });
}

void DesktopSettings::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, value.variant());
}

void DesktopSettings::take(const QString &group, const QString &key, const QVariant &value)
{
    const QVariant plain = unwrapped(value);
    // 0 no preference, 1 dark, 2 light.
    if (group == appearanceGroup() && key == QLatin1String("color-scheme") && plain.toUInt() != 0)
        Appearance::instance().setDesktopScheme(plain.toUInt() == 1 ? Scheme::Dark : Scheme::Light);
    else if (group == gnomeGroup() && key == QLatin1String("enable-animations"))
        Appearance::instance().setDesktopReducedMotion(!plain.toBool());
}

} // namespace petrel::ui
