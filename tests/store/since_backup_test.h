#pragma once

#include "tests/store/restoring.h"

namespace petrel::test {

/** Of a row that the backup and the profile both have: which of the two is there after the way back. */
class SinceBackupTest : public QObject, private Restoring
{
    Q_OBJECT

    struct Entry
    {
        std::int64_t state = -1;
        std::int64_t message = -1; ///< 0: none
    };
    static Entry ledgerOf(Profile &profile, const char *uidl)
    {
        const auto ask = [&](const char *what) {
            return MUST(profile.read([&](const Reader &reader) {
                return reader.database().integer(std::string("SELECT ifnull(") + what + ", 0) FROM pop3_seen WHERE uidl = ?", QByteArray(uidl));
            })).value_or(-1);
        };
        return {ask("state"), ask("message")};
    }
    static void run(Profile &profile, const char *sql)
    {
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run(sql); }));
    }

private Q_SLOTS:
    /** A large message of POP3: its header first, the whole of it on a click, and then nothing at the server. */
    void what_came_whole_since_is_whole()
    {
        Profile profile;
        const MessageId message = profile.row(profile.insert(profile.localInbox, Profile::message(5))).message;
        MUST(profile.write([&](WriteTransaction &tx) { return tx.ledger().recordHeader(profile.pop3, {"u5", 300'000, message, "head"}); }));
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            BodyUpdate body;
            body.raw = TRY(tx.blobs().insertBytes(noise(300'000)));
            body.parts = {{}};
            body.parts.first().fileName = QStringLiteral("harbour.tif");
            body.preview = QStringLiteral("The harbour");
            body.text = QStringLiteral("lighthouse");
            TRY(tx.messages().storeBody(message, body));
            const Pop3Ledger::Stored stored{"u5", 300'000, message};
            TRY(tx.ledger().recordStored(profile.pop3, std::span(&stored, 1)));
            TRY(tx.ledger().markDeleSent(profile.pop3, {"u5"}));
            return tx.ledger().markGone(profile.pop3, std::span(&stored.uidl, 1));
        }));
        restore(profile, backup);
        QCOMPARE(rawOf(profile, "Subject 5"), noise(300'000));
        QCOMPARE(profile.number("SELECT count(*) FROM message WHERE body_state = 3 AND preview = 'The harbour'"), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM part WHERE file_name = 'harbour.tif'"), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM search WHERE search MATCH 'lighthouse'"), 1);
        QCOMPARE(ledgerOf(profile, "u5").state, 3);
        QCOMPARE(ledgerOf(profile, "u5").message, message.number());
        QVERIFY(profile.isSound());
    }

    /** The other way round: what the backup has whole does not become a header. */
    void what_was_whole_stays_whole()
    {
        Profile profile;
        receive(profile, 1, "all of it");
        const Backup backup = backUp(profile);
        run(profile, "UPDATE message SET raw = NULL, body_state = 0");
        restore(profile, backup);
        QCOMPARE(rawOf(profile, "Subject 1"), QByteArray("all of it"));
        QVERIFY(profile.isSound());
    }

    void the_ledger_is_as_it_is_now()
    {
        Profile profile;
        const Pop3Ledger::Listed listed{"u2", 0};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.ledger().recordListed(profile.pop3, std::span(&listed, 1)); }));
        receive(profile, 1, "its id may stand for another by now");
        const PlacementId deleted = receive(profile, 3, "deleted here since");
        const std::int64_t number = profile.row(deleted).message.number();
        const Backup backup = backUp(profile);
        const QByteArray gone("u1");
        MUST(profile.write([&](WriteTransaction &tx) { return tx.ledger().forget(profile.pop3, std::span(&gone, 1)); }));
        receive(profile, 2, "came since");
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("DELETE FROM placement WHERE id = ?", deleted); }));
        run(profile, "UPDATE pop3_seen SET message = NULL WHERE uidl = x'7533'"); // as the sweep leaves it
        restore(profile, backup);
        QCOMPARE(subjects(profile, profile.localInbox).size(), 3);
        QVERIFY2(ledgerOf(profile, "u1").state == -1, "the server forgot the id");
        QCOMPARE(ledgerOf(profile, "u2").state, 1);
        QVERIFY2(ledgerOf(profile, "u2").message > 0, "it would be fetched again");
        QCOMPARE(ledgerOf(profile, "u3").state, 1);
        QVERIFY2(ledgerOf(profile, "u3").message == number, "it is here again: the server's copy is not to go for its deletion");
        QVERIFY(profile.isSound());
    }

    void servers_are_reached_as_they_are_now()
    {
        Profile profile;
        const Backup backup = backUp(profile);
        run(profile, "UPDATE account SET pop3_rule = 1, incoming_host = 'new.example.org' WHERE kind = 1");
        restore(profile, backup);
        QCOMPARE(profile.number("SELECT pop3_rule FROM account WHERE incoming_host = 'new.example.org'"), 1);
        QVERIFY(profile.isSound());
    }

    /** But one that was removed since comes back. */
    void an_account_that_is_being_removed_is_as_it_was()
    {
        Profile profile;
        receive(profile, 1, "one");
        const Backup backup = backUp(profile);
        run(profile, "UPDATE account SET gone = 1 WHERE kind = 1");
        run(profile, "DELETE FROM pop3_seen");
        restore(profile, backup);
        QCOMPARE(profile.number("SELECT gone FROM account WHERE kind = 1"), 0);
        QCOMPARE(ledgerOf(profile, "u1").state, 1);
        QCOMPARE(rawOf(profile, "Subject 1"), QByteArray("one"));
    }

    /** Its list is not brought; nobody may believe that it was. */
    void a_remote_folder_that_came_since_is_listed_anew()
    {
        Profile profile;
        profile.insert(profile.inbox, Profile::message(7));
        run(profile, "UPDATE folder SET uid_validity = 9, uid_next = 8, highest_modseq = 5 WHERE kind = 0 AND path = 'INBOX'");
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().setRemoteFolders(profile.imap, {Profile::remote("INBOX", FolderRole::Inbox), Profile::remote("Harbour")}); }));
        profile.insert(profile.folder(profile.imap, QStringLiteral("Harbour")), Profile::message(8));
        run(profile, "UPDATE folder SET uid_validity = 9, uid_next = 9, highest_modseq = 6, backfill_uid = 1, server_total = 1 WHERE path = 'Harbour'");
        restore(profile, backup);
        QCOMPARE(profile.number("SELECT uid_validity + uid_next + highest_modseq + backfill_uid + server_total FROM folder WHERE path = 'Harbour'"), 0);
        QCOMPARE(profile.number("SELECT uid_next FROM folder WHERE kind = 0 AND path = 'INBOX'"), 8);
        QCOMPARE(profile.shown(profile.inbox), QList<std::uint32_t>{7});
    }
};

} // namespace petrel::test
