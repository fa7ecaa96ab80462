// Makes a profile that looks as after a first sync: profile_maker DIRECTORY COUNT [PORT].
// One IMAP account whose server does not answer (or is at PORT), an inbox of COUNT messages with their previews.
#include "core/store/store.h"

#include <cstdio>
#include <cstdlib>

using namespace petrel;
using namespace petrel::store;

namespace {

constexpr int kBatch = 1000;

template <class T>
T must(Result<T> result)
{
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", qPrintable(describe(result.error())));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

NewMessage message(std::uint32_t n)
{
    NewMessage message;
    message.uid = Uid(n);
    message.flags = n % 10 == 0 ? Flags() : Flags(Flag::Seen);
    message.dateReceived = 1'600'000'000 + std::int64_t(n) * 60;
    message.size = 4000 + n % 1000;
    message.envelope.messageId = QByteArray::number(n) + "@bench.example";
    message.envelope.subject = QStringLiteral("Meeting about project %1, week %2").arg(n % 97).arg(n % 52);
    message.envelope.from = {{QStringLiteral("Sender %1").arg(n % 300), QStringLiteral("s%1@example.org").arg(n % 300)}};
    message.envelope.to = {{QStringLiteral("Ada"), QStringLiteral("ada@petrel.example")}};
    message.preview = QStringLiteral("The quick brown fox number %1 jumps over the lazy dog, and then it rests a while.").arg(n);
    message.text = message.preview;
    return message;
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

RemoteFolder remote(const char *name, FolderRole role)
{
    RemoteFolder folder;
    folder.wireName = name;
    folder.path = QStringList{QString::fromLatin1(name)};
    folder.role = role;
    return folder;
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
        inbox = TRY(tx.folders().upsertRemote(id, remote("INBOX", FolderRole::Inbox)));
        for (const auto &[name, role] : {std::pair("Archive", FolderRole::Archive), std::pair("Drafts", FolderRole::Drafts),
                                         std::pair("Sent", FolderRole::Sent), std::pair("Junk", FolderRole::Junk), std::pair("Trash", FolderRole::Trash)})
            (void)TRY(tx.folders().upsertRemote(id, remote(name, role)));
        return {};
    }));
    for (int first = 1; first <= count; first += kBatch) {
        std::vector<NewMessage> batch;
        for (int n = first; n < first + kBatch && n <= count; ++n)
            batch.push_back(message(static_cast<std::uint32_t>(n)));
        must(store->write(u"messages", [&](WriteTransaction &tx) { return tx.messages().insertMessages(inbox, batch); }));
    }
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
