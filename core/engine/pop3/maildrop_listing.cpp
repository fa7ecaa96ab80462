#include "core/engine/pop3/maildrop_listing.h"

#include "core/engine/message_intake.h"
#include "core/engine/pop3/maildrop_session.h"
#include "core/pop3/ledger_planner.h"

#include <algorithm>

namespace petrel::engine {

namespace {

using Here = MaildropEntry::Here;
using Wish = MaildropEntry::Wish;

constexpr qsizetype kHeaders = 200;

struct Listed
{
    pop3::MessageNumber number;
    MaildropEntry entry;
};

/** What the ledger knows of it. */
void describe(MaildropEntry &entry, const store::LedgerEntry &known)
{
    const bool isShown = !known.message.isNull();
    if (known.state != store::LedgerState::Listed)
        entry.here = isShown ? Here::Whole : Here::Deleted;
    else if (!known.head.isEmpty())
        entry.here = isShown ? Here::Header : Here::Deleted;
    entry.wish = known.want == store::LedgerWant::Fetch ? Wish::Fetch : known.want == store::LedgerWant::Delete ? Wish::Delete : Wish::Nothing;
}

void name(MaildropEntry &entry, const Envelope &envelope, std::int64_t received)
{
    entry.from = envelope.from.isEmpty() ? Address() : envelope.from.first();
    entry.subject = envelope.subject;
    entry.date = received != 0 ? received : envelope.dateSent;
}

/** Newest first. An id that is not one message's alone names none. */
std::vector<Listed> joined(const QList<pop3::ServerMessage> &server)
{
    QHash<QByteArray, int> times;
    for (const pop3::ServerMessage &message : server)
        ++times[message.uidl];
    std::vector<Listed> all;
    for (const pop3::ServerMessage &message : server) {
        const bool isUsable = times.value(message.uidl) == 1 && message.uidl.size() <= pop3::kMaxUidlBytes;
        MaildropEntry entry;
        entry.uidl = isUsable ? message.uidl : QByteArray();
        entry.size = message.size;
        all.push_back({message.number, entry});
    }
    std::sort(all.begin(), all.end(), [](const Listed &a, const Listed &b) { return a.number > b.number; });
    return all;
}

Status addWhatIsHere(PassContext &context, std::vector<Listed> &all)
{
    return context.store().read([&](const store::Reader &reader) -> Status {
        const store::SyncReader sync(reader);
        const QHash<QByteArray, store::LedgerEntry> ledger = TRY(sync.ledger(context.account.id));
        const QHash<QByteArray, MaildropEntry> names = TRY(sync.shownOfMaildrop(context.account.id));
        for (Listed &one : all) {
            const auto known = ledger.constFind(one.entry.uidl);
            if (known == ledger.cend())
                continue;
            describe(one.entry, *known);
            const MaildropEntry shown = names.value(one.entry.uidl);
            one.entry.from = shown.from;
            one.entry.subject = shown.subject;
            one.entry.date = shown.date;
        }
        return {};
    }, context.stop);
}

Status addHeaders(PassContext &context, pop3::Pop3Session &session, std::vector<Listed> &all)
{
    QHash<pop3::MessageNumber, MaildropEntry *> unnamed;
    QList<pop3::MessageNumber> numbers;
    for (Listed &one : all) {
        const bool isNamed = one.entry.here == Here::Whole || one.entry.here == Here::Header;
        if (isNamed || numbers.size() >= kHeaders)
            continue;
        unnamed.insert(one.number, &one.entry);
        numbers.append(one.number);
    }
    return session.heads(numbers, [&](pop3::MessageNumber number, const QByteArray &head) {
        const store::NewMessage header = MessageIntake::fromHeader(head, 0);
        if (MaildropEntry *entry = unnamed.value(number))
            name(*entry, header.envelope, header.dateReceived);
    }, context.stop);
}

} // namespace

Result<QList<MaildropEntry>> listMaildrop(PassContext &context)
{
    const auto session = TRY(openMaildrop(context));
    Result<QList<MaildropEntry>> listing = [&]() -> Result<QList<MaildropEntry>> {
        const pop3::UidlListing uidls = TRY(session->uidl(context.stop));
        std::vector<Listed> all = joined(pop3::joinListings(uidls.entries, TRY(session->list(context.stop))));
        TRY(addWhatIsHere(context, all));
        if (canTop(*session))
            TRY(addHeaders(context, *session, all));
        QList<MaildropEntry> entries;
        for (const Listed &one : all)
            entries.append(one.entry);
        return entries;
    }();
    if (!session->isOver())
        (void)session->quit(context.stop); // nothing was marked
    return listing;
}

Result<int> wishFromMaildrop(store::Store &store, AccountId account, const QList<MaildropEntry> &entries, Wish wish)
{
    std::vector<store::Pop3Ledger::Listed> listed;
    for (const MaildropEntry &entry : entries) {
        if (!entry.uidl.isEmpty())
            listed.push_back({entry.uidl, entry.size});
    }
    const store::LedgerWant want = wish == Wish::Fetch ? store::LedgerWant::Fetch : wish == Wish::Delete ? store::LedgerWant::Delete : store::LedgerWant::Nothing;
    return store.write(u"maildrop wish", [&](store::WriteTransaction &tx) { return tx.ledger().want(account, listed, want); });
}

} // namespace petrel::engine
