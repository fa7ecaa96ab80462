// Labels on their way to the server: the part of WishPush about STORE of keywords that are no Flag.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"
#include "core/engine/retry_policy.h"
#include "core/model/gmail_label.h"

namespace petrel::engine {

namespace {

store::KeywordPush part(const store::KeywordPush &push, std::size_t begin, std::size_t end)
{
    return {push.keyword, push.set, push.keptHere, slice(push.rows, begin, end)};
}

} // namespace

Status WishPush::pushKeywords(FolderId folder)
{
    const QList<store::KeywordPush> pushes = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyKeywords(folder, Clock::nowUtc());
    }));
    for (const store::KeywordPush &push : pushes) {
        const QByteArray keyword = push.keyword.toUtf8();
        const bool isTaken = isGmailWord(push.keyword) ? m_session.capabilities().has("X-GM-EXT-1") : imap::isKeyword(keyword) && m_session.keepsKeyword(keyword);
        const auto some = [&](std::size_t begin, std::size_t end) {
            return isTaken ? pushKeyword(part(push, begin, end)) : keepKeywordHere(folder, part(push, begin, end));
        };
        TRY(inSlices(push.rows.placements.size(), some, togetherAfter(push.rows)));
    }
    return {};
}

Status WishPush::pushKeyword(const store::KeywordPush &push)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const auto attempt = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
        const store::KeywordPush some = part(push, begin, end);
        const auto mode = some.set ? imap::ImapSession::StoreMode::Add : imap::ImapSession::StoreMode::Remove;
        if (isGmailWord(some.keyword))
            TRY(m_session.storeGmailLabel(uidsOf(some.rows), mode, TRY(imap::MailboxName::fromText(gmailName(some.keyword)))));
        else
            (void)TRY(m_session.storeFlags(uidsOf(some.rows), mode, {}, {some.keyword.toUtf8()}));
        return Halving::Record([this, some]() -> Status {
            TRY(m_context.store().write(u"keyword pushed", [&](store::WriteTransaction &tx) {
                return tx.wishes().keywordsPushed(some.rows.placements, some.keyword, some.set);
            }));
            m_context.report.pushed += static_cast<int>(some.rows.placements.size());
            return {};
        });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) { return keywordDeclined(error, part(push, begin, end)); };
    return Halving(attempt, refused).run(push.rows.placements.size());
}

/** As a flag, a label that is not taken never holds up the move of its message: it goes along, and is wanted there, too. */
Status WishPush::keywordDeclined(const Error &error, const store::KeywordPush &push)
{
    const bool goesOn = m_session.isAlive() && !endsPass(error);
    if (!push.rows.moves || !goesOn)
        return declined(error, triedOf(push.rows), {.keyword = push.keyword});
    qCWarning(logEngine) << m_context.account.name << "moves" << push.rows.placements.size() << "messages without a label:" << describe(error);
    return {};
}

/** Once told in a folder, it needs no more words. */
Status WishPush::keepKeywordHere(FolderId folder, const store::KeywordPush &push)
{
    if (push.keptHere)
        return {};
    const bool isFirst = TRY(m_context.store().write(u"keyword kept here", [&](store::WriteTransaction &tx) {
        return tx.wishes().keywordsKeptHere(push.rows.placements, push.keyword);
    }));
    if (isFirst && m_context.labelsStayHere)
        m_context.labelsStayHere(TRY(m_context.store().read([&](const store::Reader &reader) { return reader.folder(folder); })).path);
    return {};
}

} // namespace petrel::engine
