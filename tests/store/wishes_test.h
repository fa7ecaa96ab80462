#pragma once

#include "tests/store/wishing.h"

namespace petrel::test {

class WishesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flags_are_pushed_grouped_by_what_is_wanted()
    {
        Profile profile;
        const PlacementId a = profile.insert(profile.inbox, Profile::message(1));
        const PlacementId b = profile.insert(profile.inbox, Profile::message(2));
        const PlacementId c = profile.insert(profile.inbox, Profile::message(3, Flag::Seen));
        wish(profile, [&](WishRepository w) { return w.wantFlags({a, b}, Flag::Seen, {}); });
        wish(profile, [&](WishRepository w) { return w.wantFlags({c}, {}, Flag::Seen); });
        const auto pushes = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFlags(profile.inbox, 1); }));
        QCOMPARE(pushes.size(), 2);
        QCOMPARE(pushes.last().rows.uids, (std::vector<Uid>{Uid(1), Uid(2)}));
        wish(profile, [&](WishRepository w) { return w.wantFlags({a}, {}, Flag::Seen); }); // while the push is under way
        for (const FlagPush &push : pushes)
            wish(profile, [&](WishRepository w) { return w.flagsPushed(push.rows.placements, push.set, push.clear); });
        const auto rest = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFlags(profile.inbox, 1); }));
        QCOMPARE(rest.size(), 1);
        QCOMPARE(rest.first().clear, Flags(Flag::Seen));
        QCOMPARE(rest.first().rows.placements, std::vector<PlacementId>{a});
        QVERIFY(!profile.row(a).flags.testFlag(Flag::Seen));
    }

    void a_move_is_shown_at_once_and_can_be_taken_back()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive, 500); });
        QVERIFY(profile.shown(profile.inbox).isEmpty());
        QCOMPARE(profile.shown(profile.archive).size(), 1);
        QVERIFY2(moves(profile, 499).isEmpty(), "the time to undo is not over");
        QCOMPARE(moves(profile, 500).size(), 1);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).nextWishDue(profile.imap, 10); })), 500);
        wish(profile, [&](WishRepository w) { return w.cancelWant({id}); });
        QCOMPARE(profile.shown(profile.inbox).size(), 1);
        QVERIFY(moves(profile).isEmpty());
    }

    void a_move_back_to_where_the_server_has_it_is_no_move()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.inbox); });
        QVERIFY(moves(profile).isEmpty());
        QVERIFY(!profile.row(id).pending);
    }

    void move_with_and_without_the_new_uid()
    {
        Profile profile;
        const PlacementId a = profile.insert(profile.inbox, Profile::message(1));
        const PlacementId b = profile.insert(profile.inbox, Profile::message(2));
        wish(profile, [&](WishRepository w) { return w.wantFolder({a, b}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.moved(a, Uid(11)); });
        wish(profile, [&](WishRepository w) { return w.moved(b, Uid()); });
        QCOMPARE(profile.row(a).uid, Uid(11));
        QVERIFY(!profile.row(a).pending);
        QVERIFY(profile.row(b).pending);
        NewMessage listed = Profile::message(2);
        listed.uid = Uid(12);
        QCOMPARE(profile.insert(profile.archive, listed), b);
        QCOMPARE(profile.shown(profile.archive), (QList<std::uint32_t>{12, 11}));
    }

    void a_sync_that_was_faster_than_the_answer_doubles_nothing()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        NewMessage listed = Profile::message(1, Flag::Answered);
        listed.uid = Uid(11);
        profile.insert(profile.archive, listed);
        wish(profile, [&](WishRepository w) { return w.moved(id, Uid(11)); });
        QCOMPARE(profile.shown(profile.archive), QList<std::uint32_t>{11});
        QCOMPARE(profile.row(id).flags, Flags(Flag::Answered));
        QVERIFY(profile.isSound());
    }

    void copy_mark_expunge_step_by_step()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.copying(std::span(&id, 1), Uid(40), UidValidity(7)); });
        QCOMPARE(moves(profile).first().stage, MoveStage::Copying);
        QCOMPARE(moves(profile).first().stageUidNext, Uid(40));
        wish(profile, [&](WishRepository w) { return w.cancelWant({id}); });
        QVERIFY2(!moves(profile).isEmpty(), "a copy that may be under way is not forgotten");

        const PlacementId rest = MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().copied(id, Uid(40)); }));
        profile.reopen(); // whatever happens now, the copy is known and the rest is still to be removed
        QCOMPARE(profile.row(id).folder, profile.archive);
        QCOMPARE(profile.row(id).uid, Uid(40));
        QVERIFY(profile.shown(profile.inbox).isEmpty());
        QCOMPARE(moves(profile).size(), 1);
        QCOMPARE(moves(profile).first().placement, rest);
        QVERIFY(moves(profile).first().target.isNull());

        wish(profile, [&](WishRepository w) { return w.marked(std::span(&rest, 1)); });
        QCOMPARE(moves(profile).first().stage, MoveStage::Marked);
        wish(profile, [&](WishRepository w) { return w.expunged(std::span(&rest, 1)); });
        QVERIFY(moves(profile).isEmpty());
        QCOMPARE(profile.shown(profile.archive), QList<std::uint32_t>{40});
        QVERIFY(profile.isSound());
    }

    void without_uidplus_the_marked_mail_stays_hidden_and_is_not_tried_again()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantExpunge({id}); });
        wish(profile, [&](WishRepository w) { return w.leftMarked(std::span(&id, 1)); });
        QVERIFY(moves(profile).isEmpty());
        QVERIFY(profile.shown(profile.inbox).isEmpty());
    }

    void what_is_refused_for_good_is_parked_shown_and_can_be_retried_or_given_up()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.archive); });
        wish(profile, [&](WishRepository w) { return w.postpone(std::span(&id, 1), QStringLiteral("busy"), 2'000); });
        QVERIFY(moves(profile, 1'999).isEmpty());
        QCOMPARE(moves(profile, 2'000).first().attempts, 1);
        wish(profile, [&](WishRepository w) { return w.park(std::span(&id, 1), QStringLiteral("no such mailbox")); });
        QVERIFY(moves(profile, 9'000).isEmpty());
        QCOMPARE(profile.row(id).folder, profile.inbox);
        const auto attention = [&] { return MUST(profile.read([](const Reader &reader) { return reader.attention(); })); };
        QCOMPARE(attention().first().error, QStringLiteral("no such mailbox"));
        wish(profile, [&](WishRepository w) { return w.unpark({id}); });
        QCOMPARE(moves(profile).size(), 1);
        QVERIFY(attention().isEmpty());
        wish(profile, [&](WishRepository w) { return w.discard({id}); });
        QVERIFY(moves(profile).isEmpty());
        QVERIFY(MUST(profile.read([](const Reader &reader) { return reader.pendingWishes(); })).isEmpty());
    }

    void local_wishes_take_effect_at_once()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.localInbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFlags({id}, Flag::Seen, {}); });
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.localTrash); });
        QVERIFY(!profile.row(id).pending);
        QCOMPARE(profile.row(id).folder, profile.localTrash);
        wish(profile, [&](WishRepository w) { return w.wantExpunge({id}, Clock::nowUtc() + 60); });
        QVERIFY(profile.shown(profile.localTrash).isEmpty());
        wish(profile, [&](WishRepository w) { return w.cancelWant({id}); });
        QCOMPARE(profile.shown(profile.localTrash).size(), 1);
        wish(profile, [&](WishRepository w) { return w.wantExpunge({id}, Clock::nowUtc() + 60); });
        QCOMPARE(MUST(profile.write([](WriteTransaction &tx) { return tx.wishes().expungeDueLocal(Clock::nowUtc() + 61); })), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 0);
    }

    /** Its content is to be fetched first: no server could be asked to bring it there. */
    void a_move_to_another_account_is_shown_there_and_no_move_at_the_server()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        wish(profile, [&](WishRepository w) { return w.wantFolder({id}, profile.localTrash); });
        QCOMPARE(profile.row(id).folder, profile.localTrash);
        QVERIFY(moves(profile).isEmpty());
        const auto contents = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueContents(profile.imap, 1'000); }));
        QCOMPARE(contents.size(), 1);
        QCOMPARE(contents.first().placement, id);
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.transfers().carryDue(profile.imap, 1'000, 10); })), 0);
        wish(profile, [&](WishRepository w) { return w.cancelWant({id}); });
        QCOMPARE(profile.row(id).folder, profile.inbox);
    }

    void moves_to_nowhere_are_refused()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({id}, FolderId(999)); }), ErrorKind::NotFound);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({PlacementId(999)}, profile.archive); }));
    }

    void a_draft_is_shown_before_and_found_after_its_append()
    {
        Profile profile;
        NewMessage draft = Profile::message(1, Flag::Draft);
        draft.uid = {};
        AppendWish append;
        append.account = profile.imap;
        append.folder = profile.archive;
        append.messageId = draft.envelope.messageId;
        const auto make = [&](WriteTransaction &tx) -> Result<WishId> {
            append.blob = TRY(tx.blobs().insertBytes("draft"));
            draft.raw = append.blob;
            append.placement = TRY(tx.messages().insertMessages(profile.archive, std::span(&draft, 1))).first().placement;
            return tx.appends().insert(append);
        };
        const WishId id = MUST(profile.write(make));
        QVERIFY(profile.row(append.placement).pending);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueAppends(profile.imap, 1); })).size(), 1);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.appends().appending(id, Uid(5), UidValidity(1)); }));
        NewMessage listed = draft; // the answer got lost; the next listing finds it, counted differently by the server
        listed.raw = {};
        listed.uid = Uid(5);
        listed.size += 7;
        QCOMPARE(profile.insert(profile.archive, listed), append.placement);
        QVERIFY(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueAppends(profile.imap, 1); })).isEmpty());

        draft.envelope.messageId = append.messageId = "second@example.org";
        MUST(profile.write(make));
        wish(profile, [&](WishRepository w) { return w.wantExpunge({append.placement}); });
        QVERIFY2(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueAppends(profile.imap, 1); })).isEmpty(),
                 "a draft thrown away before it was sent is not sent");
        append.folder = profile.localTrash;
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) { return tx.appends().insert(append); }), ErrorKind::Invalid);
    }
};

} // namespace petrel::test
