#include "ui/folders/account_window.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/formats.h"
#include "ui/common/tool_tip.h"
#include "ui/folders/extension_words.h"
#include "ui/folders/folder_words.h"
#include "ui/folders/room_bar.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr QSize kSize(520, 520);
constexpr int kMark = 16;

QString securityText(Security security)
{
    switch (security) {
    case Security::Tls: return AccountWindow::tr("TLS");
    case Security::Starttls: return AccountWindow::tr("STARTTLS");
    case Security::None: break;
    }
    return AccountWindow::tr("unprotected");
}

QString serverText(const ServerSettings &server)
{
    return AccountWindow::tr("%1, port %2, %3", "server").arg(isolatedLtr(server.host), QString::number(server.port), securityText(server.security));
}

QString serversText(const Account &account)
{
    const QString receiving = account.incomingKind == IncomingKind::Pop3 ? AccountWindow::tr("Receiving by POP3: %1") : AccountWindow::tr("Receiving by IMAP: %1");
    return receiving.arg(serverText(account.incoming)) + QLatin1Char('\n') + AccountWindow::tr("Sending: %1").arg(serverText(account.outgoing));
}

} // namespace

AccountWindow::AccountWindow(QWidget *parent)
    : PropertyWindow(kSize, parent), m_head(new RoleLabel(TypeRole::Body, Colour::Text, this)), m_extensions(new QVBoxLayout)
{
    setObjectName(QStringLiteral("accountWindow"));
    m_servers = addLine(tr("Servers"), "servers");
    m_doing = addLine(tr("Now"), "doing");
    m_roomLine = buildRoom();
    lines()->addRow(labelFor(m_room, tr("Room at the server"), this), m_roomLine);
    m_head->setObjectName(QStringLiteral("head"));
    m_head->setWeight(Weight::Strong);
    m_head->setWordWrap(true);
    m_extensions->setSpacing(6);

    auto *column = new QVBoxLayout;
    column->setContentsMargins(kSides, kSides, kSides, kSides);
    column->setSpacing(4);
    column->addWidget(name());
    column->addWidget(underName());
    column->addSpacing(16);
    column->addLayout(lines());
    column->addSpacing(16);
    column->addWidget(m_head);
    column->addSpacing(4);
    column->addLayout(m_extensions);
    column->addStretch(1);
    auto *page = new QWidget;
    page->setLayout(column);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(page);
    page->setAutoFillBackground(false); // setWidget() wants it filled
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(buildWays());
    setFacts({});
}

QWidget *AccountWindow::buildRoom()
{
    auto *line = new QWidget(this);
    m_room = new RoleLabel(TypeRole::Body, Colour::Text, line);
    m_room->setObjectName(QStringLiteral("room"));
    m_room->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_room->setWordWrap(true);
    m_roomBar = new RoomBar(line);
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_room);
    column->addWidget(m_roomBar);
    return line;
}

QWidget *AccountWindow::buildWays()
{
    auto *foot = new DialogFoot(this);
    auto *log = new Button(tr("Protocol log"), Button::Kind::Normal, foot);
    auto *settings = new Button(tr("Settings of the account"), Button::Kind::Normal, foot);
    connect(log, &Button::clicked, this, &AccountWindow::protocolLogWanted);
    connect(settings, &Button::clicked, this, &AccountWindow::settingsWanted);
    foot->row()->addStretch(1);
    foot->row()->addWidget(log);
    foot->row()->addWidget(settings);
    return foot;
}

void AccountWindow::setAccount(const Account &account)
{
    if (std::exchange(m_isImap, account.incomingKind == IncomingKind::Imap) != m_isImap)
        m_shown.reset();
    setWindowTitle(tr("Properties of %1").arg(nameInText(account)));
    name()->setText(nameInText(account));
    underName()->setText(isolatedLtr(account.address.email));
    m_servers->setText(serversText(account));
}

void AccountWindow::setDoing(const QString &doing)
{
    m_doing->setText(doing);
    lines()->setRowVisible(m_doing, !doing.isEmpty());
}

void AccountWindow::setFacts(const engine::ServerFacts &facts)
{
    if (m_shown == facts)
        return; // asked with every step of a long fetch
    m_shown = facts;
    const std::optional<Room> room = roomFrom(facts.quotas);
    lines()->setRowVisible(m_roomLine, room.has_value());
    if (room) {
        m_room->setText(roomInWords(*room));
        m_roomBar->setRoom(*room);
    }
    showExtensions(facts);
}

void AccountWindow::showExtensions(const engine::ServerFacts &facts)
{
    while (QLayoutItem *line = m_extensions->takeAt(0)) {
        delete line->widget();
        delete line;
    }
    const QList<ExtensionWords> extensions = extensionsInWords(facts);
    if (!m_isImap)
        m_head->setText(tr("Its mail is fetched to this computer and lies here, whatever the server can do."));
    else if (facts.asked == 0)
        m_head->setText(tr("What its server can do is known once Petrel was connected."));
    else
        m_head->setText(extensions.isEmpty() ? tr("This server can do what every server can, and nothing more.") : tr("What this server can do"));
    m_head->setWeight(extensions.isEmpty() ? Weight::Regular : Weight::Strong);
    for (const ExtensionWords &extension : extensions) {
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        auto *text = new RoleLabel(extension.text, TypeRole::Body, Colour::Text, line);
        text->setWordWrap(true);
        setPlainToolTip(text, QString::fromLatin1(extension.word));
        row->addWidget(new IconMark(QStringLiteral("check"), Colour::Success, kMark, line), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        m_extensions->addWidget(line);
    }
}

} // namespace petrel::ui
