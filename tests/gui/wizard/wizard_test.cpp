#include "tests/gui/support/prepared_application.h"
#include "tests/gui/wizard/account_presenter_test.h"
#include "tests/gui/wizard/account_trial_test.h"
#include "tests/gui/wizard/certificate_test.h"
#include "tests/gui/wizard/dialogs_test.h"
#include "tests/gui/wizard/sign_in_test.h"
#include "tests/gui/wizard/silent_server_test.h"
#include "tests/gui/wizard/wizard_care_test.h"
#include "tests/gui/wizard/wizard_story_test.h"
#include "tests/support/run_all.h"

int main(int argc, char **argv)
{
    using namespace petrel::test;
    return runAllIn<PreparedApplication, AccountPresenterTest, AccountTrialTest, CertificateTest, DialogsTest, SignInTest, SilentServerTest, WizardStoryTest, WizardCareTest>(argc, argv);
}
