#include "ui/wizard/server_table.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/notice_bar.h"
#include "ui/wizard/server_cells.h"
#include "ui/wizard/server_more.h"
#include "ui/wizard/sign_in_cells.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kPortWidth = 72;
constexpr int kSecurityWidth = 190;

} // namespace

ServerTable::ServerTable(AccountPresenter &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_user(nullptr), m_userNote(nullptr), m_password(nullptr), m_passwordNote(nullptr),
      m_passwordRemark(nullptr)
{
    auto *panel = new Panel(this);
    auto *card = new QVBoxLayout(panel);
    card->setContentsMargins(1, 1, 1, 1);
    card->setSpacing(0);
    buildSource(card);
    m_receiving = addServer(card, Side::Receiving, tr("Receiving"));
    addHairline(card);
    m_sending = addServer(card, Side::Sending, tr("Sending"));
    addHairline(card);
    m_user = new QLineEdit(panel);
    m_user->setObjectName(QStringLiteral("user"));
    m_userNote = fieldNote(panel);
    addCell(card, m_user, tr("&User name"), m_userNote);
    addHairline(card);
    m_signIn = new SignInCells(m_account, panel);
    card->addWidget(m_signIn);
    buildPassword(card);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(panel);
    buildConsent(column);
    column->addWidget(new ServerMore(m_account, this));
    setNarrow(false);
    refresh();

    connect(m_user, &QLineEdit::textEdited, this, [this](const QString &user) { m_account.setUser(Side::Receiving, user); });
    connect(m_password, &QLineEdit::textEdited, this, [this](const QString &typed) { m_account.setPassword(typed); });
    connect(&m_account, &AccountPresenter::changed, this, &ServerTable::refresh);
}

// ---- building ------------------------------------------------------------------------------------

void ServerTable::buildSource(QVBoxLayout *card)
{
    m_source = new QWidget(this);
    m_sourceIcon = new IconMark(QStringLiteral("info"), Colour::TextMuted, sizes().iconDialog, m_source);
    m_sourceTitle = new RoleLabel(TypeRole::Reading, Colour::Text, m_source);
    m_sourceTitle->setWeight(Weight::Strong);
    m_sourceTitle->setWordWrap(true);
    m_sourceDetail = new RoleLabel(TypeRole::Small, Colour::TextMuted, m_source);
    m_sourceDetail->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sourceTitle);
    words->addWidget(m_sourceDetail);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kCellSides, 12, kCellSides, 12);
    row->setSpacing(12);
    row->addWidget(m_sourceIcon);
    row->addLayout(words, 1);
    auto *column = new QVBoxLayout(m_source);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    addHairline(column);
    m_source->hide();
    card->addWidget(m_source);
}

void ServerTable::buildPassword(QVBoxLayout *card)
{
    m_passwordRow = new QWidget(this);
    auto *rows = new QVBoxLayout(m_passwordRow);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_password = new PasswordField(m_passwordRow);
    m_password->setObjectName(QStringLiteral("password"));
    m_passwordNote = fieldNote(m_passwordRow);
    m_passwordRemark = new RoleLabel(TypeRole::Small, Colour::TextMuted, m_passwordRow);
    m_passwordRemark->setWordWrap(true);
    addCell(rows, m_password, tr("&Password"), m_passwordNote, m_passwordRemark);
    card->addWidget(m_passwordRow);
}

ServerTable::ServerRow ServerTable::addServer(QVBoxLayout *card, Side side, const QString &label)
{
    const bool receiving = side == Side::Receiving;
    ServerRow row;
    row.widget = new QWidget(this);
    row.grid = cellGrid(row.widget);
    row.host = new QLineEdit(row.widget);
    row.host->setObjectName(receiving ? QStringLiteral("incomingHost") : QStringLiteral("outgoingHost"));
    row.host->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    row.port = new QLineEdit(row.widget);
    row.port->setObjectName(receiving ? QStringLiteral("incomingPort") : QStringLiteral("outgoingPort"));
    row.port->setMaxLength(5);
    row.port->setFixedWidth(kPortWidth);
    row.security = new QComboBox(row.widget);
    row.security->setObjectName(receiving ? QStringLiteral("incomingSecurity") : QStringLiteral("outgoingSecurity"));
    row.security->addItem(icon("lock"), tr("TLS from the start"), static_cast<int>(Security::Tls));
    row.security->addItem(icon("lock"), tr("STARTTLS, required"), static_cast<int>(Security::Starttls));
    row.security->addItem(icon("lock-open"), tr("None, unprotected"), static_cast<int>(Security::None));
    row.security->setMinimumWidth(kSecurityWidth);
    row.note = fieldNote(row.widget);
    row.grid->addWidget(labelFor(row.host, label, row.widget), 0, 0);
    row.grid->addWidget(row.host, 0, 1);
    nameField(row.port, receiving ? tr("Receiving port") : tr("Sending port"));
    nameField(row.security, receiving ? tr("Receiving security") : tr("Sending security"));
    card->addWidget(row.widget);
    connectServer(row, side);
    return row;
}

void ServerTable::connectServer(const ServerRow &row, Side side)
{
    connect(row.host, &QLineEdit::textEdited, this, [this, side](const QString &host) { m_account.setHost(side, host); });
    connect(row.port, &QLineEdit::textEdited, this, [this, side](const QString &port) { m_account.setPort(side, port); });
    connect(row.security, &QComboBox::activated, this, [this, side, box = row.security] {
        m_account.setSecurity(side, static_cast<Security>(box->currentData().toInt()));
    });
}

void ServerTable::buildConsent(QVBoxLayout *column)
{
    m_consent = new QWidget(this);
    auto *bar = new NoticeBar(m_consent);
    bar->setLevel(NoticeBar::Level::Danger);
    bar->setIconName(QStringLiteral("lock-open"));
    bar->setText(tr("Without protection anybody on the way can read your password and your mail."));
    bar->setDetail(tr("Choose this only for a server on this computer, or in a network that is all yours."));
    m_consentBox = new QCheckBox(tr("I know, and want to connect unprotected"), m_consent);
    m_consentBox->setObjectName(QStringLiteral("plainConsent"));
    m_consentNote = fieldNote(m_consent);
    auto *rows = new QVBoxLayout(m_consent);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(bar);
    rows->addWidget(m_consentBox);
    rows->addWidget(m_consentNote);
    m_consent->hide();
    column->addWidget(m_consent);
    connect(m_consentBox, &QCheckBox::toggled, this, [this](bool yes) { m_account.setConsent(yes); });
}

// ---- showing -------------------------------------------------------------------------------------

void ServerTable::setSource(const QString &icon, Colour colour, const QString &title, const QString &detail)
{
    m_sourceIcon->setIcon(icon, colour);
    m_sourceTitle->setText(title);
    m_sourceDetail->setText(detail);
    m_source->show();
}

void ServerTable::setPasswordNote(const QString &words)
{
    m_passwordRemark->setText(words);
    m_passwordRemark->setVisible(!words.isEmpty());
}

void ServerTable::setNarrow(bool narrow)
{
    for (const ServerRow *row : {&m_receiving, &m_sending}) {
        row->grid->addWidget(row->host, 0, 1, 1, narrow ? 2 : 1);
        row->grid->addWidget(row->port, narrow ? 1 : 0, narrow ? 1 : 2, Qt::AlignLeft);
        row->grid->addWidget(row->security, narrow ? 1 : 0, narrow ? 2 : 3);
        row->grid->addWidget(row->note, 2, 1, 1, narrow ? 2 : 3);
        row->grid->setColumnStretch(1, narrow ? 0 : 1);
        row->grid->setColumnStretch(2, narrow ? 1 : 0);
    }
}

void ServerTable::showServer(const ServerRow &row, Side side)
{
    const ServerSettings &server = m_account.server(side);
    showValue(row.host, server.host);
    showValue(row.port, server.port == 0 ? QString() : QString::number(server.port));
    row.security->setCurrentIndex(row.security->findData(static_cast<int>(server.security)));
}

void ServerTable::refresh()
{
    showServer(m_receiving, Side::Receiving);
    showServer(m_sending, Side::Sending);
    showValue(m_user, m_account.server(Side::Receiving).user);
    showValue(m_password, m_account.password());
    m_password->setPlaceholderText(m_account.isNew() ? QString() : tr("unchanged"));
    m_signIn->refresh();
    m_passwordRow->setVisible(!m_account.isByIssuer());
    m_consent->setVisible(m_account.needsConsent());
    m_consentBox->setChecked(m_account.consents());
    if (m_showsProblems)
        refreshNotes();
}

QLineEdit *ServerTable::fieldOf(AccountField field) const
{
    switch (field) {
    case AccountField::IncomingHost: return m_receiving.host;
    case AccountField::IncomingPort: return m_receiving.port;
    case AccountField::OutgoingHost: return m_sending.host;
    case AccountField::OutgoingPort: return m_sending.port;
    case AccountField::IncomingUser: return m_user;
    case AccountField::Password: return m_password;
    default: return m_signIn->fieldOf(field);
    }
}

RoleLabel *ServerTable::noteOf(AccountField field) const
{
    switch (field) {
    case AccountField::IncomingHost:
    case AccountField::IncomingPort: return m_receiving.note;
    case AccountField::OutgoingHost:
    case AccountField::OutgoingPort: return m_sending.note;
    case AccountField::IncomingUser: return m_userNote;
    case AccountField::Password: return m_passwordNote;
    default: return m_signIn->noteOf(field);
    }
}

void ServerTable::refreshNotes()
{
    const QList<FieldProblem> problems = m_account.problems();
    for (const AccountField field : {AccountField::IncomingPort, AccountField::IncomingHost, AccountField::OutgoingPort,
                                     AccountField::OutgoingHost, AccountField::IncomingUser, AccountField::Password, AccountField::ClientId, AccountField::IssuerAddress})
        showProblem(fieldOf(field), noteOf(field), {});
    m_consentNote->hide();
    m_signIn->noteOf(AccountField::SignIn)->hide();
    for (const FieldProblem &problem : problems) {
        if (problem.field == AccountField::PlainConsent) {
            m_consentNote->setText(problem.words);
            m_consentNote->show();
        } else if (problem.field == AccountField::SignIn) {
            m_signIn->noteOf(problem.field)->setText(problem.words);
            m_signIn->noteOf(problem.field)->show();
        } else if (fieldOf(problem.field)) {
            const QString before = noteOf(problem.field)->isHidden() ? QString() : noteOf(problem.field)->text() + QLatin1Char(' ');
            showProblem(fieldOf(problem.field), noteOf(problem.field), before + problem.words);
        }
    }
}

void ServerTable::showProblems()
{
    m_showsProblems = true;
    refreshNotes();
    for (const FieldProblem &problem : m_account.problems()) {
        if (QLineEdit *field = fieldOf(problem.field))
            return field->setFocus();
        if (problem.field == AccountField::PlainConsent)
            return m_consentBox->setFocus();
        if (problem.field == AccountField::SignIn)
            return m_signIn->button()->setFocus();
    }
}

void ServerTable::focusFirst()
{
    for (QLineEdit *field : {m_receiving.host, m_sending.host, m_user}) {
        if (field->text().isEmpty())
            return field->setFocus();
    }
    if (m_account.isByIssuer())
        return m_signIn->focusFirst();
    m_password->setFocus();
}

} // namespace petrel::ui
