#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "app/ctl/sign_in_options.h"
#include "core/engine/account_keeping.h"
#include "core/engine/account_test.h"
#include "core/engine/sign_in.h"
#include "core/model/delivery.h"

#include <QFile>

#include <limits>

namespace petrel::ctl {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

Result<Pop3ServerCopy> parseServerCopy(const QString &word)
{
    Pop3ServerCopy copy;
    if (word.isNull() || word == QStringLiteral("after-download"))
        return copy;
    if (word == QStringLiteral("never")) {
        copy.rule = Pop3ServerCopy::Rule::Keep;
        return copy;
    }
    if (word == QStringLiteral("with-local")) {
        copy.rule = Pop3ServerCopy::Rule::DeleteWithLocal;
        return copy;
    }
    bool ok = false;
    copy.days = word.startsWith(QStringLiteral("days=")) ? word.mid(5).toInt(&ok) : 0;
    if (!ok || copy.days < 1 || copy.days > 3650)
        return invalid(QStringLiteral("--pop3-delete wants after-download, never, days=N (1 to 3650) or with-local, not \"%1\"").arg(word));
    copy.rule = Pop3ServerCopy::Rule::DeleteAfterDays;
    return copy;
}

Result<Security> parseSecurity(const QString &option, const QString &word)
{
    const auto security = securityFromName(word);
    if (!security)
        return invalid(QStringLiteral("--%1 wants tls, starttls or none, not \"%2\"").arg(option, word));
    return *security;
}

Result<QByteArray> readCaFile(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray pem = file.read(4 * 1024 * 1024);
    if (!pem.contains("-----BEGIN CERTIFICATE-----"))
        return invalid(QStringLiteral("%1 holds no certificate in PEM form").arg(path));
    return pem;
}

/** As the window shows it, and as openssl prints it: 64 hexadecimal digits, in any case, with colons or without. */
Result<QByteArray> parsePin(const Arguments &arguments, const QString &option)
{
    if (!arguments.has(option))
        return QByteArray();
    const QByteArray digits = arguments.value(option).toLatin1().replace(':', "").toLower();
    const QByteArray digest = QByteArray::fromHex(digits);
    if (digest.size() != 32 || digest.toHex() != digits)
        return invalid(QStringLiteral("--%1 wants the 64 hexadecimal digits of a SHA-256 fingerprint").arg(option));
    return digest;
}

Result<PartialRefusal> parsePartialRefusal(const QString &word)
{
    if (word == QStringLiteral("rest"))
        return PartialRefusal::SendToTheRest;
    if (word == QStringLiteral("nobody"))
        return PartialRefusal::SendToNobody;
    return invalid(QStringLiteral("--partial-refusal wants rest or nobody, not \"%1\"").arg(word));
}

Result<SentCopies> parseSentCopies(const QString &word)
{
    if (word == QStringLiteral("learn"))
        return SentCopies::Learn;
    if (word == QStringLiteral("server"))
        return SentCopies::ServerFiles;
    if (word == QStringLiteral("petrel"))
        return SentCopies::WeFile;
    return invalid(QStringLiteral("--sent-copies wants learn, server or petrel, not \"%1\"").arg(word));
}

/** Of those that are given; the others stay as they are. */
Status takeSendingHabits(Account &account, const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("partial-refusal")))
        account.partialRefusal = TRY(parsePartialRefusal(arguments.value(QStringLiteral("partial-refusal"))));
    if (arguments.has(QStringLiteral("sent-copies")))
        account.sentCopies = TRY(parseSentCopies(arguments.value(QStringLiteral("sent-copies"))));
    return {};
}

Result<Account> accountFrom(const Arguments &arguments)
{
    const auto value = [&](const char *option) { return arguments.value(QString::fromLatin1(option)); };
    Account account;
    account.name = value("name");
    account.address = {arguments.has(QStringLiteral("person")) ? value("person") : account.name, value("email")};
    if (value("incoming") == QStringLiteral("imap"))
        account.incomingKind = IncomingKind::Imap;
    else if (value("incoming") == QStringLiteral("pop3"))
        account.incomingKind = IncomingKind::Pop3;
    else
        return invalid(QStringLiteral("--incoming wants imap or pop3, not \"%1\"").arg(value("incoming")));
    account.incoming.host = value("host");
    account.incoming.port = static_cast<quint16>(TRY(arguments.number(QStringLiteral("port"), 0, 1, 65535)));
    account.incoming.security = TRY(parseSecurity(QStringLiteral("security"), value("security")));
    account.incoming.user = value("user");
    account.outgoing.host = value("smtp-host");
    account.outgoing.port = static_cast<quint16>(TRY(arguments.number(QStringLiteral("smtp-port"), 0, 1, 65535)));
    account.outgoing.security = TRY(parseSecurity(QStringLiteral("smtp-security"), value("smtp-security")));
    account.outgoing.user = value("smtp-user");
    account.incoming.caPem = account.outgoing.caPem = TRY(readCaFile(value("ca-file")));
    account.incoming.pinnedSha256 = TRY(parsePin(arguments, QStringLiteral("pin-sha256")));
    account.outgoing.pinnedSha256 = TRY(parsePin(arguments, QStringLiteral("smtp-pin-sha256")));
    for (const char *option : {"pop3-delete", "pop3-whole"}) {
        if (arguments.has(QString::fromLatin1(option)) && account.incomingKind != IncomingKind::Pop3)
            return invalid(QStringLiteral("--%1 is for --incoming pop3; an IMAP server keeps the mail").arg(QLatin1String(option)));
    }
    account.pop3ServerCopy = TRY(parseServerCopy(arguments.options.value(QStringLiteral("pop3-delete"))));
    account.pop3ServerCopy.headerOnlyAbove = TRY(arguments.number(QStringLiteral("pop3-whole"), 0, 1, std::numeric_limits<int>::max()));
    TRY(takeSendingHabits(account, arguments));
    TRY(engine::checkAccount(account));
    return account;
}

/** Where new mail of a POP3 account is put; null: its own inbox. */
Result<QJsonValue> deliveryJson(Session &session, const Account &account)
{
    if (!account.deliverTo)
        return QJsonValue();
    return session.store().read([&](const store::Reader &reader) -> Result<QJsonValue> {
        const auto folder = deliveryFolderOf(account, TRY(reader.folders()));
        if (!folder)
            return QJsonValue();
        return QJsonValue(QJsonObject{{QStringLiteral("account"), TRY(reader.account(folder->account)).name}, {QStringLiteral("folder"), folder->path}});
    });
}

Result<QJsonObject> describedInFull(Session &session, const Account &account)
{
    QJsonObject object = toJson(account);
    if (account.incomingKind == IncomingKind::Pop3)
        object.insert(QStringLiteral("deliverTo"), TRY(deliveryJson(session, account)));
    return object;
}

/** What a refused certificate is called, for who can compare it and wants to trust just this one. */
void tellFingerprints(Session &session, const Account &account)
{
    for (const ServerSettings *server : {&account.incoming, &account.outgoing}) {
        const auto refused = session.around().rejected->of(server->host, server->port);
        if (refused && refused->mayBePinned())
            complain(QStringLiteral("The certificate of %1 port %2 has the SHA-256 fingerprint %3. If whoever runs the server confirms it, trust just this one with --%4.")
                         .arg(server->host).arg(server->port).arg(QString::fromLatin1(refused->sha256.toHex(':').toUpper()),
                              server == &account.incoming ? QStringLiteral("pin-sha256") : QStringLiteral("smtp-pin-sha256")));
    }
}

Result<ExitCode> add(Session &session, const Arguments &arguments)
{
    engine::AccountDraft draft;
    draft.account = TRY(accountFrom(arguments));
    TRY(takeSignInOptions(arguments, draft));
    if (draft.account.signIn.way == SignInWay::OAuth)
        draft.signedIn = TRY(signInAtTerminal(session, arguments, draft));
    if (!arguments.has(QStringLiteral("no-test"))) {
        engine::PassContext context = session.context(draft.account, nullptr);
        const Status tested = engine::testAccount(context, draft, {});
        if (!tested && tested.error().kind == ErrorKind::Tls)
            tellFingerprints(session, draft.account);
        TRY(Status(tested));
    }
    const AccountId id = TRY(engine::keepAccount(session.around(), draft, Session::stop()));
    // Only who makes an account chooses for the window, too; a look at the outbox changes nothing.
    TRY(session.rememberSecretsMode());
    const Account kept = TRY(session.store().read([&](const store::Reader &reader) { return reader.account(id); }));
    if (session.json())
        printJson(QJsonDocument(TRY(describedInFull(session, kept))));
    else
        printLine(QStringLiteral("Account %1 \"%2\" added.").arg(id.number()).arg(kept.name));
    return Done;
}

Result<ExitCode> list(Session &session)
{
    const QList<Account> accounts = TRY(session.store().read([](const store::Reader &reader) { return reader.accounts(); }));
    if (session.json()) {
        QJsonArray array;
        for (const Account &account : accounts)
            array.append(TRY(describedInFull(session, account)));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("ID"), QStringLiteral("NAME"), QStringLiteral("ADDRESS"), QStringLiteral("RECEIVES BY"), QStringLiteral("FROM"), QStringLiteral("SENDS BY")});
    for (const Account &account : accounts) {
        table.add({QString::number(account.id.number()), account.name, account.address.email,
                   account.incomingKind == IncomingKind::Imap ? QStringLiteral("IMAP") : QStringLiteral("POP3"),
                   QStringLiteral("%1:%2 %3").arg(account.incoming.host).arg(account.incoming.port).arg(securityName(account.incoming.security)),
                   QStringLiteral("%1:%2 %3").arg(account.outgoing.host).arg(account.outgoing.port).arg(securityName(account.outgoing.security))});
    }
    table.print();
    return Done;
}

/** Without --to-account: into its own inbox again. */
Result<ExitCode> deliver(Session &session, const Arguments &arguments)
{
    engine::AccountDraft draft;
    draft.account = TRY(session.account(arguments.words.first()));
    draft.account.deliverTo = {};
    if (arguments.has(QStringLiteral("to-account"))) {
        const Account target = TRY(session.account(arguments.value(QStringLiteral("to-account"))));
        const QString path = arguments.has(QStringLiteral("to")) ? arguments.value(QStringLiteral("to")) : QStringLiteral("INBOX");
        const Result<FolderRow> folder = session.store().read([&](const store::Reader &reader) { return reader.folderByPath(target.id, path); });
        if (!folder && folder.error().kind == ErrorKind::NotFound)
            return invalid(QStringLiteral("the account \"%1\" has no folder \"%2\"").arg(target.name, path));
        draft.account.deliverTo = TRY(Result<FolderRow>(folder)).id;
    } else if (arguments.has(QStringLiteral("to"))) {
        return invalid(QStringLiteral("--to names a folder of another account: say which one with --to-account"));
    }
    TRY(engine::changeAccount(session.around(), draft, Session::stop()));
    const QJsonObject now = TRY(describedInFull(session, TRY(session.account(arguments.words.first()))));
    if (session.json()) {
        printJson(QJsonDocument(now));
        return Done;
    }
    const QJsonObject place = now.value(QStringLiteral("deliverTo")).toObject();
    printLine(place.isEmpty() ? QStringLiteral("New mail of \"%1\" is put into its own inbox.").arg(draft.account.name)
                              : QStringLiteral("New mail of \"%1\" is put into %2 of \"%3\".").arg(draft.account.name, place.value(QStringLiteral("folder")).toString(), place.value(QStringLiteral("account")).toString()));
    return Done;
}

/** How the account sends from now on; without an option only how it does. */
Result<ExitCode> sending(Session &session, const Arguments &arguments)
{
    engine::AccountDraft draft;
    draft.account = TRY(session.account(arguments.words.first()));
    const Account before = draft.account;
    TRY(takeSendingHabits(draft.account, arguments));
    if (draft.account != before)
        TRY(engine::changeAccount(session.around(), draft, Session::stop()));
    if (session.json()) {
        printJson(QJsonDocument(TRY(describedInFull(session, draft.account))));
        return Done;
    }
    printLine(draft.account.partialRefusal == PartialRefusal::SendToNobody ? QStringLiteral("What the server does not take for all recipients is sent to nobody.")
                                                                             : QStringLiteral("What the server does not take for all recipients is sent to the rest."));
    printLine(draft.account.sentCopies == SentCopies::Learn         ? QStringLiteral("Whether the server files copies in Sent itself is found out.")
              : draft.account.sentCopies == SentCopies::ServerFiles ? QStringLiteral("The server files copies in Sent.")
                                                                    : QStringLiteral("Petrel files copies in Sent."));
    return Done;
}

QString sideName(engine::TestStep::Side side)
{
    return side == engine::TestStep::Side::Receiving ? QStringLiteral("receiving") : QStringLiteral("sending");
}

Result<ExitCode> test(Session &session, const Arguments &arguments)
{
    const Account account = TRY(session.account(arguments.words.first()));
    engine::PassContext context = session.context(account, nullptr);
    QJsonArray sides;
    engine::AccountDraft draft;
    draft.account = account;
    const Status tested = engine::testAccount(context, draft, [&](const engine::TestStep &step) {
        const bool ready = step.what == engine::TestStep::What::Ready && step.state == engine::TestStep::State::Done;
        if (!ready && step.state != engine::TestStep::State::Failed)
            return;
        QJsonObject side{{QStringLiteral("side"), sideName(step.side)}, {QStringLiteral("ok"), ready}};
        if (step.error)
            side.insert(QStringLiteral("error"), toJson(*step.error));
        sides.insert(step.side == engine::TestStep::Side::Receiving ? 0 : sides.size(), side); // whichever is through first
        if (!session.json())
            printLine(sideName(step.side) + (ready ? QStringLiteral(": works") : QStringLiteral(": ") + describe(*step.error)));
    });
    if (session.json())
        printJson(QJsonDocument(sides));
    if (!tested)
        return exitCodeOf(tested.error());
    return Done;
}

/** Anew, or for the first time where the grant ended. */
Result<ExitCode> signIn(Session &session, const Arguments &arguments)
{
    engine::AccountDraft draft;
    draft.account = TRY(session.account(arguments.words.first()));
    if (draft.account.signIn.way != SignInWay::OAuth)
        return invalid(QStringLiteral("account \"%1\" does not sign in at an issuer").arg(draft.account.name));
    const SignedIn signedIn = TRY(signInAtTerminal(session, arguments, draft));
    TRY(engine::keepGrant(session.around(), draft.account, signedIn, Session::stop()));
    if (session.json())
        printJson(QJsonDocument(TRY(describedInFull(session, draft.account))));
    else
        printLine(QStringLiteral("Account \"%1\" is signed in.").arg(draft.account.name));
    return Done;
}

} // namespace

Result<ExitCode> runAccountCommand(Session &session, const Arguments &arguments)
{
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("add"))
        return add(session, arguments);
    if (verb == QStringLiteral("list"))
        return list(session);
    if (verb == QStringLiteral("deliver"))
        return deliver(session, arguments);
    if (verb == QStringLiteral("sending"))
        return sending(session, arguments);
    if (verb == QStringLiteral("test"))
        return test(session, arguments);
    if (verb == QStringLiteral("sign-in"))
        return signIn(session, arguments);
    const Account account = TRY(session.account(arguments.words.first()));
    TRY(engine::dropAccount(session.around(), account.id, Session::stop()));
    TRY(session.store().sweep(Session::stop()));
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("removed"), qint64(account.id.number())}}));
    else
        printLine(QStringLiteral("Account \"%1\" and its mail here are removed. Nothing was changed at the server.").arg(account.name));
    return Done;
}

} // namespace petrel::ctl
