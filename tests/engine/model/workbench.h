#pragma once

#include "core/engine/imap/account_pass.h"
#include "core/engine/imap/connection.h"
#include "core/engine/pass_context.h"
#include "core/engine/pop3/maildrop_pass.h"
#include "core/engine/send/submission.h"
#include "core/secrets/memory_secret_store.h"
#include "core/store/sqlite/database.h"
#include "core/store/store.h"
#include "tests/engine/model/model_imap.h"
#include "tests/engine/model/model_pop3.h"
#include "tests/engine/model/model_smtp.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <filesystem>

/** The value of a Result, or the end of the program with the error in words. */
#define MUST(...) \
    __extension__({ \
        auto mustResult = (__VA_ARGS__); \
        if (!mustResult.ok()) \
            qFatal("%s:%d: %s", __FILE__, __LINE__, qPrintable(petrel::describe(mustResult.error()))); \
        std::move(mustResult).value(); \
    })
/** The same for a Status. */
#define MUST_DO(...) \
    do { \
        const petrel::Status mustStatus = (__VA_ARGS__); \
        if (!mustStatus.ok()) \
            qFatal("%s:%d: %s", __FILE__, __LINE__, qPrintable(petrel::describe(mustStatus.error()))); \
    } while (false)

namespace petrel::test {

/** Hours may pass without waiting for them. Installed while it lives. */
class MovedClock final : public Clock
{
public:
    MovedClock() : m_former(Clock::replace(this)) {}
    ~MovedClock() override { Clock::replace(m_former); }
    [[nodiscard]] QDateTime wall() const override { return Clock::wall().addSecs(m_seconds); }
    void pass(std::int64_t seconds) { m_seconds += seconds; }

private:
    const Clock *m_former;
    std::atomic<std::int64_t> m_seconds = 0; ///< workers look at it
};

/** In memory where there is such a place: hundreds of profiles are made, and none has to outlive a power cut. */
inline QString roomForProfiles()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/petrel-engine-XXXXXX");
}

/** A real profile with one account, and the model servers it speaks to: IMAP or POP3 at port 1, submission at port 2; at port 3 is another IMAP server, at port 4 another maildrop. */
class Workbench
{
public:
    explicit Workbench(IncomingKind kind, Pop3ServerCopy copy = {}) : store(MUST(store::Store::open(directory.filePath(QStringLiteral("profile")))))
    {
        Account account;
        account.name = QStringLiteral("Home");
        account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        account.incomingKind = kind;
        account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("ada"), {}};
        account.outgoing = {QStringLiteral("localhost"), 2, Security::Tls, {}, {}};
        account.secretKey = "home";
        account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        account.pop3ServerCopy = copy;
        account.sentCopies = SentCopies::WeFile; // as the model server needs it; how that is learned has a test of its own
        account.id = MUST(store->write(u"test", [&](store::WriteTransaction &tx) -> Result<AccountId> {
            const AccountId id = TRY(tx.accounts().insert(account));
            if (kind == IncomingKind::Pop3)
                TRY(tx.folders().ensureLocalFolders(id));
            return id;
        }));
        this->account = account;
        keepPasswords();
        around.emplace(engine::Surroundings{*store, secrets, connector});
    }

    /** For the servers the account has now. */
    void keepPasswords() { MUST_DO(secrets.write(account.incomingSecret(), Secret(QByteArray("secret")), Deadline::never(), {})); }

    /** The program ended, however it did, and starts again. */
    void restart()
    {
        around.reset();
        store.reset();
        store = MUST(store::Store::open(directory.filePath(QStringLiteral("profile"))));
        (void)MUST(store->write(u"test", [](store::WriteTransaction &tx) { return tx.outbox().markInterruptedAsUncertain(); }));
        around.emplace(engine::Surroundings{*store, secrets, connector});
    }

    /** The files as they stand now, as a kill at this moment leaves them. */
    void keepProfile() { std::filesystem::copy(path("profile"), path("kept"), std::filesystem::copy_options::recursive); }
    /** The program was killed when the profile was kept, and starts again. */
    void restartFromKept()
    {
        around.reset();
        store.reset();
        std::filesystem::remove_all(path("profile"));
        std::filesystem::rename(path("kept"), path("profile"));
        restart();
    }

    [[nodiscard]] engine::PassContext context() { return {*around, account, stop.get_token(), std::make_shared<net::Transcript>(), {}, {}}; }

    /** One round over the IMAP account, on a connection of its own; into every folder, or only those that STATUS does not show as quiet. */
    [[nodiscard]] Status imapPass(bool everyFolder = true)
    {
        engine::PassContext pass = context();
        const auto session = TRY(engine::openImap(pass));
        engine::ImapPassOptions options;
        options.everyFolder = everyFolder;
        const Status done = engine::ImapAccountPass(pass, *session, options).run();
        report = pass.report;
        return done;
    }
    [[nodiscard]] Status pop3Pass()
    {
        engine::PassContext pass = context();
        const Status done = engine::MaildropPass(pass).run();
        report = pass.report;
        return done;
    }
    [[nodiscard]] Status sendPass()
    {
        engine::PassContext pass = context();
        const Status done = engine::Submission(pass).sendDue();
        report = pass.report;
        return done;
    }

    template <class Function>
    auto write(Function &&fn) { return store->write(u"test", std::forward<Function>(fn)); }
    template <class Function>
    auto read(Function &&fn) { return store->read(std::forward<Function>(fn)); }

    [[nodiscard]] FolderRow folder(const char *path)
    {
        return MUST(read([&](const store::Reader &reader) { return reader.folderByPath(account.id, QString::fromLatin1(path)); }));
    }
    [[nodiscard]] QList<MessageRow> rows(const char *path)
    {
        store::ListQuery query;
        query.folder = folder(path).id;
        query.sort = store::ListQuery::Sort::Subject;
        query.order = store::ListQuery::Order::Ascending;
        return MUST(read([&](const store::Reader &reader) { return reader.list(query); }));
    }
    /** What the person sees in a folder, by subject in their order. */
    [[nodiscard]] QStringList shown(const char *path)
    {
        QStringList subjects;
        for (const MessageRow &row : rows(path))
            subjects.append(row.subject);
        return subjects;
    }
    [[nodiscard]] MessageRow row(const char *path, const char *subject)
    {
        for (const MessageRow &one : rows(path)) {
            if (one.subject == QLatin1String(subject))
                return one;
        }
        qFatal("%s is not in %s", subject, path);
    }
    [[nodiscard]] std::int64_t number(const char *sql)
    {
        return MUST(read([&](const store::Reader &reader) { return reader.database().integer(sql); })).value_or(-1);
    }

    [[nodiscard]] std::filesystem::path path(const char *name) const { return directory.filePath(QLatin1String(name)).toStdString(); }

    QTemporaryDir directory{roomForProfiles()};
    ModelImap imap;
    ModelImap elsewhere;
    ModelPop3 pop3;
    ModelPop3 maildropElsewhere;
    ModelSmtp smtp;
    ModelConnector connector{[this](quint16 port) -> std::unique_ptr<ModelTalk> {
        if (port == 2)
            return smtp.connection();
        if (port == 3)
            return elsewhere.connection();
        if (port == 4)
            return maildropElsewhere.connection();
        return account.incomingKind == IncomingKind::Imap ? imap.connection() : pop3.connection();
    }};
    secrets::MemorySecretStore secrets;
    std::unique_ptr<store::Store> store;
    std::optional<engine::Surroundings> around;
    Account account;
    StopSource stop;
    engine::SyncReport report; ///< of the last pass
};

} // namespace petrel::test
