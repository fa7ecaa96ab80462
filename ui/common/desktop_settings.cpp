#include "ui/common/desktop_settings.h"

#include "ui/common/appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

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

/** Whether a bus of the session is there. Asking for one that is not would start it, and keep the first window waiting. */
bool hasSessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || (!runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus")));
}

} // namespace

std::optional<Scheme> schemeFromPortal(uint value, bool changed)
{
    if (value == 1)
        return Scheme::Dark;
    if (value == 2 || changed)
        return Scheme::Light;
    return std::nullopt;
}

DesktopSettings::DesktopSettings(QObject *parent) : QObject(parent) {}

void DesktopSettings::watch()
{
    if (!hasSessionBus())
        return;
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
            take(group, key, reply.value().variant(), false);
        answered->deleteLater();
    });
}

void DesktopSettings::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, value.variant(), true);
}

void DesktopSettings::take(const QString &group, const QString &key, const QVariant &value, bool changed)
{
    const QVariant plain = unwrapped(value);
    const bool isScheme = group == appearanceGroup() && key == QLatin1String("color-scheme");
    if (const auto scheme = isScheme ? schemeFromPortal(plain.toUInt(), changed) : std::nullopt)
        Appearance::instance().setDesktopScheme(*scheme);
    else if (group == gnomeGroup() && key == QLatin1String("enable-animations"))
        Appearance::instance().setDesktopReducedMotion(!plain.toBool());
}

} // namespace petrel::ui
