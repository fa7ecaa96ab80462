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

    void aNeighbourFromACrashIsOverwritten()
    {
        QVERIFY(replaceFileDurably(path(), "old").ok());
        QFile stale(path() + QStringLiteral(".new"));
        QVERIFY(stale.open(QIODevice::WriteOnly));
        stale.write("half of someth");
        stale.close();
        QCOMPARE(contentOf(path()), QByteArray("old"));
        QVERIFY(replaceFileDurably(path(), "new").ok());
        QCOMPARE(contentOf(path()), QByteArray("new"));
    }

    void aLinkInTheNeighboursPlaceIsNotFollowed()
    {
        const QString victim = m_folder.filePath(QStringLiteral("victim"));
        QVERIFY(replaceFileDurably(victim, "precious").ok());
        QVERIFY(QFile::link(victim, path() + QStringLiteral(".new")));
        QVERIFY(replaceFileDurably(path(), "new").ok());
        QCOMPARE(contentOf(victim), QByteArray("precious"));
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
    }
};

PETREL_TEST(DurableFileTest)
#include "durable_file_test.moc"
