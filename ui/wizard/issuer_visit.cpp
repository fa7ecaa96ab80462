#include "ui/wizard/issuer_visit.h"

namespace petrel::ui {

void IssuerVisit::start(const engine::AccountDraft &draft, engine::SignInPlace place)
{
    m_account = draft.account;
    m_page = {};
    m_failure.reset();
    m_details.clear();
    const int round = ++m_round;
    setState(State::Asking);
    m_ticket = m_service.signIn(draft, place, this, [this, round](const engine::SignInPage &page) { if (round == m_round) show(page); },
                                [this, round](const Result<SignedIn> &result) { if (round == m_round) finish(result); });
}

void IssuerVisit::cancel()
{
    ++m_round;
    m_ticket = {};
    m_page = {};
    m_failure.reset();
    setState(State::Idle);
}

void IssuerVisit::show(const engine::SignInPage &page)
{
    m_page = page;
    setState(State::Waiting);
    if (page.code.isEmpty())
        Q_EMIT pageWanted(page.address);
}

void IssuerVisit::finish(const Result<SignedIn> &result)
{
    ++m_round;
    if (result.ok()) {
        setState(State::Done);
        Q_EMIT signedIn(*result);
        return;
    }
    m_failure = sentenceFor(result.error(), m_account, Activity::Receiving);
    m_details = errorDetails(result.error());
    setState(State::Failed);
}

void IssuerVisit::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace petrel::ui
