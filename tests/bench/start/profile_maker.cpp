// Makes a profile that looks as after a first sync: profile_maker DIRECTORY COUNT [PORT].
// One IMAP account whose server does not answer (or is at PORT), an inbox of COUNT messages with their previews.
#include "tests/bench/support/bench_mail.h"

using namespace petrel;
using namespace petrel::store;
using namespace petrel::bench;

namespace {

constexpr int kBatch = 1000;

QString textOf(std::uint32_t n)
{
    return QStringLiteral("The quick brown fox number %1 jumps over the lazy dog, and then it rests a while.").arg(n);
}

Account account(int port)
{
    Account account;
    account.name = QStringLiteral("Ada");
    account.address = {QStringLiteral("Ada Lindqvist"), QStringLiteral("ada@petrel.example")};
    account.incoming.host = account.outgoing.host = QStringLiteral("127.0.0.1");
    account.incoming.port = account.outgoing.port = static_cast<std::uint16_t>(port);
    account.incoming.user = account.outgoing.user = account.address.email;
    return account;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("profile_maker DIRECTORY COUNT [PORT]\n", stderr);
        return 2;
    }
    const int count = std::atoi(argv[2]);
    const auto store = must(Store::open(QString::fromLocal8Bit(argv[1])));
    const AccountId id = must(store->write(u"account", [&](WriteTransaction &tx) { return tx.accounts().insert(account(argc > 3 ? std::atoi(argv[3]) : 1)); }));
    FolderId inbox;
    must(store->write(u"folders", [&](WriteTransaction &tx) -> Status {
        inbox = TRY(tx.folders().upsertRemote(id, remoteFolder("INBOX", FolderRole::Inbox)));
        for (const auto &[name, role] : {std::pair("Archive", FolderRole::Archive), std::pair("Drafts", FolderRole::Drafts),
                                         std::pair("Sent", FolderRole::Sent), std::pair("Junk", FolderRole::Junk), std::pair("Trash", FolderRole::Trash)})
            (void)TRY(tx.folders().upsertRemote(id, remoteFolder(name, role)));
        return {};
    }));
    insertMail(*store, inbox, count, kBatch, textOf);
    must(store->write(u"synchronised", [&](WriteTransaction &tx) -> Status {
        FolderSyncState state = TRY(tx.syncReader().syncState(inbox));
        state.uidValidity = UidValidity(1);
        state.uidNext = Uid(static_cast<std::uint32_t>(count) + 1);
        state.backfillUid = Uid(1);
        state.serverTotal = count;
        state.lastSync = 1'700'000'000;
        return tx.folders().setSyncState(inbox, state);
    }));
    return 0;
}
