#include "core/engine/account_test.h"

#include "core/engine/server_connection.h"
#include "core/engine/sign_in.h"
#include "core/imap/session/imap_session.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"
#include "core/smtp/session.h"

#include <mutex>
#include <thread>

namespace petrel::engine {

namespace {

/** Tells the steps of one side, and turns the error of a step into its failure. */
class Steps
{
public:
    Steps(const PassContext &context, TestStep::Side side, const std::function<void(TestStep)> &tell)
        : m_rejected(*context.around.rejected), m_server(side == TestStep::Side::Receiving ? context.account.incoming : context.account.outgoing),
          m_side(side), m_tell(tell)
    {
    }

    void running(TestStep::What what, TestStep::Awaits awaits)
    {
        m_current = what;
        m_awaits = awaits;
        tell(TestStep::State::Running, {});
    }
    void done(const QString &fact = {}) { tell(TestStep::State::Done, fact); }
    Error failed(Error error)
    {
        // A TLS failure of the connection belongs to the step that secures it, a missing name to the first.
        if (error.kind == ErrorKind::Tls)
            m_current = TestStep::What::Secure;
        else if (error.kind == ErrorKind::Auth)
            m_current = TestStep::What::SignIn;
        TestStep step;
        step.side = m_side;
        step.what = m_current;
        step.state = TestStep::State::Failed;
        step.awaits = m_awaits;
        step.error = error;
        if (error.kind == ErrorKind::Tls)
            step.certificate = refusedFor(error);
        if (m_tell)
            m_tell(step);
        return error;
    }

private:
    /** Not one that was refused earlier: what failed now may be the handshake itself. */
    [[nodiscard]] std::optional<CertificateProblem> refusedFor(const Error &error) const
    {
        std::optional<CertificateProblem> last = m_rejected.of(m_server.host, m_server.port);
        return last && last->code == error.code ? last : std::nullopt;
    }
    void tell(TestStep::State state, const QString &fact)
    {
        TestStep step;
        step.side = m_side;
        step.what = m_current;
        step.state = state;
        step.awaits = m_awaits;
        step.fact = fact;
        if (m_tell)
            m_tell(step);
    }

    const net::RejectedCertificates &m_rejected;
    const ServerSettings &m_server;
    TestStep::Side m_side;
    TestStep::What m_current = TestStep::What::Connect;
    TestStep::Awaits m_awaits = TestStep::Awaits::Connection;
    const std::function<void(TestStep)> &m_tell;
};

Status testImap(PassContext &context, const sasl::Credentials &credentials, std::unique_ptr<net::ByteStream> stream, const Deadline &until)
{
    imap::SessionOptions options;
    options.security = context.account.incoming.security;
    options.signInBy = until;
    options.credentials = credentials;
    options.stop = context.stop;
    const auto session = TRY(imap::ImapSession::open(std::move(stream), std::move(options)));
    session->logout();
    return {};
}

Status testPop3(PassContext &context, const sasl::Credentials &credentials, std::unique_ptr<net::ByteStream> stream, const Deadline &until)
{
    pop3::SessionOptions options;
    options.security = context.account.incoming.security;
    options.signInBy = until;
    options.transcript = context.transcript.get();
    const auto session = TRY(pop3::Pop3Session::open(std::move(stream), options, context.stop));
    TRY(session->logIn(credentials, context.stop));
    // Said by the server, not by CAPA alone: where messages stay there, it takes UIDL to know them again.
    const Result<pop3::UidlListing> listing = session->uidl(context.stop);
    if (!session->isOver())
        (void)session->quit(context.stop);
    const bool canDoWithout = !listing && listing.error().code == "no-uidl" && pop3::deletesAtOnce(context.account.pop3ServerCopy);
    return listing || canDoWithout ? Status() : Status(listing.error());
}

Status testSmtp(PassContext &context, const sasl::Credentials &credentials, std::unique_ptr<net::ByteStream> stream, const Deadline &until)
{
    smtp::SessionOptions options;
    options.security = context.account.outgoing.security;
    options.signInBy = until;
    options.transcript = context.transcript.get();
    const auto session = TRY(smtp::SmtpSession::open(std::move(stream), options, context.stop));
    TRY(session->logIn(credentials, context.stop));
    session->quit(context.stop);
    return {};
}

/** A stream whose server has spoken. Every server of mail speaks first, so one that does not is known before anything is sent. */
Result<std::unique_ptr<net::ByteStream>> reach(PassContext &context, const ServerSettings &server, Steps &steps, const Deadline &deadline)
{
    using What = TestStep::What;
    using Awaits = TestStep::Awaits;
    steps.running(What::Connect, Awaits::Connection);
    // Plain at first even for TLS: a closed port and a handshake that nobody answers are two findings.
    ServerSettings plain = server;
    plain.security = Security::None;
    std::unique_ptr<net::ByteStream> stream = TRY(openStream(context, plain, deadline));
    steps.done(server.host);
    if (server.security == Security::Tls) {
        steps.running(What::Secure, Awaits::Handshake);
        TRY(stream->startTls(deadline, context.stop));
        steps.done(QStringLiteral("TLS"));
        steps.running(What::SignIn, Awaits::Greeting);
    } else {
        steps.running(What::Secure, Awaits::Greeting);
    }
    TRY(stream->wait(deadline, context.stop));
    return stream;
}

template <class SignIn>
Status testSide(PassContext &context, const ServerSettings &server, const QString &user, const TestBudget &budget, Steps steps, SignIn signIn)
{
    using What = TestStep::What;
    using Awaits = TestStep::Awaits;
    const Deadline until = Deadline::in(budget.whole);
    Result<std::unique_ptr<net::ByteStream>> stream = reach(context, server, steps, until.earlierOf(Deadline::in(budget.greeting)));
    if (!stream)
        return steps.failed(std::move(stream).error());
    steps.running(What::SignIn, Awaits::Answer);
    const Status signedIn = signIn(std::move(stream).value(), until);
    if (!signedIn)
        return steps.failed(withPolicy(signedIn.error()));
    if (server.security == Security::Starttls) {
        steps.running(What::Secure, Awaits::Answer);
        steps.done(QStringLiteral("STARTTLS"));
        steps.running(What::SignIn, Awaits::Answer);
    }
    steps.done(user);
    steps.running(What::Ready, Awaits::Answer);
    steps.done();
    return {};
}

/** What both ends are signed in with. */
struct TestCredentials
{
    sasl::Credentials incoming;
    sasl::Credentials outgoing;
};

Result<TestCredentials> credentialsOf(PassContext &context, const AccountDraft &draft)
{
    const auto credentialsFor = [&](AccountSide side, const Secret &password) {
        return signInCredentials(context.around, context.account, side, context.stop, {password, draft.signedIn ? draft.signedIn->access : Secret()});
    };
    const Secret &outgoing = draft.outgoingPassword.isEmpty() ? draft.incomingPassword : draft.outgoingPassword;
    return TestCredentials{TRY(credentialsFor(AccountSide::Incoming, draft.incomingPassword)), TRY(credentialsFor(AccountSide::Outgoing, outgoing))};
}

/** How each end took it. */
struct TestedEnds
{
    Status receiving;
    Status sending;

    [[nodiscard]] Status whole() const
    {
        if (!receiving)
            return receiving.error().during(QStringLiteral("testing the receiving side"));
        if (!sending)
            return sending.error().during(QStringLiteral("testing the sending side"));
        return {};
    }
};

TestedEnds testBothEnds(PassContext &context, const TestCredentials &credentials, const std::function<void(TestStep)> &step, const TestBudget &budget)
{
    const Account &account = context.account;
    std::mutex oneAtATime;
    const std::function<void(TestStep)> tell = [&](const TestStep &told) {
        const std::lock_guard lock(oneAtATime);
        if (step)
            step(told);
    };
    TestedEnds tested;
    std::jthread other([&] {
        tested.sending = testSide(context, account.outgoing, account.outgoingUser(), budget, Steps(context, TestStep::Side::Sending, tell),
                                  [&](auto stream, const Deadline &until) { return testSmtp(context, credentials.outgoing, std::move(stream), until); });
    });
    tested.receiving = testSide(context, account.incoming, account.incoming.user, budget, Steps(context, TestStep::Side::Receiving, tell), [&](auto stream, const Deadline &until) {
        return account.incomingKind == IncomingKind::Imap ? testImap(context, credentials.incoming, std::move(stream), until)
                                                          : testPop3(context, credentials.incoming, std::move(stream), until);
    });
    other.join();
    return tested;
}

} // namespace

Status testAccount(PassContext &context, const AccountDraft &draft, const std::function<void(TestStep)> &step, const TestBudget &budget)
{
    context.account = draft.account;
    context.clientPem = draft.clientPem;
    // Looked up for the servers of the draft: one that was changed gets nothing that was given for another.
    if (draft.account.id)
        context.account.secretKey = TRY(context.store().read([&](const store::Reader &reader) { return reader.account(draft.account.id); })).secretKey;
    const TestCredentials credentials = TRY(credentialsOf(context, draft));
    const TestedEnds tested = testBothEnds(context, credentials, step, budget);
    const Status whole = tested.whole();
    const bool isKeptToken = draft.account.signIn.way == SignInWay::OAuth && !draft.signedIn;
    if (whole || !isKeptToken || !isRefusedToken(whole.error()))
        return whole;
    const bool isOfReceiving = !tested.receiving;
    tellRefused(context.around, context.account, isOfReceiving ? AccountSide::Incoming : AccountSide::Outgoing, isOfReceiving ? credentials.incoming : credentials.outgoing);
    return testBothEnds(context, TRY(credentialsOf(context, draft)), step, budget).whole();
}

} // namespace petrel::engine
