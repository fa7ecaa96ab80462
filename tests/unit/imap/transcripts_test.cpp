#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

#include <QDirIterator>
#include <QFile>

using namespace petrel;
using namespace petrel::imap;

namespace {

/** PETREL_TRANSCRIPTS names another folder of such files, to try a larger collection. */
QString folder()
{
    const QString other = qEnvironmentVariable("PETREL_TRANSCRIPTS");
    return other.isEmpty() ? QStringLiteral(PETREL_TEST_DATA "/imap/transcripts") : other;
}

/** A file as it came over the wire. */
QByteArray wireBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("\r\n", "\n").replace('\n', "\r\n").replace("A########", "A00000007");
}

template <class T>
QList<T> only(const QByteArray &name)
{
    QList<T> found;
    const Result<QList<Response>> all = parseAll(wireBytes(QStringLiteral(PETREL_TEST_DATA "/imap/transcripts/") + QString::fromLatin1(name)));
    for (const Response &response : all.valueOr({})) {
        if (const auto *wanted = std::get_if<T>(&response))
            found.append(*wanted);
    }
    return found;
}

} // namespace

/** What real servers said is understood, all of it. */
class TranscriptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyAnswerOfARealServerIsUnderstood_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(folder(), {QStringLiteral("*.txt")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(path.mid(folder().size() + 1))) << path;
        }
    }

    void everyAnswerOfARealServerIsUnderstood()
    {
        QFETCH(QString, path);
        const Result<QList<Response>> all = parseAll(wireBytes(path));
        QVERIFY2(all.ok(), all.ok() ? "" : qPrintable(describe(all.error())));
        QVERIFY(!all->isEmpty());
        for (const Response &response : all.value()) {
            const auto *malformed = std::get_if<MalformedResponse>(&response);
            QVERIFY2(!malformed, malformed ? qPrintable(QString::fromLatin1(malformed->word) + describe(malformed->error)) : "");
            if (const auto *fetch = std::get_if<FetchResponse>(&response))
                QVERIFY2(fetch->malformed.isEmpty(), fetch->malformed.join(' ').constData());
        }
    }

    void qresyncSelectOfDovecot()
    {
        QCOMPARE(only<VanishedResponse>("dovecot/select-unittests-messages-qresync.txt").first().uids.toWire(), "8");
        const auto fetches = only<FetchResponse>("dovecot/select-unittests-messages-qresync.txt");
        QCOMPARE(fetches.size(), 7);
        QCOMPARE(fetches.first().modSeq.number(), 4u);
        QCOMPARE(fetches.first().flags->known, Flags(Flag::Answered | Flag::Seen | Flag::Draft));
    }

    void copyAndMoveTellWhereTheMessagesWent()
    {
        const auto moved = only<StatusResponse>("dovecot/move.txt");
        QCOMPARE(std::get<CopyUid>(moved.first().code.value).targetOf(Uid(7)).number(), 14u);
        QCOMPARE(moved.last().code.number(), 7u);
        const auto modified = only<StatusResponse>("dovecot/setflags-unchangedsince.txt");
        QCOMPARE(std::get<SequenceSet>(modified.last().code.value).toWire(), "7,9");
    }

    void searchesOfTwoKinds()
    {
        const SearchResponse extended = only<SearchResponse>("dovecot/search-uids-options.txt").first();
        QCOMPARE(extended.numbers.toWire(), "2:6,9:13");
        QVERIFY(extended.uid);
        QCOMPARE(extended.count.value_or(0), 10u);
        QCOMPARE(only<SearchResponse>("yahoo/search.txt").first().numbers.toWire(), "1:14");
    }

    void namesAndRolesOfFolders()
    {
        const auto zoho = only<ListedMailbox>("zoho/xlist.txt");
        QCOMPARE(zoho.at(1).name.text(), QStringLiteral("Entwürfe"));
        QCOMPARE(zoho.at(4).roles, QList<FolderRole>{FolderRole::Junk});
        const auto literal = only<ListedMailbox>("common/list-literal-subfolders.txt");
        QCOMPARE(literal.last().name.text(), QStringLiteral("Literal Folder Name"));
        QCOMPARE(only<ListedMailbox>("common/list-nil-folder-delim.txt").at(1).delimiter, '\0');
        QVERIFY(only<ListedMailbox>("yahoo/list-inbox.txt").first().name.isInbox());
    }

    void sectionsAreBytesOrNil()
    {
        const BodySection quoted = only<FetchResponse>("gmail/fetch-quoted-string.txt").first().sections.first();
        QCOMPARE(quoted.section, "1.TEXT");
        QCOMPARE(quoted.origin.value_or(9), 0u);
        QCOMPARE(quoted.bytes, "This is the message body as a quoted-string.");
        QVERIFY(only<FetchResponse>("gmail/fetch-nil.txt").first().sections.first().nil);
    }
};

PETREL_TEST(TranscriptsTest)
#include "transcripts_test.moc"
