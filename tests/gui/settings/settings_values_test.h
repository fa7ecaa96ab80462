#pragma once

#include "ui/common/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

using namespace std::chrono_literals;

/** The file behind the settings. */
class SettingsValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_set_is_told_once_and_read_by_the_next_start()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("settings.ini"));
        {
            ui::Settings settings(file);
            const QSignalSpy changed(&settings, &ui::Settings::changed);
            settings.setScheme(ui::SchemeChoice::Dark);
            settings.setScheme(ui::SchemeChoice::Dark);
            QCOMPARE(changed.count(), 1);
            settings.setCompact(true);
            settings.setMarkReadAfter(std::nullopt);
            settings.setWritesRichText(true);
            settings.setUndoSendSeconds(500);
            settings.setReducesMotion(true);
            settings.setSignature("uuid-1", QStringLiteral("Nora; \"Halden\"\n[Studio], 100 %"));
        }
        const ui::Settings settings(file);
        QCOMPARE(settings.scheme(), ui::SchemeChoice::Dark);
        QVERIFY(settings.isCompact());
        QVERIFY(!settings.markReadAfter());
        QVERIFY(settings.writesRichText());
        QVERIFY(settings.reducesMotion());
        QCOMPARE(settings.undoSendSeconds(), 60);
        QCOMPARE(settings.signature("uuid-1"), QStringLiteral("Nora; \"Halden\"\n[Studio], 100 %"));
        QCOMPARE(settings.signature("uuid-2"), QString());
    }

    void nonsense_in_the_file_is_read_as_the_default()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("settings.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[appearance]\nscheme=purple\ndensity=7\n[reading]\nmarkReadAfterSeconds=soon\n[writing]\nundoSendSeconds=-4\nrichText=\n\xff\xfe[");
        file.close();
        const ui::Settings settings(path);
        QCOMPARE(settings.scheme(), ui::SchemeChoice::System);
        QVERIFY(!settings.isCompact());
        QCOMPARE(settings.markReadAfter(), std::optional(2s));
        QCOMPARE(settings.undoSendSeconds(), 10);
        QVERIFY(!settings.writesRichText());
    }
};

} // namespace petrel::test
