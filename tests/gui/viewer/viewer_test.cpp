#include "tests/gui/viewer/paragraph_flow_test.h"
#include "tests/gui/viewer/reading_pane_test.h"
#include "tests/gui/viewer/reading_part_test.h"
#include "tests/gui/viewer/reading_presenter_test.h"
#include "tests/gui/viewer/reading_text_test.h"
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
    return runAllIn<Application, ReadingTextTest, ParagraphFlowTest, ReadingPartTest, ReadingPresenterTest, ReadingPaneTest>(argc, argv);
}
