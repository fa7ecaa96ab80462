// Drafts and sent copies on their way to the server: the part of WishPush about APPEND.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/engine/imap/folder_list.h"
#include "core/engine/retry_policy.h"

namespace petrel::engine {

Status WishPush::pushAppends()
{
    const auto due = [&] {
        return m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).dueAppends(m_context.account.id, Clock::nowUtc()); });
    };
    QList<store::AppendWish> wishes = TRY(due());
    if (!wishes.isEmpty() && !TRY(foldersAreKnown())) {
        // What the server calls its Sent or Drafts decides where they go: a list that was never taken is taken first.
        (void)TRY(refreshFolderList(m_context, m_session));
        wishes = TRY(due());
    }
    for (const store::AppendWish &wish : wishes) {
        if (wish.parked)
            continue;
        const Status done = append(wish);
        if (!done)
            TRY(declinedAppend(done.error(), wish));
    }
    return {};
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

Status WishPush::append(const store::AppendWish &wish)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    imap::MailboxName target = TRY(nameOf(wish.folder));
    if (wish.stage == store::AppendWish::Stage::Appending) {
        if (TRY(appendedEarlier(wish, target)))
            return {};
        if (TRY(isUnwanted(wish)))
            return m_context.store().write(u"append withdrawn", [&](store::WriteTransaction &tx) { return tx.appends().discard(wish.id); });
    }

    const imap::MailboxStatus before = TRY(statusOrCreate(wish.folder, target));
    const bool wanted = TRY(m_context.store().write(u"appending", [&](store::WriteTransaction &tx) {
        return tx.appends().appending(wish.id, before.uidNext.value_or(Uid()), before.uidValidity.value_or(UidValidity()));
    }));
    if (!wanted)
        return {};
    const QByteArray bytes = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.blob(wish.blob); }));
    const Result<imap::AppendUid> answer = m_session.append(target, imap::AppendSource::of(bytes), wish.flags, wish.internalDate);
    if (!answer) {
        if (m_session.isAlive()) // a NO is an answer: then the outcome is known
            TRY(m_context.store().write(u"not appended", [&](store::WriteTransaction &tx) { return tx.appends().notAppended(wish.id); }));
        return answer.error();
    }
    TRY(m_context.store().write(u"appended", [&](store::WriteTransaction &tx) -> Status {
        return tx.appends().done(wish.id, TRY(inKnownNumbers(tx, wish.folder, answer->uidValidity, Uid(answer->uids.lowest()))));
    }));
    ++m_context.report.pushed;
    return {};
}

Result<imap::MailboxStatus> WishPush::statusOrCreate(FolderId folder, imap::MailboxName &name)
{
    const Result<imap::MailboxStatus> status = m_session.status(name);
    if (status || endsPass(status.error()) || !m_session.isAlive())
        return status;
    // A Sent or Drafts folder that no server ever made: this is the moment to make it.
    const FolderRow row = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.folder(folder); }));
    const Result<imap::MailboxName> made = createAtServer(m_context, m_session, row, name);
    if (!made)
        return m_session.isAlive() ? status : made.error();
    name = *made;
    return m_session.status(name);
}

Result<bool> WishPush::appendedEarlier(const store::AppendWish &wish, const imap::MailboxName &target)
{
    const Result<imap::SelectResult> examined = m_session.select(target, imap::ImapSession::Access::ReadOnly);
    if (!examined && examined.error().kind == ErrorKind::NotFound)
        return false; // nothing can have arrived there
    const imap::SelectResult there = TRY(examined);
    // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
    const bool sameNumbers = there.uidValidity == wish.stageUidValidity && wish.stageUidNext;
    // The id is its own (AppendWish): whoever bears it is ours.
    const Uid found = TRY(findMessage(wish.messageId, sameNumbers ? wish.stageUidNext : Uid(1), [](const store::NewMessage &) { return true; }));
    if (!found)
        return false;
    TRY(m_context.store().write(u"append found", [&](store::WriteTransaction &tx) -> Status {
        return tx.appends().done(wish.id, TRY(inKnownNumbers(tx, wish.folder, there.uidValidity, found)));
    }));
    ++m_context.report.pushed;
    return true;
}

Result<bool> WishPush::isUnwanted(const store::AppendWish &wish)
{
    if (!wish.placement)
        return false;
    // A row that wants to be gone is shown nowhere, and so not found.
    const auto shown = m_context.store().read([&](const store::Reader &reader) { return reader.row(wish.placement); });
    if (!shown && shown.error().kind != ErrorKind::NotFound)
        return shown.error();
    return !shown.ok();
}

Status WishPush::declinedAppend(const Error &error, const store::AppendWish &wish)
{
    const bool over = endsPass(error) || !m_session.isAlive();
    if (over && !countsAsAttempt(error))
        return error;
    const int attempts = wish.attempts + 1;
    const bool giveUp = RetryPolicy::isGivenUp(error, attempts);
    if (giveUp)
        ++m_context.report.parked;
    TRY(m_context.store().write(u"append declined", [&](store::WriteTransaction &tx) -> Status {
        if (giveUp)
            return tx.appends().park(wish.id, describe(error));
        return tx.appends().postpone(wish.id, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(error, attempts).count());
    }));
    return over ? Status(error) : Status();
}

} // namespace petrel::engine
