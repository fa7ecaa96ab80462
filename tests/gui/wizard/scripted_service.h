#pragma once

#include "ui/settings/settings_places.h"
#include "ui/wizard/account_service.h"
#include "ui/wizard/certificate_file.h"
#include "ui/wizard/secret_place.h"

#include <QPointer>

#include <optional>

namespace petrel::test {

using Step = engine::TestStep;

/** An engine that does what the test says, when the test says so. */
class ScriptedService final : public ui::AccountService
{
public:
    QList<Account> known;
    QList<FolderRow> mailboxes; ///< of all of them
    QList<engine::AccountDraft> tried;
    QList<engine::AccountDraft> added;
    QList<engine::AccountDraft> updated;
    QList<AccountId> removed;
    QList<std::pair<engine::AccountDraft, engine::SignInPlace>> visited; ///< sign-ins at an issuer
    std::function<void(engine::SignInPage)> showPage;
    Done<SignedIn> finishVisit;
    StopSource visitStop; ///< raised: the last one was given up
    std::optional<Error> refusal; ///< of adding, updating, removing
    bool holdsFiles = false;      ///< the disk does not answer before readHeldFiles()

    void readCertificates(const QString &path, QObject *, Done<QByteArray> done) override
    {
        m_held.append([path, done] { done(ui::readCertificateFile(path)); });
        if (!holdsFiles)
            readHeldFiles();
    }
    void readHeldFiles()
    {
        for (const auto &answer : std::exchange(m_held, {}))
            answer();
    }
    void accounts(QObject *, Done<QList<Account>> done) override { done(known); }
    void folders(QObject *, Done<QList<FolderRow>> done) override { done(mailboxes); }
    engine::Ticket testAccount(const engine::AccountDraft &draft, QObject *, std::function<void(Step)> step, Done<void> done) override
    {
        tried.append(draft);
        m_step = std::move(step);
        m_done = std::move(done);
        m_stop = StopSource();
        return engine::Ticket(m_stop);
    }
    engine::Ticket signIn(const engine::AccountDraft &draft, engine::SignInPlace place, QObject *, std::function<void(engine::SignInPage)> show, Done<SignedIn> done) override
    {
        visited.append({draft, place});
        showPage = std::move(show);
        finishVisit = std::move(done);
        visitStop = StopSource();
        return engine::Ticket(visitStop);
    }
    void addAccount(const engine::AccountDraft &draft, QObject *, Done<AccountId> done) override
    {
        added.append(draft);
        refusal ? done(*refusal) : done(AccountId(7));
    }
    void updateAccount(const engine::AccountDraft &draft, QObject *, Done<void> done) override
    {
        updated.append(draft);
        refusal ? done(*refusal) : done({});
    }
    void removeAccount(AccountId account, QObject *, Done<void> done) override
    {
        if (refusal)
            return done(*refusal);
        removed.append(account);
        known.removeIf([&](const Account &one) { return one.id == account; });
        done({});
    }

    // ---- the script
    void tell(const Step &step) { m_step(step); }
    void step(Step::Side side, Step::What what, Step::State state, const QString &fact = {}, const std::optional<Error> &error = {})
    {
        m_step({side, what, state, fact, error, {}, {}});
    }
    void failFor(Step::Side side, const Error &error, const CertificateProblem &certificate)
    {
        m_step({side, Step::What::Secure, Step::State::Failed, {}, error, certificate, {}});
    }
    /** As the engine tells a side that works. */
    void works(Step::Side side)
    {
        step(side, Step::What::Connect, Step::State::Running);
        step(side, Step::What::Connect, Step::State::Done, QStringLiteral("mail.postbox.example"));
        step(side, Step::What::Secure, Step::State::Running);
        step(side, Step::What::Secure, Step::State::Done, QStringLiteral("TLS"));
        step(side, Step::What::SignIn, Step::State::Running);
        step(side, Step::What::SignIn, Step::State::Done, QStringLiteral("nora@postbox.example"));
        step(side, Step::What::Ready, Step::State::Running);
        step(side, Step::What::Ready, Step::State::Done);
    }
    void finish(const Status &result) { m_done(result); }
    void pass()
    {
        works(Step::Side::Receiving);
        works(Step::Side::Sending);
        finish({});
    }
    [[nodiscard]] bool wasStopped() const { return m_stop.stop_requested(); }

private:
    QList<std::function<void()>> m_held;
    std::function<void(Step)> m_step;
    Done<void> m_done;
    StopSource m_stop;
};

class ScriptedSecretPlace final : public ui::SecretPlace
{
public:
    Mode now = Mode::Keychain;
    bool keychain = true;
    bool settled = false;
    std::optional<Error> refusal;
    QList<QPair<Mode, QByteArray>> chosen;

    [[nodiscard]] Mode mode() const override { return now; }
    [[nodiscard]] bool keychainAnswers() const override { return keychain; }
    [[nodiscard]] bool isSettled() const override { return settled; }
    void choose(Mode mode, const Secret &passphrase, QObject *, std::function<void(Status)> done) override
    {
        chosen.append({mode, passphrase.reveal()});
        if (refusal)
            return done(*refusal);
        now = mode;
        settled = true;
        done({});
    }
};

class ScriptedStorage final : public ui::ProfileStorage
{
public:
    Result<Checked> checked = Checked();
    [[nodiscard]] QString directory() const override { return QStringLiteral("/profiles/nora/petrel"); }
    void measure(QObject *, std::function<void(std::int64_t)> done) override { done(1'240'000'000); }
    void check(QObject *, std::function<void(Result<Checked>)> done) override { done(checked); }
};

class ScriptedBackups final : public ui::BackupPlace
{
public:
    QList<Copy> copies;
    Result<Copy> made = Copy{QStringLiteral("/profiles/nora/petrel/backups/new"), QDateTime::currentDateTimeUtc(), 3120};
    std::optional<Error> trouble;
    QStringList places;   ///< that were listed or written to
    QStringList restored;

    [[nodiscard]] QString ownDirectory() const override { return QStringLiteral("/profiles/nora/petrel/backups"); }
    void list(const QString &directory, QObject *, std::function<void(QList<Copy>)> done) override
    {
        places.append(directory);
        done(copies);
    }
    void make(const QString &directory, QObject *, std::function<void(int)> told, std::function<void(Result<Copy>)> done) override
    {
        places.append(directory);
        told(50);
        if (made.ok())
            copies.prepend(*made);
        done(made);
    }
    [[nodiscard]] std::optional<Error> lastTrouble() const override { return trouble; }
    void restore(const QString &backup) override { restored.append(backup); }
};

inline Account homeAccount(IncomingKind kind = IncomingKind::Imap)
{
    Account account;
    account.id = AccountId(1);
    account.uuid = "11111111-2222";
    account.name = QStringLiteral("Home");
    account.address = {QStringLiteral("Nora Lindqvist"), QStringLiteral("nora.lindqvist@postbox.example")};
    account.incomingKind = kind;
    account.incoming = {QStringLiteral("imap.postbox.example"), 993, Security::Tls, account.address.email, {}};
    account.outgoing = {QStringLiteral("smtp.postbox.example"), 465, Security::Tls, {}, {}};
    return account;
}

} // namespace petrel::test
