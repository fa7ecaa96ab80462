#include "core/net/connector.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"
#include "core/smtp/session.h"
#include "tests/support/real_servers.h"

#include <QtTest>

namespace petrel::test {

namespace {

using namespace std::chrono_literals;

/** Takes messages as the engine would: whole, in order. */
class Inbox final : public pop3::MessageSink
{
public:
    [[nodiscard]] Status begin(pop3::MessageNumber) override
    {
        m_current.clear();
        return {};
    }
    [[nodiscard]] Status content(pop3::MessageNumber, const QByteArray &bytes) override
    {
        m_current += bytes;
        return {};
    }
    [[nodiscard]] Status complete(pop3::MessageNumber) override
    {
        messages.append(m_current);
        return {};
    }
    [[nodiscard]] Status refused(pop3::MessageNumber, const Error &error) override { return error; }

    QByteArrayList messages;

private:
    QByteArray m_current;
};

QByteArray body(int number)
{
    return "..dots\r\n.\r\n\r\nline " + QByteArray::number(number) + "\r\n" + QByteArray("0123456789 petrel\r\n").repeated(number * 40);
}

} // namespace

/** Both sessions against the servers people run: submitted over SMTP, fetched and deleted over POP3. */
class Pop3SmtpTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void submittedMailIsFetchedOnceAndGone_data();
    void submittedMailIsFetchedOnceAndGone();
    void aRefusedRecipientIsNamed();
    void whatIsAskedForIsUnderstood();
    void aWrongPasswordIsTold();

private:
    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const QString &service);
    [[nodiscard]] Result<std::unique_ptr<smtp::SmtpSession>> submission(Security security);
    [[nodiscard]] Result<std::unique_ptr<pop3::Pop3Session>> maildrop(Security security);
    [[nodiscard]] Status submit(smtp::SmtpSession &session, int number);
    [[nodiscard]] sasl::Credentials adaPop() const { return {m_servers.adaPop().address, Secret(m_servers.adaPop().password)}; }

    RealServers m_servers;
};

void Pop3SmtpTest::initTestCase()
{
    QVERIFY2(m_servers.start(), qPrintable(m_servers.problem()));
}

Result<std::unique_ptr<net::ByteStream>> Pop3SmtpTest::connectTo(const QString &service)
{
    const bool tls = service.endsWith(QLatin1Char('s'));
    return net::NetworkConnector().connectTo({m_servers.host(), m_servers.port(service), tls ? net::Transport::Tls : net::Transport::Plain},
                                             {m_servers.caPem(), {}, {}}, Deadline::in(10s), {});
}

Result<std::unique_ptr<smtp::SmtpSession>> Pop3SmtpTest::submission(Security security)
{
    smtp::SessionOptions options;
    options.security = security;
    auto stream = TRY(connectTo(security == Security::Tls ? QStringLiteral("submissions") : QStringLiteral("submission")));
    auto session = TRY(smtp::SmtpSession::open(std::move(stream), options, {}));
    TRY(session->logIn(adaPop(), {}));
    return session;
}

Result<std::unique_ptr<pop3::Pop3Session>> Pop3SmtpTest::maildrop(Security security)
{
    pop3::SessionOptions options;
    options.security = security;
    auto stream = TRY(connectTo(security == Security::Tls ? QStringLiteral("pop3s") : QStringLiteral("pop3")));
    auto session = TRY(pop3::Pop3Session::open(std::move(stream), options, {}));
    TRY(session->logIn(adaPop(), {}));
    return session;
}

Status Pop3SmtpTest::submit(smtp::SmtpSession &session, int number)
{
    const QByteArray message = "From: ada.pop@petrel.example\r\nTo: ada.pop@petrel.example\r\nSubject: " + QByteArray::number(number)
        + "\r\nMessage-ID: <" + QByteArray::number(number) + "@petrel.example>\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\n\r\n" + body(number);
    smtp::Envelope envelope;
    envelope.sender = "ada.pop@petrel.example";
    envelope.recipients = {"ada.pop@petrel.example"};
    envelope.size = message.size();
    const smtp::EnvelopeAnswer answer = TRY(session.envelope(envelope, {}));
    if (!answer.allAccepted())
        return makeError(ErrorKind::Refused, QString::fromUtf8(answer.recipients.first().reply.text()));
    smtp::BytesSource source(message);
    const smtp::Delivery delivery = TRY(session.data(source, [] { return Status(); }, {}));
    return delivery.outcome == smtp::Delivery::Outcome::Accepted ? Status() : Status(*delivery.error);
}

void Pop3SmtpTest::submittedMailIsFetchedOnceAndGone_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("implicit TLS") << Security::Tls;
    QTest::newRow("STARTTLS and STLS") << Security::Starttls;
}

void Pop3SmtpTest::submittedMailIsFetchedOnceAndGone()
{
    QFETCH(Security, security);
    constexpr int kMessages = 12;
    auto sending = submission(security);
    QVERIFY2(sending.ok(), sending.ok() ? "" : qPrintable(describe(sending.error())));
    for (int number = 1; number <= kMessages; ++number) {
        const Status submitted = submit(**sending, number);
        QVERIFY2(submitted.ok(), submitted.ok() ? "" : qPrintable(describe(submitted.error())));
    }
    (*sending)->quit({});

    // The servers deliver in their own time; each look is a session, as the list is made at log-in.
    std::unique_ptr<pop3::Pop3Session> session;
    pop3::LedgerPlan plan;
    QTRY_VERIFY_WITH_TIMEOUT([&] {
        auto opened = maildrop(security);
        if (!opened)
            return false;
        session = std::move(opened).value();
        const auto uidls = session->uidl({});
        const auto sizes = session->list({});
        if (!uidls || !sizes)
            return false;
        plan = pop3::planLedger({{}, pop3::joinListings(uidls->entries, *sizes), {}, {}, 0});
        if (plan.retrieve.size() == kMessages)
            return true;
        (void)session->quit({});
        return false;
    }(), 30000);

    QVERIFY(session->capabilities().pipelining);
    QList<pop3::MessageNumber> numbers;
    for (const pop3::Retrieval &retrieval : plan.retrieve)
        numbers.append(retrieval.message.number);
    Inbox inbox;
    const int before = session->roundTrips();
    QVERIFY(session->retrieve(numbers, inbox, {}).ok());
    QCOMPARE(session->roundTrips(), before + 1);
    QCOMPARE(inbox.messages.size(), kMessages);
    for (int number = 1; number <= kMessages; ++number) {
        const QByteArray wanted = "\r\n\r\n" + body(number);
        QCOMPARE(std::count_if(inbox.messages.cbegin(), inbox.messages.cend(), [&](const QByteArray &m) { return m.endsWith(wanted); }), 1);
    }
    QCOMPARE(session->dele(numbers, {})->marked, numbers);
    QVERIFY(session->quit({}).outcome == pop3::QuitAnswer::Outcome::Committed);

    auto again = maildrop(security);
    QVERIFY(again.ok());
    QCOMPARE((*again)->stat({})->messages, 0u);
    QVERIFY((*again)->quit({}).outcome == pop3::QuitAnswer::Outcome::Committed);
}

void Pop3SmtpTest::aRefusedRecipientIsNamed()
{
    auto session = submission(Security::Tls);
    QVERIFY(session.ok());
    smtp::Envelope envelope;
    envelope.sender = "ada.pop@petrel.example";
    envelope.recipients = {"ada.pop@petrel.example", "someone@not-an-example.invalid"};
    const auto answer = (*session)->envelope(envelope, {});
    QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(describe(answer.error())));
    QVERIFY(answer->recipients[0].verdict == smtp::RecipientAnswer::Verdict::Accepted);
    QVERIFY(answer->recipients[1].verdict != smtp::RecipientAnswer::Verdict::Accepted);
    QVERIFY((*session)->reset({}).ok());
    if ((*session)->isOver()) // where there is no BDAT, DATA had gone along and the server waited for content: giving up is hanging up
        session = submission(Security::Tls);
    QVERIFY(session.ok());
    QVERIFY(submit(**session, 1).ok()); // the next message is not burdened by the one given up
    (*session)->quit({});
}

/** Postfix checks each parameter: one written wrong is a 501. */
void Pop3SmtpTest::whatIsAskedForIsUnderstood()
{
    auto session = submission(Security::Tls);
    QVERIFY(session.ok());
    smtp::Envelope envelope;
    envelope.sender = "ada.pop@petrel.example";
    envelope.recipients = {"ada.pop@petrel.example"};
    envelope.size = 1'000;
    envelope.eightBit = (*session)->capabilities().eightBitMime;
    envelope.utf8Header = (*session)->capabilities().smtpUtf8;
    envelope.reports = smtp::DeliveryStatusRequest{.onSuccess = true, .onDelay = true, .envelopeId = "a+b=c@petrel.example"};
    const auto answer = (*session)->envelope(envelope, {});
    QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(describe(answer.error())));
    QVERIFY2(answer->allAccepted(), answer->recipients[0].reply.text());
    if (m_servers.submissionServer() == QLatin1String("Postfix"))
        QVERIFY((*session)->capabilities().dsn && (*session)->capabilities().smtpUtf8 && (*session)->capabilities().chunking);
    (*session)->close();
}

void Pop3SmtpTest::aWrongPasswordIsTold()
{
    const sasl::Credentials wrong{m_servers.adaPop().address, Secret("not the password")};
    auto pop3Stream = connectTo(QStringLiteral("pop3s"));
    auto pop3Session = pop3::Pop3Session::open(std::move(pop3Stream).value(), {}, {});
    QVERIFY(pop3Session.ok());
    QCOMPARE((*pop3Session)->logIn(wrong, {}).error().kind, ErrorKind::Auth);

    auto smtpStream = connectTo(QStringLiteral("submissions"));
    auto smtpSession = smtp::SmtpSession::open(std::move(smtpStream).value(), {}, {});
    QVERIFY(smtpSession.ok());
    QCOMPARE((*smtpSession)->logIn(wrong, {}).error().kind, ErrorKind::Auth);
}

} // namespace petrel::test

QTEST_GUILESS_MAIN(petrel::test::Pop3SmtpTest)
#include "pop3_smtp_test.moc"
