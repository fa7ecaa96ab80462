#include "core/engine/workers/pop3_desk.h"

#include <algorithm>

namespace petrel::engine {

namespace {

/** Null: it is here whole by now, and not damaged. Written down in the ledger; NotFound when no maildrop has it. */
Result<MessageId> wish(store::Store &store, PlacementId placement, BodyRequest::What what)
{
    const MessageRow row = TRY(store.read([&](const store::Reader &reader) { return reader.row(placement); }));
    if (row.bodyState == BodyState::Full && what != BodyRequest::What::Again)
        return MessageId();
    const bool isKnown = TRY(store.write(u"message wanted", [&](store::WriteTransaction &tx) { return tx.ledger().wantWhole(row.message); }));
    if (!isKnown)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no maildrop has this message any more")).withServerText({}, "not-given");
    return row.message;
}

} // namespace

Pop3Desk::~Pop3Desk()
{
    const Error ended = makeError(ErrorKind::Network, QStringLiteral("the account's connection ended"));
    for (const BodyRequest &request : m_added)
        request.answer(ended);
    for (const MaildropRequest &request : m_listings)
        request.answer(ended);
    refuse(ended);
}

void Pop3Desk::add(BodyRequest request)
{
    const std::lock_guard lock(m_mutex);
    m_added.push_back(std::move(request));
}

void Pop3Desk::add(MaildropRequest request)
{
    const std::lock_guard lock(m_mutex);
    m_listings.push_back(std::move(request));
}

std::vector<MaildropRequest> Pop3Desk::takeListings()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_listings, {});
}

void Pop3Desk::accept(store::Store &store)
{
    std::vector<BodyRequest> added;
    {
        const std::lock_guard lock(m_mutex);
        added.swap(m_added);
    }
    for (BodyRequest &request : added) {
        const Result<MessageId> message = wish(store, request.placement, request.what);
        if (!message || message->isNull()) {
            request.answer(message ? Status() : Status(message.error()));
            continue;
        }
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({std::move(request), *message});
    }
}

void Pop3Desk::tellComing(MessageId message, qint64 done, qint64 total)
{
    std::vector<std::function<void(qint64, qint64)>> told;
    {
        const std::lock_guard lock(m_mutex);
        for (const Waiting &waiting : m_waiting) {
            if (waiting.message == message && waiting.request.waiting.progress)
                told.push_back(waiting.request.waiting.progress);
        }
    }
    for (const auto &tell : told)
        tell(done, std::max(done, total)); // LIST's size is a hint
}

std::vector<Pop3Desk::Waiting> Pop3Desk::takeOf(MessageId message)
{
    const std::lock_guard lock(m_mutex);
    const auto others = std::stable_partition(m_waiting.begin(), m_waiting.end(), [&](const Waiting &waiting) { return waiting.message != message; });
    std::vector<Waiting> taken(std::make_move_iterator(others), std::make_move_iterator(m_waiting.end()));
    m_waiting.erase(others, m_waiting.end());
    return taken;
}

void Pop3Desk::answer(MessageId message)
{
    const std::vector<Waiting> taken = takeOf(message);
    for (const Waiting &waiting : taken)
        waiting.request.answer({});
}

void Pop3Desk::refuse(const Error &error)
{
    std::vector<Waiting> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_waiting);
    }
    for (const Waiting &waiting : taken)
        waiting.request.answer(error);
}

} // namespace petrel::engine
