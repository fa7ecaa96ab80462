#include "tests/gui/common/tests.h"
#include "ui/common/appearance.h"
#include "ui/common/icons.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

namespace petrel::test {

using namespace ui;

void IconsTest::everyIconNamedInTheSourceExists()
{
    // icon("reply"), paintIcon(..., "reply", ...), new IconButton(QStringLiteral("reply"), setIconName(QStringLiteral("reply"))
    const QRegularExpression named(QStringLiteral(
        R"re((?:\bicon\(|iconPixmap\(|paintIcon\([^;"]*?,\s*|IconButton\(QStringLiteral\(|setIconName\(QStringLiteral\()"([a-z0-9-]+)")re"));
    QDirIterator files(QStringLiteral(PETREL_SOURCE_DIR "/ui"), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    int found = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto names = named.globalMatch(QString::fromUtf8(file.readAll()));
        while (names.hasNext()) {
            const QString name = names.next().captured(1);
            QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)),
                     qPrintable(QStringLiteral("%1 names the icon \"%2\": copy it to resources/icons").arg(file.fileName(), name)));
            ++found;
        }
    }
    QVERIFY(found > 10);
}

void IconsTest::iconsFollowTheTheme()
{
    Appearance::instance().install();
    const QIcon reply = icon("reply");
    Appearance::instance().setChoice(SchemeChoice::Light);
    const QImage light = reply.pixmap(18, 18).toImage();
    Appearance::instance().setChoice(SchemeChoice::Dark);
    const QImage dark = reply.pixmap(18, 18).toImage();
    QVERIFY(light != dark);
    QVERIFY(reply.pixmap(18, 18, QIcon::Disabled).toImage() != dark);
}

void IconsTest::anUnknownIconIsNull()
{
    QTest::ignoreMessage(QtWarningMsg, "no icon of the name no-such-icon");
    QVERIFY(icon("no-such-icon").isNull());
}

} // namespace petrel::test
