#pragma once

#include "ui/common/buttons.h"
#include "ui/folders/folder_name_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QtTest>

namespace petrel::test {

/** Naming a folder: what is refused, and when. */
class FolderNameTest : public QObject
{
    Q_OBJECT

    static ui::FolderNamePlace place(bool isTop = true) { return {{QStringLiteral("Archive"), QStringLiteral("Häfen")}, isTop}; }
    static QLineEdit *field(ui::FolderNameDialog &dialog) { return dialog.findChild<QLineEdit *>(QStringLiteral("name")); }
    static ui::Button *button(ui::FolderNameDialog &dialog) { return dialog.findChild<ui::Button *>(QStringLiteral("accept")); }
    static QString problem(ui::FolderNameDialog &dialog) { return dialog.findChild<QLabel *>(QStringLiteral("problem"))->text(); }
    static ui::FolderNameDialog::Words words() { return {QStringLiteral("New folder"), QStringLiteral("New folder in Home"), QStringLiteral("Create")}; }

private Q_SLOTS:
    void aNameIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isTop");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *what, const QString &name, const char *part, bool isTop = true) {
            QTest::newRow(what) << name << isTop << QString::fromLatin1(part);
        };
        row("delimiter", QStringLiteral("Home/2026"), "/");
        row("delimiter alone", QStringLiteral("/"), "/");
        row("taken", QStringLiteral("Archive"), "already");
        row("taken, with spaces around", QStringLiteral("  Archive "), "already");
        row("taken, not ASCII", QStringLiteral("Häfen"), "already");
        row("inbox", QStringLiteral("inBox"), "inbox");
        row("line break", QStringLiteral("a\nb"), "cannot be seen");
        row("null", QStringLiteral("a") + QChar(0) + QStringLiteral("b"), "cannot be seen");
        row("too long", QString(201, QLatin1Char('x')), "too long");
        row("too long in bytes only", QString(101, QChar(0x00E4)), "too long");
    }
    void aNameIsRefusedWithTheReason()
    {
        QFETCH(QString, name);
        QFETCH(bool, isTop);
        QFETCH(QString, part);
        QVERIFY2(ui::whyNoFolderName(name, place(isTop)).contains(part), qPrintable(ui::whyNoFolderName(name, place(isTop))));
        QVERIFY(!ui::isFolderName(name, place(isTop)));
    }

    void whatServersTakeIsTaken_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"a", "archive", "Ämter & Behörden", "INBOX2", "a.b", "%*\"\\", "مراسلات", "渡辺"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void whatServersTakeIsTaken()
    {
        QFETCH(QString, name);
        QCOMPARE(ui::whyNoFolderName(name, place()), QString());
        QVERIFY(ui::isFolderName(name, place()));
    }

    void belowAnotherFolderInboxIsANameLikeOthers() { QVERIFY(ui::isFolderName(QStringLiteral("Inbox"), place(false))); }

    void nothingTypedIsNoMistakeButNoNameEither()
    {
        ui::FolderNameDialog dialog(words(), {}, place());
        QCOMPARE(problem(dialog), QString());
        QVERIFY(!button(dialog)->isEnabled());
        QTest::keyClicks(field(dialog), QStringLiteral("   "));
        QCOMPARE(problem(dialog), QString());
        QVERIFY(!button(dialog)->isEnabled());
    }

    void mistakesAreToldWhileTyping()
    {
        ui::FolderNameDialog dialog(words(), {}, place());
        QTest::keyClicks(field(dialog), QStringLiteral("Archive"));
        QVERIFY(problem(dialog).contains(QStringLiteral("already")));
        QVERIFY(!button(dialog)->isEnabled());
        QCOMPARE(field(dialog)->accessibleDescription(), problem(dialog));
        QTest::keyClicks(field(dialog), QStringLiteral("s"));
        QCOMPARE(problem(dialog), QString());
        QVERIFY(button(dialog)->isEnabled());
    }

    void enterTellsTheNameOnceAndWaits()
    {
        ui::FolderNameDialog dialog(words(), {}, place());
        QSignalSpy chosen(&dialog, &ui::FolderNameDialog::chosen);
        dialog.show();
        QTest::keyClicks(field(dialog), QStringLiteral(" Boats "));
        QTest::keyClick(field(dialog), Qt::Key_Return);
        QTest::keyClick(field(dialog), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), QStringLiteral("Boats"));
        QVERIFY(dialog.isVisible());
        dialog.refuse(QStringLiteral("The server keeps this character for itself."));
        QCOMPARE(problem(dialog), QStringLiteral("The server keeps this character for itself."));
        QCOMPARE(field(dialog)->selectedText(), field(dialog)->text());
        QTest::keyClick(field(dialog), Qt::Key_Return);
        QCOMPARE(chosen.size(), 2); // a server may have changed its mind
    }

    void theSameNameRenamesNothing()
    {
        ui::FolderNameDialog dialog(words(), QStringLiteral("Archive"), place());
        QSignalSpy chosen(&dialog, &ui::FolderNameDialog::chosen);
        dialog.show();
        QVERIFY(button(dialog)->isEnabled());
        QTest::keyClick(field(dialog), Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
        QVERIFY(chosen.isEmpty());
    }

    void namesOfTheServerAreNoMarkup()
    {
        ui::FolderNameDialog dialog({QStringLiteral("New folder"), QStringLiteral("New folder in <img src=x>"), QStringLiteral("Create")}, {}, place());
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("<img")))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
};

} // namespace petrel::test
