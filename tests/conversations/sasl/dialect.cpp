#include "tests/conversations/sasl/dialect.h"

#include "core/imap/session/imap_session.h"
#include "core/pop3/session.h"
#include "core/smtp/session.h"
#include "tests/support/borrowed_stream.h"

namespace petrel::test {

namespace {

/** What the protocols write differently around the same exchange. */
struct Words
{
    const char *name;
    const char *command;
    const char *challenge;
    const char *yes;
    const char *then; ///< what the client does once it is in
    const char *no;
    const char *bad;
};

const Words &wordsOf(Protocol protocol)
{
    static const Words imap{"IMAP", "P1 AUTHENTICATE ", "+ ", "S: P1 OK [CAPABILITY IMAP4rev1] in\n", "", "S: P1 NO [AUTHENTICATIONFAILED] not you\n", "S: P1 BAD what?\n"};
    static const Words pop3{"POP3", "AUTH ", "+ ", "S: +OK in\n", "C: CAPA\nS: -ERR\n", "S: -ERR [AUTH] not you\n", "S: -ERR what?\n"};
    static const Words smtp{"SMTP", "AUTH ", "334 ", "S: 235 2.7.0 in\n", "", "S: 535 5.7.8 not you\n", "S: 501 5.5.0 what?\n"};
    return protocol == Protocol::Imap ? imap : protocol == Protocol::Pop3 ? pop3 : smtp;
}

QByteArray greeting(Protocol protocol, const Scene &scene)
{
    const QByteArray names = scene.offer.join(' ');
    switch (protocol) {
    case Protocol::Imap: {
        QByteArray capabilities = "IMAP4rev1 LOGINDISABLED";
        for (const QByteArray &name : scene.offer)
            capabilities += " AUTH=" + name;
        return "S: * OK [CAPABILITY " + capabilities + (scene.firstWordWithCommand ? " SASL-IR" : "") + "] hi\n";
    }
    case Protocol::Pop3: return "S: +OK hi\nC: CAPA\nS: +OK\nS: SASL " + names + "\nS: .\n";
    case Protocol::Smtp: break;
    }
    return "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250 AUTH " + names + "\n";
}

QByteArray step(const Words &words, const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const QByteArray verb = space < 0 ? line : line.first(space);
    const QByteArray rest = space < 0 ? QByteArray() : line.sliced(space + 1);
    if (verb == "auth" || verb == "auth^")
        return (verb == "auth" ? QByteArray("C: ") : QByteArray("C^ ")) + words.command + rest + '\n';
    if (verb == "ask")
        return QByteArray("S: ") + words.challenge + rest + '\n';
    if (verb == "say")
        return "C| " + rest + "\\r\\n\n";
    if (verb == "say^")
        return "C^ " + rest + '\n';
    if (verb == "cancel")
        return "C: *\n";
    if (verb == "yes")
        return QByteArray(words.yes) + words.then;
    return verb == "lie" ? words.yes : verb == "no" ? words.no : words.bad;
}

Status logInToImap(const Scene &scene, FakeStream &stream)
{
    imap::SessionOptions options;
    options.security = scene.security;
    options.credentials = scene.credentials;
    const auto session = imap::ImapSession::open(std::make_unique<BorrowedStream>(stream), std::move(options));
    return session ? Status() : Status(session.error());
}

template <class Session, class Options>
Status logInTo(const Scene &scene, FakeStream &stream)
{
    Options options;
    options.security = scene.security;
    auto session = Session::open(std::make_unique<BorrowedStream>(stream), options, {});
    return session ? (*session)->logIn(scene.credentials, {}) : Status(session.error());
}

} // namespace

QByteArray inWordsOf(Protocol protocol, const Scene &scene, const QByteArray &steps)
{
    QByteArray script = greeting(protocol, scene);
    for (const QByteArray &line : steps.split('\n')) {
        if (!line.isEmpty())
            script += step(wordsOf(protocol), line);
    }
    return script;
}

Status logIn(Protocol protocol, const Scene &scene, FakeStream &stream)
{
    if (scene.security == Security::Tls)
        stream.encrypted();
    switch (protocol) {
    case Protocol::Imap: return logInToImap(scene, stream);
    case Protocol::Pop3: return logInTo<pop3::Pop3Session, pop3::SessionOptions>(scene, stream);
    case Protocol::Smtp: break;
    }
    return logInTo<smtp::SmtpSession, smtp::SessionOptions>(scene, stream);
}

const char *nameOf(Protocol protocol)
{
    return wordsOf(protocol).name;
}

} // namespace petrel::test
