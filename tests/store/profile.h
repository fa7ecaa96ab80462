#pragma once

#include "core/base/clock.h"
#include "core/store/sqlite/database.h"
#include "core/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

/** The value of a Result, or a test failure that tells the error. */
#define MUST(...) \
    __extension__({ \
        auto mustResult = (__VA_ARGS__); \
        if (!mustResult.ok()) \
            qFatal("%s:%d: %s", __FILE__, __LINE__, qPrintable(petrel::describe(mustResult.error()))); \
        std::move(mustResult).value(); \
    })

/** The error of a Result that must fail with this kind. */
#define VERIFY_FAILS(expression, expectedKind) \
    do { \
        const auto &failing = (expression); \
        QVERIFY2(!failing.ok(), "expected an error"); \
        QCOMPARE(petrel::kindName(failing.error().kind), petrel::kindName(expectedKind)); \
    } while (false)

namespace petrel::test {

using namespace store;

/** A profile with an IMAP account (Inbox, Sent, Archive, Trash) and a POP3 account, in a directory of its own. */
class Profile
{
public:
    template <class Function>
    auto write(Function &&fn) { return store->write(u"test", std::forward<Function>(fn)); }
    template <class Function>
    auto read(Function &&fn) { return store->read(std::forward<Function>(fn)); }

    explicit Profile(Store::Options options = {})
        : store(MUST(Store::open(path(), options)))
    {
        imap = MUST(write([](WriteTransaction &tx) { return tx.accounts().insert(account(IncomingKind::Imap)); }));
        pop3 = MUST(write([](WriteTransaction &tx) { return tx.accounts().insert(account(IncomingKind::Pop3)); }));
        MUST(write([this](WriteTransaction &tx) -> Status {
            TRY(tx.folders().setRemoteFolders(imap, {remote("INBOX", FolderRole::Inbox), remote("Sent", FolderRole::Sent),
                                                     remote("Archive", FolderRole::Archive), remote("Trash", FolderRole::Trash)}));
            return tx.folders().ensureLocalFolders(pop3);
        }));
        inbox = folder(imap, QStringLiteral("INBOX"));
        archive = folder(imap, QStringLiteral("Archive"));
        localInbox = folder(pop3, QStringLiteral("INBOX"));
        localTrash = folder(pop3, QStringLiteral("Trash"));
    }

    /** As it opens when the process before did not end in order; the database is not looked over yet. */
    void reopenAfterCrash()
    {
        store.reset();
        QFile lock(path() + QStringLiteral("/lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("pid 1\n");
        lock.close();
        Store::Options defer;
        defer.afterCrash = Store::Options::AfterCrash::Defer;
        store = MUST(Store::open(path(), defer));
    }

    static Account account(IncomingKind kind)
    {
        Account account;
        account.name = kind == IncomingKind::Imap ? QStringLiteral("Home") : QStringLiteral("Old");
        account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        account.incomingKind = kind;
        account.incoming = {QStringLiteral("mail.example.org"), 993, Security::Tls, QStringLiteral("ada"), {}};
        account.outgoing = {QStringLiteral("mail.example.org"), 465, Security::Tls, {}, {}};
        return account;
    }

    static RemoteFolder remote(const char *name, FolderRole role = FolderRole::None)
    {
        RemoteFolder folder;
        folder.wireName = name;
        folder.path = QString::fromLatin1(name).split(QLatin1Char('/'));
        folder.role = role;
        return folder;
    }

    /** Message number n: everything about it follows from the number. */
    static NewMessage message(std::uint32_t n, Flags flags = {})
    {
        NewMessage message;
        message.uid = Uid(n);
        message.flags = flags;
        message.dateReceived = 1'700'000'000 + n * 60;
        message.size = 1000 + n;
        message.envelope.messageId = "m" + QByteArray::number(n) + "@example.org";
        message.envelope.dateSent = message.dateReceived - 5;
        message.envelope.subject = QStringLiteral("Subject %1").arg(n);
        message.envelope.from = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
        message.envelope.to = {{QStringLiteral("Ada"), QStringLiteral("ada@example.org")}};
        return message;
    }

    FolderId folder(AccountId account, const QString &path)
    {
        return MUST(read([&](const Reader &reader) { return reader.folderByPath(account, path); })).id;
    }
    PlacementId insert(FolderId folder, const NewMessage &message)
    {
        return MUST(write([&](WriteTransaction &tx) { return tx.messages().insertMessages(folder, std::span(&message, 1)); })).first().placement;
    }
    /** The UIDs shown in a folder, newest first; a floating row is 0. */
    QList<std::uint32_t> shown(FolderId folder)
    {
        ListQuery query;
        query.folder = folder;
        QList<std::uint32_t> uids;
        for (const MessageRow &row : MUST(read([&](const Reader &reader) { return reader.list(query); })))
            uids.append(row.uid.number());
        return uids;
    }
    MessageRow row(PlacementId id)
    {
        return MUST(read([&](const Reader &reader) { return reader.row(id); }));
    }
    std::int64_t number(const char *sql)
    {
        return MUST(read([&](const Reader &reader) { return reader.database().integer(sql); })).value_or(-1);
    }
    bool isSound()
    {
        const QList<Finding> findings = MUST(store->check());
        for (const Finding &finding : findings)
            qWarning() << finding.what;
        return findings.isEmpty();
    }
    /** Closes the profile in order and opens it again. */
    void reopen()
    {
        store.reset();
        store = MUST(Store::open(path()));
    }
    QString path() const { return directory.path() + QStringLiteral("/profile"); }

    QTemporaryDir directory;
    std::unique_ptr<Store> store;
    AccountId imap;
    AccountId pop3;
    FolderId inbox;
    FolderId archive;
    FolderId localInbox;
    FolderId localTrash;
};

} // namespace petrel::test
