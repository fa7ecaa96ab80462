#pragma once

#include "core/engine/send/outgoing.h"
#include "core/engine/sign_in.h"
#include "tests/conversations/oauth/issuer.h"
#include "tests/engine/model/workbench.h"
#include "tests/engine/signing_in/token_gate.h"

namespace petrel::test {

/** An account that signs in at a fake issuer, and its model servers behind gates that take tokens. */
struct TokenDesk
{
    explicit TokenDesk(IncomingKind kind = IncomingKind::Imap) : bench(kind)
    {
        Account &account = bench.account;
        account.incoming.caPem = Certificates::authorityPem();
        account.signIn.way = SignInWay::OAuth;
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        account.signIn.oauth.authorization = issuer.url("authorize").toString();
        account.signIn.oauth.token = issuer.url("token").toString();
        account.signIn.oauth.scopes = QStringLiteral("mail");
    }

    /** The person signed in, some time ago: only the refresh token is left of it. */
    void signedInOnce() { MUST_DO(bench.secrets.write(bench.account.grantSecret(), Secret("rt-0"), Deadline::never(), {})); }
    /** The issuer's next answer. */
    void grants(const QByteArray &access)
    {
        issuer.answer(json("{'access_token':'" + access + "','token_type':'Bearer','expires_in':3600}"));
    }
    void revokes() { issuer.answer(json("{'error':'invalid_grant'}"), 400); }

    [[nodiscard]] engine::PassContext context() { return {around, bench.account, bench.stop.get_token(), std::make_shared<net::Transcript>(), {}, {}}; }
    /** A connection that is up, and goes again. */
    [[nodiscard]] Status imap()
    {
        engine::PassContext pass = context();
        (void)TRY(engine::openImap(pass));
        return {};
    }
    [[nodiscard]] Status pop3()
    {
        engine::PassContext pass = context();
        return engine::MaildropPass(pass).run();
    }
    [[nodiscard]] Status send()
    {
        engine::PassContext pass = context();
        return engine::Submission(pass).sendDue();
    }
    void queue()
    {
        (void)MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: bob@example.net\r\nMessage-ID: <kelp@example.org>\r\nSubject: Kelp\r\n\r\nHello\r\n"));
    }

    IssuerServer issuer;
    TokenGate gate;
    Workbench bench;
    ModelConnector connector{[this](quint16 port) {
        using Protocol = TokenGate::Protocol;
        if (port == 2)
            return gate.before(Protocol::Smtp, bench.smtp.connection());
        return bench.account.incomingKind == IncomingKind::Imap ? gate.before(Protocol::Imap, bench.imap.connection()) : gate.before(Protocol::Pop3, bench.pop3.connection());
    }};
    engine::Surroundings around{*bench.store, bench.secrets, connector};
};

} // namespace petrel::test
