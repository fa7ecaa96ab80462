#pragma once

#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"

#include <QApplication>
#include <QLocale>

namespace petrel::test {

/** The words and the look of the real application, without its motion, in the same language and format everywhere. */
class PreparedApplication : public QApplication
{
public:
    PreparedApplication(int &argc, char **argv) : QApplication(argc, argv)
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        installTranslator(&m_plurals);
        setQuitOnLastWindowClosed(false); // one window per story
        ui::Appearance::instance().install();
        ui::Appearance::instance().setReducedMotion(true);
    }

private:
    ui::EnglishPlurals m_plurals;
};

} // namespace petrel::test
