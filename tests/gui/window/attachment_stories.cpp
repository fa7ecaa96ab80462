#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/deed_stories.h"
#include "tests/gui/window/window_fixture.h"

#include <QAbstractButton>
#include <QFileInfo>

namespace petrel::test {

namespace {

QString words(const char *text) { return QString::fromLatin1(text); }

QList<Letter> letterWithFiles(const QStringList &files)
{
    Letter letter{words("Priya Raman"), words("Contract"), words("Please fill it in.")};
    letter.files = files;
    return {letter};
}

/** Selects the letter and waits until its files are shown. */
QAbstractButton *shownFile(WindowFixture &petrel, const char *name)
{
    petrel.press(Qt::Key_J);
    QAbstractButton *file = nullptr;
    const bool found = QTest::qWaitFor([&] {
        for (QAbstractButton *button : petrel.window().findChildren<QAbstractButton *>())
            file = button->text() == QString::fromLatin1(name) || button->objectName() == QString::fromLatin1(name) ? button : file;
        return file != nullptr && file->isVisible();
    });
    return found ? file : nullptr;
}

} // namespace

void AttachmentStories::aCopyForAnotherProgramCannotBeWorkedOn()
{
    AnsweringSeams desktop;
    WindowFixture petrel(letterWithFiles({words("contract.odt")}));
    QAbstractButton *file = shownFile(petrel, "contract.odt");
    QVERIFY(file);
    file->click();
    QTRY_COMPARE(desktop.opened.size(), 1);
    const QFileDevice::Permissions anyone = QFileDevice::WriteOwner | QFileDevice::WriteUser | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    const QFileDevice::Permissions given = QFile::permissions(desktop.opened.first());
    QVERIFY(given & QFileDevice::ReadOwner);
    QVERIFY(!(given & (anyone & ~QFileDevice::WriteUser))); // the user here may be one whom nothing stops
}

void AttachmentStories::aFileThatNoProgramOpensIsToldSo()
{
    AnsweringSeams desktop;
    desktop.opensFiles = false;
    WindowFixture petrel(letterWithFiles({words("plan.xyz")}));
    QAbstractButton *file = shownFile(petrel, "plan.xyz");
    QVERIFY(file);
    file->click();
    QTRY_VERIFY(petrel.snackbar().startsWith(words("No program on this computer opens ")));
}

void AttachmentStories::savingAllTellsWhatWasSaved()
{
    QTemporaryDir directory;
    AnsweringSeams desktop;
    desktop.directory = directory.path();
    WindowFixture petrel(letterWithFiles({words("one.txt"), words("two.txt")}));
    QAbstractButton *saveAll = shownFile(petrel, "saveAll");
    QVERIFY(saveAll);
    saveAll->click();
    QVERIFY(petrel.snackbar().isEmpty()); // nothing is said before it is known
    QTRY_COMPARE(petrel.snackbar(), words("Saved 2 files in %1").arg(directory.path()));
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files), QStringList({words("one.txt"), words("two.txt")}));
}

void AttachmentStories::savingAllWhereNothingCanBeWrittenTellsOnlyThat()
{
    AnsweringSeams desktop;
    desktop.directory = words("/nowhere/at/all");
    WindowFixture petrel(letterWithFiles({words("one.txt"), words("two.txt")}));
    QAbstractButton *saveAll = shownFile(petrel, "saveAll");
    QVERIFY(saveAll);
    saveAll->click();
    QTRY_VERIFY(!petrel.snackbar().isEmpty());
    QVERIFY2(!petrel.snackbar().contains(words("Saved")), qPrintable(petrel.snackbar()));
    QVERIFY2(petrel.snackbar().contains(words("another folder")), qPrintable(petrel.snackbar())); // and not that an account is wrong
}

void AttachmentStories::aPageUnderAHarmlessNameIsNotHandedToTheDesktop_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("opens");
    const QByteArray page = "<!DOCTYPE html><html><script>alert(1)</script></html>";
    QTest::newRow("no suffix") << "invoice" << page << false;
    QTest::newRow("unknown suffix") << "invoice.x" << page << false;
    QTest::newRow("suffix of another kind") << "invoice.pdf" << page << false;
    QTest::newRow("a script") << "invoice" << QByteArray("#!/bin/sh\nrm -rf ~\n") << false;
    QTest::newRow("a program") << "invoice" << QByteArray("\x7f" "ELF\x02\x01\x01") << false;
    QTest::newRow("words") << "invoice" << QByteArray("Dear Ada,") << true;
    QTest::newRow("a document") << "invoice.pdf" << QByteArray("%PDF-1.4") << true;
}

void AttachmentStories::aPageUnderAHarmlessNameIsNotHandedToTheDesktop()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(bool, opens);
    AnsweringSeams desktop;
    QList<Letter> letter = letterWithFiles({name});
    letter[0].fileContent = content;
    WindowFixture petrel(letter);
    QAbstractButton *file = shownFile(petrel, qPrintable(name));
    QVERIFY(file);
    file->click();
    if (opens) {
        QTRY_COMPARE(desktop.opened.size(), 1);
    } else {
        QTRY_VERIFY(petrel.snackbar().contains(words("was not opened")));
        QVERIFY(desktop.opened.isEmpty());
    }
}

} // namespace petrel::test
