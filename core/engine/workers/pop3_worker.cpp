#include "core/engine/workers/pop3_worker.h"

#include "core/engine/pop3/maildrop_listing.h"
#include "core/engine/pop3/maildrop_pass.h"

#include <algorithm>

namespace petrel::engine {

namespace {

Error notGiven()
{
    return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("the session did not bring the message")).withServerText({}, "not-given");
}

} // namespace

Pop3Worker::Pop3Worker(WorkerPlace place, Pop3Desk &desk)
    : Worker(QStringLiteral("pop3:%1").arg(place.account.id.number()), StatusSide::Receiving, std::move(place)), m_desk(desk)
{
}

Pop3Worker::~Pop3Worker()
{
    halt();
}

Result<Deadline> Pop3Worker::round(const StopToken &stop)
{
    if (!m_desk.takeLook() && !m_nextLook.passed()) { // nobody asked for more than a listing
        serveListings(stop);
        return m_nextLook;
    }
    m_nextLook = Deadline::in(std::chrono::seconds(0));
    PassContext context = makeContext(stop);
    tell([](AccountStatus &status) { status.phase = AccountStatus::Phase::Connecting; });
    m_desk.accept(context.store());
    context.awaited = {[this](MessageId message, qint64 done, qint64 total) { m_desk.tellComing(message, done, total); },
                       [this](MessageId message) { m_desk.answer(message); }};
    const Status done = MaildropPass(context).run();
    if (context.report.loginDelaySeconds > 0)
        m_loginDelay = std::chrono::seconds(context.report.loginDelaySeconds);
    TRY(Status(done));
    m_desk.refuse(notGiven());
    tellUpToDate(context.report.troubles);
    const bool goesOn = context.report.moreAtOnce && m_loginDelay.count() == 0 && ++m_parts < kPartsInARow;
    if (!goesOn)
        m_parts = 0;
    m_nextLook = Deadline::in(goesOn ? std::chrono::seconds(1) : interval(context.account, m_loginDelay));
    serveListings(stop);
    return m_nextLook;
}

void Pop3Worker::serveListings(const StopToken &stop)
{
    const std::vector<MaildropRequest> requests = m_desk.takeListings();
    const bool isWanted = std::any_of(requests.cbegin(), requests.cend(), [](const MaildropRequest &request) { return !request.wanted.stop_requested(); });
    if (!isWanted)
        return;
    PassContext context = makeContext(stop);
    Result<QList<MaildropEntry>> listing = listMaildrop(context);
    // Nobody who asked gave it up: what ended the session was the way offline, or the end of the account.
    if (!listing && listing.error().kind == ErrorKind::Cancelled && stop.stop_requested())
        listing = makeError(ErrorKind::Network, QStringLiteral("the account went offline"));
    for (const MaildropRequest &request : requests)
        request.answer(listing);
}

std::chrono::seconds Pop3Worker::restTime() const
{
    return interval(place().account, m_loginDelay);
}

std::chrono::seconds Pop3Worker::interval(const Account &account, std::chrono::seconds loginDelay)
{
    constexpr std::chrono::seconds kToBeSure{1};
    const std::chrono::seconds borne = loginDelay.count() > 0 ? std::min<std::chrono::seconds>(loginDelay + kToBeSure, std::chrono::hours(24)) : loginDelay;
    return std::max(std::chrono::seconds(account.checkEverySeconds), borne);
}

std::chrono::milliseconds Pop3Worker::leastPause(const Error &error) const
{
    Account none;
    none.checkEverySeconds = 0;
    return error.code == "LOGIN-DELAY" ? interval(none, m_loginDelay) : std::chrono::seconds(0);
}

void Pop3Worker::onTrouble(const Error &error)
{
    m_desk.accept(place().around.store); // asked for offline, it comes as soon as that can be
    m_desk.refuse(error);
    for (const MaildropRequest &request : m_desk.takeListings())
        request.answer(error);
    askForSecret(AccountSide::Incoming, error);
}

} // namespace petrel::engine
