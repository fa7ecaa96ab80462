#include "core/base/clock.h"
#include "tests/conversations/smtp/smtp_play.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::smtp;
using namespace petrel::test;

namespace {

QByteArray greetedOffering(const QByteArray &offer)
{
    return "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250 " + offer + "\n";
}

/** Plays MAIL and RCPT at a server that offers this one thing. */
void begins(const QByteArray &offer, const Envelope &envelope, const QByteArray &mail, const QByteArray &rcpt = "RCPT TO:<bob@example.org>")
{
    submitting("C: " + mail + "\nS: 250 ok\nC: " + rcpt + "\nS: 250 ok\n", [&](SmtpSession &session, FakeStream &) {
        QVERIFY(session.envelope(envelope, {})->allAccepted());
    }, greetedOffering(offer));
}

/** Nothing is said, and the error has this code; the session goes on. */
void isNotTried(const QByteArray &offer, const Envelope &envelope, const QByteArray &code)
{
    submitting("", [&](SmtpSession &session, FakeStream &) {
        const auto answer = session.envelope(envelope, {});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, code);
        QCOMPARE(answer.error().scope, ErrorScope::Message);
        QCOMPARE(answer.error().retry, ErrorRetry::AfterUser);
        QVERIFY(!session.isOver());
    }, greetedOffering(offer));
}

Envelope with(const std::function<void(Envelope &)> &change)
{
    Envelope envelope = adaToBob();
    change(envelope);
    return envelope;
}

} // namespace

/** What is asked for beyond sender and recipients: used where it is offered, refused or left out where not. */
class ParametersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reportsAreAskedForWhereTheServerMakesThem()
    {
        const Envelope envelope = with([](Envelope &e) { e.reports = DeliveryStatusRequest{.onSuccess = true, .onDelay = true, .envelopeId = "a+b=1"}; });
        begins("DSN", envelope, "MAIL FROM:<ada@example.org> RET=HDRS ENVID=a+2Bb+3D1",
               "RCPT TO:<bob@example.org> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.org");
        begins("HELP", envelope, "MAIL FROM:<ada@example.org>");
        const Envelope never = with([](Envelope &e) { e.reports = DeliveryStatusRequest{.onFailure = false, .returned = DeliveryStatusRequest::Return::WholeMessage}; });
        begins("DSN", never, "MAIL FROM:<ada@example.org> RET=FULL", "RCPT TO:<bob@example.org> NOTIFY=NEVER ORCPT=rfc822;bob@example.org");
        begins("DSN", adaToBob(), "MAIL FROM:<ada@example.org>"); // unasked: as the server likes
    }

    void tlsAllTheWayIsPromisedOrRefused()
    {
        const Envelope envelope = with([](Envelope &e) { e.requireTls = true; });
        begins("REQUIRETLS", envelope, "MAIL FROM:<ada@example.org> REQUIRETLS");
        isNotTried("HELP", envelope, "no-requiretls");
    }

    /** RFC 8689 section 3: what is said of TLS without TLS counts for nothing. */
    void aPromiseOfTlsInTheClearIsNone()
    {
        converse(greetedOffering("REQUIRETLS"), [](FakeStream &stream) {
            auto session = openSmtp(stream, smtpOptions(Security::None));
            QCOMPARE((*session)->envelope(with([](Envelope &e) { e.requireTls = true; }), {}).error().code, QByteArray("no-requiretls"));
        });
    }

    void aMessageIsHeldBackByTheServerOrNotSent()
    {
        const qint64 now = Clock::nowUtc();
        const Envelope tomorrow = with([&](Envelope &e) { e.releaseAt = now + 86'400; });
        submitting("C^ MAIL FROM:<ada@example.org> HOLDFOR=86\nS: 250 ok\nC: RCPT TO:<bob@example.org>\nS: 250 ok\n", [&](SmtpSession &session, FakeStream &) {
            QVERIFY(session.envelope(tomorrow, {}).ok()); // 86,400 or, a second later, 86,399: within what the prefix tells
        }, greetedOffering("FUTURERELEASE 604800 2099-01-01T00:00:00Z"));
        isNotTried("HELP", tomorrow, "no-futurerelease");
        isNotTried("FUTURERELEASE x", tomorrow, "no-futurerelease");
        isNotTried("FUTURERELEASE 3600 2099-01-01T00:00:00Z", tomorrow, "hold-too-long");
        isNotTried("FUTURERELEASE 604800 2001-01-01T00:00:00Z", tomorrow, "hold-too-long");
        begins("HELP", with([&](Envelope &e) { e.releaseAt = now; }), "MAIL FROM:<ada@example.org>"); // it is time
    }

    void whatTheServerCannotCarryIsNamed()
    {
        isNotTried("8BITMIME", with([](Envelope &e) { e.recipients = {"b\xc3\xb6" "b@example.org"}; }), "no-smtputf8");
        isNotTried("8BITMIME", with([](Envelope &e) { e.utf8Header = true; }), "no-smtputf8");
        isNotTried("SMTPUTF8", with([](Envelope &e) { e.eightBit = true; }), "no-8bitmime");
        isNotTried("SIZE 1000", with([](Envelope &e) { e.size = 1001; }), "5.3.4");
        begins("SIZE 1000", with([](Envelope &e) { e.size = 1000; }), "MAIL FROM:<ada@example.org> SIZE=1000");
        begins("SIZE 0", with([](Envelope &e) { e.size = 1'000'000; }), "MAIL FROM:<ada@example.org> SIZE=1000000");
        begins("SIZE", with([](Envelope &e) { e.size = 0; }), "MAIL FROM:<ada@example.org>");
    }

    void lettersOutsideAsciiTravelAsTheyAre()
    {
        begins("SMTPUTF8", with([](Envelope &e) { e.recipients = {"b\xc3\xb6" "b@example.org"}; }), "MAIL FROM:<ada@example.org> SMTPUTF8", "RCPT TO:<b\xc3\xb6" "b@example.org>");
    }
};

PETREL_TEST(ParametersTest)
#include "parameters_test.moc"
