#include "app/shared/paths.h"

#include <QStandardPaths>

namespace petrel::app {

QString defaultProfileDir()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/petrel");
}

QString settingsFile(const QString &profileDir)
{
    return profileDir + QStringLiteral("/settings.ini");
}

QString sealedSecretsFile(const QString &profileDir)
{
    return profileDir + QStringLiteral("/secrets.sealed");
}

} // namespace petrel::app
