#pragma once

#include "core/base/no_network_scope.h"
#include "core/store/ticket_gate.h"
#include "tests/store/profile.h"

#include <QElapsedTimer>

#include <atomic>
#include <mutex>

namespace petrel::test {

class GateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_gate_lets_in_by_the_order_of_asking()
    {
        TicketGate gate;
        std::vector<int> order;
        std::vector<std::jthread> threads;
        {
            const TicketGate::Pass first(gate);
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&, i] {
                    const TicketGate::Pass pass(gate);
                    order.push_back(i);
                });
                while (gate.queueLength() < static_cast<std::uint64_t>(i) + 2)
                    std::this_thread::yield();
            }
        }
        threads.clear();
        QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
    }

    /** A power cut takes none of them alone: SQLite's log keeps their order, and who syncs it syncs all that stands in it. */
    void only_what_may_wait_for_the_next_commit_is_written_without_a_sync_of_its_own()
    {
        constexpr int kNormal = 1, kFull = 2;
        Profile profile;
        const auto synchronous = [](WriteTransaction &tx) -> Result<int> { return static_cast<int>(TRY(tx.database().integer("PRAGMA synchronous")).value_or(-1)); };
        QCOMPARE(MUST(profile.store->write(u"test", synchronous)), kFull);
        QCOMPARE(MUST(profile.store->write(u"test", synchronous, Durability::WithTheNext)), kNormal);
        QCOMPARE(MUST(profile.store->write(u"test", synchronous, Durability::WithTheNext)), kNormal);
        QCOMPARE(MUST(profile.store->write(u"test", synchronous)), kFull);
        QVERIFY(!profile.store->write(u"test", [](WriteTransaction &) { return Status(makeError(ErrorKind::Refused, QStringLiteral("no"))); }, Durability::WithTheNext));
        QCOMPARE(MUST(profile.store->write(u"test", synchronous)), kFull);
    }

    void a_failed_write_leaves_nothing_and_tells_nobody()
    {
        Profile profile;
        int told = 0;
        const auto subscription = profile.store->subscribe([&](const ChangeSet &) { ++told; });
        const NewMessage message = Profile::message(1);
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.messages().insertMessages(profile.inbox, std::span(&message, 1)));
            return makeError(ErrorKind::Refused, QStringLiteral("second thoughts"));
        }), ErrorKind::Refused);
        QCOMPARE(told, 0);
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 0);
    }

    void changes_are_told_after_the_commit_and_not_before()
    {
        Profile profile;
        QList<ChangeSet> told;
        std::int64_t seenByOthers = -1;
        const auto subscription = profile.store->subscribe([&](const ChangeSet &set) {
            told.append(set);
            seenByOthers = profile.number("SELECT count(*) FROM placement");
        });
        PlacementId id;
        const NewMessage message = Profile::message(1);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            id = TRY(tx.messages().insertMessages(profile.inbox, std::span(&message, 1))).first().placement;
            [&] { QVERIFY(told.isEmpty()); }();
            return {};
        }));
        QCOMPARE(told.size(), 1);
        QCOMPARE(seenByOthers, 1);
        QCOMPARE(told.first().placements.first().inserted, QList<PlacementId>{id});
        QCOMPARE(told.first().folders, QSet<FolderId>{profile.inbox});
        QVERIFY(MUST(profile.read([&](const Reader &reader) -> Result<bool> { return reader.commit() >= told.first().commit; })));
    }

    void a_listener_that_left_hears_nothing()
    {
        Profile profile;
        int told = 0;
        {
            const auto subscription = profile.store->subscribe([&](const ChangeSet &) { ++told; });
        }
        profile.insert(profile.inbox, Profile::message(1));
        QCOMPARE(told, 0);
    }

    void more_than_a_thousand_changes_become_one_reload()
    {
        Profile profile;
        std::vector<NewMessage> many;
        for (std::uint32_t n = 1; n <= 1001; ++n)
            many.push_back(Profile::message(n));
        ChangeSet told;
        const auto subscription = profile.store->subscribe([&](const ChangeSet &set) { told = set; });
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(profile.inbox, many); }));
        QVERIFY(told.placements.first().reload);
        QVERIFY(told.placements.first().inserted.isEmpty());
    }

    void misuse_is_an_error_and_no_deadlock()
    {
        Profile profile;
        VERIFY_FAILS(profile.write([&](WriteTransaction &) { return profile.write([](WriteTransaction &) { return Status(); }); }), ErrorKind::Bug);
        bool networkForbidden = false;
        MUST(profile.write([&](WriteTransaction &) {
            networkForbidden = NoNetworkScope::active();
            return Status();
        }));
        QVERIFY(networkForbidden && !NoNetworkScope::active());
        profile.store->forbidWritesOn(std::this_thread::get_id());
        VERIFY_FAILS(profile.write([](WriteTransaction &) { return Status(); }), ErrorKind::Bug);
    }

    void a_reader_sees_one_moment_while_others_write()
    {
        Profile profile;
        MUST(profile.read([&](const Reader &reader) -> Status {
            const auto count = [&] { return MUST(reader.database().integer("SELECT count(*) FROM message")).value(); };
            const auto before = count();
            std::jthread([&] { profile.insert(profile.inbox, Profile::message(1)); }).join();
            [&] { QCOMPARE(count(), before); }();
            return {};
        }));
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 1);
    }

    void a_long_query_ends_when_asked_to()
    {
        Profile profile;
        StopSource stop;
        std::jthread later([&] { stop.request_stop(); });
        const auto endless = profile.store->read([](const Reader &reader) {
            return reader.database().integer("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
        }, stop.get_token());
        VERIFY_FAILS(endless, ErrorKind::Cancelled);
        QCOMPARE(profile.number("SELECT count(*) FROM account"), 2);
    }

    /** A long read keeps the log from being cut, and nobody waits for that. */
    void a_checkpoint_waits_for_no_reader()
    {
        Profile profile;
        const QString text(700'000, QLatin1Char('x'));
        MUST(profile.read([&](const Reader &reader) -> Status {
            TRY(reader.database().integer("SELECT count(*) FROM account"));
            MUST(profile.write([&](WriteTransaction &tx) -> Status {
                for (int n = 0; n < 100; ++n)
                    TRY(tx.database().run("INSERT INTO contact (email, name, shown_email, words) VALUES (?, ?, '', '')", n, text));
                return {};
            }));
            [&] { QVERIFY(QFileInfo(profile.path() + QStringLiteral("/mail.db-wal")).size() > 64 * 1024 * 1024); }();
            QElapsedTimer time;
            time.start();
            profile.store->checkpoint();
            [&] { QVERIFY2(time.elapsed() < 4'000, "it waited for the reader"); }();
            return {};
        }));
        profile.store->checkpoint();
        QCOMPARE(QFileInfo(profile.path() + QStringLiteral("/mail.db-wal")).size(), 0);
    }

    /** The check of a large index takes minutes: what the person does meanwhile is recorded at once. */
    void the_check_of_the_index_gives_way_to_whoever_writes()
    {
        Profile profile;
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            std::vector<NewMessage> letters;
            for (std::uint32_t n = 1; n <= 400; ++n) {
                letters.push_back(Profile::message(n));
                letters.back().text = QStringLiteral("some words of letter %1 to be looked at ").arg(n).repeated(250);
            }
            TRY(tx.messages().insertMessages(profile.inbox, letters));
            return {};
        }));
        QVERIFY(MUST(profile.store->check()).isEmpty());
        std::atomic<bool> over = false;
        std::vector<std::jthread> writers;
        for (int n = 0; n < 3; ++n) {
            writers.emplace_back([&] {
                while (!over)
                    MUST(profile.write([](WriteTransaction &tx) { return tx.database().run("UPDATE contact SET last_used = 0"); }));
            });
        }
        const QList<Finding> findings = MUST(profile.store->check());
        over = true;
        writers.clear();
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().subject, Finding::Subject::Unchecked);
    }

    void a_reader_cannot_write()
    {
        Profile profile;
        QVERIFY(!profile.read([](const Reader &reader) { return reader.database().run("DELETE FROM account"); }).ok());
    }
};

} // namespace petrel::test
