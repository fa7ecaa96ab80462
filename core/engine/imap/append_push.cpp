// Messages on their way into this account, from here or from others: the part of WishPush about APPEND.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/engine/imap/folder_list.h"
#include "core/engine/imap/wish_slices_p.h"
#include "core/engine/retry_policy.h"
#include "core/imap/session/multi_append.h"
#include "core/imap/session/replace.h"

namespace petrel::engine {

using Origin = store::AppendWish::Origin;
using Stage = store::AppendWish::Stage;

namespace {

/** In one command: what is lost with a connection is looked for one by one. */
constexpr qsizetype kMessagesTogether = 50;
constexpr std::int64_t kSmallBytes = 256 * 1024;
constexpr std::int64_t kBytesTogether = 1024 * 1024;

QList<QByteArray> wireKeywords(const store::AppendWish &wish)
{
    QList<QByteArray> keywords;
    for (const QString &keyword : wish.keywords)
        keywords.append(keyword.toUtf8());
    keywords.removeIf([](const QByteArray &keyword) { return !imap::isKeyword(keyword); }); // other servers allow more
    return keywords;
}

} // namespace

Status WishPush::pushAppends(const std::function<Status()> &between)
{
    DueAppends due = TRY(dueAppends());
    if (due.isCarriable || !due.contents.isEmpty()) {
        TRY(bringHere(due.contents, between));
        due = TRY(dueAppends());
    }
    Appends wishes = due.appends;
    if (!wishes.isEmpty() && !TRY(foldersAreKnown())) {
        // What the server calls its Sent or Drafts decides where they go: a list that was never taken is taken first.
        (void)TRY(refreshFolderList(m_context, m_session));
        wishes = TRY(dueAppends()).appends;
    }
    const qsizetype total = wishes.size();
    while (!wishes.isEmpty()) {
        m_context.tell(AccountStatus::Task::Pushing, {}, total - wishes.size(), total);
        TRY(appendTogether(takeTogether(wishes)));
        if (between)
            TRY(between());
    }
    if (std::exchange(m_othersAreConcerned, false) && m_context.around.wakeOthers)
        m_context.around.wakeOthers();
    return {};
}

Result<WishPush::DueAppends> WishPush::dueAppends()
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<DueAppends> {
        const store::SyncReader sync(reader);
        const std::int64_t now = Clock::nowUtc();
        DueAppends due;
        due.contents = TRY(sync.dueContents(m_context.account.id, now));
        due.isCarriable = TRY(sync.hasCarriable(m_context.account.id, now));
        due.appends = TRY(sync.dueAppends(m_context.account.id, now));
        return due;
    });
}

Result<bool> WishPush::foldersAreKnown()
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const Result<FolderRow> inbox = reader.folderByRole(m_context.account.id, FolderRole::Inbox);
        if (!inbox && inbox.error().kind != ErrorKind::NotFound)
            return inbox.error();
        return inbox.ok(); // it comes with the first list, and only with it
    });
}

WishPush::Appends WishPush::takeTogether(Appends &wishes) const
{
    const store::AppendWish first = wishes.takeFirst();
    Appends together{first};
    const auto isSmall = [](const store::AppendWish &wish) {
        return !wish.replacedUid && wish.looksLeft == 0 && wish.stage == Stage::Wanted && wish.attempts == 0 && wish.size <= kSmallBytes;
    };
    if (!isSmall(first) || !m_session.capabilities().has("MULTIAPPEND"))
        return together;
    std::int64_t bytes = first.size;
    Appends rest;
    for (const store::AppendWish &wish : std::as_const(wishes)) {
        const bool fits = isSmall(wish) && wish.folder == first.folder && together.size() < kMessagesTogether && bytes + wish.size <= kBytesTogether;
        (fits ? together : rest).append(wish);
        bytes += fits ? wish.size : 0;
    }
    wishes = rest;
    return together;
}

/** A refusal concerns all of a command: then each is asked for alone. */
Status WishPush::appendTogether(const Appends &wishes)
{
    const auto oneByOne = [this](const Appends &some) -> Status {
        for (const store::AppendWish &wish : some) {
            if (const Status done = append(wish); !done)
                TRY(declinedAppend(done.error(), wish.id, wish.attempts));
        }
        return {};
    };
    if (wishes.size() < 2)
        return oneByOne(wishes);
    imap::MailboxName target = TRY(nameOf(wishes.first().folder));
    const Result<imap::MailboxStatus> before = statusOrCreate(wishes.first().folder, target);
    if (!before)
        return oneByOne(wishes); // each hears why
    Appends waiting = TRY(beginAppending(wishes, *before));
    QList<imap::MessageToAppend> messages;
    for (const store::AppendWish &wish : std::as_const(waiting)) {
        const QByteArray bytes = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.blob(wish.blob); }));
        messages.append({imap::AppendSource::of(bytes), wish.flags, wish.internalDate, wireKeywords(wish)});
    }
    const Appends asked = waiting;
    std::optional<Error> notRecorded;
    const Status appended = imap::appendAll(m_session, target, messages, [&](qsizetype index, const imap::AppendUid &uid) -> Status {
        const Status recorded = recordAppended(asked.at(index), uid);
        if (!recorded)
            return *(notRecorded = recorded.error());
        waiting.removeFirst();
        return {};
    });
    if (notRecorded)
        return *notRecorded; // the server has them: the next pass looks there before it asks again
    if (appended || waiting.isEmpty())
        return appended;
    if (m_session.isAlive()) {
        for (const store::AppendWish &wish : std::as_const(waiting))
            TRY(notAppended(wish.id));
        return oneByOne(waiting);
    }
    for (const store::AppendWish &wish : std::as_const(waiting))
        (void)declinedAppend(appended.error(), wish.id, wish.attempts);
    return appended;
}

Status WishPush::append(const store::AppendWish &wish)
{
    if (wish.stage == Stage::Appending) {
        const Sought sought{wish.folder, wish.messageId, wish.size, wish.internalDate, wish.attempts};
        if (TRY(arrivedEarlier(wish.id, sought, wish.stageUidNext, wish.stageUidValidity, wish.origin))) {
            m_othersAreConcerned = m_othersAreConcerned || wish.origin == Origin::Elsewhere;
            return {};
        }
        if (TRY(isUnwanted(wish.placement)))
            return m_context.store().write(u"append withdrawn", [&](store::WriteTransaction &tx) { return tx.appends().discard(wish.id); });
    }
    if (TRY(isLeftToServer(wish)))
        return {};
    imap::MailboxName target = TRY(nameOf(wish.folder));
    const imap::MailboxStatus before = TRY(statusOrCreate(wish.folder, target));
    if (TRY(beginAppending(Appends{wish}, before)).isEmpty())
        return {};
    if (TRY(replaceFormer(target, wish)))
        return {};
    const Result<imap::AppendUid> answer = appendBytes(target, wish);
    if (!answer) {
        if (m_session.isAlive()) // a NO is an answer: then the outcome is known
            TRY(notAppended(wish.id));
        return answer.error();
    }
    return recordAppended(wish, *answer);
}

Result<bool> WishPush::replaceFormer(const imap::MailboxName &target, const store::AppendWish &wish)
{
    if (!wish.replacedUid || !m_session.capabilities().has("REPLACE"))
        return false;
    const std::pair<QByteArray, UidValidity> draft = TRY(m_context.store().read([&](const store::Reader &reader) -> Result<std::pair<QByteArray, UidValidity>> {
        return std::pair(TRY(reader.blob(wish.blob)), TRY(store::SyncReader(reader).syncState(wish.folder)).uidValidity);
    }));
    const Result<imap::SelectResult> there = m_session.select(target); // also where it was only examined
    if (!there && !m_session.isAlive())
        return there.error();
    if (!there || there->uidValidity != draft.second)
        return false;
    m_numbers = there->uidValidity;
    const Result<imap::AppendUid> answer = imap::uidReplace(m_session, wish.replacedUid, target, {imap::AppendSource::of(draft.first), wish.flags, wish.internalDate, {}});
    if (!answer)
        return m_session.isAlive() ? Result<bool>(false) : answer.error();
    TRY(m_context.store().write(u"draft replaced", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.appends().done(wish.id, TRY(inKnownNumbers(tx, wish.folder, answer->uidValidity, Uid(answer->uids.lowest())))));
        const PlacementId former[] = {wish.replaces};
        return tx.wishes().expunged(former);
    }));
    ++m_context.report.pushed;
    return true;
}

Result<imap::AppendUid> WishPush::appendBytes(const imap::MailboxName &target, const store::AppendWish &wish)
{
    const QByteArray bytes = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.blob(wish.blob); }));
    const QList<QByteArray> keywords = wireKeywords(wish);
    const Result<imap::AppendUid> answer = m_session.append(target, imap::AppendSource::of(bytes), wish.flags, wish.internalDate, keywords);
    const bool hasKeywords = !keywords.isEmpty() || (wish.flags & kKeywords);
    const bool mayBeTheKeywords = !answer && m_session.isAlive() && hasKeywords && answer.error().kind == ErrorKind::Refused && answer.error().code.isEmpty();
    if (!mayBeTheKeywords)
        return answer;
    // A server that takes no keywords takes the message.
    return m_session.append(target, imap::AppendSource::of(bytes), wish.flags & ~kKeywords, wish.internalDate);
}

Status WishPush::recordAppended(const store::AppendWish &wish, const imap::AppendUid &answer)
{
    TRY(m_context.store().write(u"appended", [&](store::WriteTransaction &tx) -> Status {
        return tx.appends().done(wish.id, TRY(inKnownNumbers(tx, wish.folder, answer.uidValidity, Uid(answer.uids.lowest()))));
    }));
    m_othersAreConcerned = m_othersAreConcerned || wish.origin == Origin::Elsewhere;
    ++m_context.report.pushed;
    return {};
}

Status WishPush::notAppended(WishId id)
{
    return m_context.store().write(u"not appended", [&](store::WriteTransaction &tx) { return tx.appends().notAppended(id); });
}

Result<imap::MailboxStatus> WishPush::statusOrCreate(FolderId folder, imap::MailboxName &name)
{
    const Result<imap::MailboxStatus> status = m_session.status(name);
    if (status || endsPass(status.error()) || !m_session.isAlive())
        return status;
    // A Sent or Drafts folder that no server ever made: this is the moment to make it. Any other is only out of reach.
    FolderRow row;
    const bool isNews = TRY(m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        row = TRY(reader.folder(folder));
        return TRY(store::SyncReader(reader).syncState(folder)).uidValidity.isNull();
    }));
    const bool mayBeMissing = status.error().kind == ErrorKind::Refused && status.error().code.isEmpty() && isNews;
    if ((status.error().kind != ErrorKind::NotFound && !mayBeMissing) || row.role == FolderRole::Inbox)
        return status;
    const Result<imap::MailboxName> made = createAtServer(m_context, m_session, row, name);
    if (!made)
        return m_session.isAlive() ? status : made.error();
    name = *made;
    return m_session.status(name);
}

Result<bool> WishPush::isUnwanted(PlacementId placement)
{
    if (!placement)
        return false;
    // A row that wants to be gone is shown nowhere, and so not found.
    const auto shown = m_context.store().read([&](const store::Reader &reader) { return reader.row(placement); });
    if (!shown && shown.error().kind != ErrorKind::NotFound)
        return shown.error();
    return !shown.ok();
}

Status WishPush::declinedAppend(const Error &error, WishId wish, int before)
{
    const bool over = endsPass(error) || !m_session.isAlive();
    if (over && !countsAsAttempt(error))
        return error;
    const int attempts = before + 1;
    const bool giveUp = RetryPolicy::isGivenUp(error, attempts);
    if (giveUp)
        ++m_context.report.parked;
    TRY(m_context.store().write(u"append declined", [&](store::WriteTransaction &tx) -> Status {
        if (!giveUp)
            return tx.appends().postpone(wish, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(error, attempts).count());
        if (TRY(tx.transfers().giveBackRefused(wish, describe(error))))
            return {};
        return tx.appends().park(wish, describe(error));
    }));
    return over ? Status(error) : Status();
}

} // namespace petrel::engine
