#include "core/imap/session/binary_fetch.h"
#include "core/imap/session/mailbox_limits.h"
#include "core/imap/session/multi_append.h"
#include "core/imap/session/server_search.h"
#include "core/net/connector.h"
#include "tests/support/real_servers.h"

#include <QtTest>

namespace petrel::imap {

using namespace std::chrono_literals;

namespace {

QByteArray letter(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "From: Bob <bob" + n + "@petrel.example>\r\nSubject: Letter " + n + "\r\nDate: Thu, 0" + n + " Jan 2026 10:00:00 +0000\r\nMessage-ID: <letter-" + n
        + "@petrel.example>\r\n" + (number > 1 ? QByteArray("References: <letter-1@petrel.example>\r\n") : QByteArray())
        + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + QByteArray("words ").repeated(number * 1000).toBase64() + "\r\n";
}

} // namespace

/** What Dovecot offers beyond RFC 3501, as the session uses it. */
class ImapExtensionsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void compressedItIsTheSameConversation();
    void oneConnectionHearsOfAllFolders();
    void theServerSearchesSortsAndThreads();
    void theServerDecodesAPartInSlices();
    void sizesAreToldAndLeavingExpungesNothing();

private:
    [[nodiscard]] std::unique_ptr<ImapSession> session();
    test::RealServers m_servers;
    const MailboxName m_letters = MailboxName::fromText(QStringLiteral("Briefe & Grüße")).value();
};

std::unique_ptr<ImapSession> ImapExtensionsTest::session()
{
    net::TlsPolicy policy;
    policy.caPem = m_servers.caPem();
    SessionOptions options;
    options.security = Security::Tls;
    options.credentials = {m_servers.ada().address, Secret(m_servers.ada().password)};
    options.sliceBytes = 4096;
    options.saveDates = true;
    auto stream = net::NetworkConnector().connectTo({m_servers.host(), m_servers.port(QStringLiteral("imaps")), net::Transport::Tls}, policy, Deadline::in(20s), {});
    if (!stream.ok())
        qFatal("%s", qPrintable(describe(stream.error())));
    auto opened = ImapSession::open(std::move(stream).value(), std::move(options));
    if (!opened.ok())
        qFatal("%s", qPrintable(describe(opened.error())));
    return std::move(opened).value();
}

void ImapExtensionsTest::initTestCase()
{
    QVERIFY2(m_servers.start(), qPrintable(m_servers.problem()));
    const auto imap = session();
    QVERIFY(imap->createFolder(m_letters).ok());
    QList<MessageToAppend> letters;
    for (int number = 1; number <= 4; ++number)
        letters.append({AppendSource::of(letter(number)), {}, 1'000'000'000 + number, {}});
    QByteArrayList taken;
    const Status appended = appendAll(*imap, m_letters, letters, [&](qsizetype index, const AppendUid &uid) -> Status {
        taken.append(QByteArray::number(index) + '=' + uid.uids.toWire());
        return {};
    });
    QVERIFY2(appended.ok(), appended.ok() ? "" : qPrintable(describe(appended.error())));
    QCOMPARE(taken.join(' '), "0=1 1=2 2=3 3=4");
}

void ImapExtensionsTest::compressedItIsTheSameConversation()
{
    const auto imap = session();
    const auto compressed = imap->compress();
    QVERIFY2(compressed.ok(), compressed.ok() ? "" : qPrintable(describe(compressed.error())));
    const qint64 before = imap->bytesIn();
    QCOMPARE(imap->select(m_letters)->exists, 4u);
    QByteArray body;
    QVERIFY(imap->fetchBody(Uid(4), "", [&](const QByteArray &piece) -> Status { body += piece; return {}; }).ok());
    QCOMPARE(body, letter(4));
    QVERIFY2(imap->bytesIn() - before < body.size() / 4, "the same words again and again");
    QVERIFY(imap->append(m_letters, AppendSource::of(letter(5)), Flag::Deleted).ok());
    QVERIFY(imap->noop().ok());
    QVERIFY(imap->uidExpunge(SequenceSet::of(Uid(5))).ok());
    imap->logout();
}

void ImapExtensionsTest::oneConnectionHearsOfAllFolders()
{
    const auto ours = session();
    const auto theirs = session();
    QVERIFY(ours->select(MailboxName::inbox()).ok());
    const auto counters = ours->notify({});
    QVERIFY2(counters.ok(), counters.ok() ? "" : qPrintable(describe(counters.error())));
    const auto counted = std::find_if(counters->cbegin(), counters->cend(), [this](const MailboxStatus &one) { return one.name == m_letters; });
    QVERIFY2(counted != counters->cend(), "by the name it was listed under");
    QCOMPARE(counted->messages.value_or(0), 4u);

    QVERIFY(theirs->append(m_letters, AppendSource::of(letter(6)), Flag::Deleted).ok());
    std::optional<MailboxStatus> heard;
    for (const Deadline deadline = Deadline::in(20s); !heard && !deadline.passed();) {
        QVERIFY(ours->idle(deadline).ok());
        for (const MailboxEvent &event : ours->takeEvents()) {
            if (event.kind == MailboxEvent::Kind::FolderStatus && event.status->name == m_letters)
                heard = event.status;
        }
    }
    QVERIFY2(heard, "of a folder that is not selected");
    QCOMPARE(heard->messages.value_or(0), 5u);
    QVERIFY(theirs->select(m_letters).ok() && theirs->uidExpunge(SequenceSet::from(5u)).ok());
    QVERIFY(ours->notifyNone().ok());
}

void ImapExtensionsTest::theServerSearchesSortsAndThreads()
{
    const auto imap = session();
    QVERIFY(imap->select(m_letters).ok());
    const SearchKey bob = SearchKey::contains(SearchKey::Field::From, QStringLiteral("bob"));
    QCOMPARE(searchServer(*imap, bob && !SearchKey::contains(SearchKey::Field::Subject, QStringLiteral("Letter 2")))->toWire(), "1,3:4");
    QVERIFY(searchServer(*imap, SearchKey::contains(SearchKey::Field::Subject, QStringLiteral("Grüße")))->isEmpty());
    QVERIFY(searchServer(*imap, SearchKey::younger(3600s, QDateTime::currentSecsSinceEpoch()))->isEmpty());
    QCOMPARE(searchNewest(*imap, bob, 2).value(), (NewestFound{SequenceSet::range(3u, 4u), 4}));
    QCOMPARE(sortServer(*imap, {{SortTerm::By::Date, true}}, bob).value(), (QList<Uid>{Uid(4), Uid(3), Uid(2), Uid(1)}));
    const QList<ThreadedMessage> threads = threadServer(*imap, SearchKey::all()).value();
    QCOMPARE(threads.size(), 4);
    QCOMPARE(threads.at(3).parent, 0);

    const int before = imap->roundTrips();
    QList<Uid> heard;
    QCOMPARE(searchHeaders(*imap, bob || SearchKey::larger(100'000), [&](FetchedHeader &&header) -> Status {
        heard.append(header.uid);
        return header.saveDate > 0 ? Status() : makeError(ErrorKind::Bug, QStringLiteral("no date of arrival"));
    })->toWire(), "1:4");
    QCOMPARE(heard.size(), 4);
    QCOMPARE(imap->roundTrips() - before, 1);
}

void ImapExtensionsTest::theServerDecodesAPartInSlices()
{
    const auto imap = session();
    QVERIFY(imap->select(m_letters).ok());
    QByteArray words;
    const auto how = fetchPart(*imap, Uid(2), "1", [&](const QByteArray &piece) -> Status { words += piece; return {}; });
    QVERIFY2(how.ok(), how.ok() ? "" : qPrintable(describe(how.error())));
    QCOMPARE(int(*how), int(PartBytes::Decoded));
    QCOMPARE(words, QByteArray("words ").repeated(2000));
    QCOMPARE(binarySize(*imap, Uid(2), "1").value(), words.size());
}

void ImapExtensionsTest::sizesAreToldAndLeavingExpungesNothing()
{
    const auto imap = session();
    QVERIFY(sizeOf(*imap, m_letters).value() > 10'000);
    QVERIFY(imap->select(m_letters).ok());
    QVERIFY(imap->storeFlags(SequenceSet::of(Uid(1)), ImapSession::StoreMode::Add, Flag::Deleted).ok());
    QVERIFY(imap->unselect().ok());
    QCOMPARE(imap->select(m_letters)->exists, 4u);
    QCOMPARE(imap->existingUids(SequenceSet::range(1u, 9u))->toWire(), "1:4");
}

} // namespace petrel::imap

QTEST_GUILESS_MAIN(petrel::imap::ImapExtensionsTest)
#include "imap_extensions_test.moc"
