#include "tests/gui/window/deed_stories.h"
#include "tests/gui/window/place_stories.h"
#include "tests/gui/window/tests.h"
#include "tests/support/run_all.h"
#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"

#include <QApplication>

namespace {

/** The words and the look of the real application, without its motion. */
class PreparedApplication : public QApplication
{
public:
    PreparedApplication(int &argc, char **argv) : QApplication(argc, argv)
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        installTranslator(&m_plurals);
        setQuitOnLastWindowClosed(false); // one window per story
        petrel::ui::Appearance::instance().install();
        petrel::ui::Appearance::instance().setReducedMotion(true);
    }

private:
    petrel::ui::EnglishPlurals m_plurals;
};

} // namespace

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, ReadingStories, PlaceStories, DeedStories, AttachmentStories, WritingStories, ShapeStories, FirstDayStories>(argc, argv);
}
