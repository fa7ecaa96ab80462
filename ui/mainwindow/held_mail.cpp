#include "ui/mainwindow/held_mail.h"

#include "core/base/clock.h"
#include "ui/common/error_sentence.h"
#include "ui/common/later.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/departures.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace petrel::ui {

namespace {
constexpr std::chrono::seconds kAtHand{90}; ///< a composer with its files is no small thing to keep
constexpr int kLeastSeconds = 2;            ///< less is no offer: nobody is so fast
constexpr int kMostSeconds = 60;            ///< counted down; what goes later has its time
} // namespace

HeldMail::HeldMail(engine::Engine &engine, Departures &departures, QWidget &home, QObject *parent)
    : QObject(parent), m_engine(engine), m_departures(departures), m_home(home)
{
    connect(&departures, &Departures::changed, this, &HeldMail::hearDepartures);
}

void HeldMail::hold(OutboxId id, ComposeWindow &composer, std::int64_t notBefore)
{
    composer.stayAtHand();
    Held held;
    held.id = id;
    held.composer = &composer;
    held.notBefore = notBefore;
    m_held.push_back(std::move(held));
    offerUndo(m_held.back());
    QTimer::singleShot(kAtHand, this, [this, id] {
        if (const Held *held = find(id); held && !held->isComingBack)
            release(id);
    });
    Q_EMIT sent();
    Q_EMIT changed();
}

HeldMail::Held *HeldMail::find(OutboxId id)
{
    const auto held = std::find_if(m_held.begin(), m_held.end(), [id](const Held &one) { return one.id == id; });
    return held == m_held.end() ? nullptr : &*held;
}

bool HeldMail::canTakeBack() const
{
    return std::any_of(m_held.cbegin(), m_held.cend(), [](const Held &one) { return !one.isComingBack; });
}

void HeldMail::takeBackLast()
{
    const auto last = std::find_if(m_held.crbegin(), m_held.crend(), [](const Held &one) { return !one.isComingBack; });
    if (last != m_held.crend())
        takeBack(last->id);
}

// ---- offering ------------------------------------------------------------------------------------

bool HeldMail::countsDown(const Held &held)
{
    return held.notBefore <= Clock::nowUtc() + kMostSeconds;
}

void HeldMail::offerUndo(const Held &held)
{
    Snackbar::Offer offer;
    offer.end = Snackbar::End::Trailing;
    offer.icon = QStringLiteral("send");
    offer.action = tr("Undo");
    offer.accepted = [this, id = held.id] { takeBack(id); };
    if (!countsDown(held)) {
        offer.icon = QStringLiteral("clock");
        offer.text = tr("Goes out %1").arg(whenText(held.notBefore, Clock::current().wall().toLocalTime()));
    } else if (m_engine.isOnline()) {
        offer.seconds = static_cast<int>(held.notBefore - Clock::nowUtc());
        offer.text = tr("Sending in %1 s");
        offer.countdown = true;
        offer.second = tr("Send now");
        offer.secondAccepted = [this, id = held.id] { sendNow(id); };
    } else {
        offer.seconds = static_cast<int>(held.notBefore - Clock::nowUtc());
        offer.text = tr("It lies in the Outbox and goes out when you are online"); // no promise that cannot be kept
    }
    m_bar = Snackbar::show(&m_home, offer);
    m_offered = held.id;
}

void HeldMail::offerNext()
{
    const std::int64_t now = Clock::nowUtc();
    const auto next = std::find_if(m_held.crbegin(), m_held.crend(),
                                   [now](const Held &one) { return !one.isComingBack && countsDown(one) && one.notBefore >= now + kLeastSeconds; });
    if (next != m_held.crend())
        offerUndo(*next);
}

void HeldMail::sendNow(OutboxId id)
{
    m_engine.retryOutbox(id, OutboxState::Queued);
    release(id);
    offerNext();
}

void HeldMail::release(OutboxId id)
{
    const auto held = std::find_if(m_held.begin(), m_held.end(), [id](const Held &one) { return one.id == id; });
    if (held == m_held.end())
        return;
    if (held->composer)
        held->composer->deleteLater();
    m_held.erase(held);
    if (m_bar && m_offered == id)
        m_bar->dismiss();
    Q_EMIT changed();
}

/** Whatever has left, or is a draft again by another way, is not offered any more. */
void HeldMail::hearDepartures()
{
    std::vector<OutboxId> gone;
    for (const Held &held : m_held) {
        const QList<Departure> &all = m_departures.all();
        const bool waits = std::any_of(all.cbegin(), all.cend(),
                                       [&](const Departure &one) { return one.id == held.id && one.state == OutboxState::Queued; });
        if (!waits && !held.isComingBack)
            gone.push_back(held.id);
    }
    for (const OutboxId id : gone)
        release(id);
}

// ---- taking back ---------------------------------------------------------------------------------

void HeldMail::takeBack(OutboxId id)
{
    Held *held = find(id);
    if (!held || held->isComingBack || (held->composer && !held->composer->presenter().beginTakingBack()))
        return;
    held->isComingBack = true;
    if (m_bar && m_offered == id)
        m_bar->dismiss();
    Q_EMIT changed();
    m_engine.takeBackOutbox(id, OutboxState::Queued, this, [this, id](const Result<PlacementId> &draft) {
        if (draft) {
            m_departures.withdraw(id);
            bringBack(id, *draft);
            offerNext();
        } else if (draft.error().kind == ErrorKind::Invalid) {
            release(id);
            Q_EMIT told(tr("This message is on its way already."));
        } else {
            tellNotTakenBack(id, draft.error());
        }
    });
}

/** Its files lie in the draft now: where, stands there. */
void HeldMail::bringBack(OutboxId id, PlacementId draft)
{
    Held *held = find(id);
    if (!held)
        return;
    held->opening = m_engine.openMessage(draft, engine::Engine::Extent::Whole, this, [this, id, draft](const Result<mime::MessageContent> &content) {
        const QPointer<ComposeWindow> composer = find(id) ? find(id)->composer : nullptr;
        const QList<DraftFile> files = composer && content ? editedDraft({draft, *content}, composer->presenter().identities()).files : QList<DraftFile>();
        if (!composer || !content || files.size() != composer->presenter().draft().files.size()) {
            release(id);
            Q_EMIT draftWanted(draft);
            return;
        }
        find(id)->composer.clear(); // it is on its own again
        release(id);
        composer->presenter().takenBack(draft, files);
        composer->bringBack();
    });
}

void HeldMail::tellNotTakenBack(OutboxId id, const Error &error)
{
    Held *held = find(id);
    if (!held)
        return;
    held->isComingBack = false;
    if (held->composer)
        held->composer->presenter().notTakenBack();
    const ErrorSentence sentence = sentenceFor(error, Account{}, Activity::Saving);
    Snackbar::Offer offer;
    offer.end = Snackbar::End::Trailing;
    offer.icon = QStringLiteral("info");
    offer.text = tr("It could not be taken back and will still be sent.") + u' ' + sentence.happened + u' ' + sentence.advice;
    offer.action = tr("Try again");
    offer.accepted = [this, id] { takeBack(id); };
    m_bar = Snackbar::show(&m_home, offer);
    m_offered = id;
    Q_EMIT changed();
}

} // namespace petrel::ui
