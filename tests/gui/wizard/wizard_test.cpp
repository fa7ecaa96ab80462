#include "tests/gui/wizard/account_presenter_test.h"
#include "tests/gui/wizard/account_trial_test.h"
#include "tests/gui/wizard/certificate_test.h"
#include "tests/gui/wizard/dialogs_test.h"
#include "tests/gui/wizard/wizard_care_test.h"
#include "tests/gui/wizard/wizard_story_test.h"
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
    return runAllIn<Application, AccountPresenterTest, AccountTrialTest, CertificateTest, DialogsTest, WizardStoryTest, WizardCareTest>(argc, argv);
}
