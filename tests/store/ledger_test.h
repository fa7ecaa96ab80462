#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

/** POP3: our copy may be the only one. */
class LedgerTest : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t kDay = 86400;

    static Status recordStored(Pop3Ledger ledger, const Profile &profile, const QByteArray &uidl, MessageId message)
    {
        const Pop3Ledger::Stored stored{uidl, 10, message};
        return ledger.recordStored(profile.pop3, std::span(&stored, 1));
    }
    static PlacementId receive(Profile &profile, const QByteArray &uidl, std::uint32_t n)
    {
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<PlacementId> {
            NewMessage message = Profile::message(n);
            message.raw = TRY(tx.blobs().insertBytes("raw " + QByteArray::number(n)));
            const InsertedMessage inserted = TRY(tx.messages().insertMessages(profile.localInbox, std::span(&message, 1))).first();
            TRY(recordStored(tx.ledger(), profile, uidl, inserted.message));
            return inserted.placement;
        }));
    }
    static QList<QByteArray> expired(Profile &profile, Pop3ServerCopy::Rule rule, std::int64_t now = Clock::nowUtc())
    {
        QList<QByteArray> uidls;
        for (const LedgerEntry &entry : MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).expiredCopies(profile.pop3, {rule, 2}, now); })))
            uidls.append(entry.uidl);
        return uidls;
    }
    static LedgerState state(Profile &profile, const QByteArray &uidl)
    {
        return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).ledger(profile.pop3); })).value(uidl).state;
    }
    template <class Function>
    static Status step(Profile &profile, Function &&fn)
    {
        return profile.write([&](WriteTransaction &tx) { return fn(tx.ledger()); });
    }

private Q_SLOTS:
    void listed_stored_dele_sent_gone()
    {
        Profile profile;
        const Pop3Ledger::Listed listed[] = {{"a", 10}, {"b", 20}};
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordListed(profile.pop3, listed); }));
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); }), ErrorKind::Invalid);
        QVERIFY(expired(profile, Pop3ServerCopy::Rule::DeleteAfterDownload).isEmpty());
        receive(profile, "a", 1);
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordListed(profile.pop3, listed); }));
        QCOMPARE(state(profile, "a"), LedgerState::Stored);
        QCOMPARE(expired(profile, Pop3ServerCopy::Rule::DeleteAfterDownload), QList<QByteArray>{"a"});
        MUST(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); }));
        MUST(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); })); // QUIT was not answered: once more
        const QByteArray ids[] = {"a", "b"};
        MUST(step(profile, [&](Pop3Ledger l) { return l.markGone(profile.pop3, ids); }));
        QCOMPARE(state(profile, "a"), LedgerState::Gone);
        QCOMPARE(state(profile, "b"), LedgerState::Listed);
        const QByteArray gone("a");
        MUST(step(profile, [&](Pop3Ledger l) { return l.forget(profile.pop3, std::span(&gone, 1)); }));
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen"), 1);
    }

    void a_message_without_its_bytes_is_never_stored()
    {
        Profile profile;
        const PlacementId id = profile.insert(profile.localInbox, Profile::message(1));
        const MessageId message = profile.row(id).message;
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return recordStored(l, profile, "a", message); }), ErrorKind::Invalid);
    }

    void a_header_alone_is_never_deleted_at_the_server_unless_the_person_wants_it()
    {
        Profile profile;
        const MessageId message = profile.row(profile.insert(profile.localInbox, Profile::message(1))).message;
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordHeader(profile.pop3, {"a", 200, message, "head"}); }));
        QCOMPARE(state(profile, "a"), LedgerState::Listed);
        QVERIFY(expired(profile, Pop3ServerCopy::Rule::DeleteAfterDownload).isEmpty());
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); }), ErrorKind::Invalid);
        const Pop3Ledger::Listed listed{"a", 200};
        const auto want = [&](LedgerWant what) { return MUST(profile.write([&](WriteTransaction &tx) { return tx.ledger().want(profile.pop3, std::span(&listed, 1), what); })); };
        QCOMPARE(want(LedgerWant::Fetch), 1);
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); }), ErrorKind::Invalid);
        QCOMPARE(want(LedgerWant::Delete), 1);
        MUST(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, {"a"}); }));
        MUST(step(profile, [&](Pop3Ledger l) { return l.markGone(profile.pop3, std::span(&listed.uidl, 1)); }));
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 3 AND want = 0"), 1);
    }

    void what_is_wanted_back_is_known_no_longer_and_what_is_here_is_not_wanted()
    {
        Profile profile;
        receive(profile, "here", 1);
        const PlacementId deleted = receive(profile, "deleted", 2);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE pop3_seen SET message = NULL WHERE uidl = ?", QByteArray("deleted")); }));
        QVERIFY(!deleted.isNull());
        const Pop3Ledger::Listed listed[] = {{"here", 10}, {"deleted", 10}, {"new", 10}};
        QCOMPARE(MUST(profile.write([&](WriteTransaction &tx) { return tx.ledger().want(profile.pop3, listed, LedgerWant::Fetch); })), 2);
        QCOMPARE(state(profile, "here"), LedgerState::Stored);
        QCOMPARE(state(profile, "deleted"), LedgerState::Listed);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE want = 1 AND state = 0"), 2);
    }

    void a_header_takes_its_new_id_and_only_while_it_is_one()
    {
        Profile profile;
        const MessageId message = profile.row(profile.insert(profile.localInbox, Profile::message(1))).message;
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordHeader(profile.pop3, {"a", 200, message, "head"}); }));
        MUST(step(profile, [&](Pop3Ledger l) { return l.renameHeader(profile.pop3, "a", {"b", 200}); }));
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.renameHeader(profile.pop3, "a", {"c", 200}); }), ErrorKind::Invalid);
        receive(profile, "stored", 2);
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.renameHeader(profile.pop3, "stored", {"c", 200}); }), ErrorKind::Invalid);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).headerOf(profile.pop3, "b", "head"); })), message);
        QVERIFY(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).headerOf(profile.pop3, "b", "another"); })).isNull());
    }

    void stored_only_together_with_the_message()
    {
        Profile profile;
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) -> Status {
            NewMessage message = Profile::message(1);
            message.raw = TRY(tx.blobs().insertBytes("raw"));
            const auto inserted = TRY(tx.messages().insertMessages(profile.localInbox, std::span(&message, 1)));
            TRY(recordStored(tx.ledger(), profile, "a", inserted.first().message));
            return makeError(ErrorKind::StoreFull, QStringLiteral("the disk is full"));
        }), ErrorKind::StoreFull);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen"), 0);
    }

    /** One statement takes many: it must not let one pass that is out of order. */
    void one_of_many_out_of_order_stops_all()
    {
        Profile profile;
        std::vector<Pop3Ledger::Stored> many;
        QSet<QByteArray> ids;
        for (std::uint32_t n = 1; n <= 70; ++n) {
            const PlacementId id = receive(profile, "first " + QByteArray::number(n), n);
            many.push_back({"second " + QByteArray::number(n), 10, profile.row(id).message});
            ids.insert(many.back().uidl);
        }
        const MessageId headerOnly = profile.row(profile.insert(profile.localInbox, Profile::message(500))).message;
        auto damaged = many;
        damaged[66].message = headerOnly;
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.recordStored(profile.pop3, damaged); }), ErrorKind::Invalid);
        damaged = many;
        damaged[3].uidl = "first 3";
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.recordStored(profile.pop3, damaged); }), ErrorKind::Invalid);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen"), 70);
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordStored(profile.pop3, many); }));
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, ids + QSet<QByteArray>{"never seen"}); }), ErrorKind::Invalid);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 2"), 0);
        MUST(step(profile, [&](Pop3Ledger l) { return l.markDeleSent(profile.pop3, ids); }));
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 2"), 70);
    }

    void each_rule_lets_go_what_it_says()
    {
        Profile profile;
        const PlacementId id = receive(profile, "a", 1);
        using Rule = Pop3ServerCopy::Rule;
        QVERIFY(expired(profile, Rule::Keep).isEmpty());
        QVERIFY(expired(profile, Rule::DeleteAfterDays, Clock::nowUtc() + kDay).isEmpty());
        QCOMPARE(expired(profile, Rule::DeleteAfterDays, Clock::nowUtc() + 2 * kDay + 1).size(), 1);
        QVERIFY(expired(profile, Rule::DeleteWithLocal).isEmpty());
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFolder({id}, profile.localTrash); }));
        QVERIFY2(expired(profile, Rule::DeleteWithLocal).isEmpty(), "in the trash is still here");
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantExpunge({id}); }));
        QCOMPARE(expired(profile, Rule::DeleteWithLocal), QList<QByteArray>{"a"});
    }

    void two_different_mails_with_one_message_id_are_both_kept()
    {
        Profile profile;
        receive(profile, "a", 1);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            NewMessage twin = Profile::message(1);
            twin.raw = TRY(tx.blobs().insertBytes("other bytes"));
            return TRY(tx.messages().insertMessages(profile.localInbox, std::span(&twin, 1))).isEmpty() ? Status() : Status();
        }));
        QCOMPARE(profile.number("SELECT count(DISTINCT raw) FROM message"), 2);
    }

    void the_digest_outlives_our_copy()
    {
        Profile profile;
        const PlacementId id = receive(profile, "a", 1);
        const QByteArray digest = QCryptographicHash::hash("raw 1", QCryptographicHash::Sha256);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantExpunge({id}); }));
        MUST(profile.store->sweep());
        const auto known = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).ledgerOf(profile.pop3, digest); }));
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().uidl, QByteArray("a"));
        QVERIFY(known.first().message.isNull());
        QVERIFY(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).ledgerOf(profile.pop3, {}); })).isEmpty());
    }

    /** It is asked for each message that is fetched: ten thousand may be. */
    void a_content_is_found_without_reading_the_whole_ledger()
    {
        Profile profile;
        receive(profile, "a", 1);
        const QByteArray digest = QCryptographicHash::hash("raw 1", QCryptographicHash::Sha256);
        const auto instructions = [&] {
            return MUST(profile.read([&](const Reader &reader) -> Result<int> {
                int counted = 0;
                reader.database().stopWhen([&counted] { return ++counted < 0; }, 1);
                const auto known = SyncReader(reader).ledgerOf(profile.pop3, digest);
                reader.database().stopWhen(std::function<bool()>());
                return TRY(known).size() == 1 ? counted : -1;
            }));
        };
        const int amongFew = instructions();
        for (std::uint32_t n = 2; n < 100; ++n)
            receive(profile, "a" + QByteArray::number(n), n);
        QVERIFY(amongFew > 0);
        QVERIFY(instructions() < 2 * amongFew);
    }

    void what_is_known_goes_over_to_the_new_id()
    {
        Profile profile;
        const MessageId message = profile.row(receive(profile, "a", 1)).message;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE pop3_seen SET first_seen = 7"); }));
        receive(profile, "b", 2);
        using KnownBy = Pop3Ledger::Renamed::KnownBy;
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordAgain(profile.pop3, {"a", "b", 30, {}, KnownBy::Head}); })); // what b stood for is over
        const auto ledger = [&] { return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).ledger(profile.pop3); })); };
        QCOMPARE(ledger().keys(), QList<QByteArray>{"b"});
        const LedgerEntry known = ledger().value("b");
        QCOMPARE(known.message, message);
        QCOMPARE(known.firstSeen, 7);
        QCOMPARE(known.size, 30);
        QVERIFY(known.byHead);
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordAgain(profile.pop3, {"b", "b", 30, "head"}); }));
        QVERIFY(!ledger().value("b").byHead);
        QCOMPARE(ledger().value("b").head, QByteArray("head"));
    }

    void only_what_was_stored_is_known_again()
    {
        Profile profile;
        const Pop3Ledger::Listed listed{"a", 10};
        MUST(step(profile, [&](Pop3Ledger l) { return l.recordListed(profile.pop3, std::span(&listed, 1)); }));
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.recordAgain(profile.pop3, {"a", "b", 10}); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [&](Pop3Ledger l) { return l.recordAgain(profile.pop3, {"never seen", "b", 10}); }), ErrorKind::Invalid);
        QCOMPARE(state(profile, "a"), LedgerState::Listed);
    }

    void contacts_certificates_and_pictures()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.contacts().touch({{QStringLiteral("Grace Hopper"), QStringLiteral("Grace@Navy.example")}, {QString(), QStringLiteral("x_y@example.org")}}));
            TRY(tx.contacts().touch({{QString(), QStringLiteral("grace@navy.example")}}));
            TRY(tx.trust().allowRemoteContent(QStringLiteral("@Shop.example")));
            return tx.trust().trustCertificate(QStringLiteral("Mail.Example"), 993, QByteArray(32, 'k'));
        }));
        const auto found = [&](const QString &prefix) { return MUST(profile.read([&](const Reader &reader) { return reader.contacts(prefix); })); };
        QCOMPARE(found(QStringLiteral("hop")).first().address.name, QStringLiteral("Grace Hopper"));
        QCOMPARE(found(QStringLiteral("GRACE")).first().timesWritten, 2);
        QCOMPARE(found(QStringLiteral("x_")).size(), 1);
        QVERIFY(found(QStringLiteral("%")).isEmpty());
        QVERIFY(found(QStringLiteral("opper")).isEmpty());
        const auto allowed = [&](const char *who) { return MUST(profile.read([&](const Reader &reader) { return reader.remoteContentAllowed(QString::fromLatin1(who)); })); };
        QVERIFY(allowed("news@shop.example"));
        QVERIFY(!allowed("news@othershop.example"));
        QCOMPARE(MUST(profile.read([](const Reader &reader) { return reader.trustedCertificates(QStringLiteral("mail.example"), 993); })).size(), 1);
        VERIFY_FAILS(profile.write([](WriteTransaction &tx) { return tx.trust().trustCertificate(QStringLiteral("h"), 1, "short"); }), ErrorKind::Invalid);
        VERIFY_FAILS(profile.write([](WriteTransaction &tx) { return tx.trust().allowRemoteContent(QStringLiteral("nobody")); }), ErrorKind::Invalid);
    }
};

} // namespace petrel::test
