#include "ui/settings/privacy_page.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/wizard/passphrase_rule.h"
#include "ui/wizard/secret_place_box.h"

#include <QVBoxLayout>

namespace petrel::ui {

PrivacyPage::PrivacyPage(SecretPlace &secrets, QWidget *parent)
    : SettingsPage(tr("Privacy"), parent), m_secrets(secrets), m_now(new RoleLabel(TypeRole::Body, Colour::Text, ground())),
      m_box(new SecretPlaceBox(ground())), m_move(new Button(tr("Keep them there"), Button::Kind::Tonal, ground())),
      m_outcome(new RoleLabel(TypeRole::Small, Colour::TextMuted, ground()))
{
    QVBoxLayout *remote = addGroup(tr("Pictures on the web"));
    auto *never = new RoleLabel(tr("Never loaded."), TypeRole::Body, Colour::Text, ground());
    never->setWeight(Weight::Medium);
    remote->addWidget(never);
    addRemark(remote, tr("Loading one tells the sender when and where you read. This version of Petrel fetches nothing a message points to; "
                         "a link is opened only when you click it."));
    QVBoxLayout *place = addGroup(tr("Passwords"));
    m_now->setWordWrap(true);
    m_now->setWeight(Weight::Medium);
    m_now->setObjectName(QStringLiteral("secretPlaceNow"));
    m_move->setObjectName(QStringLiteral("secretPlaceMove"));
    m_outcome->setObjectName(QStringLiteral("Status"));
    m_outcome->setWordWrap(true);
    m_outcome->hide(); // an empty line would be a gap
    m_box->offerKeychain(secrets.keychainAnswers());
    m_box->setMode(secrets.mode());
    place->addWidget(m_now);
    place->addWidget(m_box);
    place->addWidget(m_move, 0, Qt::AlignLeft);
    place->addWidget(m_outcome);
    QVBoxLayout *network = addGroup(tr("What leaves this computer"));
    addRemark(network, tr("Petrel speaks with the servers of your accounts and with nobody else. It counts nothing and reports nothing."));

    connect(m_box, &SecretPlaceBox::modeChosen, this, [this] { refreshButton(); });
    connect(m_box, &SecretPlaceBox::passphraseEdited, this, [this] { m_box->setProblem({}); });
    connect(m_move, &Button::clicked, this, &PrivacyPage::move);
    refresh();
}

void PrivacyPage::refresh()
{
    m_now->setText(secretPlaceSentence(m_secrets.mode()));
    refreshButton();
}

void PrivacyPage::refreshButton()
{
    // Sealing anew with another passphrase is a change as well.
    m_move->setVisible(m_box->mode() != m_secrets.mode() || m_box->mode() == SecretPlace::Mode::File);
    m_move->setText(m_box->mode() == m_secrets.mode() ? tr("Use this passphrase") : tr("Keep them there"));
}

void PrivacyPage::move()
{
    const SecretPlace::Mode mode = m_box->mode();
    const QString problem = mode == SecretPlace::Mode::File ? newPassphraseProblem(m_box->passphrase(), m_box->repeated()) : QString();
    if (!problem.isEmpty())
        return m_box->setProblem(problem);
    m_move->setEnabled(false);
    const Secret passphrase = mode == SecretPlace::Mode::File ? Secret(m_box->passphrase().toUtf8()) : Secret();
    m_secrets.choose(mode, passphrase, this, [this](const Status &done) {
        m_move->setEnabled(true);
        if (!done && done.error().code == "secrets-passphrase")
            return m_box->setProblem(tr("The passwords here are sealed with another passphrase. Give that one to open them; it can be changed after."));
        m_outcome->show();
        m_outcome->setColour(done.ok() ? Colour::Success : Colour::Danger);
        m_outcome->setText(done.ok() ? tr("Done. The passwords were moved along.") : sentenceFor(done.error(), Account(), Activity::Saving).text());
        refresh();
    });
}

} // namespace petrel::ui
