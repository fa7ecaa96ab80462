#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

/** What servers tell, and what becomes of it here. */
class SyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_uid_named_twice_in_one_batch_is_one_row()
    {
        Profile profile;
        std::vector<NewMessage> twice{Profile::message(7), Profile::message(7, Flag::Seen)};
        const auto inserted = MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(profile.inbox, twice); }));
        QCOMPARE(inserted.last().how, InsertedMessage::How::Known);
        QCOMPARE(inserted.last().placement, inserted.first().placement);
    }

    void the_same_batch_twice_changes_nothing()
    {
        Profile profile;
        const std::vector<NewMessage> batch{Profile::message(1), Profile::message(2, Flag::Seen)};
        for (const auto how : {InsertedMessage::How::New, InsertedMessage::How::Known}) {
            const auto inserted = MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(profile.inbox, batch); }));
            QCOMPARE(inserted.size(), 2);
            QCOMPARE(inserted.first().how, how);
        }
        QCOMPARE(profile.shown(profile.inbox), (QList<std::uint32_t>{2, 1}));
        QVERIFY(profile.isSound());
    }

    void a_mail_in_two_folders_is_one_content()
    {
        Profile profile;
        profile.insert(profile.inbox, Profile::message(1));
        profile.insert(profile.archive, Profile::message(1));
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM placement"), 2);
    }

    void a_forged_message_id_gets_no_foreign_content()
    {
        Profile profile;
        profile.insert(profile.inbox, Profile::message(1));
        NewMessage forged = Profile::message(1);
        forged.envelope.subject = QStringLiteral("Something else");
        profile.insert(profile.archive, forged);
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 2);
    }

    void flags_are_merged_bit_by_bit()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFlags({id}, Flag::Flagged, {}); }));
        ServerFlags server;
        server.uid = Uid(1);
        server.flags = Flag::Seen;
        server.keywords = QStringList{QStringLiteral("$work")};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().applyServerFlags(profile.inbox, std::span(&server, 1)); }));
        QCOMPARE(profile.row(id).flags, Flags(Flag::Seen | Flag::Flagged));
        const auto detail = MUST(profile.read([&](const Reader &reader) { return reader.detail(id); }));
        QCOMPARE(detail.serverFlags, Flags(Flag::Seen));
        QCOMPARE(detail.wants.set, Flags(Flag::Flagged));
        QCOMPARE(detail.keywords, QStringList{QStringLiteral("$work")});
    }

    void a_vanished_mail_goes_and_unknown_uids_are_passed_over()
    {
        Profile profile;
        profile.insert(profile.inbox, Profile::message(1));
        profile.insert(profile.inbox, Profile::message(2));
        const std::vector<Uid> gone{Uid(1), Uid(77)};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().removeVanished(profile.inbox, gone); }));
        QCOMPARE(profile.shown(profile.inbox), QList<std::uint32_t>{2});
    }

    void a_mail_moved_by_another_program_keeps_its_body()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        const MessageId message = profile.row(id).message;
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            BodyUpdate body;
            body.raw = TRY(tx.blobs().insertBytes("raw"));
            return tx.messages().storeBody(message, body);
        }));
        const Uid uid(1);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().removeVanished(profile.inbox, std::span(&uid, 1)); }));
        MUST(profile.store->sweep());
        const PlacementId there = profile.insert(profile.archive, Profile::message(1));
        QCOMPARE(profile.row(there).message, message);
        QCOMPARE(profile.row(there).bodyState, BodyState::Full);
    }

    void a_vanished_mail_that_was_to_move_is_found_in_its_target()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({id}, profile.archive); }));
        const Uid uid(1);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().removeVanished(profile.inbox, std::span(&uid, 1)); }));
        QCOMPARE(profile.shown(profile.archive), QList<std::uint32_t>{0});
        NewMessage there = Profile::message(1);
        there.uid = Uid(50);
        QCOMPARE(profile.insert(profile.archive, there), id);
        QCOMPARE(profile.shown(profile.archive), QList<std::uint32_t>{50});
    }

    void a_new_uidvalidity_rebinds_rows_and_keeps_wishes()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.inbox, Profile::message(1));
        const PlacementId gone = profile.insert(profile.inbox, Profile::message(2));
        const PlacementId goneWithWish = profile.insert(profile.inbox, Profile::message(3));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFlags({id, goneWithWish}, Flag::Flagged, {}); }));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().resetUidValidity(profile.inbox, UidValidity(9)); }));
        const auto dirty = [&] { return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyFlags(profile.inbox, 1); })); };
        QVERIFY2(dirty().isEmpty(), "no wish may be pushed under a UID of the old numbering");
        NewMessage renumbered = Profile::message(1);
        renumbered.uid = Uid(101);
        QCOMPARE(profile.insert(profile.inbox, renumbered), id);
        QCOMPARE(dirty().first().rows.uids, std::vector<Uid>{Uid(101)});
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().dropUnbound(profile.inbox, Clock::nowUtc() + 1); }));
        VERIFY_FAILS(profile.read([&](const Reader &reader) { return reader.row(gone); }), ErrorKind::NotFound);
        const auto attention = MUST(profile.read([](const Reader &reader) { return reader.attention(); }));
        QCOMPARE(attention.size(), 1);
        QCOMPARE(attention.first().placement, goneWithWish);
        QVERIFY(profile.isSound());
    }

    void sync_state_comes_back_as_it_was()
    {
        Profile profile;
        FolderSyncState state;
        state.uidValidity = UidValidity(4'000'000'000u);
        state.uidNext = Uid(4'294'967'295u);
        state.highestModSeq = ModSeq(9'223'372'036'854'775'807ull);
        state.serverTotal = 12;
        state.backfillUid = Uid(3);
        state.lastSync = 1'700'000'000;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setSyncState(profile.inbox, state); }));
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).syncState(profile.inbox); })), state);
    }

    void a_body_that_is_here_never_becomes_less()
    {
        Profile profile;
        const MessageId message = profile.row(profile.insert(profile.inbox, Profile::message(1))).message;
        const auto store = [&](BodyState state, const QString &text) {
            BodyUpdate body;
            body.state = state;
            body.preview = text;
            body.text = text;
            MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().storeBody(message, body); }));
        };
        store(BodyState::Full, QStringLiteral("whole"));
        store(BodyState::Structure, QString());
        QCOMPARE(profile.number("SELECT body_state FROM message"), 3);
        QCOMPARE(profile.number("SELECT count(*) FROM message WHERE preview = 'whole'"), 1);
        VERIFY_FAILS(profile.write([](WriteTransaction &tx) { return tx.messages().storeBody(MessageId(99), {}); }), ErrorKind::NotFound);
    }

    void threads_join_over_a_missing_mail_and_never_by_subject()
    {
        Profile profile;
        const auto threaded = [](std::uint32_t n, const QByteArray &references) {
            NewMessage message = Profile::message(n);
            message.envelope.subject = QStringLiteral("Re: the same");
            if (!references.isEmpty())
                message.envelope.references = references.split(' ');
            return message;
        };
        const auto thread = [&](PlacementId id) { return profile.row(id).thread; };
        const PlacementId a = profile.insert(profile.inbox, threaded(1, "missing@x"));
        const PlacementId b = profile.insert(profile.inbox, threaded(2, "missing@x"));
        const PlacementId c = profile.insert(profile.inbox, threaded(3, ""));
        QCOMPARE(thread(a), thread(b));
        QVERIFY(thread(a) != thread(c));
        const PlacementId joins = profile.insert(profile.archive, threaded(4, "missing@x m3@example.org"));
        QCOMPARE(thread(joins), thread(c));
        QCOMPARE(thread(joins), thread(a));
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.thread(thread(a)); })).size(), 4);
        QCOMPARE(profile.number("SELECT count(*) FROM thread"), 1);
        QCOMPARE(profile.number("SELECT messages FROM thread"), 4);
    }
};

} // namespace petrel::test
