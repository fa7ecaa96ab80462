#include "tests/gui/application/application_test.h"
#include "tests/gui/application/backup_story.h"
#include "tests/gui/application/certificate_story.h"
#include "tests/gui/application/command_line_test.h"
#include "tests/gui/application/last_window_test.h"
#include "tests/gui/application/prepare_test.h"
#include "tests/gui/application/salvage_words_test.h"
#include "tests/gui/application/screenshot_test.h"
#include "tests/gui/application/secrets_test.h"
#include "tests/gui/application/sign_in_story.h"
#include "tests/gui/application/single_instance_test.h"
#include "tests/gui/application/way_out_test.h"
#include "tests/support/run_all.h"

#include <QApplication>

using namespace petrel::test;

int main(int argc, char **argv)
{
    return runAllIn<QApplication, ApplicationTest, BackupStory, CertificateStory, LastWindowTest, SalvageWordsTest, PrepareTest, CommandLineTest,
                    ScreenshotTest, SignInStory, SingleInstanceTest, ProfileSecretsTest, WayOutTest>(argc, argv);
}
