#include "core/store/backup_mark_p.h"

#include "core/base/descriptor.h"
#include "core/store/profile_directory.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace petrel::store {

namespace {

const QString profileKey = QStringLiteral("profile");
const QString turnKey = QStringLiteral("turn");
const QString damagedKey = QStringLiteral("damaged");
const QString damagedFilesKey = QStringLiteral("damagedFiles");

constexpr qsizetype kIdentityLength = 32;

QString markFile(const QString &backup) { return backup + QStringLiteral("/about.json"); }

QString identityFile(const QString &profile) { return profile + QStringLiteral("/identity"); }

QStringList stringsIn(const QJsonValue &array)
{
    QStringList strings;
    const QJsonArray values = array.toArray();
    for (const QJsonValue &value : values)
        strings.append(value.toString());
    return strings;
}

} // namespace

std::optional<BackupMark> BackupMark::of(const QString &backup)
{
    QFile file(markFile(backup));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return {};
    const QJsonObject told = document.object();
    return BackupMark{told.value(profileKey).toString(), told.value(turnKey).toInt(), stringsIn(told.value(damagedKey)), stringsIn(told.value(damagedFilesKey))};
}

Status BackupMark::write(const QString &backup) const
{
    const QJsonObject told{{profileKey, profile}, {turnKey, turn}, {damagedKey, QJsonArray::fromStringList(damaged)}, {damagedFilesKey, QJsonArray::fromStringList(damagedFiles)}};
    return writeSynced(markFile(backup), QJsonDocument(told).toJson());
}

Result<QString> identityOf(const QString &profile)
{
    QString identity = knownIdentity(profile);
    if (!identity.isEmpty())
        return identity;
    identity = QUuid::createUuid().toString(QUuid::Id128);
    TRY(setIdentity(profile, identity));
    return identity;
}

QString knownIdentity(const QString &profile)
{
    QFile file(identityFile(profile));
    const QString identity = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(kIdentityLength)) : QString();
    return identity.size() == kIdentityLength ? identity : QString(); // cut off while it was written
}

Status setIdentity(const QString &profile, const QString &identity)
{
    TRY(writeSynced(identityFile(profile), identity.toLatin1() + '\n'));
    return syncDirectory(profile);
}

Status writeSynced(const QString &name, const QByteArray &bytes)
{
    const Descriptor file(::open(QFile::encodeName(name).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return fileError(errno, QStringLiteral("making ") + name);
    if (const int failed = writeAll(file.number(), bytes.constData(), static_cast<std::size_t>(bytes.size())))
        return fileError(failed, QStringLiteral("writing ") + name);
    return ::fsync(file.number()) == 0 ? Status() : Status(fileError(errno, QStringLiteral("syncing ") + name));
}

} // namespace petrel::store
