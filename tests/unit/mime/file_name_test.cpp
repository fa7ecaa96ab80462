#include "tests/unit/mime/mime_tests.h"

#include "core/mime/file_name.h"

#include <QtTest>

namespace petrel::test {

using namespace mime;

void FileNameTest::namesBecomeSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    const auto row = [](const char *test, const QString &name, const char *safe) { QTest::newRow(test) << name << QString::fromUtf8(safe); };
    row("plain", QStringLiteral("report.pdf"), "report.pdf");
    row("letters of any script", QStringLiteral("отчёт 2024.pdf"), "отчёт 2024.pdf");
    row("climbing", QStringLiteral("../../.bashrc"), "bashrc");
    row("absolute", QStringLiteral("/etc/passwd"), "passwd");
    row("windows path", QStringLiteral("C:\\temp\\a.txt"), "a.txt");
    row("drive", QStringLiteral("C:a.txt"), "C_a.txt");
    row("null", QStringLiteral("a") + QChar(0) + QStringLiteral("b.txt"), "ab.txt");
    row("line end", QStringLiteral("a\nb.txt"), "a b.txt");
    row("right to left override", QStringLiteral("invoice\u202Efdp.exe"), "invoicefdp.exe");
    row("reserved", QStringLiteral("CON.txt"), "_CON.txt");
    row("reserved, no extension", QStringLiteral("lpt1"), "_lpt1");
    row("trailing dot", QStringLiteral("a.exe. "), "a.exe");
    row("leading dash", QStringLiteral("-rf"), "rf");
    row("home", QStringLiteral("~root"), "root");
    row("wild cards", QStringLiteral("a*b?c|d.txt"), "a_b_c_d.txt");
    row("dots only", QStringLiteral("..."), "attachment");
    row("nothing", QString(), "attachment");
    row("slash only", QStringLiteral("///"), "attachment");
}

void FileNameTest::namesBecomeSafe()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safeFileName(name), safe);
    QCOMPARE(safeFileName(safe), safe);
}

void FileNameTest::longNamesKeepTheirExtension()
{
    for (const QString &letter : {QStringLiteral("a"), QStringLiteral("ü"), QStringLiteral("漢"), QStringLiteral("😀")}) {
        const QString safe = safeFileName(letter.repeated(5000) + QStringLiteral(".pdf"));
        QVERIFY(safe.endsWith(QStringLiteral(".pdf")));
        QVERIFY(safe.toUtf8().size() <= 200);
        QVERIFY(safe.isValidUtf16());
    }
}

void FileNameTest::programsAreDangerous_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("dangerous");
    const auto row = [](const char *name, bool dangerous) { QTest::newRow(name) << QString::fromUtf8(name) << dangerous; };
    row("a.exe", true);
    row("A.EXE", true);
    row("a.exe.txt", true);
    row("a.pdf.desktop", true);
    row("a.exe. ", true);
    row(".desktop", true);
    row("page.html", true);
    row("drawing.svg", true);
    row("a.sh", true);
    row("a.pdf", false);
    row("letter.docx", false);
    row("exe", false);
    row("notes.txt", false);
    row("", false);
}

void FileNameTest::programsAreDangerous()
{
    QFETCH(QString, name);
    QFETCH(bool, dangerous);
    QCOMPARE(isDangerousName(name), dangerous);
    QVERIFY(isDangerousType("Application/X-MSDownload"));
    QVERIFY(!isDangerousType("application/pdf"));
}

void FileNameTest::contentsTellWhatNamesHide_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("dangerous");
    const auto row = [](const char *what, const char *name, const QByteArray &bytes, bool dangerous) {
        QTest::newRow(what) << QString::fromUtf8(name) << bytes << dangerous;
    };
    row("page without suffix", "invoice", "<html><body>", true);
    row("page of unknown suffix", "invoice.x", "<!DOCTYPE html>", true);
    row("page called a document", "invoice.pdf", "<html><body>", true);
    row("page called text", "invoice.txt", "<html><body>", true);
    row("drawing", "picture", "<svg xmlns=\"http://www.w3.org/2000/svg\">", true);
    row("markup", "data", "<?xml version=\"1.0\"?><x/>", true);
    row("script", "run", "#!/bin/sh\n", true);
    row("program", "run", QByteArray("\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0", 18), true);
    row("words", "invoice", "Dear Ada,\nsee you.", false);
    row("words about a page", "notes.txt", "The tag <b> is bold.", false);
    row("document", "plan.pdf", "%PDF-1.4\n", false);
    row("picture", "a.png", "\x89PNG\r\n\x1a\n", false);
    row("nothing", "a", "", false);
}

void FileNameTest::contentsTellWhatNamesHide()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, dangerous);
    QCOMPARE(isDangerousContent(name, bytes), dangerous);
}

} // namespace petrel::test
