#pragma once

#include "tests/store/profile.h"

#include <QRandomGenerator>

namespace petrel::test {

/** What the tests of damage do to a profile, and look for afterwards. */
struct DamagedProfile
{
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
            std::vector<Pop3Ledger::Stored> stored;
            for (const InsertedMessage &message : inserted)
                stored.push_back({"u" + QByteArray::number(message.message.number()), 0, message.message});
            TRY(tx.ledger().recordStored(profile.pop3, stored));
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
};

} // namespace petrel::test
