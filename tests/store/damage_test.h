#pragma once

#include "tests/store/profile.h"

#include <QRandomGenerator>

#include <atomic>

namespace petrel::test {

/** Crashes, full disks and damaged files: nothing that was committed is lost, nothing is overwritten. */
class DamageTest : public QObject
{
    Q_OBJECT

    static void copyProfile(const QString &from, const QString &to)
    {
        QDir().mkpath(to + QStringLiteral("/blobs/tmp"));
        for (const char *name : {"/mail.db", "/mail.db-wal", "/lock"})
            QFile::copy(from + QLatin1String(name), to + QLatin1String(name));
    }
    static QByteArray database(const Profile &profile)
    {
        QFile file(profile.path() + QStringLiteral("/mail.db"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void replaceDatabase(const Profile &profile, const QByteArray &content)
    {
        QFile file(profile.path() + QStringLiteral("/mail.db"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
    }
    /** POP3 mail, a queued message and IMAP mail, then an orderly end. */
    static void fillAndClose(Profile &profile)
    {
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            std::vector<NewMessage> mails;
            for (std::uint32_t n = 1; n <= 200; ++n) {
                mails.push_back(Profile::message(n));
                mails.back().raw = TRY(tx.blobs().insertBytes("raw of " + QByteArray::number(n)));
                mails.back().text = QStringLiteral("some words to fill the pages of message %1 ").arg(n).repeated(20);
            }
            const auto inserted = TRY(tx.messages().insertMessages(profile.localInbox, mails));
            for (const InsertedMessage &message : inserted)
                TRY(tx.ledger().recordStored(profile.pop3, "u" + QByteArray::number(message.message.number()), message.message));
            TRY(tx.messages().insertMessages(profile.inbox, mails));
            OutboxItem item;
            item.account = profile.imap;
            item.messageId = "out@x";
            item.recipients = {{"bob@x", {}, {}}};
            item.raw = mails.front().raw;
            return TRY(tx.outbox().insert(item)).isNull() ? Status() : Status();
        }));
        profile.store.reset();
    }

    static QByteArray noise(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        QRandomGenerator random(11);
        std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random.generate()); });
        return bytes;
    }
    /** A mail that is only here, large enough to be a file. */
    static void keepLocally(Profile &profile, const QByteArray &raw)
    {
        NewMessage mail = Profile::message(900);
        mail.uid = {};
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            mail.raw = TRY(tx.blobs().insertBytes(raw));
            TRY(tx.messages().insertMessages(profile.localInbox, std::span(&mail, 1)));
            return {};
        }));
    }
    static QList<QByteArray> unclaimed(const Profile &profile)
    {
        QList<QByteArray> contents;
        for (const QFileInfo &one : QDir(profile.path() + QStringLiteral("/blobs/unclaimed")).entryInfoList(QDir::Files)) {
            QFile file(one.filePath());
            contents.append(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        }
        return contents;
    }

private Q_SLOTS:
    void a_copy_made_mid_way_is_whole_at_some_commit()
    {
        Profile profile;
        std::atomic<bool> done = false;
        std::jthread writer([&] {
            for (std::uint32_t n = 1; n <= 60; ++n) {
                const NewMessage pair[] = {Profile::message(2 * n), Profile::message(2 * n + 1)};
                MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(profile.inbox, pair); }));
            }
            done = true;
        });
        QTemporaryDir copies;
        int copied = 0;
        do {
            copyProfile(profile.path(), copies.filePath(QString::number(copied++)));
        } while (!done && copied < 8);
        writer.join();
        for (int i = 0; i < copied; ++i) {
            const auto store = MUST(Store::open(copies.filePath(QString::number(i))));
            QVERIFY(MUST(store->check()).isEmpty());
            const auto count = MUST(store->read([](const Reader &reader) { return reader.database().integer("SELECT count(*) FROM placement"); }));
            QCOMPARE(*count % 2, 0);
        }
    }

    void a_full_disk_refuses_the_write_and_keeps_the_rest()
    {
        Store::Options options;
        options.maxDatabasePages = 120;
        Profile profile(options);
        const PlacementId before = profile.insert(profile.inbox, Profile::message(1));
        const auto fill = [&] {
            return profile.write([&](WriteTransaction &tx) -> Status {
                QByteArray large(90'000, Qt::Uninitialized);
                for (int i = 0; i < 20; ++i) {
                    std::generate(large.begin(), large.end(), [] { return char(QRandomGenerator::global()->generate()); });
                    TRY(tx.blobs().insertBytes(large));
                }
                return {};
            });
        };
        VERIFY_FAILS(fill(), ErrorKind::StoreFull);
        QCOMPARE(profile.number("SELECT count(*) FROM blob"), 0);
        QCOMPARE(profile.row(before).subject, QStringLiteral("Subject 1"));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantFlags({before}, Flag::Seen, {}); }));
        QVERIFY(profile.isSound());
    }

    void a_text_file_instead_of_a_database_is_told_and_left_alone()
    {
        Profile profile;
        profile.store.reset();
        const QByteArray text("Dear diary, this is not a database. It is long enough to be read as a header, though.\n");
        replaceDatabase(profile, text);
        const auto opened = Store::open(profile.path());
        VERIFY_FAILS(opened, ErrorKind::StoreCorrupt);
        QCOMPARE(opened.error().code, QByteArray("NOTADB"));
        QCOMPARE(database(profile), text);
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.accounts, 0);
        QFile aside(salvaged.damagedDatabase);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), text);
        QVERIFY(Store::open(profile.path()).ok());
    }

    void an_emptied_database_beside_mail_is_not_taken_for_a_new_one()
    {
        Profile profile;
        fillAndClose(profile);
        QDir().mkpath(profile.path() + QStringLiteral("/blobs/ab"));
        replaceDatabase(profile, {});
        VERIFY_FAILS(Store::open(profile.path()), ErrorKind::StoreCorrupt);
    }

    void a_missing_database_beside_mail_is_not_taken_for_a_new_one()
    {
        for (const bool closedInOrder : {true, false}) {
            Profile profile;
            fillAndClose(profile);
            QVERIFY(QFile::remove(profile.path() + QStringLiteral("/mail.db")));
            if (!closedInOrder) {
                QVERIFY(QFile::remove(profile.path() + QStringLiteral("/lock")));
                QDir().mkpath(profile.path() + QStringLiteral("/blobs/ab"));
            }
            VERIFY_FAILS(Store::open(profile.path()), ErrorKind::StoreCorrupt);
            QVERIFY(!QFile::exists(profile.path() + QStringLiteral("/mail.db")));
        }
    }

    /** The row of a large mail is lost, its file is not: no salvage and no sweep may take what may be the only copy. */
    void a_large_mail_without_its_row_outlives_salvage_and_sweep()
    {
        Profile profile;
        const QByteArray mail = noise(300'000);
        keepLocally(profile, mail);
        MUST(profile.write([](WriteTransaction &tx) -> Status {
            TRY(tx.database().run("UPDATE message SET raw = NULL"));
            return tx.database().run("DELETE FROM blob");
        }));
        profile.store.reset();
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.unclaimed, 1);
        for (int opening = 0; opening < 2; ++opening) {
            profile.store = MUST(Store::open(profile.path()));
            MUST(profile.store->sweep());
            QCOMPARE(unclaimed(profile), QList<QByteArray>{mail});
            profile.store.reset();
        }
        // Fetched again, it is here twice: the copy without a row is the one that goes.
        profile.store = MUST(Store::open(profile.path()));
        keepLocally(profile, mail);
        MUST(profile.store->sweep());
        QVERIFY(unclaimed(profile).isEmpty());
        QVERIFY(profile.isSound());
    }

    void without_a_database_contents_are_kept_for_the_day_they_are_claimed()
    {
        Profile profile;
        const QByteArray mail = noise(300'000);
        keepLocally(profile, mail);
        profile.store.reset();
        QVERIFY(QFile::remove(profile.path() + QStringLiteral("/mail.db")));
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.unclaimed, 1);
        QVERIFY(salvaged.damagedDatabase.isEmpty());
        profile.store = MUST(Store::open(profile.path()));
        MUST(profile.store->sweep());
        QCOMPARE(unclaimed(profile), QList<QByteArray>{mail});
    }

    /** Power goes between any two renames of setAside(): the next start finds everything that was saved. */
    void an_exchange_cut_off_is_finished_at_the_next_opening_data()
    {
        QTest::addColumn<bool>("mainIsAside");
        QTest::addColumn<bool>("logIsAside");
        QTest::newRow("decided only") << false << false;
        QTest::newRow("the damaged one stepped aside, its log did not") << true << false;
        QTest::newRow("all stepped aside") << true << true;
    }
    void an_exchange_cut_off_is_finished_at_the_next_opening()
    {
        QFETCH(bool, mainIsAside);
        QFETCH(bool, logIsAside);
        Profile profile;
        keepLocally(profile, noise(300'000));
        fillAndClose(profile);
        const QString file = profile.path() + QStringLiteral("/mail.db");
        QVERIFY(QFile::copy(file, file + QStringLiteral(".salvaged-20260101-000000")));
        replaceDatabase(profile, "damaged beyond words");
        QFile log(file + QStringLiteral("-wal"));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("a log that must never be read into the fresh database");
        log.close();
        const QString aside = file + QStringLiteral(".damaged-20260101-000000");
        if (mainIsAside)
            QVERIFY(QFile::rename(file, aside));
        if (logIsAside)
            QVERIFY(log.rename(aside + QStringLiteral("-wal")));

        profile.store = MUST(Store::open(profile.path()));
        QCOMPARE(profile.number("SELECT count(*) FROM placement p JOIN folder f ON f.id = p.folder WHERE f.kind = 1"), 201);
        QVERIFY(QFile::exists(aside));
        QVERIFY(QFile::exists(aside + QStringLiteral("-wal")));
        MUST(profile.store->sweep());
        QVERIFY(profile.isSound());
    }

    void after_a_crash_no_file_is_swept_before_the_database_was_looked_over()
    {
        Profile profile;
        profile.store.reset();
        QDir().mkpath(profile.path() + QStringLiteral("/blobs/ab"));
        QFile nameless(profile.path() + QStringLiteral("/blobs/ab/ab") + QString(62, QLatin1Char('0')));
        QVERIFY(nameless.open(QIODevice::WriteOnly));
        QFile lock(profile.path() + QStringLiteral("/lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("pid 1\n");
        lock.close();
        Store::Options defer;
        defer.afterCrash = Store::Options::AfterCrash::Defer;
        profile.store = MUST(Store::open(profile.path(), defer));
        MUST(profile.store->sweep());
        QVERIFY(nameless.exists());
        QVERIFY(MUST(profile.store->quickCheck()).isEmpty());
        MUST(profile.store->sweep());
        QVERIFY(!nameless.exists());
    }

    void a_cancelled_salvage_changes_nothing()
    {
        Profile profile;
        fillAndClose(profile);
        const QByteArray before = database(profile);
        StopSource stop;
        stop.request_stop();
        VERIFY_FAILS(Store::setAside(profile.path(), stop.get_token()), ErrorKind::Cancelled);
        QCOMPARE(database(profile), before);
        QCOMPARE(QDir(profile.path()).entryList({QStringLiteral("mail.db.*")}, QDir::Files), QStringList());
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
    }

    /** What an older Petrel had no column for is no reason to lose the row. */
    void a_damaged_database_of_an_older_schema_is_saved_too()
    {
        Profile profile;
        fillAndClose(profile);
        {
            const auto old = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(old->execute("ALTER TABLE outbox DROP COLUMN server_text"));
        }
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.outbox, 1);
        QCOMPARE(salvaged.unreadable, 0);
    }

    void a_sound_database_is_saved_wholly()
    {
        Profile profile;
        fillAndClose(profile);
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.accounts, 2);
        QCOMPARE(salvaged.messages, 200);
        QCOMPARE(salvaged.outbox, 1);
        QCOMPARE(salvaged.unreadable, 0);
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(profile.shown(profile.localInbox).size(), 200);
        QVERIFY(profile.shown(profile.inbox).isEmpty());
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 1"), 200);
        QCOMPARE(MUST(profile.read([&](const Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.outbox()).first().raw); })), QByteArray("raw of 1"));
        VERIFY_FAILS(Store::setAside(profile.path()), ErrorKind::ProfileInUse);
    }

    void what_lies_before_the_cut_is_saved()
    {
        Profile profile;
        fillAndClose(profile);
        const QByteArray sound = database(profile);
        const QByteArray cut = sound.left(sound.size() * 9 / 10);
        replaceDatabase(profile, cut);
        VERIFY_FAILS(Store::open(profile.path()), ErrorKind::StoreCorrupt);
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        QCOMPARE(salvaged.accounts, 2);
        QVERIFY(salvaged.messages > 0);
        QFile aside(salvaged.damagedDatabase);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QVERIFY(aside.readAll() == cut);
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        // A mail whose bytes were lost is fetched again, never deleted at the server.
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 1 AND message NOT IN (SELECT id FROM message WHERE raw IS NOT NULL)"), 0);
    }

    /** Damage in many places: it opens, or says so and can be set aside; what is saved fits together. */
    void damage_anywhere_is_survived_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 24; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void damage_anywhere_is_survived()
    {
        QFETCH(int, seed);
        Profile profile;
        fillAndClose(profile);
        const QByteArray sound = database(profile);
        QRandomGenerator random(static_cast<quint32>(seed));
        QByteArray damaged = sound;
        const qsizetype at = static_cast<qsizetype>(random.bounded(static_cast<quint32>(sound.size())));
        if (seed % 3 == 0)
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.bounded(8)));
        else if (seed % 3 == 1)
            damaged.replace(at / 8192 * 8192, 8192, QByteArray(8192, '\0'));
        else
            damaged.truncate(at);
        replaceDatabase(profile, damaged);
        {
            const auto opened = Store::open(profile.path());
            if (!opened.ok()) {
                QCOMPARE(kindName(opened.error().kind), kindName(ErrorKind::StoreCorrupt));
                QCOMPARE(database(profile), damaged);
            } else {
                QVERIFY((*opened)->check().ok());
            }
        }
        const Store::Salvaged salvaged = MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QVERIFY2(salvaged.messages + salvaged.unreadable > 0 || salvaged.accounts == 0 || damaged.size() < sound.size(), "mail went without a word");
    }
};

} // namespace petrel::test
