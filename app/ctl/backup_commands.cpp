#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "app/shared/paths.h"
#include "core/store/backup.h"

#include <QDir>
#include <QFileInfo>

namespace petrel::ctl {

namespace {

QString profileOf(const Arguments &arguments) { return arguments.global.value(QStringLiteral("profile"), app::defaultProfileDir()); }

QString placeOf(const Arguments &arguments)
{
    return QDir().absoluteFilePath(arguments.value(QStringLiteral("in"), store::ownBackups(profileOf(arguments))));
}

QString nameOf(const store::Backup &backup) { return QFileInfo(backup.directory).fileName(); }

QJsonObject inJson(const store::Backup &backup)
{
    return {{QStringLiteral("name"), nameOf(backup)}, {QStringLiteral("directory"), backup.directory}, {QStringLiteral("madeAt"), backup.madeAt.toString(Qt::ISODate)},
            {QStringLiteral("messages"), backup.messages}, {QStringLiteral("databaseBytes"), backup.bytes},
            {QStringLiteral("damaged"), QJsonArray::fromStringList(backup.damaged)}};
}

QString inWords(const store::Backup &backup) { return QStringLiteral("%1  %2 messages").arg(nameOf(backup)).arg(backup.messages); }

/** Each by its name: what is in no backup whole cannot be had from one. */
void printDamaged(const QStringList &subjects)
{
    for (const QString &subject : subjects)
        printLine(QStringLiteral("Damaged, and whole in no backup: %1").arg(subject));
}

/** By its name below the place of backups, or by its own directory; nothing: the newest of this profile, or of any where it has none. */
Result<QString> chosen(const Arguments &arguments)
{
    const QString word = arguments.words.value(0);
    if (word.contains(QLatin1Char('/')))
        return QDir().absoluteFilePath(word);
    const QList<store::Backup> all = store::backupsIn(placeOf(arguments));
    const auto own = store::latest(store::backupsOf(profileOf(arguments), placeOf(arguments)), QDateTime::currentDateTimeUtc());
    if (word.isEmpty() && own)
        return own->directory;
    for (const store::Backup &backup : all) {
        if (word.isEmpty() || nameOf(backup) == word)
            return backup.directory;
    }
    return makeError(ErrorKind::Invalid, word.isEmpty() ? QStringLiteral("there is no backup in %1").arg(placeOf(arguments))
                                                        : QStringLiteral("there is no backup \"%1\" in %2").arg(word, placeOf(arguments)));
}

Result<ExitCode> list(const Arguments &arguments, bool json)
{
    const QList<store::Backup> backups = store::backupsIn(placeOf(arguments));
    QJsonArray array;
    for (const store::Backup &backup : backups) {
        array.append(inJson(backup));
        if (!json)
            printLine(inWords(backup));
    }
    if (json)
        printJson(QJsonDocument(array));
    else if (backups.isEmpty())
        printLine(QStringLiteral("There is no backup in %1.").arg(placeOf(arguments)));
    return Done;
}

Result<ExitCode> make(const Arguments &arguments, bool json)
{
    const std::unique_ptr<Session> session = TRY(Session::open(arguments));
    const store::Backup made = TRY(session->store().backUp(placeOf(arguments), Session::stop()));
    if (json)
        printJson(QJsonDocument(inJson(made)));
    else
        printLine(QStringLiteral("Made and read back: %1").arg(inWords(made)));
    if (!json)
        printDamaged(made.damaged);
    return made.damaged.isEmpty() ? Done : Disk;
}

Result<ExitCode> verify(const Arguments &arguments, bool json)
{
    const QString backup = TRY(chosen(arguments));
    const QList<store::Finding> findings = TRY(store::verifyBackup(backup, Session::stop()));
    printFindings(findings, json, QStringLiteral("The backup %1 is whole: database and contents were read.").arg(QFileInfo(backup).fileName()));
    return findings.isEmpty() ? Done : Disk;
}

Result<ExitCode> restore(const Arguments &arguments, bool json)
{
    const QString backup = TRY(chosen(arguments));
    const store::Restored restored = TRY(store::restoreBackup(profileOf(arguments), backup, Session::stop()));
    if (json) {
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("backup"), backup}, {QStringLiteral("messages"), restored.messages},
                                            {QStringLiteral("outbox"), restored.outbox}, {QStringLiteral("formerDatabase"), restored.damagedDatabase},
                                            {QStringLiteral("damaged"), QJsonArray::fromStringList(restored.damaged)}}));
        return Done;
    }
    printLine(QStringLiteral("Restored: %1 messages are here, those that came since the backup among them.").arg(restored.messages));
    if (!restored.damagedDatabase.isEmpty())
        printLine(QStringLiteral("The database until now is kept as %1.").arg(restored.damagedDatabase));
    printDamaged(restored.damaged);
    return Done;
}

} // namespace

Result<ExitCode> runBackupCommand(const Arguments &arguments)
{
    const bool json = arguments.global.contains(QStringLiteral("json"));
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("make"))
        return make(arguments, json);
    if (verb == QStringLiteral("verify"))
        return verify(arguments, json);
    return verb == QStringLiteral("restore") ? restore(arguments, json) : list(arguments, json);
}

} // namespace petrel::ctl
