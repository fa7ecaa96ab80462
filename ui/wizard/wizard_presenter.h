#pragma once

#include "core/discovery/provider_guess.h"
#include "ui/wizard/account_presenter.h"
#include "ui/wizard/passphrase_rule.h"
#include "ui/wizard/secret_place.h"

#include <QObject>

namespace petrel::ui {

enum class WizardStep { Welcome, Choice, Servers, Test, Done };
inline constexpr int kWizardSteps = 5;

/** Where the settings on the page come from, and so how far to trust them. */
enum class SettingsSource {
    BuiltIn, ///< Petrel's own list of providers
    Guess,   ///< derived from the domain; nothing has been tried
    ByHand,  ///< the person enters them
};

/**
 * The way from an empty wizard to a saved account, without widgets. The values stay in account() whichever way one walks;
 * found settings are filled in once per address and kind, so that going back never undoes what was edited. GUI thread.
 */
class WizardPresenter : public QObject
{
    Q_OBJECT
public:
    /** Both are borrowed and outlive this. */
    WizardPresenter(AccountService &service, SecretPlace &secrets, QObject *parent = nullptr);

    [[nodiscard]] AccountPresenter &account() { return m_account; }
    [[nodiscard]] const AccountPresenter &account() const { return m_account; }
    [[nodiscard]] SecretPlace &secrets() const { return m_secrets; }
    [[nodiscard]] WizardStep step() const { return m_step; }

    // ---- what was found
    [[nodiscard]] SettingsSource source() const { return m_source; }
    [[nodiscard]] QString provider() const { return m_guess.provider; }
    [[nodiscard]] QString domain() const;
    /** The domain has no dot: a slip of the finger as a rule, or a name in a network of one's own, where nothing can be found. */
    [[nodiscard]] bool isLocalDomain() const;
    [[nodiscard]] bool needsAppPassword() const { return m_guess.needsAppPassword; }
    /** False when the provider has no such service: the card says so. */
    [[nodiscard]] bool offers(IncomingKind kind) const;
    /**
     * Found servers that do not answer are replaced by the next likely ones while the account is tried: what was replaced by
     * what, as sentences; empty while the first ones serve.
     */
    [[nodiscard]] QString mended() const;
    /** Empties the servers, for people who know theirs; the found ones come back by useFound(). */
    void enterByHand();
    void useFound();

    // ---- where passwords live
    /** The page asks: no keyring answers and nothing was chosen yet. */
    [[nodiscard]] bool asksForSecretPlace() const { return !m_secrets.isSettled() && !m_secrets.keychainAnswers(); }
    [[nodiscard]] SecretPlace::Mode chosenPlace() const { return m_place; }
    void choosePlace(SecretPlace::Mode mode);
    void setPassphrase(const QString &passphrase, const QString &again);
    /** What is wrong with the choice, as a sentence; empty when nothing is. */
    [[nodiscard]] QString placeProblem() const;

    // ---- walking
    /** Whether the step's own values suffice to go on. */
    [[nodiscard]] bool canContinue() const;
    /** On Servers it settles the place of the passwords first, then starts the test; on Test it saves. */
    void next();
    void back();
    /** From the choice straight to empty servers. */
    void goByHand();
    void saveWithoutTesting();
    /** Something was typed that closing would lose. */
    [[nodiscard]] bool wouldLose() const;
    [[nodiscard]] bool isBusy() const { return m_settling || m_account.isSaving(); }

Q_SIGNALS:
    void changed();
    void stepChanged(petrel::ui::WizardStep step);
    /** The step cannot be left yet; the page shows account().problems() and placeProblem(). A local domain is asked about once. */
    void blocked();
    /** The place for passwords, or the account, could not be kept. */
    void failed(const petrel::ui::ErrorSentence &sentence, const QString &details);
    void saved(petrel::AccountId account);

private:
    void setStep(WizardStep step);
    void save();
    [[nodiscard]] QString freeName() const;
    void findSettings();
    void fillFound();
    [[nodiscard]] const QList<ServerCandidate> &found(AccountPresenter::Side side) const;
    /** Where the side's server stands among the found ones; -1 when the person changed it. */
    [[nodiscard]] qsizetype placeAmongFound(AccountPresenter::Side side) const;
    void takeServer(AccountPresenter::Side side, qsizetype place);
    void mendUnanswered();
    void settlePlace();
    [[nodiscard]] bool serversAreFine() const;

    AccountPresenter m_account;
    QStringList m_takenNames; ///< of the accounts that are there
    SecretPlace &m_secrets;
    ProviderGuess m_guess;
    QString m_askedAbout; ///< the address with a local domain that was seen, and left as it is
    QString m_lookedUp;   ///< the address the guess belongs to
    QString m_filledFor;  ///< address and kind the fields were filled for
    SettingsSource m_source = SettingsSource::Guess;
    bool m_nothingLeftToTry = false; ///< every found server was asked in vain
    SecretPlace::Mode m_place = SecretPlace::Mode::File;
    Secret m_passphrase;
    QString m_passphraseProblem = newPassphraseProblem({}, {}); ///< empty: it may be used
    bool m_placeSettled = false;
    bool m_settling = false;
    WizardStep m_step = WizardStep::Welcome;
};

} // namespace petrel::ui
