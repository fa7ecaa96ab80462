#pragma once

#include "app/petrel/screenshot.h"
#include "tests/gui/application/application_test.h"

#include <QImage>
#include <QSignalSpy>

namespace petrel::test {

class ScreenshotTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    app::CommandLine line(const char *name) const
    {
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QLatin1String(name));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        line.screenshotFile = m_directory.filePath(QStringLiteral("none.png")); // no wizard opens by itself
        return line;
    }
    /** Whether the picture came. */
    static bool photograph(app::Screenshot &camera)
    {
        QSignalSpy taken(&camera, &app::Screenshot::taken);
        camera.setPauses({std::chrono::milliseconds(0), std::chrono::milliseconds(0), std::chrono::milliseconds(0)});
        camera.start();
        return QTest::qWaitFor([&] { return !taken.isEmpty(); }) && taken.first().first().toBool();
    }

private Q_SLOTS:
    void theWindowIsPicturedInItsOwnSize()
    {
        app::Application petrel(line("main"));
        petrel.start();
        QVERIFY(petrel.window());
        const QString file = m_directory.filePath(QStringLiteral("main.png"));
        app::Screenshot camera(*petrel.window(), file, QStringLiteral("main"), nullptr);
        QVERIFY(photograph(camera));
        const QImage picture(file);
        QCOMPARE(picture.size() / picture.devicePixelRatio(), QSize(1440, 900));
        QVERIFY(!picture.isNull());
    }

    void anotherViewIsAskedForAndPictured()
    {
        app::Application petrel(line("wizard"));
        petrel.start();
        QVERIFY(petrel.window());
        const QString file = m_directory.filePath(QStringLiteral("dialog.png"));
        app::Screenshot camera(*petrel.window(), file, QStringLiteral("wizard"), nullptr);
        QDialog wizard;
        wizard.resize(500, 300);
        connect(&camera, &app::Screenshot::wizardWanted, &wizard, &QDialog::open);
        QVERIFY(photograph(camera));
        QCOMPARE(QImage(file).size() / QImage(file).devicePixelRatio(), QSize(500, 300));
    }

    void aPlaceWhereNothingCanBeWrittenIsTold()
    {
        app::Application petrel(line("nowhere"));
        petrel.start();
        QVERIFY(petrel.window());
        app::Screenshot camera(*petrel.window(), m_directory.filePath(QStringLiteral("no/such/directory.png")), QStringLiteral("main"), nullptr);
        QVERIFY(!photograph(camera));
    }
};

} // namespace petrel::test
