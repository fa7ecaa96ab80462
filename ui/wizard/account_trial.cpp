#include "ui/wizard/account_trial.h"

#include "ui/wizard/trial_sentence.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

using What = engine::TestStep::What;

std::array<TrialStep, 5> freshSteps()
{
    std::array<TrialStep, 5> steps;
    constexpr What order[] = {What::FindName, What::Connect, What::Secure, What::SignIn, What::Ready};
    for (size_t i = 0; i < steps.size(); ++i)
        steps[i].what = order[i];
    return steps;
}

size_t indexOf(What what) { return static_cast<size_t>(what); }

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::AccountTrial)
};

} // namespace

TrialSide::State TrialSide::state() const
{
    const auto any = [&](TrialStep::State wanted) {
        return std::any_of(steps.begin(), steps.end(), [&](const TrialStep &step) { return step.state == wanted; });
    };
    if (any(TrialStep::State::Failed))
        return State::Failed;
    if (any(TrialStep::State::Stopped))
        return State::Stopped;
    if (steps.back().state == TrialStep::State::Done)
        return State::Works;
    return any(TrialStep::State::Running) || any(TrialStep::State::Done) ? State::Running : State::Waiting;
}

const TrialStep *TrialSide::failed() const
{
    const auto found = std::find_if(steps.begin(), steps.end(),
                                    [](const TrialStep &step) { return step.state == TrialStep::State::Failed; });
    return found == steps.end() ? nullptr : &*found;
}

AccountTrial::AccountTrial(AccountService &service, QObject *parent)
    : QObject(parent), m_service(service), m_sides{TrialSide{freshSteps(), Security::Tls}, TrialSide{freshSteps(), Security::Tls}}
{
}

void AccountTrial::start(const engine::AccountDraft &draft)
{
    m_sides = {TrialSide{freshSteps(), draft.account.incoming.security}, TrialSide{freshSteps(), draft.account.outgoing.security}};
    m_account = draft.account;
    const int round = ++m_round;
    setState(State::Running);
    engine::Ticket ticket = m_service.testAccount(
        draft, this, [this, round](const engine::TestStep &step) { if (round == m_round) take(step); },
        [this, round](const Status &result) { if (round == m_round) finish(result); });
    if (round == m_round && isRunning()) // it may have been answered, or started anew, from within
        m_ticket = std::move(ticket);
}

void AccountTrial::cancel()
{
    if (!isRunning())
        return;
    ++m_round;
    m_ticket.cancel();
    for (TrialSide &side : m_sides) {
        for (TrialStep &step : side.steps) {
            if (step.state == TrialStep::State::Running)
                step.state = TrialStep::State::Stopped;
        }
    }
    setState(State::Cancelled);
}

void AccountTrial::clear()
{
    cancel();
    m_sides = {TrialSide{freshSteps(), Security::Tls}, TrialSide{freshSteps(), Security::Tls}};
    setState(State::Idle);
}

void AccountTrial::take(const engine::TestStep &told)
{
    using State = TrialStep::State;
    const bool failed = told.state == engine::TestStep::State::Failed;
    // A name that is not found fails while connecting, but people look for it under the name.
    const bool noSuchName = failed && told.error && told.error->code == "host-not-found";
    const size_t at = indexOf(noSuchName ? What::FindName : told.what);
    TrialSide &side = sideOf(told.side);
    TrialStep &step = side.steps[at];
    step.state = failed ? State::Failed : told.state == engine::TestStep::State::Done ? State::Done : State::Running;
    step.fact = told.fact;
    step.awaits = told.awaits;
    if (failed && told.error) {
        step.failure = trialSentence(*told.error, m_account, told.side, told.awaits);
        const bool greeted = told.awaits == engine::TestStep::Awaits::Answer;
        step.unanswered = !greeted && (told.error->kind == ErrorKind::Network || told.error->kind == ErrorKind::Timeout);
        step.details = errorDetails(*told.error);
        step.certificate = told.certificate;
    }
    if (step.what == What::Connect && step.state == State::Done) {
        // The name was found on the way; where it led to is the fact of connecting.
        side.steps[indexOf(What::FindName)].fact = told.fact;
        const ServerSettings &server = told.side == Side::Receiving ? m_account.incoming : m_account.outgoing;
        step.fact = Words::tr("Port %1").arg(server.port);
    }
    // Who refuses a password or a certificate has been reached; whose port is closed was at least found by name.
    const bool reached = told.error && (told.error->kind == ErrorKind::Auth || told.error->kind == ErrorKind::Tls);
    const bool onTheWay = told.awaits == engine::TestStep::Awaits::Connection;
    const bool found = failed && onTheWay && told.error && told.error->kind == ErrorKind::Network && !noSuchName;
    if (found)
        side.steps[indexOf(What::FindName)].fact = (told.side == Side::Receiving ? m_account.incoming : m_account.outgoing).host;
    settleOthers(side, at, failed && told.error && !reached && !found);
    Q_EMIT changed();
}

/** What came before has worked, or this step would not have been reached; what comes after has not begun. */
void AccountTrial::settleOthers(TrialSide &side, size_t at, bool brokenOff)
{
    using State = TrialStep::State;
    const State now = side.steps[at].state;
    for (size_t i = 0; i < side.steps.size(); ++i) {
        TrialStep &other = side.steps[i];
        if (i > at) {
            other.state = now == State::Failed ? State::Waiting : other.state;
        } else if (i < at && now == State::Running) {
            // Finding the name is a part of connecting, securing may be a part of signing in: both go on.
            other.state = i + 1 < at ? State::Done : other.state == State::Waiting ? State::Running : other.state;
        } else if (i < at) {
            other.state = brokenOff && other.state == State::Running ? State::Waiting : State::Done;
        }
    }
}

void AccountTrial::finish(const Status &result)
{
    m_ticket = {};
    if (result.ok())
        return setState(State::Passed);
    const bool told = sideOf(Side::Receiving).failed() || sideOf(Side::Sending).failed();
    if (!told) {
        // It failed before any step began: there is no password to sign in with; else a bug, or no place to run.
        auto &steps = sideOf(Side::Receiving).steps;
        TrialStep &failed = result.error().kind == ErrorKind::Auth ? steps[indexOf(What::SignIn)] : steps.front();
        failed.state = TrialStep::State::Failed;
        failed.failure = trialSentence(result.error(), m_account, Side::Receiving, failed.awaits);
        failed.details = errorDetails(result.error());
    }
    setState(State::Failed);
}

void AccountTrial::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace petrel::ui
