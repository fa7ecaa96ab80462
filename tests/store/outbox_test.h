#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class OutboxTest : public QObject
{
    Q_OBJECT

    static OutboxId queue(Profile &profile, std::int64_t notBefore = 0)
    {
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<OutboxId> {
            OutboxItem item;
            item.account = profile.imap;
            item.messageId = "out1@example.org";
            item.envelopeFrom = "ada@example.org";
            item.recipients = {{"bob@example.net", {}, {}}, {"eve@example.net", {}, {}}};
            item.subject = QStringLiteral("Hello");
            item.raw = TRY(tx.blobs().insertBytes("the bytes"));
            item.notBefore = notBefore;
            return tx.outbox().insert(item);
        }));
    }
    static OutboxItem item(Profile &profile, OutboxId id)
    {
        return MUST(profile.read([&](const Reader &reader) { return reader.outboxItem(id); }));
    }
    template <class Function>
    static Status step(Profile &profile, Function &&fn)
    {
        return profile.write([&](WriteTransaction &tx) { return fn(tx.outbox()); });
    }
    static int due(Profile &profile, std::int64_t now)
    {
        return static_cast<int>(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueOutbox(profile.imap, now); })).size());
    }

private Q_SLOTS:
    void a_message_goes_out_once()
    {
        Profile profile;
        const OutboxId id = queue(profile);
        QCOMPARE(due(profile, 1), 1);
        MUST(step(profile, [&](OutboxRepository o) { return o.sending(id); }));
        QCOMPARE(due(profile, 1), 0);
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.sending(id); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.cancel(id); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Sending); }), ErrorKind::Invalid);
        MUST(step(profile, [&](OutboxRepository o) { return o.sent(id, {{"bob@example.net", RecipientState::Accepted, "250 ok"}}); }));
        QCOMPARE(item(profile, id).state, OutboxState::Sent);
        QCOMPARE(item(profile, id).recipients.first().reply, QByteArray("250 ok"));
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Sent); }), ErrorKind::Invalid);
        QVERIFY(MUST(profile.read([](const Reader &reader) { return reader.outbox(); })).isEmpty());
    }

    void what_was_being_sent_when_the_program_ended_is_uncertain()
    {
        Profile profile;
        const OutboxId sending = queue(profile);
        const OutboxId queued = queue(profile);
        MUST(step(profile, [&](OutboxRepository o) { return o.sending(sending); }));
        profile.reopen();
        QCOMPARE(MUST(profile.write([](WriteTransaction &tx) { return tx.outbox().markInterruptedAsUncertain(); })), 1);
        QCOMPARE(item(profile, sending).state, OutboxState::Uncertain);
        QCOMPARE(item(profile, queued).state, OutboxState::Queued);
        QCOMPARE(due(profile, 1), 1);
        const auto attention = MUST(profile.read([](const Reader &reader) { return reader.attention(); }));
        QCOMPARE(attention.size(), 1);
        QCOMPARE(attention.first().outbox, sending);
    }

    void a_retry_spares_those_who_have_it()
    {
        Profile profile;
        const OutboxId id = queue(profile);
        MUST(step(profile, [&](OutboxRepository o) { return o.sending(id); }));
        MUST(step(profile, [&](OutboxRepository o) {
            return o.refused(id, QStringLiteral("one was refused"), "550 no", {{{}, RecipientState::Accepted, "250"}, {{}, RecipientState::Refused, "550 no"}});
        }));
        MUST(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Refused); }));
        const auto recipients = item(profile, id).recipients;
        QCOMPARE(recipients[0].state, RecipientState::Accepted);
        QCOMPARE(recipients[1].state, RecipientState::Pending);
    }

    /** "Send now" was said of a message that waits; by the time it is heard nobody knows whether it went. */
    void what_became_uncertain_meanwhile_is_not_sent_again_nor_made_a_draft()
    {
        Profile profile;
        const OutboxId id = queue(profile);
        MUST(step(profile, [&](OutboxRepository o) { return o.sending(id); }));
        MUST(step(profile, [&](OutboxRepository o) { return o.uncertain(id, QStringLiteral("no answer")); }));
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Queued); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Refused); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [&](OutboxRepository o) { return o.cancel(id, OutboxState::Queued); }), ErrorKind::Invalid);
        QCOMPARE(item(profile, id).state, OutboxState::Uncertain);
        MUST(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Uncertain); })); // asked about just that
        QCOMPARE(item(profile, id).state, OutboxState::Queued);
    }

    void send_now_lifts_the_hold()
    {
        Profile profile;
        const OutboxId id = queue(profile, 100);
        MUST(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Queued); }));
        QCOMPARE(due(profile, 1), 1);
    }

    void what_was_to_go_out_later_is_put_off_since_it_was_due()
    {
        Profile profile;
        const std::int64_t time = Clock::nowUtc() + 6 * 86'400;
        const OutboxId id = queue(profile, time);
        MUST(step(profile, [&](OutboxRepository o) { return o.backOff(id, QStringLiteral("later"), "451", time + 60); }));
        QCOMPARE(item(profile, id).queuedAt, time);
        MUST(step(profile, [&](OutboxRepository o) { return o.backOff(id, QStringLiteral("later"), "451", time + 600); }));
        QCOMPARE(item(profile, id).queuedAt, time); // not since the last attempt
        const OutboxId atOnce = queue(profile);
        const std::int64_t queued = item(profile, atOnce).queuedAt;
        MUST(step(profile, [&](OutboxRepository o) { return o.backOff(atOnce, QStringLiteral("later"), "451", queued + 600); }));
        QCOMPARE(item(profile, atOnce).queuedAt, queued);
    }

    void sent_anew_it_is_told_anew_when_it_is_put_off()
    {
        Profile profile;
        const OutboxId id = queue(profile);
        const auto toldNow = [&] { return MUST(profile.write([&](WriteTransaction &tx) { return tx.outbox().noteDelayTold(id, 1); })); };
        QVERIFY(toldNow());
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE outbox SET queued_at = 5"); }));
        MUST(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Queued); }));
        QVERIFY(!toldNow());
        QCOMPARE(item(profile, id).queuedAt, 5);
        MUST(step(profile, [&](OutboxRepository o) { return o.refused(id, QStringLiteral("for five days"), "451", item(profile, id).recipients); }));
        MUST(step(profile, [&](OutboxRepository o) { return o.requeue(id, OutboxState::Refused); }));
        QVERIFY(toldNow());
        QVERIFY(item(profile, id).queuedAt > 5);
    }

    void a_pause_is_kept_and_a_cancelled_message_stays_here()
    {
        Profile profile;
        const OutboxId id = queue(profile, 100);
        QCOMPARE(due(profile, 99), 0);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).nextOutboxDue(profile.imap, 99); })), 100);
        MUST(step(profile, [&](OutboxRepository o) { return o.backOff(id, QStringLiteral("later"), "451", 200); }));
        QCOMPARE(due(profile, 199), 0);
        QCOMPARE(due(profile, 200), 1);
        MUST(step(profile, [&](OutboxRepository o) { return o.cancel(id); }));
        QCOMPARE(due(profile, 200), 0);
        MUST(profile.store->sweep());
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.blob(item(profile, id).raw); })), QByteArray("the bytes"));
    }

    void nothing_to_send_to_nobody()
    {
        Profile profile;
        VERIFY_FAILS(profile.write([](WriteTransaction &tx) { return tx.outbox().insert({}); }), ErrorKind::Invalid);
        VERIFY_FAILS(step(profile, [](OutboxRepository o) { return o.sending(OutboxId(5)); }), ErrorKind::NotFound);
    }
};

} // namespace petrel::test
