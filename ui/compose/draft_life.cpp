#include "ui/compose/draft_life.h"

#include <algorithm>
#include <utility>

namespace petrel::ui {

using Step = DraftLife::Step;

Step DraftLife::begin(State state, Step step)
{
    m_state = state;
    return step;
}

void DraftLife::wish(Wish wish)
{
    m_wish = std::max(m_wish, wish);
}

void DraftLife::touched()
{
    if (m_state == State::Kept)
        m_state = State::Changed;
    m_touchedMeanwhile = m_touchedMeanwhile || m_state == State::Saving;
}

Step DraftLife::save()
{
    if (m_state != State::Changed)
        return Step::Nothing;
    m_touchedMeanwhile = false;
    return begin(State::Saving, Step::Save);
}

Step DraftLife::send()
{
    if (m_state == State::Saving)
        wish(Wish::Send);
    if (m_state != State::Kept && m_state != State::Changed)
        return Step::Nothing;
    return begin(State::Sending, Step::Send);
}

Step DraftLife::close()
{
    if (m_state == State::Kept)
        return begin(State::Gone, Step::Close);
    if (m_state == State::Changed || m_state == State::Saving)
        wish(Wish::Close);
    return save();
}

Step DraftLife::discard()
{
    if (m_state == State::Saving)
        wish(Wish::Discard);
    if (m_state != State::Kept && m_state != State::Changed)
        return Step::Nothing;
    return begin(State::Gone, Step::Discard);
}

Step DraftLife::saved()
{
    if (m_state != State::Saving)
        return Step::Nothing;
    m_state = std::exchange(m_touchedMeanwhile, false) ? State::Changed : State::Kept;
    return goOn();
}

Step DraftLife::savedInPart()
{
    if (m_state == State::Saving && m_wish != Wish::Discard)
        m_wish = Wish::None;
    return saved();
}

Step DraftLife::notSaved()
{
    if (m_state != State::Saving)
        return Step::Nothing;
    m_state = State::Changed;
    if (m_wish == Wish::Close)
        m_wish = Wish::None;
    return goOn();
}

Step DraftLife::goOn()
{
    switch (std::exchange(m_wish, Wish::None)) {
    case Wish::Send: return send();
    case Wish::Discard: return discard();
    case Wish::Close: return close();
    case Wish::None: break;
    }
    return Step::Nothing;
}

Step DraftLife::queued()
{
    return m_state == State::Sending ? begin(State::Held, Step::Close) : Step::Nothing;
}

void DraftLife::refused()
{
    if (m_state == State::Sending)
        m_state = State::Changed;
}

Step DraftLife::undo()
{
    return m_state == State::Held ? begin(State::TakingBack, Step::TakeBack) : Step::Nothing;
}

void DraftLife::left()
{
    if (m_state == State::Held)
        m_state = State::Left;
}

void DraftLife::takenBack()
{
    if (m_state == State::TakingBack)
        m_state = State::Kept;
}

void DraftLife::leftAlready()
{
    if (m_state == State::TakingBack)
        m_state = State::Left;
}

void DraftLife::notTakenBack()
{
    if (m_state == State::TakingBack)
        m_state = State::Held;
}

} // namespace petrel::ui
