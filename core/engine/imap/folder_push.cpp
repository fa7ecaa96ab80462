#include "core/engine/imap/folder_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/retry_policy.h"

namespace petrel::engine {

namespace {

store::RemoteFolder as(const imap::MailboxName &name, char delimiter)
{
    store::RemoteFolder folder;
    folder.wireName = name.wire();
    folder.path = name.components(delimiter);
    folder.delimiter = delimiter;
    return folder;
}

bool isThere(const QList<imap::FolderListing> &listings, const QByteArray &wireName)
{
    return std::any_of(listings.cbegin(), listings.cend(), [&](const imap::FolderListing &one) { return one.name.wire() == wireName; });
}

} // namespace

Status FolderPush::run()
{
    m_tried.clear();
    while (const std::optional<Wish> wish = TRY(next())) {
        m_tried.append(*wish);
        m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
        TRY(claimed(*wish));
    }
    return {};
}

Result<std::optional<FolderPush::Wish>> FolderPush::next()
{
    const QList<Wish> due = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dueFolderWishes(m_context.account.id, Clock::nowUtc());
    }));
    for (const Wish &wish : due) {
        if (!m_tried.contains(wish))
            return std::optional(wish);
    }
    return std::optional<Wish>();
}

Status FolderPush::claimed(const Wish &wish)
{
    if (m_claim && !m_claim(wish.folder))
        return {}; // the other connection is at it: later
    const Status pushed = push(wish);
    if (m_release)
        m_release(wish.folder);
    return pushed ? Status() : declined(pushed.error(), wish);
}

Status FolderPush::push(const Wish &wish)
{
    const bool isNamedAnew = !wish.askedName.isEmpty() && wish.askedName != wish.wireName;
    if (isNamedAnew)
        return lookUp(wish);
    switch (wish.what) {
    case Wish::What::Create: return create(wish);
    case Wish::What::Place: return rename(wish);
    case Wish::What::Subscribe: return subscribe(wish, true);
    case Wish::What::Unsubscribe: return subscribe(wish, false);
    case Wish::What::Remove: return remove(wish);
    }
    return {};
}

Status FolderPush::create(const Wish &wish)
{
    const imap::MailboxName name = TRY(wantedName(wish));
    if (!TRY(ask(wish, name.wire())))
        return {};
    const auto made = m_session.createFolder(name, wish.role);
    if (!made && !m_session.isAlive())
        return made.error();
    // Somebody else may have made it meanwhile, or we did and never heard: then it is the one that was wanted.
    if (!made && !m_session.status(name)) {
        TRY(record([&](auto wishes) { return wishes.notAsked(wish.folder); }));
        return made.error();
    }
    return done([&](auto wishes) { return wishes.made(wish.folder, as(name, wish.delimiter)); });
}

Status FolderPush::rename(const Wish &wish)
{
    const imap::MailboxName from = TRY(imap::MailboxName::fromWire(wish.wireName));
    const imap::MailboxName to = TRY(wantedName(wish));
    if (to == from) // wanted at the top of a server that keeps everything below a prefix: there it is
        return done([&](auto wishes) { return wishes.renamed(wish.folder, as(to, wish.delimiter)); });
    const QList<QByteArray> subscribed = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).subscribedWithin(wish.folder);
    }));
    TRY(leave(wish));
    if (!TRY(ask(wish, to.wire())))
        return {};
    const Status renamed = m_session.renameFolder(from, to);
    if (!renamed) {
        if (m_session.isAlive())
            TRY(record([&](auto wishes) { return wishes.notAsked(wish.folder); }));
        return renamed;
    }
    TRY(done([&](auto wishes) { return wishes.renamed(wish.folder, as(to, wish.delimiter)); }));
    return unsubscribe(subscribed);
}

Status FolderPush::remove(const Wish &wish)
{
    const auto gone = [&] { return done([&](auto wishes) { return wishes.removed(wish.folder); }); };
    if (wish.wireName.isEmpty())
        return gone(); // it never was
    const imap::MailboxName name = TRY(imap::MailboxName::fromWire(wish.wireName));
    if (wish.selectable && wish.uidValidity) {
        const Result<imap::MailboxStatus> there = m_session.status(name);
        if (!there && (!m_session.isAlive() || there.error().kind != ErrorKind::NotFound))
            return there.error();
        if (!there || there->uidValidity.value_or(wish.uidValidity) != wish.uidValidity)
            return gone(); // and if another one has its name, that one is not ours to delete
    }
    TRY(leave(wish));
    if (!TRY(ask(wish, wish.wireName)))
        return {};
    const Status removed = m_session.deleteFolder(name);
    if (!removed && (!m_session.isAlive() || removed.error().kind != ErrorKind::NotFound)) {
        if (m_session.isAlive())
            TRY(record([&](auto wishes) { return wishes.notAsked(wish.folder); }));
        return removed;
    }
    TRY(gone());
    return unsubscribe({wish.wireName});
}

Status FolderPush::subscribe(const Wish &wish, bool wanted)
{
    TRY(m_session.subscribe(TRY(imap::MailboxName::fromWire(wish.wireName)), wanted));
    return done([&](auto wishes) { return wishes.subscriptionPushed(wish.folder, wanted); });
}

Status FolderPush::lookUp(const Wish &wish)
{
    const QList<imap::FolderListing> listings = TRY(m_session.list()).folders;
    const imap::MailboxName asked = TRY(imap::MailboxName::fromWire(wish.askedName));
    const bool isCreated = wish.wireName.isEmpty();
    bool happened = isThere(listings, wish.askedName);
    if (happened && !isCreated && isThere(listings, wish.wireName))
        happened = TRY(isOurs(wish, wish.askedName)) && !TRY(isOurs(wish, wish.wireName));
    if (!happened)
        return record([&](auto wishes) { return wishes.notAsked(wish.folder); });
    return done([&](auto wishes) {
        const store::RemoteFolder there = as(asked, wish.delimiter);
        return isCreated ? wishes.made(wish.folder, there) : wishes.renamed(wish.folder, there);
    });
}

Result<bool> FolderPush::isOurs(const Wish &wish, const QByteArray &wireName)
{
    const Result<imap::MailboxStatus> status = m_session.status(TRY(imap::MailboxName::fromWire(wireName)));
    if (!status && !m_session.isAlive())
        return status.error();
    return status && wish.uidValidity && status->uidValidity == wish.uidValidity;
}

Result<imap::MailboxName> FolderPush::wantedName(const Wish &wish)
{
    const QByteArray name = TRY(imap::MailboxName::fromText(wish.name)).wire();
    const QByteArray above = wish.parentWireName ? *wish.parentWireName + wish.delimiter : TRY(personalPrefix());
    return imap::MailboxName::fromWire(above + name);
}

Result<QByteArray> FolderPush::personalPrefix()
{
    if (m_prefix)
        return *m_prefix;
    const Result<imap::Namespaces> namespaces = m_session.namespaces();
    if (!namespaces && !m_session.isAlive())
        return namespaces.error();
    m_prefix = namespaces && !namespaces->personal.isEmpty() ? namespaces->personal.first().prefix : QByteArray();
    return *m_prefix;
}

Status FolderPush::leave(const Wish &wish)
{
    const auto &selected = m_session.selected();
    const bool isInIt = selected && (selected->wire() == wish.wireName || (wish.delimiter != 0 && selected->wire().startsWith(wish.wireName + wish.delimiter)));
    if (isInIt)
        (void)TRY(m_session.select(imap::MailboxName::inbox(), imap::ImapSession::Access::ReadOnly));
    return {};
}

Status FolderPush::unsubscribe(const QList<QByteArray> &wireNames)
{
    for (const QByteArray &wireName : wireNames) {
        const Status done = m_session.subscribe(TRY(imap::MailboxName::fromWire(wireName)), false);
        if (!m_session.isAlive())
            return done; // a no is none of our business: a name too many in the list of subscriptions hurts nobody
    }
    return {};
}

Status FolderPush::record(const std::function<Status(store::FolderWishRepository)> &change)
{
    return m_context.store().write(u"folder wish", [&](store::WriteTransaction &tx) { return change(tx.folderWishes()); });
}

Result<bool> FolderPush::ask(const Wish &wish, const QByteArray &wireName)
{
    return m_context.store().write(u"asking for a folder", [&](store::WriteTransaction &tx) { return tx.folderWishes().asking(wish, wireName); });
}

Status FolderPush::done(const std::function<Status(store::FolderWishRepository)> &change)
{
    TRY(record(change));
    ++m_context.report.pushed;
    return {};
}

Status FolderPush::declined(const Error &error, const Wish &wish)
{
    const bool over = endsPass(error) || !m_session.isAlive();
    if (over && !countsAsAttempt(error))
        return error;
    const int attempts = wish.attempts + 1;
    const bool giveUp = RetryPolicy::isGivenUp(error, attempts);
    qCWarning(logEngine) << m_context.account.name << (giveUp ? "parks" : "postpones") << "what is wanted of a folder:" << describe(error);
    if (giveUp)
        ++m_context.report.parked;
    TRY(record([&](auto wishes) {
        if (giveUp)
            return wishes.park(wish.folder, describe(error));
        return wishes.postpone(wish.folder, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(error, attempts).count());
    }));
    return over ? Status(error) : Status();
}

} // namespace petrel::engine
