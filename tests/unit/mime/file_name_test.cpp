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

} // namespace petrel::test
