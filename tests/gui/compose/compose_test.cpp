#include "tests/gui/compose/attached_files_test.h"
#include "tests/gui/compose/compose_presenter_test.h"
#include "tests/gui/compose/compose_start_test.h"
#include "tests/gui/compose/compose_trouble_test.h"
#include "tests/gui/compose/compose_window_test.h"
#include "tests/gui/compose/draft_life_test.h"
#include "tests/gui/compose/handing_over_test.h"
#include "tests/gui/compose/kept_words_test.h"
#include "tests/gui/compose/later_window_test.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, DraftLifeTest, ComposeStartTest, ComposePresenterTest, ComposeTroubleTest, ComposeWindowTest, HandingOverTest, LaterWindowTest, KeptWordsTest, AttachedFilesTest>(argc, argv);
}
