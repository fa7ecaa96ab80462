// petrelctl: Petrel's engine without a window.

#include "app/ctl/interruption.h"
#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "app/shared/secrets_choice.h"
#include "app/shared/sentences.h"

#include <QCoreApplication>

#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>

using namespace petrel;
using namespace petrel::ctl;

namespace {

Result<ExitCode> run(const Arguments &arguments)
{
    const QString group = arguments.command.section(QLatin1Char(' '), 0, 0);
    if (group == QStringLiteral("backup"))
        return runBackupCommand(arguments);
    const std::unique_ptr<Session> session = TRY(Session::open(arguments));
    if (group == QStringLiteral("account"))
        return runAccountCommand(*session, arguments);
    if (group == QStringLiteral("folder"))
        return runFolderCommand(*session, arguments);
    if (group == QStringLiteral("label"))
        return runLabelCommand(*session, arguments);
    if (group == QStringLiteral("maildrop"))
        return runMaildropCommand(*session, arguments);
    if (group == QStringLiteral("message"))
        return runMessageCommand(*session, arguments);
    if (group == QStringLiteral("search"))
        return runSearch(*session, arguments);
    if (group == QStringLiteral("sync"))
        return runSync(*session, arguments);
    if (group == QStringLiteral("send"))
        return runSend(*session, arguments);
    if (group == QStringLiteral("outbox"))
        return runOutboxCommand(*session, arguments);
    return runCheck(*session, arguments);
}

void printError(const Error &error)
{
    printJson(QJsonDocument(QJsonObject{{QStringLiteral("error"), toJson(error)}}));
}

/** The command line read, done and answered. */
ExitCode answer(const QStringList &words)
{
    const Result<Arguments> arguments = parseArguments(words);
    if (!arguments) {
        complain(arguments.error().what + QStringLiteral(". See petrelctl --help."));
        if (words.contains(QStringLiteral("--json")))
            printError(arguments.error());
        return Usage;
    }
    if (arguments->command == QStringLiteral("help")) {
        printBytes(helpText().toUtf8());
        return Done;
    }
    if (arguments->command == QStringLiteral("version")) {
        printLine(QStringLiteral("petrelctl " PETREL_VERSION));
        return Done;
    }
    const Result<ExitCode> done = run(*arguments);
    if (done)
        return *done;
    complain(app::plainSentence(done.error()));
    if (arguments->global.contains(QStringLiteral("json")))
        printError(done.error());
    return exitCodeOf(done.error());
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(077); // what is written here is one person's mail
    (void)app::passphraseFromEnvironment();
    const Interruption interruption;
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("petrelctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PETREL_VERSION));

    const ExitCode code = answer(QCoreApplication::arguments().mid(1));
    if (allIsWritten())
        return code == Stopped && Interruption::signal() == SIGTERM ? 128 + SIGTERM : code;
    complain(QStringLiteral("The answer could not be written whole: %1.").arg(QString::fromLocal8Bit(std::strerror(errno))));
    return Disk;
}
