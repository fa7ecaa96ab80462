#include "ui/wizard/wizard_presenter.h"

#include "ui/common/formats.h"

namespace petrel::ui {

namespace {

ServerSettings settingsOf(const QList<ServerCandidate> &candidates, const ServerSettings &before)
{
    ServerSettings settings = before;
    if (candidates.isEmpty())
        return settings;
    settings.host = candidates.first().host;
    settings.port = candidates.first().port;
    settings.security = candidates.first().security;
    return settings;
}

} // namespace

WizardPresenter::WizardPresenter(AccountService &service, SecretPlace &secrets, QObject *parent)
    : QObject(parent), m_account(service), m_secrets(secrets)
{
    service.accounts(this, [this](const Result<QList<Account>> &accounts) {
        const QList<Account> known = accounts.valueOr({});
        for (const Account &account : known)
            m_takenNames.append(account.name);
    });
    connect(&m_account, &AccountPresenter::changed, this, &WizardPresenter::changed);
    connect(&m_account.trial(), &AccountTrial::changed, this, &WizardPresenter::changed);
    // Queued: what shows the failed test must not find the next one running beneath it.
    connect(&m_account.trial(), &AccountTrial::changed, this, &WizardPresenter::mendUnanswered, Qt::QueuedConnection);
    connect(&m_account, &AccountPresenter::saveFailed, this, &WizardPresenter::failed);
    connect(&m_account, &AccountPresenter::saved, this, [this](AccountId id) {
        setStep(WizardStep::Done);
        Q_EMIT saved(id);
    });
}

// ---- what was found ------------------------------------------------------------------------------

QString WizardPresenter::domain() const
{
    const QString &email = m_account.account().address.email;
    return email.mid(email.lastIndexOf(QLatin1Char('@')) + 1);
}

bool WizardPresenter::isLocalDomain() const { return !domain().contains(QLatin1Char('.')) && !domain().startsWith(QLatin1Char('[')); }

bool WizardPresenter::offers(IncomingKind kind) const
{
    // Of a domain nobody knows anything can be said by hand.
    return m_guess.provider.isEmpty() || !(kind == IncomingKind::Imap ? m_guess.imap : m_guess.pop3).isEmpty();
}

void WizardPresenter::findSettings()
{
    const QString &email = m_account.account().address.email;
    if (m_lookedUp == email)
        return;
    m_lookedUp = email;
    m_guess = guessProvider(email);
    m_source = isLocalDomain()          ? SettingsSource::ByHand
        : m_guess.provider.isEmpty() ? SettingsSource::Guess
                                     : SettingsSource::BuiltIn;
    if (!offers(m_account.account().incomingKind))
        m_account.setKind(offers(IncomingKind::Imap) ? IncomingKind::Imap : IncomingKind::Pop3);
}

void WizardPresenter::fillFound()
{
    const IncomingKind kind = m_account.account().incomingKind;
    const QString wanted = m_lookedUp + (kind == IncomingKind::Imap ? QStringLiteral("/imap") : QStringLiteral("/pop3"));
    if (m_filledFor == wanted)
        return;
    m_filledFor = wanted;
    m_nothingLeftToTry = false;
    if (m_source == SettingsSource::ByHand)
        return enterByHand();
    using Side = AccountPresenter::Side;
    ServerSettings incoming = settingsOf(kind == IncomingKind::Imap ? m_guess.imap : m_guess.pop3, m_account.server(Side::Receiving));
    incoming.user = m_lookedUp;
    ServerSettings outgoing = settingsOf(m_guess.submission, m_account.server(Side::Sending));
    outgoing.user.clear();
    m_account.setServer(Side::Receiving, incoming);
    m_account.setServer(Side::Sending, outgoing);
}

void WizardPresenter::enterByHand()
{
    m_source = SettingsSource::ByHand;
    using Side = AccountPresenter::Side;
    const IncomingKind kind = m_account.account().incomingKind;
    ServerSettings incoming;
    incoming.port = defaultIncomingPort(kind, Security::Tls);
    incoming.user = m_account.account().address.email;
    incoming.caPem = m_account.server(Side::Receiving).caPem;
    ServerSettings outgoing;
    outgoing.port = defaultSubmissionPort(Security::Tls);
    outgoing.caPem = incoming.caPem;
    m_account.setServer(Side::Receiving, incoming);
    m_account.setServer(Side::Sending, outgoing);
    Q_EMIT changed();
}

void WizardPresenter::useFound()
{
    m_source = m_guess.provider.isEmpty() ? SettingsSource::Guess : SettingsSource::BuiltIn;
    m_filledFor.clear();
    fillFound();
    Q_EMIT changed();
}

// ---- servers that do not answer ------------------------------------------------------------------

const QList<ServerCandidate> &WizardPresenter::found(AccountPresenter::Side side) const
{
    if (side == AccountPresenter::Side::Sending)
        return m_guess.submission;
    return m_account.account().incomingKind == IncomingKind::Imap ? m_guess.imap : m_guess.pop3;
}

qsizetype WizardPresenter::placeAmongFound(AccountPresenter::Side side) const
{
    const ServerSettings &server = m_account.server(side);
    return found(side).indexOf(ServerCandidate{server.host, server.port, server.security});
}

void WizardPresenter::takeServer(AccountPresenter::Side side, qsizetype place)
{
    m_account.setServer(side, settingsOf(found(side).mid(place), m_account.server(side)));
}

void WizardPresenter::mendUnanswered()
{
    if (m_step != WizardStep::Test || m_account.trial().state() != AccountTrial::State::Failed || m_nothingLeftToTry)
        return;
    using Side = AccountPresenter::Side;
    QList<QPair<Side, qsizetype>> next;
    bool wasLast = false;
    for (const Side side : {Side::Receiving, Side::Sending}) {
        const TrialStep *failed = m_account.trial().side(side).failed();
        if (!failed)
            continue;
        const qsizetype place = placeAmongFound(side);
        if (!failed->unanswered || place < 0)
            return; // it has answered, or the person's own choice does not: that is for the person to see
        wasLast = wasLast || place + 1 == found(side).size();
        next.append({side, place + 1});
    }
    m_nothingLeftToTry = wasLast;
    for (const auto &[side, place] : next)
        takeServer(side, wasLast ? 0 : place); // the likeliest are the best to begin with by hand
    if (!next.isEmpty())
        m_account.startTrial();
}

QString WizardPresenter::mended() const
{
    using Side = AccountPresenter::Side;
    QStringList sentences;
    for (const Side side : {Side::Receiving, Side::Sending}) {
        const qsizetype place = placeAmongFound(side);
        if (place <= 0)
            continue;
        const auto shown = [&](qsizetype at) { return tr("%1, port %2").arg(isolatedLtr(found(side)[at].host)).arg(found(side)[at].port); };
        sentences.append(tr("%1 does not answer; Petrel uses %2.").arg(shown(0), shown(place)));
    }
    return sentences.join(QLatin1Char(' '));
}

// ---- where passwords live ------------------------------------------------------------------------

void WizardPresenter::choosePlace(SecretPlace::Mode mode)
{
    m_place = mode;
    m_placeSettled = false;
    Q_EMIT changed();
}

void WizardPresenter::setPassphrase(const QString &passphrase, const QString &again)
{
    m_passphrase = Secret(passphrase.toUtf8());
    m_passphraseProblem = newPassphraseProblem(passphrase, again);
    m_placeSettled = false;
    Q_EMIT changed();
}

QString WizardPresenter::placeProblem() const
{
    if (!asksForSecretPlace() || m_placeSettled || m_place != SecretPlace::Mode::File)
        return {};
    return m_passphraseProblem;
}

void WizardPresenter::settlePlace()
{
    m_settling = true;
    Q_EMIT changed();
    const Secret passphrase = m_place == SecretPlace::Mode::File ? m_passphrase : Secret();
    m_secrets.choose(m_place, passphrase, this, [this](const Status &chosen) {
        m_settling = false;
        if (!chosen.ok()) {
            ErrorSentence sentence = sentenceFor(chosen.error(), m_account.account(), Activity::Saving);
            if (chosen.error().code == "secrets-passphrase") {
                sentence.happened = tr("There is a sealed file of passwords already, and this passphrase does not open it.");
                sentence.meaning = tr("Nothing in it has been changed.");
                sentence.advice = tr("Enter the passphrase it was sealed with.");
            }
            Q_EMIT changed();
            Q_EMIT failed(sentence, errorDetails(chosen.error()));
            return;
        }
        m_placeSettled = true;
        setStep(WizardStep::Test);
    });
}

// ---- walking -------------------------------------------------------------------------------------

bool WizardPresenter::serversAreFine() const { return m_account.problems().isEmpty() && placeProblem().isEmpty(); }

bool WizardPresenter::canContinue() const
{
    if (isBusy())
        return false;
    const AccountTrial::State tested = m_account.trial().state();
    const Pop3ServerCopy &copy = m_account.account().pop3ServerCopy;
    switch (m_step) {
    case WizardStep::Welcome: return AccountPresenter::isAddress(m_account.account().address.email);
    case WizardStep::Choice: return copy.rule != Pop3ServerCopy::Rule::DeleteAfterDays || copy.days > 0;
    case WizardStep::Servers: return true; // pressing it tells what is missing, beside the fields
    case WizardStep::Test: return tested != AccountTrial::State::Running;
    case WizardStep::Done: return true;
    }
    return false;
}

void WizardPresenter::next()
{
    if (!canContinue()) {
        Q_EMIT blocked();
        return;
    }
    switch (m_step) {
    case WizardStep::Welcome:
        if (isLocalDomain() && std::exchange(m_askedAbout, m_account.account().address.email) != m_account.account().address.email) {
            Q_EMIT blocked();
            return;
        }
        findSettings();
        return setStep(WizardStep::Choice);
    case WizardStep::Choice:
        fillFound();
        return setStep(WizardStep::Servers);
    case WizardStep::Servers:
        if (!serversAreFine()) {
            Q_EMIT blocked();
            return;
        }
        if (asksForSecretPlace() && !m_placeSettled)
            return settlePlace();
        return setStep(WizardStep::Test);
    case WizardStep::Test:
        if (m_account.trial().state() == AccountTrial::State::Passed)
            save();
        else
            m_account.startTrial();
        return;
    case WizardStep::Done: return;
    }
}

void WizardPresenter::back()
{
    if (isBusy() || m_step == WizardStep::Welcome || m_step == WizardStep::Done)
        return;
    m_account.trial().cancel();
    setStep(static_cast<WizardStep>(static_cast<int>(m_step) - 1));
}

void WizardPresenter::goByHand()
{
    m_source = SettingsSource::ByHand;
    m_filledFor.clear();
    fillFound();
    setStep(WizardStep::Servers);
}

void WizardPresenter::saveWithoutTesting()
{
    if (!isBusy())
        save();
}

/** Called after its domain; a second one there after its whole address. */
QString WizardPresenter::freeName() const
{
    const auto isFree = [this](const QString &name) { return !m_takenNames.contains(name, Qt::CaseInsensitive); };
    const QString &email = m_account.account().address.email;
    if (isFree(domain()))
        return domain();
    QString name = email;
    for (int number = 2; !isFree(name); ++number)
        name = tr("%1 (%2)", "address, number").arg(email).arg(number);
    return name;
}

void WizardPresenter::save()
{
    m_account.setAccountName(freeName());
    m_account.save();
}

bool WizardPresenter::wouldLose() const
{
    const Account &account = m_account.account();
    return m_step != WizardStep::Done && (!account.address.email.isEmpty() || !account.address.name.isEmpty() || m_account.bringsSecrets());
}

void WizardPresenter::setStep(WizardStep step)
{
    if (m_step == step)
        return;
    m_step = step;
    Q_EMIT stepChanged(step);
    Q_EMIT changed();
    // A test of these very values need not be repeated.
    if (step == WizardStep::Test && m_account.trial().state() != AccountTrial::State::Passed)
        m_account.startTrial();
}

} // namespace petrel::ui
