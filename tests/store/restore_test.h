#pragma once

#include "core/store/profile_directory.h"
#include "tests/store/restoring.h"

namespace petrel::test {

/** The way back: what the backup held is there again, and what came since is not lost for it. */
class RestoreTest : public QObject, private Restoring
{
    Q_OBJECT

private Q_SLOTS:
    void what_was_deleted_is_there_again()
    {
        Profile profile;
        const QByteArray large = noise(300'000);
        const PlacementId invoice = receive(profile, 1, large);
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("DELETE FROM placement WHERE id = ?", invoice));
            return tx.database().run("UPDATE message SET orphaned_since = 1");
        }));
        MUST(profile.store->sweep());
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 0);
        const Store::Salvaged restored = restore(profile, backup);
        QCOMPARE(restored.messages, 1);
        QVERIFY(QFile::exists(restored.damagedDatabase)); // what was, stands beside it
        QCOMPARE(subjects(profile, profile.localInbox), QStringList{QStringLiteral("Subject 1")});
        QCOMPARE(rawOf(profile, "Subject 1"), large);
        QVERIFY(profile.isSound());
    }

    void what_came_since_is_kept()
    {
        Profile profile;
        receive(profile, 1, "the first");
        const Backup backup = backUp(profile);
        for (std::uint32_t n = 2; n <= 11; ++n)
            receive(profile, n, n == 5 ? noise(300'000) : "mail " + QByteArray::number(n));
        const FolderId family = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, {}, QStringLiteral("Family")); }));
        receive(profile, 12, "for the family");
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("INSERT INTO placement_keyword (placement, keyword) SELECT max(id), 'urgent' FROM placement"));
            return tx.database().run("UPDATE placement SET folder = ? WHERE id = (SELECT max(id) FROM placement)", family);
        }));
        restore(profile, backup);
        QCOMPARE(subjects(profile, profile.localInbox).size(), 11);
        QCOMPARE(subjects(profile, profile.folder(profile.pop3, QStringLiteral("Family"))), QStringList{QStringLiteral("Subject 12")});
        QCOMPARE(rawOf(profile, "Subject 5"), noise(300'000));
        QCOMPARE(profile.number("SELECT count(*) FROM placement_keyword k JOIN placement p ON p.id = k.placement JOIN message m ON m.id = p.message WHERE m.subject = 'Subject 12'"), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 1 AND message IS NOT NULL"), 12);
        QVERIFY(profile.isSound());
        QCOMPARE(MUST(profile.read([](const Reader &reader) {
            SearchRequest request;
            request.text = QStringLiteral("Subject");
            return reader.search(request);
        })).size(), 12);
    }

    /** A number that both have given would make one mail of two at the next way back. */
    void no_number_is_given_twice()
    {
        Profile profile;
        receive(profile, 1, "one");
        const Backup first = backUp(profile);
        receive(profile, 2, "two");
        const Backup second = backUp(profile, "/kept later");
        MUST(profile.write([](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("DELETE FROM placement WHERE message = 2"));
            return tx.database().run("UPDATE message SET orphaned_since = 1 WHERE id = 2");
        }));
        MUST(profile.store->sweep());
        restore(profile, first);
        receive(profile, 3, "three"); // not under the number of the second, which is in no database now
        restore(profile, second);
        QCOMPARE(subjects(profile, profile.localInbox), (QStringList{QStringLiteral("Subject 1"), QStringLiteral("Subject 2"), QStringLiteral("Subject 3")}));
        QCOMPARE(rawOf(profile, "Subject 3"), QByteArray("three"));
        QVERIFY(profile.isSound());
    }

    void what_was_moved_since_is_shown_once()
    {
        Profile profile;
        const PlacementId mail = receive(profile, 1, "one");
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("INSERT INTO placement (folder, message, sort_date) SELECT ?, message, sort_date FROM placement WHERE id = ?", profile.localTrash, mail));
            return tx.database().run("DELETE FROM placement WHERE id = ?", mail);
        }));
        restore(profile, backup);
        QCOMPARE(subjects(profile, profile.localInbox), QStringList{QStringLiteral("Subject 1")});
        QVERIFY(subjects(profile, profile.localTrash).isEmpty());
    }

    /** The same bytes came again under a number of their own. */
    void a_content_that_both_have_is_one()
    {
        Profile profile;
        const PlacementId first = receive(profile, 1, "the same bytes");
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("DELETE FROM placement WHERE id = ?", first));
            return tx.database().run("UPDATE message SET orphaned_since = 1");
        }));
        MUST(profile.store->sweep());
        receive(profile, 2, "the same bytes");
        restore(profile, backup);
        QCOMPARE(rawOf(profile, "Subject 1"), QByteArray("the same bytes"));
        QCOMPARE(rawOf(profile, "Subject 2"), QByteArray("the same bytes"));
        QVERIFY(profile.isSound());
    }

    /** Sent since the backup, it must not go out again; written since, it must still go out. */
    void the_outbox_is_as_it_is_now()
    {
        Profile profile;
        const auto queue = [&](const char *subject) {
            return MUST(profile.write([&](WriteTransaction &tx) -> Result<OutboxId> {
                OutboxItem item;
                item.account = profile.imap;
                item.subject = QString::fromLatin1(subject);
                item.messageId = QByteArray(subject) + "@x";
                item.recipients = {{"bob@x", {}, {}}};
                item.raw = TRY(tx.blobs().insertBytes(QByteArray("mail of ") + subject));
                return tx.outbox().insert(item);
            }));
        };
        const OutboxId sent = queue("sent");
        const Backup backup = backUp(profile);
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE outbox SET state = 2 WHERE id = ?", sent); }));
        queue("written");
        restore(profile, backup);
        QCOMPARE(profile.number("SELECT state FROM outbox WHERE subject = 'sent'"), 2);
        QCOMPARE(profile.number("SELECT state FROM outbox WHERE subject = 'written'"), 0);
        QCOMPARE(profile.number("SELECT count(*) FROM outbox_recipient"), 2);
        QVERIFY(profile.isSound());
    }

    void without_a_database_the_outbox_is_for_the_person_to_decide()
    {
        Profile profile;
        fillAndClose(profile);
        profile.store = MUST(Store::open(profile.path()));
        const Backup backup = backUp(profile);
        profile.store.reset();
        QVERIFY(QFile::remove(profile.path() + QStringLiteral("/mail.db")));
        QVERIFY(restore(profile, backup).damagedDatabase.isEmpty());
        QCOMPARE(profile.number("SELECT state FROM outbox"), 4);
        QCOMPARE(subjects(profile, profile.localInbox).size(), 200);
        QVERIFY(profile.isSound());
    }

    /** IMAP mail is as it was; what the server has had since is not asked of it again. */
    void wishes_of_then_are_given_up()
    {
        Profile profile;
        const PlacementId mail = profile.insert(profile.inbox, Profile::message(7));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFlags({mail}, Flag::Seen, {}); }));
        const Backup backup = backUp(profile);
        restore(profile, backup);
        QCOMPARE(profile.shown(profile.inbox), QList<std::uint32_t>{7});
        QCOMPARE(profile.number("SELECT count(*) FROM placement WHERE want_set <> 0"), 0);
    }

    void a_damaged_content_is_exchanged_for_the_kept_one()
    {
        Profile profile;
        const QByteArray large = noise(300'000);
        receive(profile, 1, large);
        const QString elsewhere = profile.directory.path() + QStringLiteral("/kept");
        const Backup backup = backUp(profile);
        const QString name = QStringLiteral("/blobs/") + contentFiles(backup.directory + QStringLiteral("/blobs")).value(0);
        // On another disk it is a file of its own.
        QFile shared(backup.directory + name);
        QVERIFY(shared.copy(elsewhere + QStringLiteral("/own")) && shared.remove() && QFile::rename(elsewhere + QStringLiteral("/own"), backup.directory + name));
        QFile damaged(profile.path() + name);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(1000);
        damaged.write("damage");
        damaged.close();
        restore(profile, backup);
        QCOMPARE(rawOf(profile, "Subject 1"), large);
        QVERIFY(profile.isSound());
    }

    void another_profiles_backup_does_not_mix_with_mail_that_is_here()
    {
        Profile mine;
        Profile yours;
        receive(mine, 1, "mine");
        receive(yours, 1, "yours");
        const Backup backup = backUp(yours);
        mine.store.reset();
        const auto refused = restoreBackup(mine.path(), backup.directory);
        VERIFY_FAILS(refused, ErrorKind::Invalid);
        QCOMPARE(refused.error().code, QByteArray("OTHER-PROFILE"));
        mine.store = MUST(Store::open(mine.path()));
        QCOMPARE(rawOf(mine, "Subject 1"), QByteArray("mine"));
        QVERIFY(mine.isSound());
    }

    void a_new_computer_takes_it_whole()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        const Backup backup = backUp(profile);
        const QString fresh = profile.directory.path() + QStringLiteral("/fresh");
        MUST(restoreBackup(fresh, backup.directory));
        profile.store = MUST(Store::open(fresh));
        QCOMPARE(rawOf(profile, "Subject 1"), noise(300'000));
        QVERIFY(profile.isSound());
    }

    void a_damaged_backup_changes_nothing()
    {
        Profile profile;
        receive(profile, 1, "one");
        const Backup backup = backUp(profile);
        QFile file(backup.directory + QStringLiteral("/mail.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(8192);
        file.write(noise(16384));
        file.close();
        profile.store.reset();
        const QByteArray before = database(profile);
        const auto refused = restoreBackup(profile.path(), backup.directory);
        VERIFY_FAILS(refused, ErrorKind::StoreCorrupt);
        QCOMPARE(refused.error().code, QByteArray("BACKUP"));
        QCOMPARE(database(profile), before);
    }
};

} // namespace petrel::test
