// What became of a command whose answer was lost: the part of WishPush that looks before anything is repeated.
#include "core/engine/imap/wish_push.h"

#include "core/engine/imap/translation.h"

namespace petrel::engine {

Result<WishPush::Earlier> WishPush::resumeMove(const store::MoveWish &wish, UidValidity sourceValidity)
{
    const imap::MailboxName source = TRY(nameOf(wish.source));
    const imap::MailboxName target = TRY(nameOf(wish.target));
    TRY(returnTo(source, sourceValidity));
    const bool stillHere = !TRY(m_session.existingUids(imap::SequenceSet::of(wish.uid))).isEmpty();

    Uid found;
    Result<imap::SelectResult> there = m_session.select(target, imap::ImapSession::Access::ReadOnly);
    // Without the target nothing can have arrived there: the wish starts anew and is judged as such. Any other refusal says nothing.
    if (!there && there.error().kind != ErrorKind::NotFound)
        return there.error();
    if (there) {
        // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
        const bool sameNumbers = there->uidValidity == wish.stageUidValidity && wish.stageUidNext;
        const store::MessageDetail original = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.detail(wish.placement); }));
        found = TRY(findCopy({wish.target, wish.messageId, wish.size, original.dateReceived, wish.attempts}, sameNumbers ? wish.stageUidNext : Uid(1)));
    }
    TRY(returnTo(source, sourceValidity));

    if (stillHere && !found)
        return Earlier::DidNotHappen;
    PlacementId remainder;
    TRY(m_context.store().write(u"move resumed", [&](store::WriteTransaction &tx) -> Status {
        const Uid arrived = TRY(inKnownNumbers(tx, wish.target, there ? there->uidValidity : UidValidity(), found));
        if (!stillHere)
            return tx.wishes().moved(wish.placement, arrived);
        remainder = TRY(tx.wishes().copied(wish.placement, arrived));
        return {};
    }));
    m_remainders.insert(remainder);
    ++m_context.report.pushed;
    return Earlier::Happened;
}

Result<Uid> WishPush::findCopy(const Sought &sought, Uid from)
{
    // Two messages may bear one Message-ID (a list's copy and the direct one, or a forgery); COPY keeps size and date.
    const Uid found = TRY(findMessage(sought, from, [&](const store::NewMessage &message) {
        const bool sameDate = sought.dateReceived == 0 || message.dateReceived == sought.dateReceived;
        return message.size == sought.size && sameDate && !m_foundCopies.contains({sought.target, message.uid});
    }));
    if (found)
        m_foundCopies.insert({sought.target, found});
    return found;
}

Result<bool> WishPush::arrivedEarlier(WishId id, const Sought &sought, Uid stageUidNext, UidValidity stageUidValidity, store::AppendWish::Origin origin)
{
    const Result<imap::SelectResult> examined = m_session.select(TRY(nameOf(sought.target)), imap::ImapSession::Access::ReadOnly);
    if (!examined && examined.error().kind == ErrorKind::NotFound) {
        TRY(notAppended(id)); // nothing can have arrived there
        return false;
    }
    const imap::SelectResult there = TRY(examined);
    // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
    const Uid from = there.uidValidity == stageUidValidity && stageUidNext ? stageUidNext : Uid(1);
    // The id of what was written here is its own: whoever bears it is ours.
    const bool isItsOwn = origin == store::AppendWish::Origin::Here;
    const Uid found = isItsOwn ? TRY(findMessage(sought, from, [](const store::NewMessage &) { return true; })) : TRY(findCopy(sought, from));
    if (!found)
        return false; // and looked for again until it is asked for anew: a server may be slow
    TRY(m_context.store().write(u"append found", [&](store::WriteTransaction &tx) -> Status {
        return tx.appends().done(id, TRY(inKnownNumbers(tx, sought.target, there.uidValidity, found)));
    }));
    ++m_context.report.pushed;
    return true;
}

Result<Uid> WishPush::findMessage(const Sought &sought, Uid from, const IsOurs &ours)
{
    imap::SequenceSet candidates;
    if (!sought.messageId.isEmpty() && sought.attempts == 0)
        candidates = imap::SequenceSet::of(TRY(m_session.findByMessageId(sought.messageId, from)));
    // A field with a blank or a comment in its id is not found by the id: each message is looked at.
    if (candidates.isEmpty())
        candidates = imap::SequenceSet::from(from);
    Uid found;
    const auto compare = [&](imap::FetchedHeader &&header) -> Status {
        const store::NewMessage message = toNewMessage(header);
        if (message.uid >= from && message.envelope.messageId == sought.messageId && ours(message))
            found = message.uid;
        return {};
    };
    TRY(m_session.fetchHeaders(imap::MessageSet::uids(candidates), compare));
    return found;
}

Status WishPush::returnTo(const imap::MailboxName &name, UidValidity uidValidity)
{
    if (!m_session.hasSelected(name))
        m_numbers = TRY(m_session.select(name)).uidValidity;
    if (m_numbers == uidValidity)
        return {};
    return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Soon, QStringLiteral("the folder was renumbered while it was worked on"));
}

} // namespace petrel::engine
