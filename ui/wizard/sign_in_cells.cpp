#include "ui/wizard/sign_in_cells.h"

#include "ui/wizard/issuer_visit_view.h"
#include "ui/wizard/server_cells.h"

#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

RoleLabel *remarkOf(const QString &words, QWidget *parent)
{
    auto *remark = new RoleLabel(words, TypeRole::Small, Colour::TextMuted, parent);
    remark->setWordWrap(true);
    return remark;
}

} // namespace

SignInCells::SignInCells(AccountPresenter &account, QWidget *parent) : QWidget(parent), m_account(account)
{
    auto *card = new QVBoxLayout(this);
    card->setContentsMargins(0, 0, 0, 0);
    card->setSpacing(0);
    buildChoice(card);
    m_issuerRows = new QWidget(this);
    auto *rows = new QVBoxLayout(m_issuerRows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    buildClient(rows);
    buildAddresses(rows);
    buildVisit(rows);
    card->addWidget(m_issuerRows);
    connect(&m_account.visit(), &IssuerVisit::changed, this, [this] {
        refresh();
        if (m_account.visit().isUnderWay())
            m_visitNote->hide(); // it is being done
        QMetaObject::invokeMethod(this, &SignInCells::bringIntoView, Qt::QueuedConnection);
    });
    refresh();
}

void SignInCells::buildChoice(QVBoxLayout *card)
{
    m_way = new QComboBox(this);
    m_way->setObjectName(QStringLiteral("signInWay"));
    m_way->addItem(tr("With a password"), static_cast<int>(SignInWay::Password));
    m_way->addItem(tr("In the browser (OAuth 2.0)"), static_cast<int>(SignInWay::OAuth));
    addCell(card, m_way, tr("S&ign in"), fieldNote(this));
    connect(m_way, &QComboBox::activated, this, [this] {
        m_account.setSignInWay(static_cast<SignInWay>(m_way->currentData().toInt()));
        QMetaObject::invokeMethod(this, &SignInCells::bringIntoView, Qt::QueuedConnection); // once it has its place
    });
}

QLineEdit *SignInCells::addField(QVBoxLayout *card, const QString &label, const char *name, QString OAuthSettings::*value, RoleLabel *note, RoleLabel *remark)
{
    auto *field = new QLineEdit(m_issuerRows);
    field->setObjectName(QString::fromLatin1(name));
    field->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    addCell(card, field, label, note, remark);
    m_fields.append({field, value});
    connect(field, &QLineEdit::textEdited, this, [this, value](const QString &typed) {
        OAuthSettings settings = m_account.signIn().oauth;
        settings.*value = typed.trimmed();
        m_account.setOAuth(settings);
    });
    return field;
}

void SignInCells::buildClient(QVBoxLayout *card)
{
    m_clientNote = fieldNote(m_issuerRows);
    m_clientId = addField(card, tr("&Client id"), "clientId", &OAuthSettings::clientId, m_clientNote,
                          remarkOf(tr("Who Petrel is to the provider. It ships none: whoever runs this installation registers it there as a desktop program, and gets the id."), m_issuerRows));
    m_clientSecret = new PasswordField(m_issuerRows);
    m_clientSecret->setObjectName(QStringLiteral("clientSecret"));
    addCell(card, m_clientSecret, tr("Client secret"), fieldNote(m_issuerRows), remarkOf(tr("Only where the provider gave one along with the id. Kept where passwords are."), m_issuerRows));
    connect(m_clientSecret, &QLineEdit::textEdited, this, [this](const QString &typed) { m_account.setClientSecret(typed); });
    QLineEdit *const tenant = addField(card, tr("Tenant"), "tenant", &OAuthSettings::tenant, fieldNote(m_issuerRows),
                                       remarkOf(tr("The organisation whose people may sign in, by its name or number; empty for all."), m_issuerRows));
    tenant->setPlaceholderText(QStringLiteral("common"));
    m_tenantRow = tenant->parentWidget();
}

void SignInCells::buildAddresses(QVBoxLayout *card)
{
    m_addresses = new QWidget(m_issuerRows);
    auto *rows = new QVBoxLayout(m_addresses);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_addressNote = fieldNote(m_addresses);
    m_authorization = addField(rows, tr("Sign-in page"), "authorizationUrl", &OAuthSettings::authorization, m_addressNote,
                               remarkOf(tr("Petrel does not know where people sign in for these servers; the provider tells the addresses and the scopes."), m_addresses));
    QLineEdit *const token = addField(rows, tr("Token address"), "tokenUrl", &OAuthSettings::token, fieldNote(m_addresses));
    addField(rows, tr("Scopes"), "scopes", &OAuthSettings::scopes, fieldNote(m_addresses));
    QLineEdit *const device = addField(rows, tr("Code address"), "deviceUrl", &OAuthSettings::device, fieldNote(m_addresses));
    for (QLineEdit *address : {m_authorization, token, device})
        address->setPlaceholderText(QStringLiteral("https://"));
    device->setPlaceholderText(tr("only where codes are offered"));
    card->addWidget(m_addresses);
}

void SignInCells::buildVisit(QVBoxLayout *card)
{
    auto *row = new QWidget(m_issuerRows);
    QGridLayout *grid = cellGrid(row);
    m_visit = new IssuerVisitView(m_account.visit(), [this] { return m_account.draftToVisit(); }, row);
    m_visitNote = fieldNote(row);
    grid->addWidget(new QWidget(row), 0, 0); // where the labels of the others stand
    grid->addWidget(m_visit, 0, 1);
    grid->addWidget(m_visitNote, 1, 1);
    card->addWidget(row);
}

/** What has just appeared begins below the edge of a small window. */
void SignInCells::bringIntoView()
{
    for (QWidget *around = parentWidget(); around; around = around->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(around); area && m_account.isByIssuer())
            return area->ensureWidgetVisible(m_visit, 0, kCellSides);
    }
}

void SignInCells::refresh()
{
    const OAuthSettings &settings = m_account.signIn().oauth;
    const std::optional<engine::IssuerFacts> issuer = m_account.issuer();
    const bool isKnown = issuer && !settings.isByHand();
    const int browser = m_way->findData(static_cast<int>(SignInWay::OAuth));
    m_way->setItemText(browser, isKnown ? tr("With %1, in the browser").arg(issuer->name) : tr("In the browser (OAuth 2.0)"));
    // The window makes no such account, but shows what one signs in with.
    const int certificate = static_cast<int>(SignInWay::Certificate);
    if (m_account.signIn().way == SignInWay::Certificate && m_way->findData(certificate) < 0)
        m_way->addItem(tr("With a client certificate"), certificate);
    m_way->setCurrentIndex(m_way->findData(static_cast<int>(m_account.signIn().way)));
    for (const auto &[field, value] : std::as_const(m_fields))
        showValue(field, settings.*value);
    showValue(m_clientSecret, m_account.clientSecret());
    m_clientSecret->setPlaceholderText(m_account.isNew() ? QString() : tr("unchanged"));
    m_issuerRows->setVisible(m_account.isByIssuer());
    m_addresses->setVisible(!isKnown);
    m_tenantRow->setVisible(isKnown && issuer->hasTenants);
    m_visit->setIssuer(settings.clientId.isEmpty() ? std::nullopt : issuer);
    m_visit->setSignedIn(m_account.isSignedIn());
}

QLineEdit *SignInCells::fieldOf(AccountField field) const
{
    return field == AccountField::ClientId ? m_clientId : field == AccountField::IssuerAddress ? m_authorization : nullptr;
}

RoleLabel *SignInCells::noteOf(AccountField field) const
{
    switch (field) {
    case AccountField::ClientId: return m_clientNote;
    case AccountField::IssuerAddress: return m_addressNote;
    case AccountField::SignIn: return m_visitNote;
    default: return nullptr;
    }
}

void SignInCells::focusFirst()
{
    if (m_clientId->text().isEmpty())
        return m_clientId->setFocus();
    m_visit->button()->setFocus();
}

QWidget *SignInCells::button() const
{
    return m_visit->button();
}

} // namespace petrel::ui
