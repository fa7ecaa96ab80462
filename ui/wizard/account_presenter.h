#pragma once

#include "ui/wizard/account_trial.h"
#include "ui/wizard/issuer_visit.h"

#include <QObject>
#include <QString>

#include <optional>

namespace petrel::ui {

/** The fields of an account, for putting words and focus where something is missing. */
enum class AccountField {
    PersonName, Address, IncomingHost, IncomingPort, IncomingUser, OutgoingHost, OutgoingPort, Password, ClientId,
    IssuerAddress, SignIn, PlainConsent, CaFile, Days
};

/** What keeps an account from being tried or saved. */
struct FieldProblem
{
    AccountField field = AccountField::Address;
    QString words; ///< one sentence for beside the field

    friend bool operator==(const FieldProblem &, const FieldProblem &) = default;
};

/**
 * One account while it is being set up or changed: every value, what is wrong with it, its test, and saving it. No widgets.
 * GUI thread. Passwords are kept as Secret; those of a known account are never read back, an empty one means "as before".
 */
class AccountPresenter : public QObject
{
    Q_OBJECT
public:
    using Side = engine::TestStep::Side;

    /** `service` is borrowed and outlives this. */
    explicit AccountPresenter(AccountService &service, QObject *parent = nullptr);

    /** Begins with a known account, to change it. */
    void load(const Account &account);
    /** A new account (no id yet) needs a password, a known one keeps what it has. */
    [[nodiscard]] bool isNew() const { return m_draft.account.id == AccountId(); }

    [[nodiscard]] AccountService &service() { return m_service; }
    [[nodiscard]] const Account &account() const { return m_draft.account; }
    [[nodiscard]] const ServerSettings &server(Side side) const;
    /** Something secret was given that saving would keep. */
    [[nodiscard]] bool bringsSecrets() const;
    [[nodiscard]] bool hasPassword() const { return !m_draft.incomingPassword.isEmpty(); }
    [[nodiscard]] QString password() const { return QString::fromUtf8(m_draft.incomingPassword.reveal()); }
    [[nodiscard]] QString outgoingPassword() const { return QString::fromUtf8(m_draft.outgoingPassword.reveal()); }

    void setAccountName(const QString &name);
    void setPersonName(const QString &name);
    void setAddress(const QString &email);
    void setKind(IncomingKind kind);
    void setServer(Side side, const ServerSettings &server);
    void setHost(Side side, const QString &host);
    /** Text as typed: what is no port is told by problems(). */
    void setPort(Side side, const QString &port);
    /** The port follows as long as it is a usual one. */
    void setSecurity(Side side, Security security);
    void setUser(Side side, const QString &user);
    void setPassword(const QString &password);

    // ---- signing in with OAuth 2.0
    [[nodiscard]] const SignInSettings &signIn() const { return m_draft.account.signIn; }
    [[nodiscard]] bool isByIssuer() const { return signIn().way == SignInWay::OAuth; }
    void setSignInWay(SignInWay way);
    void setOAuth(const OAuthSettings &settings);
    void setClientSecret(const QString &secret);
    [[nodiscard]] QString clientSecret() const { return QString::fromUtf8(m_draft.clientSecret.reveal()); }
    /** The password by PLAIN or LOGIN alone. */
    void setOnlyPlain(bool onlyPlain);
    /** Of the servers and settings as they are now; nothing: not known. */
    [[nodiscard]] std::optional<engine::IssuerFacts> issuer() const { return engine::issuerFacts(m_draft.account); }
    /** The person signed in with these values, just now or before. */
    [[nodiscard]] bool isSignedIn() const;
    [[nodiscard]] IssuerVisit &visit() { return m_visit; }
    /** What a visit signs in with: the values as they are now. */
    [[nodiscard]] engine::AccountDraft draftToVisit();
    void setOutgoingPassword(const QString &password);
    void setServerCopy(const Pop3ServerCopy &copy);
    /** Null: the own inbox. */
    void setDeliverTo(FolderId folder);
    void setOffline(const OfflinePolicy &policy);
    void setCheckEvery(int seconds);
    void setPartialRefusal(PartialRefusal policy);
    void setSentCopies(SentCopies who);

    /** Reads certificates in PEM for both servers, away from this thread; what hinders it is told by caFileRefused. The last file asked for counts. */
    void takeCaFile(const QString &path);
    [[nodiscard]] bool isReadingCa() const { return m_readingCa; }
    void forgetCa();
    [[nodiscard]] bool hasCa() const { return !m_draft.account.incoming.caPem.isEmpty(); }

    /** Trusts exactly this certificate at the side that has shown it, and tries again. The person was asked: see CertificateDialog. */
    void trustCertificate(const CertificateProblem &certificate);
    /** No certificate is trusted as an exception any more. */
    void forgetPins();
    [[nodiscard]] bool hasPin(Side side) const { return !server(side).pinnedSha256.isEmpty(); }

    /** A connection without protection was chosen, and for which side. */
    [[nodiscard]] bool isPlain(Side side) const { return server(side).security == Security::None; }
    [[nodiscard]] bool needsConsent() const { return isPlain(Side::Receiving) || isPlain(Side::Sending); }
    [[nodiscard]] bool consents() const { return m_consents; }
    void setConsent(bool consents);

    /** In the order of the fields; empty: it can be tried. */
    [[nodiscard]] QList<FieldProblem> problems() const;
    /** An address with a domain: enough to begin. */
    [[nodiscard]] static bool isAddress(const QString &email);

    [[nodiscard]] AccountTrial &trial() { return m_trial; }
    [[nodiscard]] const AccountTrial &trial() const { return m_trial; }
    void startTrial() { m_trial.start(m_draft); }

    /** Adds or updates the account; told by saved or saveFailed. One at a time. */
    void save();
    [[nodiscard]] bool isSaving() const { return m_saving; }

Q_SIGNALS:
    void changed();
    void saved(petrel::AccountId account);
    /** One sentence for beside the choice of the file. */
    void caFileRefused(const QString &words);
    void saveFailed(const petrel::ui::ErrorSentence &sentence, const QString &details);

private:
    [[nodiscard]] ServerSettings &serverOf(Side side);
    void setCa(const QByteArray &pem);
    /** What was signed in for is another account now: servers, user, client or issuer differ. */
    void forgetOtherSignIn();
    void touch();
    void wasSaved(AccountId id);
    void wasRefused(const Error &error);

    AccountService &m_service;
    engine::AccountDraft m_draft;
    AccountTrial m_trial;
    IssuerVisit m_visit;
    QByteArray m_visitedFor;  ///< the same of the visit that is under way
    QByteArray m_signedInFor; ///< Account::grantSecret() of what draft and store have; empty: nobody signed in
    bool m_consents = false;
    bool m_saving = false;
    bool m_readingCa = false;
    int m_caRound = 0;
};

} // namespace petrel::ui
