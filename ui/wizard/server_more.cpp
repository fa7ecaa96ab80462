#include "ui/wizard/server_more.h"

#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/wizard/server_cells.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace petrel::ui {

ServerMore::ServerMore(AccountPresenter &account, QWidget *parent) : QWidget(parent), m_account(account)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_toggle = new Button(tr("&More: sending with another name, private certificate"), Button::Kind::Link, this);
    m_toggle->setObjectName(QStringLiteral("more"));
    m_toggle->setIconName(QStringLiteral("chevron-right"));
    m_toggle->setCheckable(true);
    column->addLayout(flush(m_toggle));
    m_card = new Panel(this);
    auto *card = new QVBoxLayout(m_card);
    card->setContentsMargins(1, 1, 1, 1);
    card->setSpacing(0);
    m_sendingUser = new QLineEdit(m_card);
    m_sendingUser->setObjectName(QStringLiteral("sendingUser"));
    m_sendingUser->setPlaceholderText(tr("the same as for receiving"));
    QGridLayout *const user = addCell(card, m_sendingUser, tr("User name for sending"), fieldNote(m_card));
    m_sendingPassword = new PasswordField(m_card);
    m_sendingPassword->setObjectName(QStringLiteral("sendingPassword"));
    m_sendingPassword->setPlaceholderText(tr("the same as for receiving"));
    QGridLayout *const password = addCell(card, m_sendingPassword, tr("Password for sending"), fieldNote(m_card));
    m_passwordCell = password->parentWidget();
    addHairline(card);
    alignLabels({user, password, buildAuthority(card), buildPins(card)});
    buildOnlyPlain(card);
    m_card->hide();
    column->addWidget(m_card);

    connect(m_toggle, &Button::toggled, this, [this](bool open) {
        m_card->setVisible(open);
        m_toggle->setIconName(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
    });
    connect(m_sendingUser, &QLineEdit::textEdited, this, [this](const QString &user) { m_account.setUser(Side::Sending, user); });
    connect(m_sendingPassword, &QLineEdit::textEdited, this, [this](const QString &typed) { m_account.setOutgoingPassword(typed); });
    connect(&m_account, &AccountPresenter::changed, this, &ServerMore::refresh);
    refresh();
}

/** Explained in a sentence: nobody should look here for more safety. */
void ServerMore::buildOnlyPlain(QVBoxLayout *card)
{
    m_plainRow = new QWidget(m_card);
    m_onlyPlain = new QCheckBox(tr("Send the password itself, inside TLS (PLAIN or LOGIN only)"), m_plainRow);
    m_onlyPlain->setObjectName(QStringLiteral("onlyPlain"));
    auto *why = new RoleLabel(tr("For servers that offer a stronger way and then refuse a right password. Leave it off otherwise: Petrel proves that it knows the password without telling it."),
                              TypeRole::Small, Colour::TextMuted, m_plainRow);
    why->setWordWrap(true);
    auto *rows = new QVBoxLayout(m_plainRow);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    addHairline(rows);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(kCellSides, 8, kCellSides, 12);
    words->setSpacing(4);
    words->addWidget(m_onlyPlain);
    words->addWidget(why);
    rows->addLayout(words);
    card->addWidget(m_plainRow);
    connect(m_onlyPlain, &QCheckBox::toggled, this, [this](bool only) {
        if (only != m_account.signIn().onlyPlain)
            m_account.setOnlyPlain(only);
    });
}

QGridLayout *ServerMore::buildAuthority(QVBoxLayout *card)
{
    auto *cell = new QWidget(m_card);
    auto *row = new QHBoxLayout(cell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_caState = new RoleLabel(TypeRole::Body, Colour::Text, cell);
    m_caState->setWordWrap(true);
    m_caState->setObjectName(QStringLiteral("caState"));
    auto *choose = new Button(tr("Choose file"), Button::Kind::Normal, cell);
    choose->setObjectName(QStringLiteral("caChoose"));
    m_caRemove = new Button(tr("Remove"), Button::Kind::Link, cell);
    m_caRemove->setObjectName(QStringLiteral("caRemove"));
    row->addWidget(m_caState, 1);
    row->addWidget(m_caRemove);
    row->addWidget(choose);
    connect(choose, &Button::clicked, this, &ServerMore::chooseCaFile);
    connect(&m_account, &AccountPresenter::caFileRefused, m_caState, &QLabel::setText);
    connect(m_caRemove, &Button::clicked, this, [this] { m_account.forgetCa(); });
    return addCell(card, cell, tr("CA certificate of a private server"), fieldNote(m_card));
}

/** Trusted as an exception: said only where there is one, with the way back. */
QGridLayout *ServerMore::buildPins(QVBoxLayout *card)
{
    auto *cell = new QWidget(m_card);
    auto *row = new QHBoxLayout(cell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_pinState = new RoleLabel(TypeRole::Body, Colour::Text, cell);
    m_pinState->setWordWrap(true);
    m_pinState->setObjectName(QStringLiteral("pinState"));
    auto *forget = new Button(tr("No longer trust"), Button::Kind::Normal, cell);
    forget->setObjectName(QStringLiteral("pinForget"));
    row->addWidget(m_pinState, 1);
    row->addWidget(forget);
    QGridLayout *const grid = addCell(card, cell, tr("Certificate trusted at"), fieldNote(m_card));
    m_pins = grid->parentWidget();
    connect(forget, &Button::clicked, this, [this] { m_account.forgetPins(); });
    return grid;
}

void ServerMore::refresh()
{
    showValue(m_sendingUser, m_account.server(Side::Sending).user);
    showValue(m_sendingPassword, m_account.outgoingPassword());
    m_passwordCell->setVisible(!m_account.isByIssuer());
    m_plainRow->setVisible(!m_account.isByIssuer());
    m_onlyPlain->setChecked(m_account.signIn().onlyPlain);
    m_caState->setText(m_account.isReadingCa() ? tr("The file is being read.")
                       : m_account.hasCa()     ? tr("One is trusted besides those of the system.")
                                               : tr("None: those of the system are enough as a rule."));
    m_caRemove->setVisible(m_account.hasCa());
    showPins();
}

void ServerMore::showPins()
{
    QStringList places;
    for (const Side side : {Side::Receiving, Side::Sending}) {
        const ServerSettings &server = m_account.server(side);
        if (m_account.hasPin(side))
            places.append(tr("%1, port %2").arg(isolatedLtr(server.host), QString::number(server.port)));
    }
    m_pinState->setText(places.join(QLatin1Char('\n')));
    m_pins->setVisible(!places.isEmpty());
}

void ServerMore::chooseCaFile()
{
    const FileRequest request{tr("CA certificate"), {}, {}, {tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")}};
    Seams::current().chooseFiles(this, request, [this](const QStringList &files) {
        if (!files.isEmpty())
            m_account.takeCaFile(files.first());
    });
}

} // namespace petrel::ui
