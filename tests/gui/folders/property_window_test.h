#pragma once

#include "ui/common/property_window.h"

#include <QPointer>
#include <QScreen>
#include <QTest>
#include <QWidget>

namespace petrel::test {

class PropertyWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensInTheMiddleOfItsWindowAndStaysWhereItWasPut()
    {
        QWidget main;
        main.setGeometry(100, 80, 600, 400);
        main.show();
        auto *properties = new ui::PropertyWindow({200, 100}, &main);
        properties->show();
        const QPoint aside = properties->geometry().center() - main.frameGeometry().center();
        QVERIFY(aside.manhattanLength() < 40); // its own frame is not known before it is shown
        properties->move(10, 10);
        properties->hide();
        properties->show();
        QCOMPARE(properties->pos(), QPoint(10, 10));
    }

    void staysOnTheScreenWhenItsWindowDoesNot()
    {
        QWidget main;
        main.setGeometry(-500, -300, 600, 400);
        main.show();
        auto *properties = new ui::PropertyWindow({200, 100}, &main);
        properties->show();
        QVERIFY(main.screen()->availableGeometry().contains(properties->geometry()));
    }

    void escapeEndsIt()
    {
        QWidget main;
        QPointer<ui::PropertyWindow> properties = new ui::PropertyWindow({200, 100}, &main);
        properties->show();
        QTest::keyClick(properties, Qt::Key_Escape);
        QTRY_VERIFY(!properties);
    }
};

} // namespace petrel::test
