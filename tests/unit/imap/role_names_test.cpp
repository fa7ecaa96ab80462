#include "core/imap/session/role_names.h"
#include "core/imap/session/server_habits.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

FolderListing folder(const char *wire, char delimiter = '/')
{
    FolderListing listing;
    listing.name = MailboxName::fromWire(wire).value();
    listing.delimiter = delimiter;
    return listing;
}

} // namespace

class RoleNamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesInSeveralLanguages()
    {
        QCOMPARE(int(roleByName(QStringLiteral("Sent Items"))), int(FolderRole::Sent));
        QCOMPARE(int(roleByName(QStringLiteral("ENTWÜRFE"))), int(FolderRole::Drafts));
        QCOMPARE(int(roleByName(QStringLiteral("Corbeille"))), int(FolderRole::Trash));
        QCOMPARE(int(roleByName(QStringLiteral("Спам"))), int(FolderRole::Junk));
        QCOMPARE(int(roleByName(QStringLiteral("送信済み"))), int(FolderRole::Sent));
        QCOMPARE(int(roleByName(QStringLiteral("Sent to Bob"))), int(FolderRole::None));
        QCOMPARE(int(roleByName(QString())), int(FolderRole::None));
        QCOMPARE(int(roleByName(QStringLiteral("sent|drafts"))), int(FolderRole::None));
    }

    void attributesDecideAndNamesAreNotAsked()
    {
        QList<FolderListing> folders{folder("INBOX"), folder("Gesendet"), folder("Elsewhere")};
        assignRoles(folders, {{}, {}, {FolderRole::Sent}});
        QCOMPARE(int(folders.at(0).role), int(FolderRole::Inbox));
        QCOMPARE(int(folders.at(1).role), int(FolderRole::None));
        QCOMPARE(int(folders.at(2).role), int(FolderRole::Sent));
        QVERIFY(!folders.at(2).roleGuessed);
    }

    void withoutAttributesTheFolderNearestTheTopWins()
    {
        QList<FolderListing> folders{folder("INBOX", '.'), folder("Old.Sent.Trash", '.'), folder("INBOX.Trash", '.'), folder("Projects.Drafts", '.')};
        assignRoles(folders, {{}, {}, {}, {}});
        QCOMPARE(int(folders.at(2).role), int(FolderRole::Trash));
        QVERIFY(folders.at(2).roleGuessed);
        QCOMPARE(int(folders.at(1).role), int(FolderRole::None));
        QCOMPARE(int(folders.at(3).role), int(FolderRole::Drafts));
    }

    void aRoleIsGivenOnce()
    {
        QList<FolderListing> folders{folder("A"), folder("B")};
        assignRoles(folders, {{FolderRole::Trash}, {FolderRole::Trash, FolderRole::Junk}});
        QCOMPARE(int(folders.at(0).role), int(FolderRole::Trash));
        QCOMPARE(int(folders.at(1).role), int(FolderRole::Junk));
    }

    void habitsAreReadFromGreetingAndCapabilities()
    {
        QVERIFY(habitsOf("Coremail System IMap Server Ready(163com)", {}).wantsId);
        QVERIFY(!habitsOf("Dovecot ready.", {}).wantsId);
        QVERIFY(habitsOf("", Capabilities({"XAPPLEPUSHSERVICE"})).brokenQresync);
        QCOMPARE(habitsOf("The Microsoft Exchange IMAP4 service is ready. [QQBN]", {}).commandsAtOnce, 20);
        QCOMPARE(habitsOf("Dovecot ready.", {}).commandsAtOnce, 50);
        QVERIFY(habitsOf("mail.example Cyrus IMAP v2.4.17-Debian-2.4.17 server ready", {}).brokenListExtended);
        for (const char *greeting : {"mail.example Cyrus IMAP v2.5.10 server ready", "mail.example Cyrus IMAP 3.8.1 server ready", "v2.4 of something", ""})
            QVERIFY2(!habitsOf(greeting, {}).brokenListExtended, greeting);
    }
};

PETREL_TEST(RoleNamesTest)
#include "role_names_test.moc"
