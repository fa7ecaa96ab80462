#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

/** Folder wishes as the store keeps them; what a server makes of them is told in tests/engine/stories/folder_push_test.cpp. */
class FolderWishesTest : public QObject
{
    Q_OBJECT

    template <class Function>
    static auto wish(Profile &profile, Function &&fn)
    {
        return profile.write([&](WriteTransaction &tx) { return fn(tx.folderWishes()); });
    }
    static FolderId make(Profile &profile, FolderId parent, const char *name)
    {
        return MUST(wish(profile, [&](FolderWishRepository w) { return w.wantFolder(profile.imap, parent, QLatin1String(name)); }));
    }
    static void place(Profile &profile, FolderId folder, FolderId parent, const char *name)
    {
        MUST(wish(profile, [&](FolderWishRepository w) { return w.wantPlace(folder, parent, QLatin1String(name)); }));
    }
    static QByteArray word(const FolderWish &wish)
    {
        const QByteArray name = wish.name.toUtf8(), target = wish.parentWireName ? *wish.parentWireName + wish.delimiter + name : name;
        switch (wish.what) {
        case FolderWish::What::Create: return "create " + target;
        case FolderWish::What::Place: return "rename " + wish.wireName + " to " + target;
        case FolderWish::What::Subscribe: return "subscribe " + wish.wireName;
        case FolderWish::What::Unsubscribe: return "unsubscribe " + wish.wireName;
        case FolderWish::What::Remove: return "delete " + (wish.wireName.isEmpty() ? QByteArray("what never was") : wish.wireName);
        }
        return {};
    }
    static QList<FolderWish> due(Profile &profile, std::int64_t now = 1'000)
    {
        return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueFolderWishes(profile.imap, now); }));
    }
    static QByteArrayList steps(Profile &profile, std::int64_t now = 1'000)
    {
        QByteArrayList words;
        for (const FolderWish &wish : due(profile, now))
            words.append(word(wish));
        return words;
    }
    /** Does all that is due, as a server that never says no; what it was told comes back. */
    static QByteArrayList pushAll(Profile &profile)
    {
        QByteArrayList told;
        for (QList<FolderWish> wishes = due(profile); !wishes.isEmpty() && told.size() < 50; wishes = due(profile)) {
            const FolderWish first = wishes.first();
            told.append(word(first));
            const QByteArray name = first.parentWireName ? *first.parentWireName + '/' + first.name.toUtf8() : first.name.toUtf8();
            const RemoteFolder there = Profile::remote(name);
            MUST(wish(profile, [&](FolderWishRepository w) -> Status {
                switch (first.what) {
                case FolderWish::What::Create: return w.made(first.folder, there);
                case FolderWish::What::Place: return w.renamed(first.folder, there);
                case FolderWish::What::Remove: return w.removed(first.folder);
                default: return w.subscriptionPushed(first.folder, first.what == FolderWish::What::Subscribe);
                }
            }));
        }
        return told;
    }
    static void list(Profile &profile, QList<RemoteFolder> folders)
    {
        folders.prepend(Profile::remote("INBOX", FolderRole::Inbox));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, folders); }));
    }
    static QStringList tree(Profile &profile)
    {
        QStringList paths;
        for (const FolderRow &folder : MUST(profile.read([&](const Reader &reader) { return reader.folders(profile.imap); }))) {
            if (folder.role == FolderRole::None)
                paths.append(folder.path);
        }
        return paths;
    }
    static QStringList words(const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

private Q_SLOTS:
    void the_tree_shows_at_once_what_is_wanted()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips"), Profile::remote("Trips/Rome"), Profile::remote("Work")});
        const FolderId trips = profile.folder(profile.imap, QStringLiteral("Trips"));
        const FolderId work = profile.folder(profile.imap, QStringLiteral("Work"));
        place(profile, trips, work, "Travel");
        make(profile, trips, "Oslo");
        QCOMPARE(tree(profile), words("Work Work/Travel Work/Travel/Oslo Work/Travel/Rome"));
        profile.reopen();
        list(profile, {Profile::remote("Trips"), Profile::remote("Trips/Rome"), Profile::remote("Work")}); // the server has not heard yet
        QCOMPARE(tree(profile), words("Work Work/Travel Work/Travel/Oslo Work/Travel/Rome"));
        QCOMPARE(steps(profile), QByteArrayList{"rename Trips to Work/Travel"});
    }

    void parents_come_before_children_and_mail()
    {
        Profile profile;
        const FolderId trips = make(profile, {}, "Trips");
        make(profile, make(profile, trips, "Italy"), "Rome");
        const PlacementId letter = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({letter}, trips); }));
        const auto moves = [&] { return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyMoves(profile.imap, 1'000); })).size(); };
        QCOMPARE(moves(), 0);
        QCOMPARE(profile.shown(trips).size(), 1);
        QCOMPARE(pushAll(profile), (QByteArrayList{"create Trips", "create Trips/Italy", "create Trips/Italy/Rome", "subscribe Trips",
                                                   "subscribe Trips/Italy", "subscribe Trips/Italy/Rome"}));
        QCOMPARE(moves(), 1);
    }

    void chains_fold()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips")});
        const FolderId trips = profile.folder(profile.imap, QStringLiteral("Trips"));
        place(profile, trips, {}, "Travel");
        place(profile, trips, {}, "Journeys");
        QCOMPARE(steps(profile), QByteArrayList{"rename Trips to Journeys"});
        place(profile, trips, {}, "Trips");
        QVERIFY2(steps(profile).isEmpty(), "back where the server has it");
        const FolderId made = make(profile, {}, "Made");
        place(profile, made, trips, "Renamed");
        QCOMPARE(steps(profile), QByteArrayList{"create Trips/Renamed"});
        (void)MUST(wish(profile, [&](FolderWishRepository w) { return w.wantGone(made, 500); }));
        QCOMPARE(tree(profile), words("Trips"));
        QVERIFY(steps(profile, 499).isEmpty());
        QCOMPARE(pushAll(profile), QByteArrayList{"delete what never was"});
        for (const bool subscribed : {false, true})
            MUST(wish(profile, [&](FolderWishRepository w) { return w.wantSubscribed(trips, subscribed); }));
        QVERIFY(steps(profile).isEmpty());
        MUST(profile.store->sweep());
        QVERIFY(profile.isSound());
    }

    void what_is_below_goes_along_with_its_mail_and_its_subscriptions()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips"), Profile::remote("Trips/Rome"), Profile::remote("Tripsy")});
        const FolderId rome = profile.folder(profile.imap, QStringLiteral("Trips/Rome"));
        profile.insert(rome, Profile::message(1));
        place(profile, profile.folder(profile.imap, QStringLiteral("Trips")), {}, "Travel");
        QCOMPARE(pushAll(profile), (QByteArrayList{"rename Trips to Travel", "subscribe Travel", "subscribe Travel/Rome"}));
        list(profile, {Profile::remote("Travel"), Profile::remote("Travel/Rome"), Profile::remote("Tripsy")});
        QCOMPARE(profile.folder(profile.imap, QStringLiteral("Travel/Rome")), rome);
        QCOMPARE(profile.shown(rome), QList<std::uint32_t>{1});
        QCOMPARE(tree(profile), words("Travel Travel/Rome Tripsy"));
    }

    void names_change_hands_in_an_order_that_makes_sense()
    {
        Profile profile;
        list(profile, {Profile::remote("A"), Profile::remote("B"), Profile::remote("C"), Profile::remote("D"), Profile::remote("D/E")});
        const auto folder = [&](const char *path) { return profile.folder(profile.imap, QLatin1String(path)); };
        const FolderId a = folder("A"), b = folder("B"), c = folder("C"), d = folder("D"), e = folder("D/E");
        (void)MUST(wish(profile, [&](FolderWishRepository w) { return w.wantGone(c, 0); }));
        place(profile, b, {}, "C");
        place(profile, a, {}, "B");
        QCOMPARE(pushAll(profile), (QByteArrayList{"delete C", "rename B to C", "rename A to B", "subscribe B", "subscribe C"}));
        place(profile, e, {}, "E");
        place(profile, d, e, "D"); // the child becomes the parent
        QCOMPARE(pushAll(profile).mid(0, 2), (QByteArrayList{"rename D/E to E", "rename D to E/D"}));
        place(profile, a, {}, "X");
        place(profile, b, {}, "B");
        place(profile, a, {}, "C"); // each wants the other's: the server may decide
        QCOMPARE(steps(profile).size(), 2);
    }

    void a_folder_goes_after_the_mail_that_was_taken_out_and_takes_what_was_on_its_way()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips"), Profile::remote("Trips/Rome"), Profile::remote("Kept")});
        const FolderId trips = profile.folder(profile.imap, QStringLiteral("Trips"));
        const FolderId kept = profile.folder(profile.imap, QStringLiteral("Kept"));
        const PlacementId saved = profile.insert(profile.folder(profile.imap, QStringLiteral("Trips/Rome")), Profile::message(1));
        const PlacementId arriving = profile.insert(profile.inbox, Profile::message(2));
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.wishes().wantFolder({saved}, kept));
            return tx.wishes().wantFolder({arriving}, trips);
        }));
        const auto going = MUST(wish(profile, [&](FolderWishRepository w) { return w.wantGone(trips, 0); }));
        QCOMPARE(going.messages.size(), 1);
        QCOMPARE(going.messages.first(), std::pair(arriving, trips));
        QCOMPARE(tree(profile), words("Kept"));
        QVERIFY2(steps(profile).isEmpty(), "a letter is still to leave");
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().moved(saved, Uid(9)); }));
        QCOMPARE(pushAll(profile), (QByteArrayList{"delete Trips/Rome", "delete Trips"}));
        QCOMPARE(profile.shown(kept), QList<std::uint32_t>{9});
        QVERIFY(profile.shown(profile.inbox).isEmpty());
    }

    void guards_say_why()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips"), Profile::remote("Trips/Rome"), Profile::remote("Sent", FolderRole::Sent)});
        const auto folder = [&](const char *path) { return profile.folder(profile.imap, QLatin1String(path)); };
        const auto placing = [&](FolderId id, FolderId parent, const char *name) {
            return wish(profile, [&](FolderWishRepository w) { return w.wantPlace(id, parent, QLatin1String(name)); }).error().code;
        };
        QCOMPARE(placing(folder("INBOX"), {}, "Post"), QByteArray("ROLE"));
        QCOMPARE(placing(folder("Sent"), {}, "Post"), QByteArray("ROLE"));
        QCOMPARE(placing(folder("Trips"), folder("Trips/Rome"), "Trips"), QByteArray("WITHIN"));
        QCOMPARE(placing(folder("Trips/Rome"), {}, "Trips"), QByteArray("TAKEN"));
        QCOMPARE(placing(folder("Trips/Rome"), {}, "inbox"), QByteArray("TAKEN"));
        for (const char *name : {"", "  ", "a/b", "a\nb"})
            QCOMPARE(placing(folder("Trips"), {}, name), QByteArray("NAME"));
        VERIFY_FAILS(wish(profile, [&](FolderWishRepository w) { return w.wantPlace(FolderId(999), {}, QStringLiteral("x")); }), ErrorKind::NotFound);
        VERIFY_FAILS(wish(profile, [&](FolderWishRepository w) { return w.wantFolder(profile.imap, profile.localInbox, QStringLiteral("x")); }), ErrorKind::NotFound);
        VERIFY_FAILS(wish(profile, [&](FolderWishRepository w) { return w.wantGone(folder("Sent"), 0); }), ErrorKind::Invalid);
        RemoteFolder flat = Profile::remote("INBOX", FolderRole::Inbox);
        flat.delimiter = 0;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {flat}); }));
        const auto below = wish(profile, [&](FolderWishRepository w) { return w.wantFolder(profile.imap, folder("INBOX"), QStringLiteral("x")); });
        QCOMPARE(below.error().code, QByteArray("FLAT"));
    }

    void the_list_tells_what_became_of_a_name_that_was_asked_for()
    {
        Profile profile;
        const QList<RemoteFolder> before{Profile::remote("Trips"), Profile::remote("Trips/Rome")};
        list(profile, before);
        const FolderId trips = profile.folder(profile.imap, QStringLiteral("Trips"));
        const FolderId made = make(profile, {}, "Made");
        place(profile, trips, {}, "Travel");
        const auto askAll = [&] {
            for (const FolderWish &one : due(profile))
                QVERIFY(MUST(wish(profile, [&](FolderWishRepository w) { return w.asking(one, one.name.toUtf8()); })));
        };
        askAll();
        list(profile, before); // neither happened
        QCOMPARE(steps(profile), (QByteArrayList{"rename Trips to Travel", "create Made"}));
        QVERIFY(due(profile).first().askedName.isEmpty());
        askAll();
        list(profile, {Profile::remote("Made"), Profile::remote("Travel"), Profile::remote("Travel/Rome")}); // both did
        QCOMPARE(tree(profile), words("Made Travel Travel/Rome"));
        QCOMPARE(profile.folder(profile.imap, QStringLiteral("Travel")), trips);
        QCOMPARE(profile.folder(profile.imap, QStringLiteral("Made")), made);
        QVERIFY(steps(profile).isEmpty());
    }

    void what_is_refused_is_parked_shown_as_it_is_and_can_be_retried_or_given_up()
    {
        Profile profile;
        list(profile, {Profile::remote("Trips")});
        const FolderId trips = profile.folder(profile.imap, QStringLiteral("Trips"));
        const auto attention = [&] { return MUST(profile.read([](const Reader &reader) { return reader.attention(); })); };
        place(profile, trips, {}, "Travel");
        MUST(wish(profile, [&](FolderWishRepository w) { return w.postpone(trips, QStringLiteral("busy"), 2'000); }));
        QVERIFY(steps(profile).isEmpty());
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).nextWishDue(profile.imap, 10); })), 2'000);
        MUST(wish(profile, [&](FolderWishRepository w) { return w.park(trips, QStringLiteral("no")); }));
        QCOMPARE(tree(profile), words("Trips"));
        QCOMPARE(attention().first().subject, AttentionItem::Subject::Folder);
        QCOMPARE(attention().first().folder, trips);
        MUST(wish(profile, [&](FolderWishRepository w) { return w.unpark(trips); }));
        QCOMPARE(tree(profile), words("Travel"));
        QVERIFY(attention().isEmpty());
        MUST(wish(profile, [&](FolderWishRepository w) { return w.discard(trips); }));
        QCOMPARE(tree(profile), words("Trips"));

        const FolderId made = make(profile, {}, "Made");
        const FolderId within = make(profile, made, "Within");
        const PlacementId letter = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({letter}, within); }));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.park(made, QStringLiteral("no")); }));
        QVERIFY2(tree(profile).contains(QStringLiteral("Made/Within")), "the mail in it can still be reached");
        MUST(wish(profile, [&](FolderWishRepository w) { return w.discard(made); }));
        QCOMPARE(tree(profile), words("Trips"));
        QCOMPARE(profile.shown(profile.inbox), QList<std::uint32_t>{1});
        QVERIFY(MUST(profile.read([](const Reader &reader) { return reader.pendingWishes(); })).isEmpty());
        MUST(profile.store->sweep());
        QVERIFY(profile.isSound());
    }

    void a_name_that_somebody_else_made_meanwhile_is_the_same_folder()
    {
        Profile profile;
        const FolderId made = make(profile, {}, "Made");
        const PlacementId letter = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({letter}, made); }));
        list(profile, {Profile::remote("Made")});
        MUST(wish(profile, [&](FolderWishRepository w) { return w.made(made, Profile::remote("Made")); }));
        QCOMPARE(tree(profile), words("Made"));
        QCOMPARE(profile.shown(profile.folder(profile.imap, QStringLiteral("Made"))), QList<std::uint32_t>{1});
    }
};

} // namespace petrel::test
