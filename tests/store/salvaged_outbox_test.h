#pragma once

#include "tests/store/damaged_profile.h"

namespace petrel::test {

/** What was to be sent, and comes out of a damaged database. */
class SalvagedOutboxTest : public QObject, private DamagedProfile
{
    Q_OBJECT

private Q_SLOTS:
    /** What can be read may be an older state: it may have been sent since. */
    void nothing_of_the_outbox_goes_out_by_itself_after_a_salvage()
    {
        Profile profile;
        fillAndClose(profile);
        (void)MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        const QList<OutboxItem> items = MUST(profile.read([](const Reader &reader) { return reader.outbox(); }));
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().state, OutboxState::Uncertain);
        QVERIFY(items.first().lastError.contains(QStringLiteral("damaged database")));
        QVERIFY(MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dueOutbox(profile.imap, Clock::nowUtc()); })).isEmpty());
    }

    /** What is at a server is listed anew, and with it the draft that another one was to replace. */
    void a_draft_outlives_the_row_of_its_former_state()
    {
        Profile profile;
        const PlacementId former = profile.insert(profile.archive, Profile::message(901));
        NewMessage draft = Profile::message(902);
        draft.uid = {};
        draft.raw = MUST(profile.write([](WriteTransaction &tx) { return tx.blobs().insertBytes("Subject: Plan\r\n\r\nDear Bob\r\n"); }));
        const PlacementId kept = profile.insert(profile.archive, draft);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            AppendWish wish;
            wish.account = profile.imap;
            wish.folder = profile.archive;
            wish.blob = draft.raw;
            wish.messageId = draft.envelope.messageId;
            wish.placement = kept;
            (void)TRY(tx.appends().insert(wish));
            TRY(tx.wishes().wantExpunge({former}));
            return tx.appends().replaces(kept, former);
        }));
        QCOMPARE(profile.number("SELECT replaces FROM append_wish"), former.number());
        fillAndClose(profile);
        (void)MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QCOMPARE(profile.number("SELECT count(*) FROM append_wish WHERE replaces IS NULL"), 1);
        QVERIFY(profile.isSound());
    }

    void a_message_that_lost_a_recipient_is_not_sent_to_the_others()
    {
        Profile profile;
        fillAndClose(profile);
        {
            const auto damaged = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(damaged->execute("CREATE TABLE torn (outbox, position, address, state, reply);"
                                  "INSERT INTO torn SELECT * FROM outbox_recipient;"
                                  "INSERT INTO torn SELECT outbox, 1, NULL, 0, x'' FROM outbox_recipient;" // an address that went to pieces
                                  "DROP TABLE outbox_recipient; ALTER TABLE torn RENAME TO outbox_recipient;"));
        }
        QCOMPARE(MUST(Store::setAside(profile.path())).unreadable, 1);
        profile.store = MUST(Store::open(profile.path()));
        const OutboxItem item = MUST(profile.read([](const Reader &reader) { return reader.outbox(); })).first();
        QCOMPARE(item.state, OutboxState::Refused);
        QCOMPARE(item.recipients.size(), 1);
        QVERIFY(item.lastError.contains(QStringLiteral("recipients were lost")));
    }

    void a_message_whose_content_is_damaged_is_not_sent()
    {
        Profile profile;
        fillAndClose(profile);
        QByteArray damaged = database(profile);
        qsizetype at = damaged.indexOf("raw of 1");
        while (at > 0 && damaged[at + 8] >= '0' && damaged[at + 8] <= '9')
            at = damaged.indexOf("raw of 1", at + 1);
        QVERIFY(at > 0);
        damaged[at] = 'R';
        replaceDatabase(profile, damaged);
        (void)MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        const OutboxItem item = MUST(profile.read([](const Reader &reader) { return reader.outbox(); })).first();
        QCOMPARE(item.state, OutboxState::Refused);
        QVERIFY(item.lastError.contains(QStringLiteral("content is damaged")));
    }
};

} // namespace petrel::test
