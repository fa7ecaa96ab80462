#include "app/ctl/json_values.h"
#include "app/ctl/message_listing.h"
#include "app/ctl/run_commands.h"
#include "core/base/durable_file.h"
#include "core/engine/imap/body_fetch.h"
#include "core/engine/imap/connection.h"
#include "core/engine/label_actions.h"
#include "core/engine/message_actions.h"
#include "core/engine/message_intake.h"
#include "core/mime/parsed_message.h"

namespace petrel::ctl {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

Result<QList<PlacementId>> parseIds(Session &session, const QStringList &words)
{
    QList<PlacementId> ids;
    for (const QString &word : words) {
        bool ok = false;
        const PlacementId id(word.toLongLong(&ok));
        if (!ok || id.isNull())
            return invalid(QStringLiteral("\"%1\" is no message number; petrelctl message list shows them").arg(word));
        const auto row = session.store().read([&](const store::Reader &reader) { return reader.row(id); });
        if (!row)
            return row.error().kind == ErrorKind::NotFound ? invalid(QStringLiteral("there is no message %1").arg(word)) : row.error();
        ids.append(id);
    }
    return ids;
}

/** "a, b" */
QStringList wordsOf(const QString &text)
{
    QStringList words = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &word : words)
        word = word.trimmed();
    return words;
}

Result<Flags> parseFlags(const QString &words)
{
    Flags flags;
    for (const QString &word : wordsOf(words)) {
        const auto flag = flagFromName(word);
        if (!flag)
            return invalid(QStringLiteral("there is no flag \"%1\"").arg(word));
        flags |= *flag;
    }
    return flags;
}

/** The whole message; fetched from the server when it is not here. */
Result<QByteArray> rawOf(Session &session, PlacementId id)
{
    const auto readRaw = [&]() -> Result<std::pair<MessageRow, QByteArray>> {
        return session.store().read([&](const store::Reader &reader) -> Result<std::pair<MessageRow, QByteArray>> {
            const store::MessageDetail detail = TRY(reader.detail(id));
            return std::pair(detail.row, detail.raw ? TRY(reader.blob(detail.raw)) : QByteArray());
        });
    };
    auto [row, raw] = TRY(readRaw());
    if (row.bodyState == BodyState::Full)
        return raw;
    ProgressBar bar;
    engine::PassContext context = session.context(TRY(session.account(QString::number(row.account.number()))), &bar);
    if (context.account.incomingKind == IncomingKind::Pop3)
        return makeError(ErrorKind::NotFound, QStringLiteral("the text of message %1 is not here").arg(id.number()));
    const auto imap = TRY(engine::openImap(context));
    const Status fetched = engine::fetchBody(context, *imap, id);
    imap->logout();
    TRY(fetched);
    return TRY(readRaw()).second;
}

Result<ExitCode> list(Session &session, const Arguments &arguments)
{
    const Account account = TRY(session.account(arguments.value(QStringLiteral("account"))));
    store::Page page;
    page.limit = TRY(arguments.number(QStringLiteral("limit"), 200, 0, 10'000'000));
    page.offset = TRY(arguments.number(QStringLiteral("offset"), 0, 0, 2'000'000'000));
    const QString path = arguments.value(QStringLiteral("folder"));
    const auto rows = session.store().read([&](const store::Reader &reader) -> Result<QList<MessageRow>> {
        store::ListQuery query;
        query.folder = TRY(reader.folderByPath(account.id, path)).id;
        return reader.list(query, page);
    });
    if (!rows && rows.error().kind == ErrorKind::NotFound)
        return invalid(QStringLiteral("the account \"%1\" has no folder \"%2\"").arg(account.name, path));
    TRY(printMessages(session, TRY(Result<QList<MessageRow>>(rows))));
    return Done;
}

Result<ExitCode> show(Session &session, const Arguments &arguments)
{
    const PlacementId id = TRY(parseIds(session, arguments.words)).first();
    const QByteArray raw = TRY(rawOf(session, id));
    if (arguments.has(QStringLiteral("raw"))) {
        printBytes(raw);
        return Done;
    }
    const mime::MessageContent content = engine::understand(raw);
    if (arguments.has(QStringLiteral("parts")))
        return printParts(session, engine::leafParts(raw));
    if (arguments.has(QStringLiteral("headers")))
        return printHeaders(session, content);
    if (arguments.has(QStringLiteral("html"))) {
        printBytes(content.html.toUtf8());
        return Done;
    }
    if (arguments.has(QStringLiteral("text"))) {
        printBytes(content.text.toUtf8() + (content.text.endsWith(QLatin1Char('\n')) ? "" : "\n"));
        return Done;
    }
    return printMessage(session, id, content);
}

Result<ExitCode> savePart(Session &session, const Arguments &arguments)
{
    const PlacementId id = TRY(parseIds(session, arguments.words.first(1))).first();
    const auto bytes = mime::extractPart(TRY(rawOf(session, id)), arguments.words[1].toLatin1());
    if (!bytes)
        return invalid(QStringLiteral("message %1 has no part \"%2\"").arg(arguments.words[0], arguments.words[1]));
    if (const Status created = createFileDurably(arguments.words[2], *bytes); !created) {
        const Error &error = created.error();
        return error.kind == ErrorKind::StoreFull ? error : invalid(QStringLiteral("%1 cannot be created: %2").arg(arguments.words[2], error.what));
    }
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("file"), arguments.words[2]}, {QStringLiteral("size"), bytes->size()}}));
    return Done;
}

/** Into Trash; what lies there already goes for good, as the manual says. */
Result<ExitCode> remove(Session &session, const Arguments &arguments)
{
    const QList<PlacementId> ids = TRY(parseIds(session, arguments.words));
    const auto inTrash = session.store().read([&](const store::Reader &reader) -> Result<QList<PlacementId>> {
        QList<PlacementId> found;
        for (const MessageRow &row : TRY(reader.rows(ids))) {
            if (TRY(reader.folder(row.folder)).role == FolderRole::Trash)
                found.append(row.id);
        }
        return found;
    });
    (void)TRY(engine::actOn(session.store(), TRY(Result<QList<PlacementId>>(inTrash)), engine::MessageAction::DeleteForever, {}, 0));
    QList<PlacementId> others = ids;
    others.removeIf([&](PlacementId id) { return inTrash->contains(id); });
    (void)TRY(engine::actOn(session.store(), others, engine::MessageAction::Trash, {}, 0));
    const auto expunged = session.store().write(u"expunge due", [](store::WriteTransaction &tx) {
        return tx.wishes().expungeDueLocal(Clock::nowUtc());
    });
    (void)TRY(Result<int>(expunged));
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("changed"), ids.size()}}));
    return Done;
}

/** Each message goes to the folder of its own account, unless another account is named. */
Result<ExitCode> bring(Session &session, const Arguments &arguments, engine::MessageAction how)
{
    const QList<PlacementId> ids = TRY(parseIds(session, arguments.words));
    const QString path = arguments.value(QStringLiteral("to"));
    std::optional<AccountId> account;
    if (arguments.has(QStringLiteral("to-account")))
        account = TRY(session.account(arguments.value(QStringLiteral("to-account")))).id;
    QMap<FolderId, QList<PlacementId>> byTarget;
    for (const PlacementId id : ids) {
        const auto target = session.store().read([&](const store::Reader &reader) -> Result<FolderId> {
            const AccountId own = TRY(reader.folder(TRY(reader.row(id)).folder)).account;
            return TRY(reader.folderByPath(account.value_or(own), path)).id;
        });
        if (!target)
            return target.error().kind == ErrorKind::NotFound ? invalid(QStringLiteral("there is no folder \"%1\" in that account").arg(path)) : target.error();
        byTarget[*target].append(id);
    }
    for (auto it = byTarget.cbegin(); it != byTarget.cend(); ++it)
        (void)TRY(engine::actOn(session.store(), it.value(), how, it.key(), 0));
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("changed"), ids.size()}}));
    return Done;
}

Result<ExitCode> flag(Session &session, const Arguments &arguments)
{
    const QList<PlacementId> ids = TRY(parseIds(session, arguments.words));
    const Flags set = TRY(parseFlags(arguments.value(QStringLiteral("set"))));
    const Flags clear = TRY(parseFlags(arguments.value(QStringLiteral("clear"))));
    const QStringList label = wordsOf(arguments.value(QStringLiteral("label"))), unlabel = wordsOf(arguments.value(QStringLiteral("unlabel")));
    if (!set && !clear && label.isEmpty() && unlabel.isEmpty())
        return invalid(QStringLiteral("message flag needs --set, --clear, --label or --unlabel"));
    const auto isInBoth = [&](const QString &word) { return unlabel.contains(word, Qt::CaseInsensitive); };
    if ((set & clear) || std::any_of(label.cbegin(), label.cend(), isInBoth))
        return invalid(QStringLiteral("a flag or label cannot be set and cleared at once"));
    (void)TRY(engine::changeLabels(session.store(), ids, label, unlabel)); // first: it knows what cannot be one
    (void)TRY(engine::changeFlags(session.store(), ids, set, clear));
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("changed"), ids.size()}}));
    return Done;
}

} // namespace

Result<ExitCode> runMessageCommand(Session &session, const Arguments &arguments)
{
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("list"))
        return list(session, arguments);
    if (verb == QStringLiteral("show"))
        return show(session, arguments);
    if (verb == QStringLiteral("save-part"))
        return savePart(session, arguments);
    if (verb == QStringLiteral("flag"))
        return flag(session, arguments);
    if (verb == QStringLiteral("move"))
        return bring(session, arguments, engine::MessageAction::Move);
    if (verb == QStringLiteral("copy"))
        return bring(session, arguments, engine::MessageAction::Copy);
    return remove(session, arguments);
}

} // namespace petrel::ctl
