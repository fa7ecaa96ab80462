#include "tests/gui/support/prepared_application.h"
#include "tests/gui/viewer/paragraph_flow_test.h"
#include "tests/gui/viewer/reading_pane_test.h"
#include "tests/gui/viewer/reading_part_test.h"
#include "tests/gui/viewer/reading_presenter_test.h"
#include "tests/gui/viewer/reading_text_test.h"
#include "tests/gui/viewer/server_copy_test.h"
#include "tests/gui/viewer/subject_label_test.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, ReadingTextTest, ParagraphFlowTest, ReadingPartTest, ReadingPresenterTest, ReadingPaneTest, ServerCopyTest, SubjectLabelTest>(argc, argv);
}
