#pragma once

#include "core/smtp/session.h"
#include "tests/support/borrowed_stream.h"
#include "tests/support/fake_stream.h"

namespace petrel::test {

inline smtp::SessionOptions smtpOptions(Security security = Security::Tls)
{
    smtp::SessionOptions options;
    options.security = security;
    return options;
}

/** Opens a session over a played stream, as the engine would. */
inline Result<std::unique_ptr<smtp::SmtpSession>> openSmtp(net::ByteStream &stream, const smtp::SessionOptions &options = smtpOptions())
{
    return smtp::SmtpSession::open(std::make_unique<BorrowedStream>(stream), options, {});
}

/** Greeting and EHLO of a server that can do all we use. */
inline const QByteArray &greetedSmtp()
{
    static const QByteArray script = "S: 220 mail.example.org ESMTP\nC: EHLO [127.0.0.1]\nS: 250-mail.example.org\nS: 250-PIPELINING\n"
                                     "S: 250-SIZE 1000\nS: 250-8BITMIME\nS: 250 AUTH PLAIN\n";
    return script;
}

/** The same, and nothing but the greeting of old. */
inline const QByteArray &greetedPlainSmtp()
{
    static const QByteArray script = "S: 220 mail.example.org ESMTP\nC: EHLO [127.0.0.1]\nS: 250 mail.example.org\n";
    return script;
}

/** Plays greeting and script with an open session. */
inline void submitting(const QByteArray &script, const std::function<void(smtp::SmtpSession &, FakeStream &)> &act,
                       const QByteArray &greeting = greetedSmtp())
{
    converse(greeting + script, [&](FakeStream &stream) {
        stream.encrypted();
        auto session = openSmtp(stream);
        if (session.ok())
            act(**session, stream);
    });
}

inline smtp::Envelope adaToBob(const QByteArrayList &recipients = {"bob@example.org"})
{
    smtp::Envelope envelope;
    envelope.sender = "ada@example.org";
    envelope.recipients = recipients;
    return envelope;
}

inline Status nothingToRecord()
{
    return {};
}

} // namespace petrel::test
