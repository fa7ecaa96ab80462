#pragma once

#include "core/engine/message_actions.h"
#include "tests/engine/model/workbench.h"

namespace petrel::test {

/** A profile with the account "Home" and a second one, "Work": at the other IMAP server, or of a maildrop whose mail is only here. */
struct TwoAccounts : Workbench
{
    explicit TwoAccounts(IncomingKind home = IncomingKind::Imap, IncomingKind work = IncomingKind::Imap) : Workbench(home), homeAccount(account)
    {
        workAccount = account;
        workAccount.name = QStringLiteral("Work");
        workAccount.incomingKind = work;
        workAccount.incoming.port = work == IncomingKind::Imap ? 3 : 1;
        workAccount.secretKey = "work";
        workAccount.id = MUST(write([&](store::WriteTransaction &tx) -> Result<AccountId> {
            const AccountId id = TRY(tx.accounts().insert(workAccount));
            if (work == IncomingKind::Pop3)
                TRY(tx.folders().ensureLocalFolders(id));
            return id;
        }));
        account = workAccount;
        keepPasswords();
        account = homeAccount;
    }

    /** What the workbench asks of its account, asked of the other one. */
    template <class Function>
    auto atWork(Function &&fn)
    {
        account = workAccount;
        auto answer = fn();
        account = homeAccount;
        return answer;
    }
    [[nodiscard]] Status workPass() { return atWork([this] { return imapPass(); }); }
    [[nodiscard]] FolderRow workFolder(const char *path) { return atWork([&] { return folder(path); }); }
    [[nodiscard]] QStringList shownAtWork(const char *path) { return atWork([&] { return shown(path); }); }
    [[nodiscard]] MessageRow workRow(const char *path, const char *subject) { return atWork([&] { return row(path, subject); }); }

    engine::UndoRecord act(const QList<PlacementId> &ids, engine::MessageAction action, FolderId target, std::int64_t holdBack = 0)
    {
        return MUST(engine::actOn(*store, ids, action, target, holdBack));
    }
    void roundOfBoth()
    {
        for (const Account &one : {homeAccount, workAccount}) {
            account = one;
            if (one.incomingKind == IncomingKind::Imap)
                MUST_DO(imapPass());
        }
        account = homeAccount;
        (void)MUST(write([](store::WriteTransaction &tx) { return tx.wishes().expungeDueLocal(Clock::nowUtc()); }));
    }
    /** Rounds over both accounts until nothing is left to do, and one more that changes nothing. */
    void settleBoth()
    {
        for (int i = 0; i < 6; ++i) {
            const bool isLast = i > 0 && number("SELECT (SELECT count(*) FROM append_wish) + (SELECT count(*) FROM placement WHERE want_folder <> 0 AND stage <> 3)") == 0;
            roundOfBoth();
            if (isLast)
                return;
        }
    }
    [[nodiscard]] qsizetype attention()
    {
        return MUST(read([](const store::Reader &reader) { return reader.attention(); })).size();
    }

    Account homeAccount;
    Account workAccount;
};

} // namespace petrel::test
