#include "app/ctl/session.h"

#include "app/ctl/given_passwords.h"
#include "app/ctl/interruption.h"
#include "app/ctl/output.h"
#include "app/ctl/secrets_on_demand.h"
#include "app/shared/paths.h"

namespace petrel::ctl {

namespace {

QString describeTask(engine::AccountStatus::Task task, const QString &folder)
{
    using Task = engine::AccountStatus::Task;
    switch (task) {
    case Task::ListingFolders: return QStringLiteral("folders");
    case Task::Headers: return folder;
    case Task::Bodies: return QStringLiteral("texts of ") + folder;
    case Task::Pushing: return QStringLiteral("changes");
    case Task::Fetching: return QStringLiteral("messages");
    case Task::Sending: return QStringLiteral("sending");
    case Task::None: return {};
    }
    return {};
}

/** "Home (ada@example.org)" whose password has this key; empty for any other, and where sending looks for its own before the common one. */
QString ownerOf(store::Store &store, const QByteArray &key)
{
    const auto accounts = store.read([](const store::Reader &reader) { return reader.accounts(); });
    if (!accounts)
        return {};
    for (const Account &account : *accounts) {
        if (account.incomingSecret() == key || (account.outgoingSecret() == key && !account.signsInOnce()))
            return QStringLiteral("%1 (%2)").arg(account.name, account.address.email);
    }
    return {};
}

} // namespace

Status Session::rememberSecretsMode() const
{
    return m_chosenMode ? app::rememberSecretsMode(m_profile, *m_chosenMode) : Status();
}

StopToken Session::stop()
{
    return Interruption::token();
}

Result<std::unique_ptr<Session>> Session::open(const Arguments &arguments)
{
    const QString profile = arguments.global.value(QStringLiteral("profile"), app::defaultProfileDir());
    if (profile.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("--profile names no directory"));
    std::unique_ptr<Session> session(new Session);
    session->m_json = arguments.global.contains(QStringLiteral("json"));
    session->m_profile = profile;
    session->m_store = TRY(store::Store::open(profile));
    // What was between the final dot and its answer when the last run ended is told, not sent again.
    (void)TRY(session->m_store->write(u"after restart", [](store::WriteTransaction &tx) { return tx.outbox().markInterruptedAsUncertain(); }));

    app::SecretsMode mode = app::rememberedSecretsMode(profile);
    if (const QString name = arguments.global.value(QStringLiteral("secrets")); !name.isNull()) {
        const auto chosen = app::secretsModeFromName(name);
        if (!chosen)
            return makeError(ErrorKind::Invalid, QStringLiteral("--secrets wants memory, keychain or file, not \"%1\"").arg(name));
        session->m_chosenMode = mode = *chosen;
    }
    auto kept = std::make_shared<SecretsOnDemand>([profile, mode] { return app::openSecrets(profile, mode, app::passphraseFromEnvironment()); });
    // `account add` reads the password itself, and keeps it.
    const bool given = arguments.has(QStringLiteral("password-stdin")) && arguments.command != QStringLiteral("account add");
    if (given && arguments.words.contains(QStringLiteral("-")))
        return makeError(ErrorKind::Invalid, QStringLiteral("standard input cannot hold both the password and the message: name a file"));
    session->m_secrets = std::make_shared<GivenPasswords>(std::move(kept), given ? GivenPasswords::Source::StandardInput : GivenPasswords::Source::Terminal,
                                                          [store = session->m_store.get()](const QByteArray &key) { return ownerOf(*store, key); });
    session->m_around.reset(new engine::Surroundings{*session->m_store, *session->m_secrets, session->m_connector});
    return session;
}

Result<Account> Session::account(const QString &nameOrNumber)
{
    const QList<Account> all = TRY(m_store->read([](const store::Reader &reader) { return reader.accounts(); }));
    if (nameOrNumber.isNull()) {
        if (all.size() == 1)
            return all.first();
        return makeError(ErrorKind::Invalid, all.isEmpty() ? QStringLiteral("there is no account yet; add one with: petrelctl account add")
                                                           : QStringLiteral("several accounts: say which with --account"));
    }
    for (const Account &account : all) {
        if (account.name.compare(nameOrNumber, Qt::CaseInsensitive) == 0)
            return account;
    }
    for (const Account &account : all) {
        if (account.address.email.compare(nameOrNumber, Qt::CaseInsensitive) == 0 || QString::number(account.id.number()) == nameOrNumber)
            return account;
    }
    return makeError(ErrorKind::Invalid, QStringLiteral("there is no account \"%1\"").arg(nameOrNumber));
}

Result<QList<Account>> Session::accounts(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("account")))
        return QList<Account>{TRY(account(arguments.value(QStringLiteral("account"))))};
    return m_store->read([](const store::Reader &reader) { return reader.accounts(); });
}

engine::PassContext Session::context(const Account &account, ProgressBar *bar)
{
    engine::PassContext context{*m_around, account, stop(), std::make_shared<net::Transcript>(), {}, {}};
    if (bar) {
        context.progress = [bar, name = account.name](engine::AccountStatus::Task task, const QString &folder, qint64 done, qint64 total) {
            bar->show(name + QStringLiteral(": ") + describeTask(task, folder), done, total);
        };
    }
    context.serverSays = [name = account.name](const QString &words) {
        complain(QStringLiteral("The server of %1 says: %2").arg(name, words));
    };
    context.labelsStayHere = [name = account.name](const QString &folder) {
        complain(QStringLiteral("The server of %1 takes no labels in %2: they stay on this computer.").arg(name, folder));
    };
    return context;
}

} // namespace petrel::ctl
