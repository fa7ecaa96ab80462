#include "core/engine/imap/server_survey.h"

#include "core/base/clock.h"
#include "core/imap/session/mailbox_limits.h"

namespace petrel::engine {

namespace {

/** What makes a difference to people where it is offered; what must be agreed upon first is asked of the session. */
constexpr const char *kWorthTelling[] = {"APPENDLIMIT", "IDLE", "IMAP4REV2", "LIST-STATUS", "MOVE", "NOTIFY", "OBJECTID", "PREVIEW",
                                         "QUOTA", "REPLACE", "SPECIAL-USE", "UIDPLUS", "X-GM-EXT-1"};

QList<QByteArray> extensionsOf(const imap::ImapSession &session)
{
    QList<QByteArray> extensions;
    for (const char *word : kWorthTelling) {
        if (session.capabilities().has(word))
            extensions.append(word);
    }
    if (session.usesQresync())
        extensions.append("QRESYNC");
    else if (session.usesCondstore())
        extensions.append("CONDSTORE");
    if (session.isCompressed())
        extensions.append("COMPRESS=DEFLATE");
    std::sort(extensions.begin(), extensions.end());
    return extensions;
}

void addUse(QList<QuotaUse> &uses, QuotaUse::What what, const std::optional<imap::Quota::Use> &told)
{
    if (told && told->limit > 0)
        uses.append({what, told->used, told->limit});
}

} // namespace

Result<ServerFacts> surveyServer(imap::ImapSession &session)
{
    ServerFacts facts;
    facts.extensions = extensionsOf(session);
    facts.asked = Clock::nowUtc();
    if (!session.capabilities().has("QUOTA"))
        return facts;
    const Result<QList<imap::Quota>> quotas = imap::quotaOf(session, imap::MailboxName::inbox());
    if (!quotas && !session.isAlive())
        return quotas.error();
    for (const imap::Quota &quota : quotas ? *quotas : QList<imap::Quota>()) {
        addUse(facts.quotas, QuotaUse::What::Bytes, quota.storage);
        addUse(facts.quotas, QuotaUse::What::Messages, quota.messages);
    }
    return facts;
}

} // namespace petrel::engine
