#include "tests/conversations/smtp/final_dot_test.h"

#include "tests/conversations/smtp/smtp_play.h"
#include "tests/support/cut_stream.h"

#include <QtTest>

namespace petrel::test {

using namespace smtp;
using Outcome = Delivery::Outcome;

namespace {

/** Up to 354; what follows is content. */
const QByteArray kEnvelope = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n";

class BrokenSource final : public MessageSource
{
public:
    [[nodiscard]] Result<QByteArray> next() override
    {
        if (m_first)
            return std::exchange(m_first, false) ? QByteArray("half a mess") : QByteArray();
        return makeError(ErrorKind::StoreCorrupt, QStringLiteral("the file is damaged"));
    }

private:
    bool m_first = true;
};

/** The server closes the line while this is read. */
class ClosingSource final : public MessageSource
{
public:
    explicit ClosingSource(FakeStream &stream) : m_stream(stream) {}
    [[nodiscard]] Result<QByteArray> next() override
    {
        m_stream.close();
        return std::exchange(m_rest, {});
    }

private:
    FakeStream &m_stream;
    QByteArray m_rest = "hello";
};

} // namespace

void SmtpFinalDotTest::theRecordIsMadeWhenOnlyTheDotIsMissing()
{
    submitting(kEnvelope + "C: hello\nC: .\nS: 250 ok\n", [](SmtpSession &session, FakeStream &stream) {
        QVERIFY(session.envelope(adaToBob(), {}).ok());
        BytesSource source("hello");
        int recorded = 0;
        const auto delivery = session.data(source, [&]() -> Status {
            ++recorded;
            if (!stream.written().endsWith("DATA\r\nhello\r\n"))
                return makeError(ErrorKind::Bug, QStringLiteral("too early or too late"));
            return {};
        }, {});
        QVERIFY(delivery.ok());
        QCOMPARE(recorded, 1);
        QVERIFY(stream.written().endsWith("hello\r\n.\r\n"));
    });
}

void SmtpFinalDotTest::withoutTheRecordThereIsNoDot()
{
    submitting(kEnvelope + "C: hello\n", [](SmtpSession &session, FakeStream &stream) {
        QVERIFY(session.envelope(adaToBob(), {}).ok());
        BytesSource source("hello");
        const auto delivery = session.data(source, [] { return Status(makeError(ErrorKind::StoreFull, QStringLiteral("no space"))); }, {});
        QCOMPARE(delivery.error().kind, ErrorKind::StoreFull);
        QVERIFY(session.isOver() && stream.isClosed());
    });
}

void SmtpFinalDotTest::aSourceThatFailsSendsNoDot()
{
    FakeStream stream(greetedSmtp() + kEnvelope);
    stream.encrypted();
    auto session = openSmtp(stream);
    QVERIFY((*session)->envelope(adaToBob(), {}).ok());
    BrokenSource source;
    bool recorded = false;
    const auto delivery = (*session)->data(source, [&]() -> Status { recorded = true; return {}; }, {});
    QCOMPARE(delivery.error().kind, ErrorKind::StoreCorrupt);
    QVERIFY(!recorded && stream.isClosed());
    QVERIFY(!stream.written().contains("\r\n.\r\n"));
}

void SmtpFinalDotTest::aServerThatGivesUpEarlyGetsNoDot_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("421") << QByteArray("421 closing") << ErrorKind::Throttled;
    QTest::newRow("552") << QByteArray("552 5.3.4 too big") << ErrorKind::Refused;
    QTest::newRow("a 250 before the dot") << QByteArray("250 thanks") << ErrorKind::Protocol;
}

void SmtpFinalDotTest::aServerThatGivesUpEarlyGetsNoDot()
{
    QFETCH(QByteArray, reply);
    QFETCH(ErrorKind, kind);
    // The reply comes in one packet with 354, as from a server that gave up while we were sending.
    FakeStream stream(greetedSmtp() + kEnvelope + "S: " + reply + "\nC: hello\n");
    stream.encrypted();
    auto session = openSmtp(stream);
    QVERIFY((*session)->envelope(adaToBob(), {}).ok());
    BytesSource source("hello");
    bool recorded = false;
    const auto delivery = (*session)->data(source, [&]() -> Status { recorded = true; return {}; }, {});
    QVERIFY(!delivery.ok());
    QCOMPARE(delivery.error().kind, kind);
    QVERIFY(!recorded && stream.isClosed());
    QVERIFY(!stream.written().endsWith("\r\n.\r\n"));
}

void SmtpFinalDotTest::whatTheServerSaidBeforeItClosedIsHeard()
{
    FakeStream stream(greetedSmtp() + kEnvelope + "S: 552 5.3.4 too big\n");
    stream.encrypted();
    auto session = openSmtp(stream);
    QVERIFY((*session)->envelope(adaToBob(), {}).ok());
    ClosingSource source(stream);
    const auto delivery = (*session)->data(source, [] { return Status(); }, {});
    QVERIFY(!delivery.ok() && (*session)->isOver());
    QCOMPARE(delivery.error().kind, ErrorKind::Refused);
    QCOMPARE(delivery.error().code, QByteArray("5.3.4"));
}

void SmtpFinalDotTest::beforeTheDotACutIsAnError_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray both = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\n";
    QTest::newRow("at MAIL") << both + "CLOSE\n" << ErrorKind::Network;
    QTest::newRow("silence at MAIL") << both + "SILENCE\n" << ErrorKind::Timeout;
    QTest::newRow("at RCPT") << both + "S: 250 ok\nCLOSE\n" << ErrorKind::Network;
    QTest::newRow("at DATA") << both + "S: 250 ok\nS: 250 ok\nCLOSE\n" << ErrorKind::Network;
    QTest::newRow("silence at DATA") << both + "S: 250 ok\nS: 250 ok\nSILENCE\n" << ErrorKind::Timeout;
    QTest::newRow("250 to DATA") << both + "S: 250 ok\nS: 250 ok\nS: 250 ok\n" << ErrorKind::Protocol;
    QTest::newRow("stopped at DATA") << both + "S: 250 ok\nS: 250 ok\nSTOP\n" << ErrorKind::Cancelled;
}

void SmtpFinalDotTest::beforeTheDotACutIsAnError()
{
    QFETCH(QByteArray, script);
    QFETCH(ErrorKind, kind);
    submitting(script, [&](SmtpSession &session, FakeStream &stream) {
        bool recorded = false;
        const auto answer = session.envelope(adaToBob(), {});
        BytesSource source("hello");
        const Error error = answer.ok() ? session.data(source, [&]() -> Status { recorded = true; return {}; }, {}).error() : answer.error();
        QCOMPARE(error.kind, kind);
        QVERIFY(!recorded && stream.isClosed());
    });
}

void SmtpFinalDotTest::afterTheDotOnlyAnAnswerIsCertain_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("kind"); // of the error, -1 for none
    const auto means = [](const char *name, const char *server, Outcome outcome, int kind) {
        QTest::newRow(name) << QByteArray(server) << int(outcome) << kind;
    };
    means("250", "S: 250 2.0.0 ok\n", Outcome::Accepted, -1);
    means("250 in several lines", "S: 250-a\nS: 250 b\n", Outcome::Accepted, -1);
    means("251", "S: 251 ok\n", Outcome::Accepted, -1);
    means("451", "S: 451 4.3.0 later\n", Outcome::Refused, int(ErrorKind::Throttled));
    means("554", "S: 554 5.7.1 no\n", Outcome::Refused, int(ErrorKind::Refused));
    means("552 5.2.2", "S: 552 5.2.2 full\n", Outcome::Refused, int(ErrorKind::Quota));
    means("421", "S: 421 closing\nCLOSE\n", Outcome::Refused, int(ErrorKind::Throttled));
    means("closed", "CLOSE\n", Outcome::Uncertain, int(ErrorKind::Network));
    means("silence for ten minutes", "SILENCE\n", Outcome::Uncertain, int(ErrorKind::Timeout));
    means("stopped by the person", "STOP\n", Outcome::Uncertain, int(ErrorKind::Cancelled));
    means("half an answer", "S| 25\nCLOSE\n", Outcome::Uncertain, int(ErrorKind::Network));
    means("half of several lines", "S: 250-a\nCLOSE\n", Outcome::Uncertain, int(ErrorKind::Network));
    means("nonsense", "S: thanks\n", Outcome::Uncertain, int(ErrorKind::Protocol));
    means("codes that change", "S: 250-a\nS: 550 b\n", Outcome::Uncertain, int(ErrorKind::Protocol));
    means("354 again", "S: 354 go on\n", Outcome::Uncertain, int(ErrorKind::Protocol));
}

void SmtpFinalDotTest::afterTheDotOnlyAnAnswerIsCertain()
{
    QFETCH(QByteArray, server);
    QFETCH(int, outcome);
    QFETCH(int, kind);
    submitting(kEnvelope + "C: hello\nC: .\n" + server, [&](SmtpSession &session, FakeStream &stream) {
        QVERIFY(session.envelope(adaToBob(), {}).ok());
        BytesSource source("hello");
        const auto delivery = session.data(source, nothingToRecord, {});
        QVERIFY(delivery.ok());
        QCOMPARE(int(delivery->outcome), outcome);
        QCOMPARE(delivery->error ? int(delivery->error->kind) : -1, kind);
        if (delivery->outcome == Outcome::Uncertain)
            QVERIFY(session.isOver() && stream.isClosed());
    });
}

/** A whole submission, cut after every byte the server sends: each cut gives the one answer that is true. */
void SmtpFinalDotTest::cutAfterEveryByteNeverClaimsTooMuch()
{
    const QByteArray script = greetedSmtp() + kEnvelope + "C: hello\nC: .\nS: 250-2.0.0 thank\nS: 250 2.0.0 you\n";
    int errors = 0, uncertain = 0;
    for (qint64 cut = 0;; ++cut) {
        QVERIFY(cut < 1000);
        FakeStream played(script);
        played.encrypted();
        CutStream stream(played, cut);
        auto session = openSmtp(stream);
        if (!session || !(*session)->envelope(adaToBob(), {})) {
            ++errors;
            continue;
        }
        BytesSource source("hello");
        const auto delivery = (*session)->data(source, nothingToRecord, {});
        const bool dotSent = played.written().endsWith("\r\n.\r\n");
        QCOMPARE(delivery.ok(), dotSent);
        if (!dotSent) {
            ++errors;
            continue;
        }
        if (delivery->outcome == Outcome::Accepted) {
            QCOMPARE(cut, played.bytesIn()); // not one byte earlier
            break;
        }
        QVERIFY(delivery->outcome == Outcome::Uncertain);
        ++uncertain;
    }
    QVERIFY(errors > 100);
    QCOMPARE(uncertain, int(qstrlen("250-2.0.0 thank\r\n250 2.0.0 you\r\n")));
}

} // namespace petrel::test
