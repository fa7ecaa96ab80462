// Sends what it is told as the composer would: the letters come as JSON on the standard input, each goes through the outbox to the submission
// server on this port of the loopback. Who looks at what arrives is another program, see wire_test.py.
//
//     send_letters PROFILE PORT < letters.json
#include "core/engine/account_keeping.h"
#include "core/engine/send/outgoing.h"
#include "core/engine/send/submission.h"
#include "core/secrets/memory_secret_store.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>

using namespace petrel;

namespace {

Address addressIn(const QJsonValue &value)
{
    return {value[QLatin1String("name")].toString(), value[QLatin1String("email")].toString()};
}

AddressList addressesIn(const QJsonValue &value)
{
    AddressList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        list.append(addressIn(one));
    return list;
}

QList<mime::OutgoingFile> filesIn(const QJsonValue &value)
{
    QList<mime::OutgoingFile> files;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        files.append({one[QLatin1String("name")].toString(), one[QLatin1String("type")].toString().toLatin1(),
                      QByteArray::fromBase64(one[QLatin1String("base64")].toString().toLatin1()), one[QLatin1String("cid")].toString().toLatin1()});
    }
    return files;
}

mime::OutgoingMessage messageIn(const QJsonValue &letter)
{
    mime::OutgoingMessage message;
    message.from = addressIn(letter[QLatin1String("from")]);
    message.to = addressesIn(letter[QLatin1String("to")]);
    message.cc = addressesIn(letter[QLatin1String("cc")]);
    message.bcc = addressesIn(letter[QLatin1String("bcc")]);
    message.replyTo = addressesIn(letter[QLatin1String("replyTo")]);
    message.subject = letter[QLatin1String("subject")].toString();
    message.text = letter[QLatin1String("text")].toString();
    message.html = letter[QLatin1String("html")].toString();
    message.attachments = filesIn(letter[QLatin1String("attachments")]);
    message.inlinePictures = filesIn(letter[QLatin1String("pictures")]);
    message.inReplyTo = letter[QLatin1String("inReplyTo")].toString().toLatin1();
    if (!message.inReplyTo.isEmpty())
        message.references = {message.inReplyTo};
    return message;
}

/** POP3: the copies in Sent stay here, and no second server is needed. */
Result<Account> keptAccount(engine::Surroundings &around, quint16 port)
{
    engine::AccountDraft draft;
    draft.account.name = QStringLiteral("Sent from here");
    draft.account.address = {QStringLiteral("Ada"), QStringLiteral("ada@petrel.example")};
    draft.account.incomingKind = IncomingKind::Pop3;
    draft.account.outgoing = {QStringLiteral("127.0.0.1"), port, Security::None, QStringLiteral("ada@petrel.example"), {}};
    draft.account.incoming = draft.account.outgoing;
    draft.incomingPassword = Secret(QByteArray("tell nobody"));
    const AccountId id = TRY(engine::keepAccount(around, draft, {}));
    return around.store.read([&](const store::Reader &reader) { return reader.account(id); });
}

Status obey(const QString &profile, quint16 port, const QJsonArray &letters)
{
    const auto store = TRY(store::Store::open(profile));
    secrets::MemorySecretStore passwords;
    net::NetworkConnector connector;
    engine::Surroundings around{*store, passwords, connector};
    const Account account = TRY(keptAccount(around, port));
    for (const QJsonValue &letter : letters)
        (void)TRY(engine::queueMessage(*store, account, messageIn(letter)));
    engine::PassContext context{around, account, {}, std::make_shared<net::Transcript>(), {}, {}};
    TRY(engine::Submission(context).sendDue());
    if (context.report.sent != letters.size())
        return makeError(ErrorKind::Refused, QStringLiteral("%1 of %2 were sent").arg(context.report.sent).arg(letters.size()));
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    QFile input;
    if (words.size() != 3 || !input.open(stdin, QIODevice::ReadOnly)) {
        std::cerr << "send_letters PROFILE PORT < letters.json\n";
        return 2;
    }
    const Status done = obey(words[1], words[2].toUShort(), QJsonDocument::fromJson(input.readAll()).array());
    if (!done)
        std::cerr << describe(done.error()).toStdString() << '\n';
    return done ? 0 : 1;
}
