#include "core/imap/session/imap_session.h"

#include "core/imap/session/exchange.h"

#include <algorithm>
#include <limits>

namespace petrel::imap {

ImapSession::ImapSession(std::unique_ptr<Exchange> exchange) : m_exchange(std::move(exchange)) {}

ImapSession::~ImapSession() = default;

const Capabilities &ImapSession::capabilities() const
{
    return m_exchange->machine().capabilities();
}

bool ImapSession::usesCondstore() const
{
    return m_exchange->condstore;
}

bool ImapSession::usesQresync() const
{
    return m_exchange->qresync;
}

bool ImapSession::usesUidOnly() const
{
    return m_exchange->uidOnly;
}

bool ImapSession::isAlive() const
{
    return m_exchange->isAlive();
}

Status ImapSession::compress()
{
    if (m_exchange->isCompressed())
        return {};
    if (!canCompress())
        return makeError(ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never, QStringLiteral("no COMPRESS=DEFLATE"));
    return m_exchange->compress();
}

bool ImapSession::isCompressed() const
{
    return m_exchange->isCompressed();
}

std::optional<std::int64_t> ImapSession::appendLimit() const
{
    const std::optional<std::uint64_t> limit = capabilities().number("APPENDLIMIT");
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return limit ? std::optional(static_cast<std::int64_t>(std::min(*limit, most))) : std::nullopt;
}

bool ImapSession::isNotifying() const
{
    return m_exchange->notifies();
}

bool ImapSession::hasSelected(const MailboxName &name) const
{
    return selected() == name && !m_exchange->isExamined();
}

const std::optional<MailboxName> &ImapSession::selected() const
{
    return m_exchange->selected();
}

std::uint32_t ImapSession::exists() const
{
    return m_exchange->exists();
}

UidValidity ImapSession::selectedUidValidity() const
{
    return m_exchange->uidValidity();
}

Flags ImapSession::keptFlags(Flags flags) const
{
    for (const Flag flag : allFlags())
        flags.setFlag(flag, flags.testFlag(flag) && m_exchange->permanentFlags().keeps(flag));
    return flags;
}

bool ImapSession::canMove() const
{
    return capabilities().has("MOVE") && !(selected() && m_refuseMove.contains(*selected()));
}

bool ImapSession::keepsKeyword(const QByteArray &keyword) const
{
    return m_exchange->permanentFlags().keeps(keyword);
}

QList<MailboxEvent> ImapSession::takeEvents()
{
    return m_exchange->takeEvents();
}

std::chrono::nanoseconds ImapSession::waited() const
{
    return m_exchange->waited();
}

int ImapSession::stumbledAt() const
{
    return m_exchange->stumbledAt();
}

int ImapSession::roundTrips() const
{
    return m_exchange->roundTrips();
}

std::int64_t ImapSession::bytesIn() const
{
    return m_exchange->stream().bytesIn();
}

std::int64_t ImapSession::bytesOut() const
{
    return m_exchange->stream().bytesOut();
}

} // namespace petrel::imap
