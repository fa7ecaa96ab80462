#include "app/petrel/command_line.h"

#include "app/shared/paths.h"

#include <QDir>

namespace petrel::app {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &words)
{
    CommandLine line;
    QMap<QString, QString *> values{{QStringLiteral("--profile"), &line.profileDir},
                                    {QStringLiteral("--secrets"), &line.secrets},
                                    {QStringLiteral("--scheme"), &line.scheme},
                                    {QStringLiteral("--screenshot"), &line.screenshotFile},
                                    {QStringLiteral("--view"), &line.view}};
    const QMap<QString, bool *> switches{{QStringLiteral("--startup-report"), &line.startupReport},
                                         {QStringLiteral("-reverse"), &line.reverse},
                                         {QStringLiteral("--help"), &line.help},
                                         {QStringLiteral("-h"), &line.help},
                                         {QStringLiteral("--version"), &line.version}};
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString name = words[i].section(QLatin1Char('='), 0, 0);
        if (values.contains(name)) {
            if (words[i].contains(QLatin1Char('=')))
                *values[name] = words[i].section(QLatin1Char('='), 1);
            else if (i + 1 < words.size())
                *values[name] = words[++i];
            if (values[name]->isEmpty())
                return invalid(QStringLiteral("%1 needs a value").arg(name));
        } else if (switches.contains(words[i])) {
            *switches[words[i]] = true;
        } else if (words[i].startsWith(QStringLiteral("mailto:"), Qt::CaseInsensitive)) {
            line.mailto = words[i];
        } else {
            return invalid(QStringLiteral("petrel does not understand \"%1\"").arg(words[i]));
        }
    }
    if (!line.scheme.isEmpty() && line.scheme != QStringLiteral("light") && line.scheme != QStringLiteral("dark"))
        return invalid(QStringLiteral("--scheme wants light or dark, not \"%1\"").arg(line.scheme));
    static const QStringList views{QStringLiteral("main"), QStringLiteral("message"), QStringLiteral("compose"), QStringLiteral("wizard"), QStringLiteral("settings")};
    if (line.view.isEmpty())
        line.view = views.first();
    if (!views.contains(line.view))
        return invalid(QStringLiteral("--view wants %1, not \"%2\"").arg(views.join(QStringLiteral(", ")), line.view));
    static const QStringList modes{QStringLiteral("memory"), QStringLiteral("keychain"), QStringLiteral("file")};
    if (!line.secrets.isEmpty() && !modes.contains(line.secrets))
        return invalid(QStringLiteral("--secrets wants memory, keychain or file, not \"%1\"").arg(line.secrets));
    line.profileDir = line.profileDir.isEmpty() ? defaultProfileDir() : QDir(line.profileDir).absolutePath();
    return line;
}

QString commandLineHelp()
{
    return QStringLiteral("petrel [--profile DIR] [--secrets memory|keychain|file] [--scheme light|dark] [mailto:ADDRESS]\n"
                          "petrel --screenshot FILE.png [--view main|message|compose|wizard|settings]    takes a picture, then ends\n"
                          "petrel --startup-report    prints \"painted\" when the first window is painted, then ends\n"
                          "petrel --version | --help\n");
}

} // namespace petrel::app
