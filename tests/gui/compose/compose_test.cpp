#include "tests/gui/compose/attached_files_test.h"
#include "tests/gui/compose/compose_presenter_test.h"
#include "tests/gui/compose/compose_start_test.h"
#include "tests/gui/compose/compose_trouble_test.h"
#include "tests/gui/compose/compose_window_test.h"
#include "tests/gui/compose/draft_life_test.h"
#include "tests/gui/compose/handing_over_test.h"
#include "tests/gui/compose/kept_words_test.h"
#include "tests/support/run_all.h"
#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"

#include <QApplication>

int main(int argc, char **argv)
{
    using namespace petrel::test;
    class Application : public QApplication
    {
    public:
        Application(int &count, char **values) : QApplication(count, values)
        {
            installTranslator(&m_plurals);
            petrel::ui::Appearance::instance().install();
        }

    private:
        petrel::ui::EnglishPlurals m_plurals;
    };
    return runAllIn<Application, DraftLifeTest, ComposeStartTest, ComposePresenterTest, ComposeTroubleTest, ComposeWindowTest, HandingOverTest, KeptWordsTest, AttachedFilesTest>(argc, argv);
}
