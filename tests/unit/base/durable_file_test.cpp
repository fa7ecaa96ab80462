#include "core/base/durable_file.h"
#include "tests/support/registered_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace petrel;

class DurableFileTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("file")); }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
    }

    [[nodiscard]] QStringList allFiles() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

private Q_SLOTS:
    void init() { QFile::remove(path()); }

    void theNewContentTakesThePlaceOfTheOld()
    {
        QVERIFY(replaceFileDurably(path(), "old").ok());
        QVERIFY(replaceFileDurably(path(), QByteArray("new\0er", 6)).ok());
        QCOMPARE(contentOf(path()), QByteArray("new\0er", 6));
        QVERIFY(!QFile::exists(path() + QStringLiteral(".new")));
    }

    void onlyTheOwnerMayReadIt()
    {
        QVERIFY(replaceFileDurably(path(), "mine").ok());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
    }

    /** In a person's folder every name but the one asked for belongs to the person. */
    void filesBesideItAreLeftAlone()
    {
        const QString theirs = path() + QStringLiteral(".new");
        QVERIFY(replaceFileDurably(theirs, "precious").ok());
        QVERIFY(replaceFileDurably(path(), "old").ok());
        QVERIFY(replaceFileDurably(path(), "new").ok());
        QCOMPARE(contentOf(path()), QByteArray("new"));
        QCOMPARE(contentOf(theirs), QByteArray("precious"));
        QCOMPARE(allFiles(), (QStringList{QStringLiteral("file"), QStringLiteral("file.new")}));
        QVERIFY(QFile::remove(theirs));
    }

    void aLinkInItsPlaceIsReplacedAndNotFollowed()
    {
        const QString victim = m_folder.filePath(QStringLiteral("victim"));
        QVERIFY(replaceFileDurably(victim, "precious").ok());
        QVERIFY(QFile::link(victim, path()));
        QVERIFY(replaceFileDurably(path(), "new").ok());
        QCOMPARE(contentOf(victim), QByteArray("precious"));
        QVERIFY(QFile::remove(victim));
    }

    void aNewFileNeverTakesThePlaceOfAnother()
    {
        QVERIFY(createFileDurably(path(), "first").ok());
        const Status second = createFileDurably(path(), "second");
        QCOMPARE(second.error().code, QByteArray("exists"));
        QCOMPARE(contentOf(path()), QByteArray("first"));
    }

    void aFolderThatIsNotThereIsAnError()
    {
        const Status status = replaceFileDurably(m_folder.filePath(QStringLiteral("no/such/file")), "x");
        QCOMPARE(status.error().kind, ErrorKind::StoreCorrupt);
        QCOMPARE(status.error().code, QByteArray("unwritable"));
    }

    void whatCannotBeReplacedStands()
    {
        // A folder in the file's place lets everything succeed but the rename.
        const QString place = m_folder.filePath(QStringLiteral("place"));
        QVERIFY(QDir().mkpath(place + QStringLiteral("/inside")));
        QVERIFY(!replaceFileDurably(place, "x").ok());
        QVERIFY(QDir(place + QStringLiteral("/inside")).exists());
        QCOMPARE(allFiles(), QStringList());
    }
};

PETREL_TEST(DurableFileTest)
#include "durable_file_test.moc"
