// petrel: the window.

#include "app/petrel/application.h"
#include "app/petrel/end_signals.h"
#include "app/petrel/single_instance.h"
#include "app/shared/secrets_choice.h"
#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"
#include "ui/common/icons.h"
#include "ui/common/window_accessible.h"

#include <QApplication>
#include <QTimer>

#include <csignal>
#include <cstdio>

#include <sys/stat.h>

using namespace petrel;

namespace {

/** Answers that need no display: help, version, a wrong command line. */
int answerWithoutWindow(const Result<app::CommandLine> &line)
{
    if (!line) {
        std::fprintf(stderr, "petrel: %s. See petrel --help.\n", qUtf8Printable(line.error().what));
        return 2;
    }
    std::fputs(line->help ? qUtf8Printable(app::commandLineHelp()) : "petrel " PETREL_VERSION "\n", stdout);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(077); // what is written here is one person's mail
    (void)app::passphraseFromEnvironment();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    const Result<app::CommandLine> line = app::parseCommandLine(words);
    if (!line || line->help || line->version)
        return answerWithoutWindow(line);

    std::signal(SIGPIPE, SIG_IGN);
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("petrel"));
    QApplication::setApplicationDisplayName(QStringLiteral("Petrel"));
    QApplication::setApplicationVersion(QStringLiteral(PETREL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.petrelmail.Petrel"));
    ui::Appearance::instance().install();
    ui::installWindowAccessibility();
    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    QApplication::setWindowIcon(ui::applicationIcon());

    const app::EndSignals endSignals; // before a profile is open
    app::SingleInstance instance(line->profileDir);
    if (instance.tellOther(line->mailto)) {
        std::puts("Petrel is running with this profile already; its window was asked to come to the front.");
        return 0;
    }
    app::Application petrel(*line);
    instance.listen();
    QObject::connect(&instance, &app::SingleInstance::asked, &petrel, &app::Application::present);
    QObject::connect(&endSignals, &app::EndSignals::asked, &petrel, &app::Application::quit);
    QObject::connect(&application, &QGuiApplication::commitDataRequest, &petrel, &app::Application::quit);
    QTimer::singleShot(0, &petrel, &app::Application::start);
    return QApplication::exec();
}
