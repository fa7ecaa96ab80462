#pragma once

#include "tests/store/wishing.h"

namespace petrel::test {

/** Keywords are merged as flags are: what is wanted stands beside what the server said until the server has it. */
class KeywordsTest : public QObject
{
    Q_OBJECT

    static QStringList shown(Profile &profile, PlacementId id)
    {
        return MUST(profile.read([&](const Reader &reader) { return reader.detail(id); })).keywords;
    }
    static QList<KeywordPush> pushes(Profile &profile, FolderId folder)
    {
        return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyKeywords(folder, 1); }));
    }
    static void serverSays(Profile &profile, const QStringList &keywords, std::uint32_t uid = 1)
    {
        ServerFlags server;
        server.uid = Uid(uid);
        server.keywords = keywords;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().applyServerFlags(profile.inbox, std::span(&server, 1)); }));
    }
    static QList<FolderId> dirtyFolders(Profile &profile)
    {
        return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFolders(profile.imap, 1); }));
    }
    static QStringList words(const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts); }
    static bool keepHere(Profile &profile, PlacementId id, const char *keyword)
    {
        const PlacementId ids[] = {id};
        return MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().keywordsKeptHere(ids, QString::fromLatin1(keyword)); }));
    }
    /** Message number 1, with keywords at the server. */
    static PlacementId labelled(Profile &profile, const char *keywords)
    {
        NewMessage message = Profile::message(1);
        message.keywords = words(keywords);
        return profile.insert(profile.inbox, message);
    }

private Q_SLOTS:
    void what_is_wanted_is_shown_at_once_and_pushed_by_keyword_and_sign()
    {
        Profile profile;
        const PlacementId a = labelled(profile, "old");
        const PlacementId b = profile.insert(profile.inbox, Profile::message(2));
        wish(profile, [&](WishRepository w) { return w.wantKeywords({a, b}, words("work"), words("old")); });
        QCOMPARE(shown(profile, a), words("work"));
        QCOMPARE(dirtyFolders(profile), QList<FolderId>{profile.inbox});
        QCOMPARE(MUST(profile.read([](const Reader &reader) { return reader.pendingWishes(); })).value(profile.imap), 2);
        const QList<KeywordPush> due = pushes(profile, profile.inbox);
        QCOMPARE(due.size(), 2);
        QVERIFY(due.first().keyword == QStringLiteral("old") && !due.first().set && due.first().rows.uids == std::vector<Uid>{Uid(1)});
        QVERIFY(due.last().keyword == QStringLiteral("work") && due.last().set && due.last().rows.uids == (std::vector<Uid>{Uid(1), Uid(2)}));
        for (const KeywordPush &push : due)
            wish(profile, [&](WishRepository w) { return w.keywordsPushed(push.rows.placements, push.keyword, push.set); });
        QVERIFY(dirtyFolders(profile).isEmpty());
        QCOMPARE(shown(profile, a), words("work"));
        QCOMPARE(profile.number("SELECT count(*) FROM placement_keyword"), 2);
    }

    void toggled_twice_nothing_is_wanted()
    {
        Profile profile;
        const PlacementId id = labelled(profile, "old");
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work"), words("old")); });
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("OLD"), words("Work")); }); // letter case makes no other one
        QVERIFY(pushes(profile, profile.inbox).isEmpty());
        QCOMPARE(shown(profile, id), words("old"));
    }

    void the_server_never_flips_back_what_is_wanted()
    {
        Profile profile;
        const PlacementId id = labelled(profile, "old kept");
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work"), words("old")); });
        serverSays(profile, words("old other"));
        QCOMPARE(shown(profile, id), words("other work"));
        serverSays(profile, words("WORK")); // somebody else did the same: nothing is left to want
        QCOMPARE(shown(profile, id), words("WORK"));
        QVERIFY(pushes(profile, profile.inbox).isEmpty());
    }

    void what_is_toggled_while_it_is_pushed_survives_data()
    {
        QTest::addColumn<bool>("set");
        QTest::newRow("set") << true;
        QTest::newRow("taken off") << false;
    }
    void what_is_toggled_while_it_is_pushed_survives()
    {
        QFETCH(bool, set);
        Profile profile;
        const PlacementId id = labelled(profile, set ? "" : "work");
        const auto want = [&](bool on) { wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, on ? words("work") : QStringList(), on ? QStringList() : words("work")); }); };
        want(set);
        const QList<KeywordPush> sent = pushes(profile, profile.inbox);
        want(!set);
        wish(profile, [&](WishRepository w) { return w.keywordsPushed(sent.first().rows.placements, sent.first().keyword, sent.first().set); });
        QCOMPARE(shown(profile, id), set ? QStringList() : words("work"));
        QCOMPARE(pushes(profile, profile.inbox).size(), 1);
        QCOMPARE(pushes(profile, profile.inbox).first().set, !set);
    }

    void on_this_computer_there_is_nothing_to_push()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.localInbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work later"), {}); });
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, {}, words("Later")); });
        QCOMPARE(shown(profile, id), words("work"));
        QCOMPARE(profile.number("SELECT count(*) FROM placement_keyword WHERE want <> 0 OR base = 0"), 0);
    }

    void where_the_server_takes_none_it_stands_here_alone()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1)), second = profile.insert(profile.inbox, Profile::message(2));
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id, second}, words("work"), {}); });
        QVERIFY(keepHere(profile, id, "work"));
        QVERIFY2(!keepHere(profile, second, "work"), "told once in a folder");
        QVERIFY(dirtyFolders(profile).isEmpty());
        QVERIFY(pushes(profile, profile.inbox).first().keptHere); // for a server that learns it some day
        serverSays(profile, {});
        QCOMPARE(shown(profile, id), words("work"));
        wish(profile, [&](WishRepository w) { return w.discard({id}); });
        QCOMPARE(shown(profile, id), words("work"));
        // Another folder may take it.
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.moved(id, Uid(7)); });
        QVERIFY(!pushes(profile, profile.archive).first().keptHere);
        QCOMPARE(dirtyFolders(profile), QList<FolderId>{profile.archive});
    }

    void given_up_it_is_what_the_server_says()
    {
        Profile profile;
        const PlacementId id = labelled(profile, "old");
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work"), words("old")); });
        const PlacementId ids[] = {id};
        wish(profile, [&](WishRepository w) { return w.park(ids, QStringLiteral("no")); });
        QVERIFY(pushes(profile, profile.inbox).isEmpty() && dirtyFolders(profile).isEmpty());
        QCOMPARE(shown(profile, id), words("work"));
        wish(profile, [&](WishRepository w) { return w.discard({id}); });
        QCOMPARE(shown(profile, id), words("old"));
    }

    void a_copy_and_a_move_to_another_account_show_them_too()
    {
        Profile profile;
        const PlacementId id = labelled(profile, "old");
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work"), {}); });
        const auto copies = MUST(profile.write([&](WriteTransaction &tx) { return tx.transfers().copy({id}, profile.archive); }));
        QCOMPARE(shown(profile, copies.first().copy), words("old work"));
        // From this computer to the server: until that has them they are wanted there.
        NewMessage local = Profile::message(5);
        local.keywords = words("old");
        local.raw = MUST(profile.write([](WriteTransaction &tx) { return tx.blobs().insertBytes("Subject: here\r\n\r\nHere\r\n"); }));
        const PlacementId here = profile.insert(profile.localInbox, local);
        wish(profile, [&](WishRepository w) { return w.wantFolder({here}, profile.archive); });
        QVERIFY(MUST(profile.write([&](WriteTransaction &tx) { return tx.transfers().carry(here); })));
        QCOMPARE(shown(profile, here), words("old"));
        QCOMPARE(profile.number("SELECT want FROM placement_keyword k JOIN placement p ON p.id = k.placement WHERE p.want_folder <> -1 AND p.folder = "
                                "(SELECT id FROM folder WHERE path = 'Archive' AND kind = 0) AND p.uid = 0 AND k.base = 0 AND k.keyword = 'old'"), 1);
        wish(profile, [&](WishRepository w) { return w.cancelWant({here}); }); // and back again
        QCOMPARE(shown(profile, here), words("old"));
        QCOMPARE(profile.row(here).folder, profile.localInbox);
        QCOMPARE(profile.number("SELECT count(*) FROM placement_keyword WHERE want <> 0 AND keyword = 'old'"), 0);
    }

    void a_row_that_turns_out_to_be_another_one_gives_its_keywords_up_to_it()
    {
        Profile profile;
        const PlacementId id = labelled(profile, "old");
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, words("work"), {}); });
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        NewMessage listed = Profile::message(1);
        listed.uid = Uid(7);
        listed.keywords = words("old other");
        const PlacementId twin = profile.insert(profile.archive, listed);
        wish(profile, [&](WishRepository w) { return w.wantKeywords({twin}, {}, words("other")); });
        wish(profile, [&](WishRepository w) { return w.moved(id, Uid(7)); });
        QCOMPARE(shown(profile, id), words("old work"));
        QCOMPARE(pushes(profile, profile.archive).size(), 2);
        QVERIFY(profile.isSound());
    }
};

} // namespace petrel::test
