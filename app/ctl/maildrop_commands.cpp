#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "core/engine/pop3/maildrop_listing.h"
#include "core/engine/pop3/maildrop_pass.h"

#include <QElapsedTimer>

#include <algorithm>

namespace petrel::ctl {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

QString hereName(MaildropEntry::Here here)
{
    switch (here) {
    case MaildropEntry::Here::Nothing: return QStringLiteral("nothing");
    case MaildropEntry::Here::Header: return QStringLiteral("header");
    case MaildropEntry::Here::Whole: return QStringLiteral("whole");
    case MaildropEntry::Here::Deleted: break;
    }
    return QStringLiteral("deleted");
}

QJsonObject toJson(const MaildropEntry &entry)
{
    return {{QStringLiteral("uidl"), QString::fromUtf8(entry.uidl)},
            {QStringLiteral("from"), entry.from.email},
            {QStringLiteral("subject"), entry.subject},
            {QStringLiteral("date"), isoTime(entry.date)},
            {QStringLiteral("size"), static_cast<qint64>(entry.size)},
            {QStringLiteral("here"), hereName(entry.here)}};
}

Result<ExitCode> list(Session &session, engine::PassContext &context)
{
    const QList<MaildropEntry> entries = TRY(engine::listMaildrop(context));
    if (session.json()) {
        QJsonArray array;
        for (const MaildropEntry &entry : entries)
            array.append(toJson(entry));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("UIDL"), QStringLiteral("HERE"), QStringLiteral("SIZE"), QStringLiteral("FROM"), QStringLiteral("SUBJECT")});
    for (const MaildropEntry &entry : entries)
        table.add({QString::fromUtf8(entry.uidl), hereName(entry.here), QString::number(entry.size), entry.from.email, entry.subject});
    table.print();
    return Done;
}

/** The entries of these ids, all of which must be there. */
Result<QList<MaildropEntry>> chosen(const QList<MaildropEntry> &entries, const QStringList &uidls)
{
    QList<MaildropEntry> found;
    for (const QString &uidl : uidls) {
        const QByteArray wanted = uidl.toUtf8();
        const auto entry = std::find_if(entries.cbegin(), entries.cend(), [&](const MaildropEntry &one) { return !wanted.isEmpty() && one.uidl == wanted; });
        if (entry == entries.cend())
            return invalid(QStringLiteral("the server lists no message \"%1\"").arg(uidl));
        found.append(*entry);
    }
    return found;
}

Result<ExitCode> carryOut(Session &session, engine::PassContext &context, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish)
{
    QElapsedTimer timer;
    timer.start();
    (void)TRY(engine::wishFromMaildrop(session.store(), context.account.id, entries, wish));
    TRY(engine::MaildropPass(context).run());
    if (session.json())
        printJson(QJsonDocument(ctl::toJson(context.report, static_cast<double>(timer.elapsed()) / 1000)));
    return context.report.leftSomething() ? InPart : Done;
}

} // namespace

Result<ExitCode> runMaildropCommand(Session &session, const Arguments &arguments)
{
    const Account account = TRY(session.account(arguments.value(QStringLiteral("account"))));
    if (account.incomingKind != IncomingKind::Pop3)
        return invalid(QStringLiteral("the account \"%1\" is no POP3 account: all its mail is in its folders").arg(account.name));
    engine::PassContext context = session.context(account, nullptr);
    if (arguments.command == QStringLiteral("maildrop list"))
        return list(session, context);
    const QList<MaildropEntry> entries = TRY(chosen(TRY(engine::listMaildrop(context)), arguments.words));
    if (arguments.command == QStringLiteral("maildrop fetch"))
        return carryOut(session, context, entries, MaildropEntry::Wish::Fetch);
    const bool isAllHere = std::all_of(entries.cbegin(), entries.cend(), [](const MaildropEntry &entry) { return entry.here == MaildropEntry::Here::Whole; });
    if (!isAllHere && !arguments.has(QStringLiteral("for-good")))
        return invalid(QStringLiteral("some of these messages are not wholly here: there is no way back. Say --for-good to delete them all the same"));
    return carryOut(session, context, entries, MaildropEntry::Wish::Delete);
}

} // namespace petrel::ctl
