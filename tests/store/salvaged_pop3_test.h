#pragma once

#include "tests/store/damaged_profile.h"

#include <QtEndian>

namespace petrel::test {

/** POP3 mail is nowhere else: whatever of the rows around it is lost, what can be read of it is there afterwards. */
class SalvagedPop3Test : public QObject, private DamagedProfile
{
    Q_OBJECT

    static constexpr qsizetype kPage = 8192;

    /** The page (from 1) where the tree of a table begins. */
    static qsizetype rootOf(const Profile &profile, const char *table)
    {
        const auto database = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
        return MUST(database->integer("SELECT rootpage FROM sqlite_master WHERE name = ?", QString::fromLatin1(table))).value_or(0);
    }
    /** The first leaf of the tree (https://www.sqlite.org/fileformat.html, 1.6); the root itself where there is but one. */
    static qsizetype firstLeaf(const QByteArray &database, qsizetype page)
    {
        const char *head = database.constData() + (page - 1) * kPage;
        const bool isInner = *head == 5 || *head == 2;
        return isInner ? firstLeaf(database, qFromBigEndian<quint32>(head + qFromBigEndian<quint16>(head + 12))) : page;
    }
    static void wipe(const Profile &profile, qsizetype page)
    {
        QByteArray damaged = database(profile);
        damaged.replace((page - 1) * kPage, kPage, QByteArray(kPage, '\0'));
        replaceDatabase(profile, damaged);
    }
    static std::int64_t shownMails(Profile &profile)
    {
        return profile.number("SELECT count(DISTINCT message) FROM placement p JOIN folder f ON f.id = p.view_folder JOIN message m ON m.id = p.message "
                              "WHERE f.kind = 1 AND f.hidden = 0 AND m.raw IS NOT NULL");
    }
    static FolderId localRole(Profile &profile, FolderRole role)
    {
        return MUST(profile.read([&](const Reader &reader) { return reader.folderByRole(profile.pop3, role); })).id;
    }

private Q_SLOTS:
    void without_its_folders_it_stands_in_a_new_inbox()
    {
        Profile profile;
        fillAndClose(profile);
        wipe(profile, rootOf(profile, "folder"));
        QVERIFY(MUST(Store::setAside(profile.path())).unreadable > 0);
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(profile.shown(localRole(profile, FolderRole::Inbox)).size(), 200);
        for (const FolderRole role : {FolderRole::Drafts, FolderRole::Sent, FolderRole::Archive, FolderRole::Junk, FolderRole::Trash})
            QVERIFY(!localRole(profile, role).isNull()); // the account can fetch, file and delete
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE state = 1 AND message IS NOT NULL"), 200);
    }

    /** Its id must not go to one that is made anew: what lay in the lost one would lie in the trash. */
    void one_lost_folder_takes_no_mail_with_it()
    {
        Profile profile;
        const FolderId own = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().createLocal(profile.pop3, {}, QStringLiteral("Family")); }));
        NewMessage letter = Profile::message(1);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            letter.raw = TRY(tx.blobs().insertBytes("a letter"));
            TRY(tx.messages().insertMessages(own, std::span(&letter, 1)));
            return {};
        }));
        profile.store.reset();
        {
            const auto database = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA foreign_keys = OFF; DELETE FROM folder WHERE name IN ('Family', 'Trash'); DELETE FROM sqlite_sequence"));
        }
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(profile.shown(localRole(profile, FolderRole::Inbox)).size(), 1);
        QVERIFY(profile.shown(localRole(profile, FolderRole::Trash)).isEmpty());
    }

    void without_its_place_it_stands_in_the_inbox_data()
    {
        QTest::addColumn<bool>("wholeTable");
        QTest::newRow("one page") << false;
        QTest::newRow("all pages") << true;
    }
    void without_its_place_it_stands_in_the_inbox()
    {
        QFETCH(bool, wholeTable);
        Profile profile;
        fillAndClose(profile);
        const qsizetype root = rootOf(profile, "placement");
        wipe(profile, wholeTable ? root : firstLeaf(database(profile), root));
        QVERIFY(MUST(Store::setAside(profile.path())).unreadable > 0);
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        QCOMPARE(shownMails(profile), 200);
        QCOMPARE(profile.number("SELECT count(*) FROM message"), 200); // and none of the IMAP account's without a place
    }

    void what_the_person_deleted_is_not_taken_for_stray()
    {
        Profile profile;
        fillAndClose(profile);
        profile.store = MUST(Store::open(profile.path()));
        const auto first = PlacementId(profile.number("SELECT p.id FROM placement p JOIN message m ON m.id = p.message WHERE m.raw IS NOT NULL ORDER BY p.id LIMIT 1"));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.wishes().wantExpunge({first}); }));
        profile.store.reset();
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QCOMPARE(shownMails(profile), 199);
    }

    void the_ledger_is_read_from_both_ends()
    {
        Profile profile;
        fillAndClose(profile);
        const qsizetype root = rootOf(profile, "pop3_seen");
        const qsizetype leaf = firstLeaf(database(profile), root);
        QVERIFY(leaf != root);
        wipe(profile, leaf);
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QVERIFY(profile.isSound());
        const std::int64_t saved = profile.number("SELECT count(*) FROM pop3_seen");
        QVERIFY2(saved > 0 && saved < 200, qPrintable(QString::number(saved)));
        QCOMPARE(shownMails(profile), 200);
    }

    /** It stays away, but only a look at the server's copy proves that it is the one. */
    void what_was_deleted_here_is_remembered_and_compared_before_it_is_deleted_there()
    {
        Profile profile;
        fillAndClose(profile);
        profile.store = MUST(Store::open(profile.path()));
        MUST(profile.write([](WriteTransaction &tx) { return tx.database().run("UPDATE pop3_seen SET message = NULL WHERE uidl IN (CAST('u1' AS BLOB), CAST('u2' AS BLOB))"); }));
        MUST(profile.write([](WriteTransaction &tx) { return tx.database().run("UPDATE pop3_seen SET digest = x'' WHERE uidl = CAST('u2' AS BLOB)"); }));
        profile.store.reset();
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        const auto ledger = MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).ledger(profile.pop3); }));
        QCOMPARE(ledger.size(), 199);
        QVERIFY(ledger.contains("u1") && ledger.value("u1").byHead);
        QVERIFY(!ledger.contains("u2")); // nothing to know it by
    }

    /** Whatever state it had: what is lost here is fetched again when it is listed again. */
    void what_was_lost_here_is_forgotten()
    {
        Profile profile;
        fillAndClose(profile);
        {
            const auto database = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA foreign_keys = OFF; UPDATE pop3_seen SET state = 3; DELETE FROM blob WHERE data = CAST('raw of 77' AS BLOB)"));
        }
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen"), 199);
    }

    void a_header_that_is_here_alone_is_known_and_one_that_was_lost_is_not()
    {
        Profile profile;
        fillAndClose(profile);
        {
            const auto database = MUST(sqlite::Database::open(profile.path() + QStringLiteral("/mail.db"), sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA foreign_keys = OFF; UPDATE pop3_seen SET state = 0, head = x'01'; "
                                   "UPDATE message SET raw = NULL, body_state = 0 WHERE id IN (SELECT message FROM pop3_seen); "
                                   "DELETE FROM message WHERE id = (SELECT min(message) FROM pop3_seen)"));
        }
        MUST(Store::setAside(profile.path()));
        profile.store = MUST(Store::open(profile.path()));
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE message IS NOT NULL"), 199);
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE message IS NULL"), 0);
    }
};

} // namespace petrel::test
