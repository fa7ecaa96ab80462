#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class FoldersTest : public QObject
{
    Q_OBJECT

    static QStringList paths(Profile &profile, AccountId account)
    {
        QStringList paths;
        for (const FolderRow &folder : MUST(profile.read([&](const Reader &reader) { return reader.folders(account); })))
            paths.append(folder.path);
        return paths;
    }

private Q_SLOTS:
    void counts_are_told_as_far_as_they_are_asked_for()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            const FolderId drafts = TRY(tx.folders().upsertRemote(profile.imap, Profile::remote("Drafts", FolderRole::Drafts)));
            for (const FolderId folder : {profile.inbox, drafts}) {
                const std::vector<NewMessage> mails{Profile::message(1), Profile::message(2, Flag::Seen)};
                TRY(tx.messages().insertMessages(folder, mails));
            }
            return {};
        }));
        const auto told = [&](Reader::Counts counts) {
            QList<std::pair<int, int>> unreadAndTotal;
            for (const FolderRow &folder : MUST(profile.read([&](const Reader &reader) { return reader.folders(profile.imap, counts); }))) {
                if (folder.role == FolderRole::Inbox || folder.role == FolderRole::Drafts)
                    unreadAndTotal.append({folder.unread, folder.total});
            }
            return unreadAndTotal;
        };
        QCOMPARE(told(Reader::Counts::All), (QList<std::pair<int, int>>{{1, 2}, {1, 2}}));
        QCOMPARE(told(Reader::Counts::Shown), (QList<std::pair<int, int>>{{1, 0}, {1, 2}}));
        QCOMPARE(told(Reader::Counts::None), (QList<std::pair<int, int>>{{0, 0}, {0, 0}}));
    }

    void favourites_keep_their_order_and_leave_with_their_folder()
    {
        Profile profile;
        const auto favourites = [&] { return MUST(profile.read([](const Reader &reader) { return reader.favourites(); })); };
        const FolderId lists = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().upsertRemote(profile.imap, Profile::remote("Lists")); }));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setFavourites({lists, FolderId(4711), profile.inbox}); }));
        QCOMPARE(favourites(), (QList<FolderId>{lists, profile.inbox}));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox)}); }));
        QCOMPARE(favourites(), QList<FolderId>{profile.inbox});
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setFavourites({}); }));
        QVERIFY(favourites().isEmpty());
    }

    void what_is_kept_of_a_folder_survives_its_renumbering()
    {
        Profile profile;
        const auto policy = [&] { return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).remoteFolders(profile.imap); })).first().offline; };
        QVERIFY(!policy());
        const OfflinePolicy week{OfflinePolicy::Bodies::LastDays, 7};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setOfflinePolicy(profile.inbox, week); }));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().resetUidValidity(profile.inbox, UidValidity(77)); }));
        QCOMPARE(policy(), week);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.folderDetails(profile.inbox); })).offline, week);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setOfflinePolicy(profile.inbox, std::nullopt); }));
        QVERIFY(!policy());
    }

    void the_details_of_a_folder_count_what_is_here()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            std::vector<NewMessage> mails{Profile::message(1), Profile::message(2, Flag::Seen)};
            mails[0].size = 1000;
            mails[1].size = 500;
            mails[1].bodyState = BodyState::Full;
            TRY(tx.messages().insertMessages(profile.inbox, mails));
            return {};
        }));
        const FolderDetails details = MUST(profile.read([&](const Reader &reader) { return reader.folderDetails(profile.inbox); }));
        QCOMPARE(details.row.total, 2);
        QCOMPARE(details.row.unread, 1);
        QCOMPARE(details.bytes, 1500);
        QCOMPARE(details.bodies, 1);
        QCOMPARE(details.bodyBytes, 500);
        QVERIFY(!details.offline);
        QCOMPARE(profile.read([](const Reader &reader) { return reader.folderDetails(FolderId(4711)); }).error().kind, ErrorKind::NotFound);
    }

    void a_list_that_says_nothing_new_is_announced_to_nobody()
    {
        Profile profile;
        // Two that claim one role: the second does not get it, and that is no news either.
        const QList<RemoteFolder> list{Profile::remote("INBOX", FolderRole::Inbox), Profile::remote("Sent", FolderRole::Sent),
                                       Profile::remote("Sent/Old", FolderRole::Sent), Profile::remote("Lists"), Profile::remote("Lists/a")};
        const auto tell = [&](const QList<RemoteFolder> &told) {
            MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, told); }));
        };
        tell(list);
        int announced = 0;
        const auto subscription = profile.store->subscribe([&](const ChangeSet &changes) { announced += changes.folderList; });
        tell(list);
        QCOMPARE(announced, 0);
        QList<RemoteFolder> other = list;
        other.last().subscribed = !other.last().subscribed;
        tell(other);
        QCOMPARE(announced, 1);
        other.removeLast();
        tell(other);
        QCOMPARE(announced, 2);
    }

    void folders_of_a_removed_account_do_not_come_back()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().remove(profile.imap); }));
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX")}); }),
                     ErrorKind::NotFound);
        MUST(profile.store->sweep());
        QCOMPARE(profile.number("SELECT count(*) FROM account"), 1);
    }

    void folders_stand_in_the_order_of_display()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) {
            return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("zebra"), Profile::remote("Trash", FolderRole::Trash),
                                                                Profile::remote("Apples/Red"), Profile::remote("Apples"),
                                                                Profile::remote("Sent", FolderRole::Sent), Profile::remote("inbox", FolderRole::Inbox),
                                                                Profile::remote("INBOX/Lists")});
        }));
        QCOMPARE(paths(profile, profile.imap), (QStringList{QStringLiteral("INBOX"), QStringLiteral("INBOX/Lists"), QStringLiteral("Sent"),
                                                            QStringLiteral("Trash"), QStringLiteral("Apples"), QStringLiteral("Apples/Red"),
                                                            QStringLiteral("zebra")}));
    }

    void inbox_is_found_in_any_letter_case_and_every_kind_of_account()
    {
        Profile profile;
        QCOMPARE(profile.folder(profile.imap, QStringLiteral("Inbox")), profile.inbox);
        QCOMPARE(profile.folder(profile.pop3, QStringLiteral("inbox")), profile.localInbox);
        VERIFY_FAILS(profile.read([&](const Reader &reader) { return reader.folderByPath(profile.imap, QStringLiteral("inboxes")); }), ErrorKind::NotFound);
    }

    void a_role_belongs_to_one_folder_and_the_persons_choice_stays()
    {
        Profile profile;
        const auto byRole = [&] { return MUST(profile.read([&](const Reader &reader) { return reader.folderByRole(profile.imap, FolderRole::Sent); })).path; };
        const QList<RemoteFolder> list{Profile::remote("INBOX", FolderRole::Inbox), Profile::remote("Sent", FolderRole::Sent),
                                       Profile::remote("Sent Items", FolderRole::Sent)};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, list); }));
        QCOMPARE(byRole(), QStringLiteral("Sent"));
        const FolderId chosen = profile.folder(profile.imap, QStringLiteral("Sent Items"));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRole(chosen, FolderRole::Sent); }));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, list); }));
        QCOMPARE(byRole(), QStringLiteral("Sent Items"));
    }

    void an_empty_list_removes_nothing()
    {
        Profile profile;
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {}); }), ErrorKind::Protocol);
        QCOMPARE(paths(profile, profile.imap).size(), 4);
    }

    /** One line of LIST could not be read: whose it was nobody knows. */
    void an_incomplete_list_adds_and_removes_nothing()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.archive, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) {
            return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox), Profile::remote("New")}, FolderRepository::Listed::Some);
        }));
        QCOMPARE(paths(profile, profile.imap).size(), 5);
        QCOMPARE(profile.row(id).folder, profile.archive);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox)}); }));
        QCOMPARE(paths(profile, profile.imap).size(), 1);
    }

    void a_folder_that_went_parks_the_moves_into_it()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({id}, profile.archive); }));
        QCOMPARE(profile.row(id).folder, profile.archive);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox)}); }));
        QCOMPARE(profile.row(id).folder, profile.inbox);
        QCOMPARE(MUST(profile.read([](const Reader &reader) { return reader.attention(); })).size(), 1);
        MUST(profile.store->sweep());
        QVERIFY(profile.isSound());
    }

    void local_folders_can_be_made_renamed_and_removed()
    {
        Profile profile;
        const auto make = [&](FolderId parent, const QString &name) {
            return profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, parent, name); });
        };
        const FolderId trips = MUST(make({}, QStringLiteral("Trips")));
        MUST(make(trips, QStringLiteral("Rome")));
        VERIFY_FAILS(make({}, QStringLiteral("Trips")), ErrorKind::Invalid);
        VERIFY_FAILS(make({}, QStringLiteral("a/b")), ErrorKind::Invalid);
        VERIFY_FAILS(make({}, QStringLiteral("  ")), ErrorKind::Invalid);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantPlace(trips, {}, QStringLiteral("Travel")); }));
        const FolderId rome = profile.folder(profile.pop3, QStringLiteral("Travel/Rome"));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantPlace(rome, {}, QStringLiteral("Roma")); }));
        (void)profile.folder(profile.pop3, QStringLiteral("Roma"));
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantGone(profile.localInbox, 0); }), ErrorKind::Invalid);
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantPlace(profile.localInbox, {}, QStringLiteral("x")); }), ErrorKind::Invalid);
    }

    void a_local_folder_goes_with_its_mail_once_the_time_to_undo_is_over()
    {
        Profile profile;
        const auto make = [&](FolderId parent, const QString &name) {
            return MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantFolder(profile.pop3, parent, name); }));
        };
        const FolderId trips = make({}, QStringLiteral("Trips"));
        const FolderId rome = make(trips, QStringLiteral("Rome"));
        profile.insert(rome, Profile::message(1));
        const auto remove = [&] { return MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().wantGone(trips, 500); })).folders; };
        const auto endDue = [&](std::int64_t now) { return MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().removeDueLocal(now); })); };
        const QList<FolderId> gone = remove();
        QVERIFY(!paths(profile, profile.pop3).contains(QStringLiteral("Trips/Rome")));
        QCOMPARE(endDue(499), 0);
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().cancelGone(gone); })), 0);
        QCOMPARE(profile.shown(profile.folder(profile.pop3, QStringLiteral("Trips/Rome"))).size(), 1);
        (void)remove();
        (void)make({}, QStringLiteral("Trips")); // the name is free at once
        QCOMPARE(endDue(500), 2);
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.folderWishes().cancelGone(gone); })), 2);
        MUST(profile.store->sweep());
        QCOMPARE(profile.number("SELECT count(*) FROM placement"), 0);
        QVERIFY(paths(profile, profile.pop3).contains(QStringLiteral("Trips")));
        QVERIFY(profile.isSound());
    }

    void counters_follow_the_wishes()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        profile.insert(profile.inbox, Profile::message(2, Flag::Seen));
        const auto inbox = [&] { return MUST(profile.read([&](const Reader &reader) { return reader.folders(profile.imap, Reader::Counts::All); })).first(); };
        QCOMPARE(inbox().total, 2);
        QCOMPARE(inbox().unread, 1);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFlags({id}, Flag::Seen, {}); }));
        QCOMPARE(inbox().unread, 0);
    }

    void a_removed_account_is_gone_at_once_and_swept_away()
    {
        Profile profile;
        for (std::uint32_t n = 1; n <= 300; ++n)
            profile.insert(profile.inbox, Profile::message(n));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().remove(profile.imap); }));
        QCOMPARE(MUST(profile.read([](const Reader &reader) { return reader.accounts(); })).size(), 1);
        QVERIFY(paths(profile, profile.imap).isEmpty());
        MUST(profile.store->sweep());
        for (const char *table : {"message", "placement", "search_doc", "thread", "thread_ref"})
            QVERIFY2(profile.number(("SELECT count(*) FROM " + QByteArray(table)).constData()) == 0, table);
        QCOMPARE(profile.number("SELECT count(*) FROM account"), 1);
        QVERIFY(profile.isSound());
    }

    void an_account_keeps_its_kind_and_an_identity()
    {
        Profile profile;
        Account account = MUST(profile.read([&](const Reader &reader) { return reader.account(profile.imap); }));
        account.name = QStringLiteral("Work");
        account.signIn = {SignInWay::OAuth, true, {QStringLiteral("client"), QStringLiteral("tenant"), QStringLiteral("https://a"), QStringLiteral("https://t"), QStringLiteral("https://d"), QStringLiteral("id"), QStringLiteral("read send")}};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.accounts().update(account); }));
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.account(profile.imap); })), account);
        account.incomingKind = IncomingKind::Pop3;
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.accounts().update(account); }), ErrorKind::Invalid);
        const auto identities = MUST(profile.read([&](const Reader &reader) { return reader.identities(profile.imap); }));
        QCOMPARE(identities.size(), 1);
        QVERIFY(identities.first().isDefault);
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.accounts().removeIdentity(identities.first().id); }), ErrorKind::Invalid);
    }
};

} // namespace petrel::test
