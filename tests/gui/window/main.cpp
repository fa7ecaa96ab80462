#include "tests/gui/support/prepared_application.h"
#include "tests/gui/window/deed_stories.h"
#include "tests/gui/window/folder_deed_stories.h"
#include "tests/gui/window/folder_stories.h"
#include "tests/gui/window/held_stories.h"
#include "tests/gui/window/label_stories.h"
#include "tests/gui/window/later_stories.h"
#include "tests/gui/window/leaving_stories.h"
#include "tests/gui/window/maildrop_stories.h"
#include "tests/gui/window/place_stories.h"
#include "tests/gui/window/search_stories.h"
#include "tests/gui/window/tests.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, ReadingStories, PlaceStories, SearchStories, DeedStories, LabelStories, FolderStories, FolderDeedStories, AttachmentStories, WritingStories, ToldStories, LeavingStories, HeldStories, LaterStories, ShapeStories, FirstDayStories, MaildropStories>(argc, argv);
}
