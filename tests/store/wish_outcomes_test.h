#pragma once

#include "tests/store/wishing.h"

namespace petrel::test {

/** What became of a wish takes no other wish along, and no row. */
class WishOutcomesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_refused_takes_nothing_else_along()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFlags({id}, Flags(Flag::Seen) | Flag::Junk, {}); });
        wish(profile, [&](WishRepository w) { return w.wantFlags({id}, Flag::Flagged, {}); }); // while the push is under way
        const PlacementId ids[] = {id};
        wish(profile, [&](WishRepository w) { return w.flagsRefused(ids, Flag::Junk, {}); });
        QCOMPARE(profile.row(id).flags, Flags(Flag::Seen) | Flag::Flagged);
        const auto rest = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFlags(profile.inbox, 1); }));
        QCOMPARE(rest.size(), 1);
        QCOMPARE(rest.first().set, Flags(Flag::Seen) | Flag::Flagged);
    }

    /** What the person did to the row that a sync had put there was meant for this mail. */
    void what_was_done_to_the_twin_of_a_moved_mail_stays_done()
    {
        Profile profile;
        const PlacementId moving = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({moving}, profile.archive); });
        NewMessage there = Profile::message(1);
        there.uid = Uid(50);
        const PlacementId twin = profile.insert(profile.archive, there);
        wish(profile, [&](WishRepository w) { return w.wantFlags({twin}, Flag::Seen, {}); });
        wish(profile, [&](WishRepository w) { return w.wantExpunge({twin}); });
        wish(profile, [&](WishRepository w) { return w.moved(moving, Uid(50)); });
        QCOMPARE(profile.number("SELECT want_set FROM placement"), static_cast<int>(Flag::Seen)); // the one row there is
        QCOMPARE(moves(profile).size(), 1);
        QCOMPARE(moves(profile).first().uid, Uid(50));
        QVERIFY(!moves(profile).first().target);
        QVERIFY(profile.shown(profile.archive).isEmpty());
    }

    /** A row whose folder went goes with the next sweep once it is not parked: nobody would ever hear of the wish again. */
    void nothing_can_be_tried_again_in_a_folder_that_is_gone()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.archive, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFlags({id}, Flag::Flagged, {}); });
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox)}); }));
        wish(profile, [&](WishRepository w) { return w.unpark({id}); });
        MUST(profile.store->sweep());
        const auto attention = MUST(profile.read([](const Reader &reader) { return reader.attention(); }));
        QCOMPARE(attention.size(), 1);
        QVERIFY(attention.first().folderGone);
    }

    void a_deletion_made_under_a_clock_that_was_ahead_is_done()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.localInbox, Profile::message(1));
        const PlacementId held = profile.insert(profile.localInbox, Profile::message(2));
        const std::int64_t now = 1'000'000;
        wish(profile, [&](WishRepository w) { return w.wantExpunge({id}, Clock::nowUtc() + 10 * 365 * 86'400); });
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE placement SET want_folder = -1, not_before = ? WHERE id = ?", now + 10, held); }));
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().expungeDueLocal(now); })), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM placement"), 1); // its ten seconds for Undo are not over
    }

    /** A server without UIDPLUS that counts bytes in its own way: the row of the composer's draft stays that row. */
    void what_was_appended_is_known_by_its_id_whatever_its_size_there()
    {
        Profile profile;
        NewMessage draft = Profile::message(7);
        draft.uid = {};
        PlacementId row;
        const WishId append = MUST(profile.write([&](WriteTransaction &tx) -> Result<WishId> {
            AppendWish wish;
            wish.account = profile.imap;
            wish.folder = profile.archive;
            wish.blob = draft.raw = TRY(tx.blobs().insertBytes("draft"));
            wish.messageId = draft.envelope.messageId;
            wish.placement = row = TRY(tx.messages().insertMessages(profile.archive, std::span(&draft, 1))).first().placement;
            return tx.appends().insert(wish);
        }));
        const std::int64_t now = Clock::nowUtc() + 5;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.appends().done(append, {}); }));
        QVERIFY(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueAppends(profile.imap, now); })).isEmpty());
        QVERIFY(MUST(profile.read([](const Reader &reader) { return reader.pendingWishes(); })).isEmpty());
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFolders(profile.imap, now); })), QList<FolderId>{profile.archive});
        NewMessage listed = Profile::message(7);
        listed.uid = Uid(9);
        listed.size = draft.size + 12;
        QCOMPARE(profile.insert(profile.archive, listed), row);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().dropUnbound(profile.archive, now); }));
        QCOMPARE(profile.shown(profile.archive), QList<std::uint32_t>{9});
        QCOMPARE(profile.number("SELECT count(*) FROM append_wish"), 0);
    }

    /** Its UID in the target was never told: there is nothing that says it is gone but the listing without it. */
    void what_was_wanted_of_a_moved_mail_that_was_deleted_elsewhere_is_over()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.moved(id, {}); });
        wish(profile, [&](WishRepository w) { return w.wantFlags({id}, Flag::Flagged, {}); });
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().dropUnbound(profile.archive, Clock::nowUtc() + 5); }));
        QVERIFY(profile.shown(profile.archive).isEmpty());
        QVERIFY(MUST(profile.read([](const Reader &reader) { return reader.attention(); })).isEmpty());
    }

    void what_was_appended_and_is_gone_at_the_server_goes()
    {
        Profile profile;
        NewMessage draft = Profile::message(7);
        draft.uid = {};
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            AppendWish wish;
            wish.account = profile.imap;
            wish.folder = profile.archive;
            wish.blob = draft.raw = TRY(tx.blobs().insertBytes("draft"));
            wish.messageId = draft.envelope.messageId;
            wish.placement = TRY(tx.messages().insertMessages(profile.archive, std::span(&draft, 1))).first().placement;
            TRY(tx.appends().done(TRY(tx.appends().insert(wish)), {}));
            return tx.folders().dropUnbound(profile.archive, Clock::nowUtc() + 5);
        }));
        QVERIFY(profile.shown(profile.archive).isEmpty());
        QCOMPARE(profile.number("SELECT count(*) FROM append_wish"), 0);
    }
};

} // namespace petrel::test
