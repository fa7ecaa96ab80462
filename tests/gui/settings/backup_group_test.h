#pragma once

#include "tests/gui/settings/settings_desk.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QtTest>

namespace petrel::test {

/** Backups on the storage page: made, told, put elsewhere, and the way back. */
class BackupGroupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_backup_is_made_and_told()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Storage);
        QCOMPARE(desk.find<QLabel>("lastBackup")->text(), QStringLiteral("None was made yet."));
        QVERIFY(!desk.find<QAbstractButton>("restoreBackup")->isEnabled());
        QVERIFY(desk.find<QCheckBox>("backUpDaily")->isChecked());
        desk.press("backUp");
        QVERIFY(desk.find<QLabel>("lastBackup")->text().contains(QStringLiteral("3120 messages")));
        QVERIFY(desk.find<QAbstractButton>("restoreBackup")->isEnabled());
        desk.backups.made = makeError(ErrorKind::StoreFull, QStringLiteral("no room"));
        desk.press("backUp");
        QVERIFY(desk.find<QAbstractButton>("backUp")->isEnabled());
        const QList<QLabel *> said = desk.window->findChildren<QLabel *>(QStringLiteral("Status"));
        QVERIFY(std::any_of(said.begin(), said.end(), [](const QLabel *label) { return label->text().contains(QStringLiteral("No backup was made; your mail and the backups before are as they were.")); }));
    }

    void what_is_damaged_is_told_by_name()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Storage);
        QVERIFY(!desk.find<QLabel>("damagedInBackup")->isVisible());
        desk.backups.made = ui::BackupPlace::Copy{QStringLiteral("/kept/a"), QDateTime::currentDateTimeUtc(), 12, true, {QStringLiteral("Invoice 17"), QString()}};
        desk.press("backUp");
        const QString told = desk.find<QLabel>("damagedInBackup")->text();
        QVERIFY(desk.find<QLabel>("damagedInBackup")->isVisible());
        QVERIFY2(told.contains(QStringLiteral("Invoice 17")) && told.contains(QStringLiteral("(no subject)")), qPrintable(told));
        const QList<QLabel *> said = desk.window->findChildren<QLabel *>(QStringLiteral("Status"));
        QVERIFY2(std::none_of(said.begin(), said.end(), [](const QLabel *label) { return label->text().contains(QStringLiteral("it is whole")); }), "it is not");
    }

    void another_mailboxs_is_named_so()
    {
        Desk desk;
        desk.backups.copies = {{QStringLiteral("/kept/theirs"), QDateTime::currentDateTimeUtc(), 12, false}};
        desk.window->showPart(ui::SettingsPart::Storage);
        QCOMPARE(desk.find<QLabel>("lastBackup")->text(), QStringLiteral("None was made yet."));
        desk.press("restoreBackup");
        auto *menu = desk.window->findChild<QMenu *>();
        QVERIFY(menu && menu->actions().first()->text().contains(QStringLiteral("of another mailbox")));
        menu->close();
    }

    void backups_go_where_the_person_says()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Storage);
        QCOMPARE(desk.backups.places.last(), desk.backups.ownDirectory());
        desk.seams.directory = QStringLiteral("/media/disk/mail");
        desk.press("chooseBackupPlace");
        QCOMPARE(desk.backups.places.last(), desk.seams.directory);
        desk.press("backUp");
        QCOMPARE(desk.backups.places.last(), desk.seams.directory);
        desk.seams.directory.clear(); // cancelled
        desk.press("chooseBackupPlace");
        QVERIFY(desk.find<QLabel>("backupDirectory")->text().contains(QStringLiteral("/media/disk/mail")));
    }

    void nothing_is_restored_unasked_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<QStringList>("restored");
        QTest::newRow("restore") << 0 << QStringList{QStringLiteral("/kept/b")};
        QTest::newRow("cancel") << 1 << QStringList();
    }

    void nothing_is_restored_unasked()
    {
        QFETCH(int, answer);
        QFETCH(QStringList, restored);
        Desk desk;
        desk.seams.answer = answer;
        desk.backups.copies = {{QStringLiteral("/kept/a"), QDateTime::currentDateTimeUtc(), 12}, {QStringLiteral("/kept/b"), QDateTime::currentDateTimeUtc().addDays(-7), 11}};
        desk.window->showPart(ui::SettingsPart::Storage);
        desk.press("restoreBackup");
        auto *menu = desk.window->findChild<QMenu *>();
        QVERIFY(menu && menu->actions().size() == 2);
        menu->actions().last()->trigger();
        QVERIFY(desk.seams.question().meaning.contains(QStringLiteral("Mail that came since is kept")));
        QCOMPARE(desk.seams.question().preferred, 1);
        QCOMPARE(desk.backups.restored, restored);
    }
};

} // namespace petrel::test
