#pragma once

#include "tests/store/profile.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRandomGenerator>

namespace petrel::test {

class BlobsTest : public QObject
{
    Q_OBJECT

    static QByteArray noise(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        QRandomGenerator random(7);
        for (char &c : bytes)
            c = static_cast<char>(random.generate());
        return bytes;
    }
    static int files(const Profile &profile)
    {
        int count = 0;
        QDirIterator it(profile.path() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            ++count;
        }
        return count;
    }
    static FinishedBlob finished(Profile &profile, const QByteArray &content)
    {
        const auto writer = profile.store->blobWriter();
        for (qsizetype at = 0; at < content.size(); at += 60'000)
            MUST(writer->write(content.mid(at, 60'000)));
        return MUST(writer->finish());
    }
    /** Stored and named by a message, so that no sweep takes it. */
    static BlobId keep(Profile &profile, FinishedBlob blob, std::uint32_t n = 1)
    {
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<BlobId> {
            NewMessage message = Profile::message(n);
            message.raw = TRY(tx.blobs().insert(std::move(blob)));
            TRY(tx.messages().insertMessages(profile.localInbox, std::span(&message, 1)));
            return message.raw;
        }));
    }
    static QByteArray content(Profile &profile, BlobId id)
    {
        return MUST(profile.read([&](const Reader &reader) { return reader.blob(id); }));
    }

private Q_SLOTS:
    void contents_come_back_whatever_their_size_and_kind_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("packed");
        QTest::addColumn<int>("fileCount");
        QTest::newRow("empty") << QByteArray() << false << 0;
        QTest::newRow("small text") << QByteArray("word ").repeated(100) << true << 0;
        QTest::newRow("small noise") << noise(1000) << false << 0;
        QTest::newRow("as large as the table takes") << noise(BlobWriter::kMaxTableBytes) << false << 0;
        QTest::newRow("one byte more") << noise(BlobWriter::kMaxTableBytes + 1) << false << 1;
        QTest::newRow("long text that packs small") << QByteArray("word ").repeated(400'000) << true << 0;
        QTest::newRow("large noise") << noise(3'000'000) << false << 1;
        QTest::newRow("large, half noise") << noise(1'000'000) + QByteArray(2'000'000, 'x') << false << 1;
        QTest::newRow("large, packs") << QByteArray(600'000, 'x') + noise(1'000'000) << true << 1;
    }
    void contents_come_back_whatever_their_size_and_kind()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, packed);
        QFETCH(int, fileCount);
        Profile profile;
        FinishedBlob blob = finished(profile, bytes);
        QCOMPARE(blob.codec == FinishedBlob::Codec::Zstd, packed);
        const BlobId id = keep(profile, std::move(blob));
        QVERIFY(content(profile, id) == bytes);
        QCOMPARE(files(profile), fileCount);
        const auto stream = MUST(profile.read([&](const Reader &reader) { return reader.openBlob(id); }));
        QByteArray streamed;
        for (QByteArray piece = MUST(stream->read(7'777)); !piece.isEmpty(); piece = MUST(stream->read(7'777)))
            streamed += piece;
        QVERIFY(streamed == bytes);
        QVERIFY(profile.isSound());
    }

    void the_same_content_is_kept_once()
    {
        Profile profile;
        const QByteArray bytes = noise(300'000);
        const BlobId first = keep(profile, finished(profile, bytes), 1);
        QCOMPARE(keep(profile, finished(profile, bytes), 2), first);
        QCOMPARE(files(profile), 1);
    }

    void a_blob_that_is_never_inserted_leaves_no_file()
    {
        Profile profile;
        {
            const FinishedBlob blob = finished(profile, noise(300'000));
            QCOMPARE(files(profile), 1);
            const auto abandoned = profile.store->blobWriter();
            MUST(abandoned->write(noise(900'000)));
        }
        QCOMPARE(files(profile), 0);
    }

    void the_sweep_takes_what_nothing_names_and_nothing_else()
    {
        Profile profile;
        const BlobId kept = keep(profile, finished(profile, noise(200'000)));
        FinishedBlob rolledBack = finished(profile, noise(200'001));
        VERIFY_FAILS(profile.write([&](WriteTransaction &tx) -> Status {
            TRY(tx.blobs().insert(std::move(rolledBack)));
            return makeError(ErrorKind::Cancelled, QString());
        }), ErrorKind::Cancelled);
        FinishedBlob unnamed = finished(profile, noise(200'002));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.blobs().insert(std::move(unnamed)); }));
        QCOMPARE(files(profile), 3);
        MUST(profile.store->sweep());
        QCOMPARE(files(profile), 1);
        QCOMPARE(profile.number("SELECT count(*) FROM blob"), 1);
        QCOMPARE(content(profile, kept).size(), 200'000);
        QVERIFY(profile.isSound());
    }

    void a_content_in_the_trash_that_comes_back_is_kept()
    {
        Profile profile;
        const QByteArray bytes = noise(200'000);
        FinishedBlob first = finished(profile, bytes);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            const BlobId id = TRY(tx.blobs().insert(std::move(first)));
            TRY(tx.database().run("INSERT INTO blob_trash (file, since) SELECT file, 1 FROM blob"));
            return tx.database().run("DELETE FROM blob WHERE id = ?", id);
        }));
        const BlobId again = keep(profile, finished(profile, bytes));
        MUST(profile.store->sweep());
        QVERIFY(content(profile, again) == bytes);
    }

    void a_cut_file_is_healed_by_the_next_arrival_of_its_content()
    {
        Profile profile;
        const QByteArray bytes = noise(200'000);
        const BlobId id = keep(profile, finished(profile, bytes));
        QDirIterator it(profile.path() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(QFile::resize(it.next(), 100'000));
        VERIFY_FAILS(profile.read([&](const Reader &reader) { return reader.blob(id); }), ErrorKind::StoreCorrupt);
        QCOMPARE(keep(profile, finished(profile, bytes), 2), id);
        QVERIFY(content(profile, id) == bytes);
    }

    void a_content_that_changed_on_the_disk_is_replaced_when_it_arrives_again_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("a file") << 200'000;
        QTest::newRow("in the table") << 2'000;
    }
    void a_content_that_changed_on_the_disk_is_replaced_when_it_arrives_again()
    {
        QFETCH(int, size);
        Profile profile;
        const QByteArray bytes = noise(size);
        const BlobId id = keep(profile, finished(profile, bytes));
        QDirIterator it(profile.path() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        if (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.write("altered");
        } else {
            MUST(profile.write([](WriteTransaction &tx) { return tx.database().run("UPDATE blob SET data = randomblob(length(data))"); }));
        }
        QVERIFY(content(profile, id) != bytes);
        QCOMPARE(keep(profile, finished(profile, bytes), 2), id);
        QVERIFY(content(profile, id) == bytes);
        QVERIFY(profile.isSound());
    }

    /** A mail of 100 MB is packed once, and not once more to see whether that is worth it. */
    void a_content_that_comes_in_one_piece_is_stored_as_one_in_many()
    {
        Profile profile;
        const QByteArray bytes = noise(300'000) + QByteArray(2'000'000, 'x') + noise(1'000);
        FinishedBlob whole = MUST(profile.store->pack(bytes));
        FinishedBlob pieces = finished(profile, bytes);
        QCOMPARE(whole.sha256, pieces.sha256);
        QCOMPARE(whole.sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        QCOMPARE(whole.codec, pieces.codec);
        QCOMPARE(whole.storedSize, pieces.storedSize);
        QVERIFY(content(profile, keep(profile, std::move(whole))) == bytes);
    }

    /** One flipped bit in a row must end neither the program nor in half a mail. */
    void a_damaged_size_is_an_error_of_that_content_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("toldSize");
        const QByteArray packs = QByteArray("word ").repeated(2'000);
        for (const auto &[kind, bytes] : {std::pair("packed", packs), std::pair("plain", noise(5'000))}) {
            QTest::addRow("%s, absurd", kind) << bytes << (qint64(1) << 50);
            QTest::addRow("%s, negative", kind) << bytes << qint64(-1);
            QTest::addRow("%s, one more", kind) << bytes << qint64(bytes.size() + 1);
            QTest::addRow("%s, one less", kind) << bytes << qint64(bytes.size() - 1);
            QTest::addRow("%s, none", kind) << bytes << qint64(0);
        }
    }
    void a_damaged_size_is_an_error_of_that_content()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, toldSize);
        Profile profile;
        const BlobId id = keep(profile, finished(profile, bytes));
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("UPDATE blob SET raw_size = ? WHERE id = ?", toldSize, id); }));
        const auto read = profile.read([&](const Reader &reader) { return reader.blob(id); });
        VERIFY_FAILS(read, ErrorKind::StoreCorrupt);
        QCOMPARE(read.error().scope, ErrorScope::Message);
    }

    void a_lost_or_altered_file_is_found_and_does_no_further_harm()
    {
        Profile profile;
        const BlobId id = keep(profile, finished(profile, noise(200'000)));
        QDirIterator it(profile.path() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write("altered");
        file.close();
        const auto findings = MUST(profile.store->check());
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().subject, Finding::Subject::Blob);
        QVERIFY(file.remove());
        const auto lost = profile.read([&](const Reader &reader) { return reader.blob(id); });
        VERIFY_FAILS(lost, ErrorKind::StoreCorrupt);
        QCOMPARE(lost.error().scope, ErrorScope::Message);
        QCOMPARE(keep(profile, finished(profile, noise(200'000)), 2), id);
        QVERIFY(profile.isSound());
    }
};

} // namespace petrel::test
