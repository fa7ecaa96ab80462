#pragma once

#include "app/petrel/command_line.h"
#include "app/shared/paths.h"

#include <QDir>
#include <QtTest>

namespace petrel::test {

class CommandLineTest : public QObject
{
    Q_OBJECT

    static QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

private Q_SLOTS:
    void withoutAWordItIsThePersonsOwnProfile()
    {
        const auto line = app::parseCommandLine({});
        QVERIFY(line.ok());
        QCOMPARE(line->profileDir, app::defaultProfileDir());
        QCOMPARE(line->view, QStringLiteral("main"));
        QVERIFY(line->secrets.isEmpty() && line->scheme.isEmpty() && line->mailto.isEmpty() && line->screenshotFile.isEmpty());
        QVERIFY(!line->help && !line->version && !line->startupReport && !line->reverse);
    }

    void valuesStandBehindASpaceOrAnEqualsSign()
    {
        for (const char *written : {"--profile /tmp/p --secrets file --scheme dark --screenshot a.png --view compose",
                                    "--profile=/tmp/p --secrets=file --scheme=dark --screenshot=a.png --view=compose"}) {
            const auto line = app::parseCommandLine(words(written));
            QVERIFY(line.ok());
            QCOMPARE(line->profileDir, QStringLiteral("/tmp/p"));
            QCOMPARE(line->secrets, QStringLiteral("file"));
            QCOMPARE(line->scheme, QStringLiteral("dark"));
            QCOMPARE(line->screenshotFile, QStringLiteral("a.png"));
            QCOMPARE(line->view, QStringLiteral("compose"));
        }
    }

    void aProfileIsAlwaysNamedInFull()
    {
        QCOMPARE(app::parseCommandLine(words("--profile some/where"))->profileDir, QDir(QStringLiteral("some/where")).absolutePath());
        // A value may hold the sign, and look like an option.
        QCOMPARE(app::parseCommandLine(words("--profile=/tmp/a=b"))->profileDir, QStringLiteral("/tmp/a=b"));
    }

    void aMailLinkIsTakenAsItIs()
    {
        const auto line = app::parseCommandLine({QStringLiteral("MAILTO:bob@example.net?subject=--view&body=a%20b")});
        QVERIFY(line.ok());
        QCOMPARE(line->mailto, QStringLiteral("MAILTO:bob@example.net?subject=--view&body=a%20b"));
        QCOMPARE(line->view, QStringLiteral("main"));
    }

    void switchesAreSet()
    {
        const auto line = app::parseCommandLine(words("--startup-report -reverse --version -h"));
        QVERIFY(line.ok() && line->startupReport && line->reverse && line->version && line->help);
    }

    void whatIsNotUnderstoodIsNamed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *line, const char *named) { QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(named); };
        row("--profil /tmp/p", "--profil");
        row("--profile", "--profile");
        row("--profile=", "--profile");
        row("--secrets notes", "notes");
        row("--scheme pink", "pink");
        row("--view moon --screenshot a.png", "moon");
        row("bob@example.net", "bob@example.net");
        row("http://example.net", "http://example.net");
        row("--help=yes", "--help=yes");
        row("letter.eml", "letter.eml");
    }
    void whatIsNotUnderstoodIsNamed()
    {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const auto parsed = app::parseCommandLine(line.split(QLatin1Char(' ')));
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
        QVERIFY2(parsed.error().what.contains(named), qPrintable(parsed.error().what));
    }

    void theHelpNamesEveryOption()
    {
        for (const char *option : {"--profile", "--secrets", "--scheme", "--screenshot", "--view", "--startup-report", "--version", "--help", "mailto:"})
            QVERIFY2(app::commandLineHelp().contains(QLatin1String(option)), option);
    }
};

} // namespace petrel::test
