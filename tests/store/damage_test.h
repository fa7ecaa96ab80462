#pragma once

#include "tests/store/damaged_profile.h"

#include <atomic>

namespace petrel::test {

/** Crashes, full disks and damaged files: nothing that was committed is lost, nothing is overwritten. */
class DamageTest : public QObject, private DamagedProfile
{
    Q_OBJECT

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
};

} // namespace petrel::test
