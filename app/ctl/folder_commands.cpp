#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "core/base/clock.h"
#include "core/engine/folder_actions.h"

namespace petrel::ctl {

namespace {

/** An account and its folder of that path. */
struct Named
{
    Account account;
    FolderRow folder;
};

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

Result<FolderRow> folderAt(Session &session, const Account &account, const QString &path)
{
    auto folder = session.store().read([&](const store::Reader &reader) { return reader.folderByPath(account.id, path); });
    if (!folder && folder.error().kind == ErrorKind::NotFound)
        return invalid(QStringLiteral("the account \"%1\" has no folder \"%2\"").arg(account.name, path));
    return folder;
}

Result<Named> named(Session &session, const Arguments &arguments)
{
    Named named;
    named.account = TRY(session.account(arguments.value(QStringLiteral("account"))));
    named.folder = TRY(folderAt(session, named.account, arguments.words.first()));
    return named;
}

/** The folder as it is shown now. */
Result<ExitCode> printFolder(Session &session, const Account &account, FolderId id)
{
    if (session.json()) {
        const FolderRow row = TRY(session.store().read([&](const store::Reader &reader) { return reader.folder(id); }));
        printJson(QJsonDocument(toJson(row, account.name)));
    }
    return Done;
}

Result<ExitCode> printChanged(Session &session, qsizetype count)
{
    if (session.json())
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("changed"), count}}));
    return Done;
}

Result<ExitCode> list(Session &session, const Arguments &arguments)
{
    QHash<AccountId, QString> names;
    QList<FolderRow> rows;
    for (const Account &account : TRY(session.accounts(arguments))) {
        names.insert(account.id, account.name);
        rows += TRY(session.store().read([&](const store::Reader &reader) { return reader.folders(account.id, store::Reader::Counts::All); }));
    }
    if (session.json()) {
        QJsonArray array;
        for (const FolderRow &row : rows)
            array.append(toJson(row, names.value(row.account)));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("ACCOUNT"), QStringLiteral("FOLDER"), QStringLiteral("ROLE"), QStringLiteral("UNREAD"), QStringLiteral("HERE"), QStringLiteral("AT SERVER")});
    for (const FolderRow &row : rows) {
        table.add({names.value(row.account), row.path, roleName(row.role), QString::number(row.unread), QString::number(row.total),
                   row.kind == FolderKind::Local ? QStringLiteral("-") : QString::number(row.serverTotal)});
    }
    table.print();
    return Done;
}

/** "Trips/2026" is made in Trips, which must be there. */
Result<ExitCode> create(Session &session, const Arguments &arguments)
{
    const Account account = TRY(session.account(arguments.value(QStringLiteral("account"))));
    const QString path = arguments.words.first();
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    FolderId parent;
    if (slash >= 0)
        parent = TRY(folderAt(session, account, path.left(slash))).id;
    const engine::MadeFolder made = TRY(engine::createFolder(session.store(), account.id, parent, path.mid(slash + 1)));
    return printFolder(session, account, made.folder);
}

Result<ExitCode> rename(Session &session, const Arguments &arguments)
{
    const Named one = TRY(named(session, arguments));
    (void)TRY(engine::renameFolder(session.store(), one.folder.id, arguments.words[1]));
    return printFolder(session, one.account, one.folder.id);
}

Result<ExitCode> move(Session &session, const Arguments &arguments)
{
    const Named one = TRY(named(session, arguments));
    FolderId parent;
    if (arguments.has(QStringLiteral("to")))
        parent = TRY(folderAt(session, one.account, arguments.value(QStringLiteral("to")))).id;
    (void)TRY(engine::moveFolder(session.store(), one.folder.id, parent));
    return printFolder(session, one.account, one.folder.id);
}

Result<ExitCode> remove(Session &session, const Arguments &arguments)
{
    const Named one = TRY(named(session, arguments));
    const bool forGood = arguments.has(QStringLiteral("for-good"));
    (void)TRY(engine::deleteFolder(session.store(), one.folder.id, forGood ? engine::FolderDeletion::ForGood : engine::FolderDeletion::ToTrash, 0));
    if (!forGood)
        return printFolder(session, one.account, one.folder.id);
    (void)TRY(session.store().write(u"folders due", [](store::WriteTransaction &tx) { return tx.folderWishes().removeDueLocal(Clock::nowUtc()); }));
    return printChanged(session, 1);
}

Result<ExitCode> subscribe(Session &session, const Arguments &arguments)
{
    const Named one = TRY(named(session, arguments));
    (void)TRY(engine::setSubscribed(session.store(), one.folder.id, !arguments.has(QStringLiteral("off"))));
    return printFolder(session, one.account, one.folder.id);
}

/** What is in these two was thrown away once already. */
Result<ExitCode> empty(Session &session, const Arguments &arguments)
{
    const Named one = TRY(named(session, arguments));
    if (one.folder.role != FolderRole::Trash && one.folder.role != FolderRole::Junk)
        return invalid(QStringLiteral("only Trash and Junk can be emptied; petrelctl message delete takes messages from anywhere"));
    const engine::UndoRecord emptied = TRY(engine::emptyFolder(session.store(), one.folder.id, 0));
    return printChanged(session, emptied.moved.size());
}

} // namespace

Result<ExitCode> runFolderCommand(Session &session, const Arguments &arguments)
{
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("create"))
        return create(session, arguments);
    if (verb == QStringLiteral("rename"))
        return rename(session, arguments);
    if (verb == QStringLiteral("move"))
        return move(session, arguments);
    if (verb == QStringLiteral("delete"))
        return remove(session, arguments);
    if (verb == QStringLiteral("subscribe"))
        return subscribe(session, arguments);
    if (verb == QStringLiteral("empty"))
        return empty(session, arguments);
    return list(session, arguments);
}

} // namespace petrel::ctl
