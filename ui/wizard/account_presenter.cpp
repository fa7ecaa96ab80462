#include "ui/wizard/account_presenter.h"

#include "ui/wizard/certificate_file.h"

namespace petrel::ui {

namespace {

constexpr int kMaxDays = 3650;

quint16 usualPort(AccountPresenter::Side side, IncomingKind kind, Security security)
{
    return side == AccountPresenter::Side::Receiving ? defaultIncomingPort(kind, security) : defaultSubmissionPort(security);
}

} // namespace

AccountPresenter::AccountPresenter(AccountService &service, QObject *parent)
    : QObject(parent), m_service(service), m_trial(service), m_visit(service)
{
    connect(&m_visit, &IssuerVisit::signedIn, this, [this](const SignedIn &signedIn) {
        m_draft.signedIn = signedIn;
        m_signedInFor = m_draft.account.grantSecret();
        touch();
    });
    m_draft.account.incoming.port = defaultIncomingPort(IncomingKind::Imap, Security::Tls);
    m_draft.account.outgoing.port = defaultSubmissionPort(Security::Tls);
}

void AccountPresenter::load(const Account &account)
{
    ++m_caRound;
    m_readingCa = false;
    m_draft = {};
    m_draft.account = account;
    m_visit.cancel();
    m_signedInFor = isByIssuer() ? account.grantSecret() : QByteArray(); // kept, as far as anybody knows
    // Whoever lives with a plain connection has said so before.
    m_consents = needsConsent();
    m_trial.clear();
    Q_EMIT changed();
}

const ServerSettings &AccountPresenter::server(Side side) const
{
    return side == Side::Receiving ? m_draft.account.incoming : m_draft.account.outgoing;
}

ServerSettings &AccountPresenter::serverOf(Side side)
{
    return side == Side::Receiving ? m_draft.account.incoming : m_draft.account.outgoing;
}

bool AccountPresenter::bringsSecrets() const
{
    return hasPassword() || !m_draft.outgoingPassword.isEmpty() || !m_draft.clientSecret.isEmpty() || m_draft.signedIn;
}

void AccountPresenter::forgetOtherSignIn()
{
    const QByteArray now = m_draft.account.grantSecret();
    if (m_visit.isUnderWay() && now != m_visitedFor)
        m_visit.cancel();
    if (m_draft.signedIn && now != m_signedInFor) {
        m_draft.signedIn.reset();
        m_visit.cancel();
    }
}

void AccountPresenter::touch()
{
    forgetOtherSignIn();
    // A test of other values says nothing about these.
    if (m_trial.state() != AccountTrial::State::Idle)
        m_trial.clear();
    Q_EMIT changed();
}

// ---- values --------------------------------------------------------------------------------------

void AccountPresenter::setAccountName(const QString &name)
{
    m_draft.account.name = name.trimmed();
    Q_EMIT changed();
}

void AccountPresenter::setPersonName(const QString &name)
{
    m_draft.account.address.name = name.trimmed();
    Q_EMIT changed();
}

void AccountPresenter::setAddress(const QString &email)
{
    m_draft.account.address.email = email.trimmed();
    touch();
}

void AccountPresenter::setKind(IncomingKind kind)
{
    if (m_draft.account.incomingKind == kind)
        return;
    m_draft.account.incomingKind = kind;
    m_draft.account.deliverTo = {}; // only a maildrop has the choice
    touch();
}

void AccountPresenter::setServer(Side side, const ServerSettings &server)
{
    ServerSettings &former = serverOf(side);
    if (former == server)
        return;
    const bool moved = !server.isSamePlace(former);
    if (server.security != former.security || server.host != former.host)
        m_consents = false; // it was given for that server
    former = server;
    if (moved) // what was trusted there is not trusted here
        former.pinnedSha256.clear();
    touch();
}

void AccountPresenter::setHost(Side side, const QString &host)
{
    ServerSettings server = serverOf(side);
    server.host = host.trimmed().toLower();
    setServer(side, server);
}

void AccountPresenter::setPort(Side side, const QString &port)
{
    bool isNumber = false;
    const uint number = port.trimmed().toUInt(&isNumber);
    ServerSettings server = serverOf(side);
    server.port = isNumber && number <= 65535 ? static_cast<quint16>(number) : 0;
    setServer(side, server);
}

void AccountPresenter::setSecurity(Side side, Security security)
{
    ServerSettings server = serverOf(side);
    const IncomingKind kind = m_draft.account.incomingKind;
    const bool usual = server.port == 0 || server.port == usualPort(side, kind, server.security);
    server.security = security;
    if (usual)
        server.port = usualPort(side, kind, security);
    setServer(side, server);
}

void AccountPresenter::setUser(Side side, const QString &user)
{
    ServerSettings server = serverOf(side);
    server.user = user.trimmed();
    setServer(side, server);
}

void AccountPresenter::setPassword(const QString &password)
{
    m_draft.incomingPassword = Secret(password.toUtf8());
    touch();
}

void AccountPresenter::setOutgoingPassword(const QString &password)
{
    m_draft.outgoingPassword = Secret(password.toUtf8());
    touch();
}

// ---- signing in with OAuth 2.0 -------------------------------------------------------------------

void AccountPresenter::setSignInWay(SignInWay way)
{
    if (signIn().way == way)
        return;
    m_draft.account.signIn.way = way;
    m_visit.cancel();
    touch();
}

void AccountPresenter::setOAuth(const OAuthSettings &settings)
{
    if (signIn().oauth == settings)
        return;
    m_draft.account.signIn.oauth = settings;
    touch();
}

void AccountPresenter::setClientSecret(const QString &secret)
{
    m_draft.clientSecret = Secret(secret.trimmed().toUtf8());
    touch();
}

void AccountPresenter::setOnlyPlain(bool onlyPlain)
{
    m_draft.account.signIn.onlyPlain = onlyPlain;
    touch();
}

engine::AccountDraft AccountPresenter::draftToVisit()
{
    m_visitedFor = m_draft.account.grantSecret();
    return m_draft;
}

bool AccountPresenter::isSignedIn() const
{
    return isByIssuer() && !m_signedInFor.isEmpty() && m_signedInFor == m_draft.account.grantSecret();
}

// ---- the rest ------------------------------------------------------------------------------------

void AccountPresenter::setServerCopy(const Pop3ServerCopy &copy)
{
    m_draft.account.pop3ServerCopy = copy;
    Q_EMIT changed();
}

void AccountPresenter::setDeliverTo(FolderId folder)
{
    m_draft.account.deliverTo = folder;
    Q_EMIT changed();
}

void AccountPresenter::setOffline(const OfflinePolicy &policy)
{
    m_draft.account.offline = policy;
    Q_EMIT changed();
}

void AccountPresenter::setCheckEvery(int seconds)
{
    m_draft.account.checkEverySeconds = seconds;
    Q_EMIT changed();
}

void AccountPresenter::setPartialRefusal(PartialRefusal policy)
{
    m_draft.account.partialRefusal = policy;
    Q_EMIT changed();
}

void AccountPresenter::setSentCopies(SentCopies who)
{
    m_draft.account.sentCopies = who;
    Q_EMIT changed();
}

void AccountPresenter::setConsent(bool consents)
{
    m_consents = consents;
    Q_EMIT changed();
}

void AccountPresenter::takeCaFile(const QString &path)
{
    m_readingCa = true;
    const int round = ++m_caRound;
    Q_EMIT changed();
    m_service.readCertificates(path, this, [this, round](const Result<QByteArray> &pem) {
        if (round != m_caRound)
            return; // another file was chosen since, or none is wanted any more
        m_readingCa = false;
        if (pem.ok())
            return setCa(*pem);
        Q_EMIT changed();
        Q_EMIT caFileRefused(certificateFileProblem(pem.error()));
    });
}

void AccountPresenter::forgetCa()
{
    ++m_caRound;
    m_readingCa = false;
    setCa({});
}

void AccountPresenter::setCa(const QByteArray &pem)
{
    m_draft.account.incoming.caPem = pem;
    m_draft.account.outgoing.caPem = pem;
    touch();
}

void AccountPresenter::trustCertificate(const CertificateProblem &certificate)
{
    if (!certificate.mayBePinned())
        return;
    for (const Side side : {Side::Receiving, Side::Sending}) {
        ServerSettings &server = serverOf(side);
        if (server.host == certificate.host && server.port == certificate.port)
            server.pinnedSha256 = certificate.sha256;
    }
    touch();
    startTrial();
}

void AccountPresenter::forgetPins()
{
    serverOf(Side::Receiving).pinnedSha256.clear();
    serverOf(Side::Sending).pinnedSha256.clear();
    touch();
}

// ---- what is missing -----------------------------------------------------------------------------

bool AccountPresenter::isAddress(const QString &email)
{
    const qsizetype at = email.lastIndexOf(QLatin1Char('@'));
    const QString domain = email.mid(at + 1);
    const bool hasSpace = email.contains(QLatin1Char(' '));
    return at > 0 && !hasSpace && domain.size() > 0 && !domain.startsWith(QLatin1Char('.')) && !domain.endsWith(QLatin1Char('.'));
}

QList<FieldProblem> AccountPresenter::problems() const
{
    const Account &account = m_draft.account;
    QList<FieldProblem> found;
    const auto need = [&](bool fine, AccountField field, const QString &words) {
        if (!fine)
            found.append({field, words});
    };
    const QString noHost = tr("Enter the name of the server, for example %1.");
    const QString noPort = tr("A port is a number from 1 to 65535.");
    const bool imap = account.incomingKind == IncomingKind::Imap;
    need(isAddress(account.address.email), AccountField::Address, tr("Enter an address such as name@example.org."));
    need(!account.incoming.host.isEmpty(), AccountField::IncomingHost,
         noHost.arg(imap ? QStringLiteral("imap.example.org") : QStringLiteral("pop.example.org")));
    need(account.incoming.port > 0, AccountField::IncomingPort, noPort);
    need(!account.outgoing.host.isEmpty(), AccountField::OutgoingHost, noHost.arg(QStringLiteral("smtp.example.org")));
    need(account.outgoing.port > 0, AccountField::OutgoingPort, noPort);
    need(!account.incoming.user.isEmpty(), AccountField::IncomingUser, tr("Enter the name you sign in with, often the whole address."));
    const OAuthSettings &oauth = account.signIn.oauth;
    const auto isHttps = [](const QString &address) { return QUrl(address).scheme() == QLatin1String("https") && !QUrl(address).host().isEmpty(); };
    if (isByIssuer()) {
        need(!oauth.clientId.isEmpty(), AccountField::ClientId, tr("Enter the client id of this installation."));
        const bool hasAddresses = issuer() && (!oauth.isByHand() || (isHttps(oauth.authorization) && isHttps(oauth.token)));
        need(hasAddresses, AccountField::IssuerAddress, tr("Enter where to sign in; both addresses begin with https."));
        need(isSignedIn() || !found.isEmpty(), AccountField::SignIn, tr("Sign in first."));
    } else {
        need(!isNew() || hasPassword(), AccountField::Password, tr("Enter the password of this mailbox."));
    }
    const bool byDays = !imap && account.pop3ServerCopy.rule == Pop3ServerCopy::Rule::DeleteAfterDays;
    need(!byDays || (account.pop3ServerCopy.days > 0 && account.pop3ServerCopy.days <= kMaxDays), AccountField::Days,
         tr("Enter a number of days from 1 to %1.").arg(kMaxDays));
    need(!needsConsent() || m_consents, AccountField::PlainConsent,
         tr("Confirm that the password may travel unprotected, or choose another security."));
    return found;
}

// ---- saving --------------------------------------------------------------------------------------

void AccountPresenter::save()
{
    if (m_saving)
        return;
    m_saving = true;
    m_trial.cancel();
    Q_EMIT changed();
    if (isNew()) {
        m_service.addAccount(m_draft, this, [this](const Result<AccountId> &added) {
            if (added.ok())
                wasSaved(*added);
            else
                wasRefused(added.error());
        });
        return;
    }
    m_service.updateAccount(m_draft, this, [this](const Status &updated) {
        if (updated.ok())
            wasSaved(m_draft.account.id);
        else
            wasRefused(updated.error());
    });
}

void AccountPresenter::wasSaved(AccountId id)
{
    m_saving = false;
    m_draft.account.id = id;
    Q_EMIT changed();
    Q_EMIT saved(id);
}

void AccountPresenter::wasRefused(const Error &error)
{
    m_saving = false;
    ErrorSentence sentence = sentenceFor(error, m_draft.account, Activity::Saving);
    Q_EMIT changed();
    Q_EMIT saveFailed(sentence, errorDetails(error));
}

} // namespace petrel::ui
