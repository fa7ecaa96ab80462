#include "ui/wizard/servers_page.h"

#include "ui/common/labels.h"
#include "ui/wizard/secret_place_box.h"
#include "ui/wizard/server_table.h"

#include <QVBoxLayout>

namespace petrel::ui {

ServersPage::ServersPage(WizardPresenter &presenter, QWidget *parent)
    : WizardPage(presenter, parent), m_table(new ServerTable(presenter.account(), ground())), m_place(new QWidget(ground())),
      m_placeBox(new SecretPlaceBox(m_place))
{
    setTitle(tr("Your servers"), {});
    content()->addWidget(m_table);
    auto *title = new RoleLabel(tr("No keyring answers on this desktop. Where should passwords live?"), TypeRole::Body, Colour::Text, m_place);
    title->setWeight(Weight::Medium);
    title->setWordWrap(true);
    auto *rows = new QVBoxLayout(m_place);
    rows->setContentsMargins(0, 16, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(title);
    rows->addWidget(m_placeBox);
    content()->addWidget(m_place);
    content()->addStretch(1);

    connect(m_placeBox, &SecretPlaceBox::modeChosen, this, [this](SecretPlace::Mode mode) { this->presenter().choosePlace(mode); });
    connect(m_placeBox, &SecretPlaceBox::passphraseEdited, this, [this] {
        this->presenter().setPassphrase(m_placeBox->passphrase(), m_placeBox->repeated());
    });
    connect(&presenter, &WizardPresenter::changed, this, [this] { if (isCurrent(WizardStep::Servers)) refresh(); });
}

void ServersPage::enter()
{
    m_showsProblems = false;
    refresh();
    m_table->refresh();
    m_table->focusFirst();
}

void ServersPage::refresh()
{
    refreshSource();
    const WizardPresenter &setUp = this->presenter();
    const bool asks = setUp.asksForSecretPlace();
    m_place->setVisible(asks);
    m_placeBox->setMode(setUp.chosenPlace());
    QString where = secretPlaceSentence(asks ? setUp.chosenPlace() : setUp.secrets().mode());
    if (setUp.needsAppPassword())
        where = tr("%1 wants an app password here: make one in the security settings of your account there.").arg(setUp.provider())
            + QLatin1Char(' ') + where;
    m_table->setPasswordNote(where);
    if (m_showsProblems)
        m_placeBox->setProblem(setUp.placeProblem());
}

void ServersPage::refreshSource()
{
    const WizardPresenter &setUp = this->presenter();
    switch (setUp.source()) {
    case SettingsSource::BuiltIn:
        setTitle(tr("Settings found for %1").arg(setUp.domain()), tr("Every value can be changed. The test comes next."));
        return m_table->setSource(QStringLiteral("shield-check"), Colour::Success, tr("From Petrel's own list: %1").arg(setUp.provider()),
                                  tr("As the provider publishes them. Nobody was asked, nothing was tried yet."));
    case SettingsSource::Guess:
        setTitle(tr("A guess for %1").arg(setUp.domain()), tr("Compare it with what your provider tells you. The test comes next."));
        return m_table->setSource(QStringLiteral("circle-help"), Colour::Warning, tr("Guessed from your address"),
                                  tr("Most providers name their servers like this. Nobody was asked, nothing was tried yet."));
    case SettingsSource::ByHand:
        setTitle(tr("Your servers"), tr("Enter what your provider tells you. The test comes next."));
        return m_table->setSource(QStringLiteral("pencil"), Colour::TextMuted, tr("Entered by hand"),
                                  tr("The usual ports are filled in."));
    }
}

void ServersPage::showProblems()
{
    m_showsProblems = true;
    m_placeBox->setProblem(this->presenter().placeProblem());
    if (account().problems().isEmpty())
        m_placeBox->focusPassphrase();
    m_table->showProblems();
}

void ServersPage::setNarrow(bool narrow)
{
    WizardPage::setNarrow(narrow);
    m_table->setNarrow(narrow);
}

} // namespace petrel::ui
