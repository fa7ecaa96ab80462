#pragma once

#include "core/store/salvage_p.h"
#include "tests/store/damaged_profile.h"

#include <sys/resource.h>

namespace petrel::test {

/** What is saved from a damaged database, and that nothing is swept which may be the only copy. */
class SalvageTest : public QObject, private DamagedProfile
{
    Q_OBJECT

private Q_SLOTS:
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
        const QString aside = file + QStringLiteral(".aside-20260101-000000");
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
        profile.reopenAfterCrash();
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

    /** No descriptor is left: that says nothing of the file, and an empty profile in its place would look like loss. */
    void a_database_that_cannot_be_opened_just_now_is_not_taken_for_empty()
    {
        Profile profile;
        fillAndClose(profile);
        QTemporaryDir place;
        const auto fresh = MUST(openWriter(place.filePath(QStringLiteral("fresh.db")), {}));
        Store::Salvaged salvaged;
        rlimit former{};
        ::getrlimit(RLIMIT_NOFILE, &former);
        const rlimit none{0, former.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
        const Status saved = salvageInto(*fresh, profile.path() + QStringLiteral("/mail.db"), {}, salvaged);
        ::setrlimit(RLIMIT_NOFILE, &former);
        QVERIFY(!saved.ok());
        MUST(salvageInto(*fresh, profile.path() + QStringLiteral("/mail.db"), {}, salvaged));
        QCOMPARE(salvaged.accounts, 2);
        MUST(salvageInto(*fresh, place.filePath(QStringLiteral("no such file.db")), {}, salvaged));
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

    void a_byte_that_changed_in_a_mail_is_kept_and_the_mail_fetched_again()
    {
        Profile profile;
        fillAndClose(profile);
        QByteArray damaged = database(profile);
        const qsizetype at = damaged.indexOf("raw of 77");
        QVERIFY(at > 0);
        damaged[at] = 'R';
        replaceDatabase(profile, damaged);
        QCOMPARE(MUST(Store::setAside(profile.path())).unreadable, 1);
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(profile.number("SELECT count(*) FROM blob WHERE data = CAST('Raw of 77' AS BLOB)"), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen"), 199);
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
