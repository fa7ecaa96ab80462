#pragma once

#include "core/store/backup.h"
#include "core/store/migrations.h"
#include "tests/store/damaged_profile.h"

namespace petrel::test {

/** The rows of mail that one maildrop has put into the folders of another account, through damage, backups and the end of accounts. */
class DeliveryRowsTest : public QObject, private DamagedProfile
{
    Q_OBJECT

    /** A second maildrop whose mail goes into a folder of the first. */
    static AccountId addOther(Profile &profile, FolderId deliverTo)
    {
        Account other = Profile::account(IncomingKind::Pop3);
        other.name = QStringLiteral("Other");
        other.deliverTo = deliverTo;
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<AccountId> {
            const AccountId id = TRY(tx.accounts().insert(other));
            TRY(tx.folders().ensureLocalFolders(id));
            return id;
        }));
    }
    /** Mail `n`, as a session of `account` keeps it. */
    static InsertedMessage receive(Profile &profile, AccountId account, std::uint32_t n, const QByteArray &answers = {})
    {
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<InsertedMessage> {
            NewMessage mail = Profile::message(n);
            mail.uid = {};
            mail.envelope.inReplyTo = answers;
            mail.fetchedBy = account;
            mail.raw = TRY(tx.blobs().insertBytes("raw of " + QByteArray::number(n)));
            const FolderId inbox = TRY(tx.syncReader().deliveryFolder(account));
            const InsertedMessage row = TRY(tx.messages().insertMessages(inbox, std::span(&mail, 1))).first();
            const Pop3Ledger::Stored stored{"u" + QByteArray::number(n), 0, row.message};
            TRY(tx.ledger().recordStored(account, std::span(&stored, 1)));
            return row;
        }));
    }
    static FolderId deliveredTo(Profile &profile, AccountId account)
    {
        return MUST(profile.read([&](const Reader &reader) { return reader.account(account); })).deliverTo;
    }
    static FolderId inboxOf(Profile &profile, AccountId account)
    {
        return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).deliveryFolder(account); }));
    }

private Q_SLOTS:
    void the_migration_only_adds()
    {
        const auto all = migrations();
        const auto delivery = std::find_if(all.begin(), all.end(), [](const Migration &one) { return QByteArray(one.sql).contains("deliver_to"); });
        QVERIFY(delivery != all.end() && onlyAdds(*delivery));
    }

    void what_is_saved_of_a_damaged_database_is_whose_it_was()
    {
        Profile profile;
        const AccountId other = addOther(profile, profile.localInbox);
        receive(profile, other, 1);
        profile.store.reset();
        (void)MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(deliveredTo(profile, other), profile.localInbox);
        QCOMPARE(profile.shown(profile.localInbox).size(), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM message m JOIN pop3_seen s ON s.message = m.id WHERE m.fetched_by = s.account"), 1);
    }

    void without_the_folder_it_stands_in_the_inbox_beside()
    {
        Profile profile;
        const FolderId club = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, {}, QStringLiteral("Club")); }));
        const AccountId other = addOther(profile, club);
        receive(profile, other, 1);
        profile.store.reset();
        {
            const auto database = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA foreign_keys = OFF; DELETE FROM folder WHERE name = 'Club'"));
        }
        (void)MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(profile.shown(profile.localInbox).size(), 1);
        QCOMPARE(deliveredTo(profile, other), FolderId());
        QCOMPARE(inboxOf(profile, other), profile.folder(other, QStringLiteral("INBOX")));
    }

    void a_backup_brings_back_whose_it_was_and_keeps_what_came_since()
    {
        Profile profile;
        const AccountId other = addOther(profile, profile.localInbox);
        receive(profile, other, 1);
        const Backup backup = MUST(profile.store->backUp(profile.directory.path() + QStringLiteral("/kept")));
        receive(profile, other, 2);
        profile.store.reset();
        (void)MUST(restoreBackup(profile.path(), backup.directory));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(deliveredTo(profile, other), profile.localInbox);
        QCOMPARE(profile.shown(profile.localInbox).size(), 2);
        QCOMPARE(profile.number("SELECT count(*) FROM message m JOIN pop3_seen s ON s.message = m.id WHERE m.fetched_by = s.account"), 2);
    }

    /** Also what was deleted a moment ago and may be brought back, and to the conversation that is there. */
    void what_is_given_back_has_its_place_and_its_conversation()
    {
        Profile profile;
        const AccountId other = addOther(profile, {});
        receive(profile, other, 1); // into its own inbox
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            Account account = TRY(tx.reader().account(other));
            account.deliverTo = profile.localInbox;
            return tx.accounts().update(account);
        }));
        const InsertedMessage answer = receive(profile, other, 2, "m1@example.org");
        const InsertedMessage binned = receive(profile, other, 3);
        const InsertedMessage own = receive(profile, profile.pop3, 4);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.wishes().wantFolder({answer.placement}, profile.localTrash));
            return tx.wishes().wantExpunge({binned.placement}, Clock::nowUtc() + 3600);
        }));
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().giveBackMail(profile.pop3, 1); })), 1);
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().giveBackMail(profile.pop3, 10); })), 1);
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().giveBackMail(profile.pop3, 10); })), 0);
        QVERIFY(profile.isSound());
        QCOMPARE(deliveredTo(profile, other), FolderId());
        QCOMPARE(profile.row(answer.placement).folder, profile.folder(other, QStringLiteral("Trash")));
        QCOMPARE(profile.row(answer.placement).account, other);
        QCOMPARE(profile.row(answer.placement).fetchedBy, AccountId());
        QCOMPARE(profile.row(own.placement).folder, profile.localInbox);
        QCOMPARE(profile.number("SELECT count(DISTINCT thread) FROM message WHERE subject IN ('Subject 1', 'Subject 2')"), 1);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().cancelWant({binned.placement}); })); // undone
        QCOMPARE(profile.row(binned.placement).folder, profile.folder(other, QStringLiteral("INBOX")));
    }

    void a_folder_in_the_trash_takes_in_nothing()
    {
        Profile profile;
        const FolderId club = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, {}, QStringLiteral("Club")); }));
        const FolderId inner = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, club, QStringLiteral("Inner")); }));
        const AccountId other = addOther(profile, inner);
        QCOMPARE(inboxOf(profile, other), inner);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantPlace(club, profile.localTrash, QStringLiteral("Club")); }));
        QCOMPARE(inboxOf(profile, other), profile.folder(other, QStringLiteral("INBOX")));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantPlace(club, {}, QStringLiteral("Club")); }));
        QCOMPARE(inboxOf(profile, other), inner);
    }
};

} // namespace petrel::test
