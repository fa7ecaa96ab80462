#include "ui/wizard/choice_page.h"

#include "ui/common/appearance.h"
#include "ui/common/dialog_parts.h"
#include "ui/wizard/choice_card.h"
#include "ui/wizard/delivery_choice.h"
#include "ui/wizard/server_copy_choice.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QRadioButton>
#include <QVBoxLayout>

namespace petrel::ui {

ChoicePage::ChoicePage(WizardPresenter &presenter, QWidget *parent)
    : WizardPage(presenter, parent),
      m_imap(new ChoiceCard(Drawing::Picture::OnServer, tr("On the &server"), QStringLiteral("IMAP"), ground())),
      m_pop3(new ChoiceCard(Drawing::Picture::OnComputer, tr("On this &computer"), QStringLiteral("POP3"), ground())),
      m_cards(new QBoxLayout(QBoxLayout::LeftToRight)), m_copy(new ServerCopyChoice(ground())), m_delivery(new DeliveryChoice(ground())), m_reason(new QWidget(ground()))
{
    setTitle(tr("Where should your mail live?"), tr("No mail moves before you have seen what happens to it."));
    buildCards();
    m_cards->setSpacing(20);
    m_cards->addWidget(m_imap, 1);
    m_cards->addWidget(m_pop3, 1);
    content()->addLayout(m_cards);
    content()->addSpacing(16);

    auto *row = new QHBoxLayout(m_reason);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *words = new RoleLabel(tr("Recommended because most people read mail on more than one device."), TypeRole::Small,
                                Colour::TextMuted, m_reason);
    words->setWordWrap(true);
    row->addWidget(new IconMark(QStringLiteral("info"), Colour::TextMuted, sizes().iconRow, m_reason));
    row->addWidget(words, 1);
    content()->addWidget(m_reason);
    m_copy->setObjectName(QStringLiteral("serverCopy"));
    content()->addWidget(m_copy);
    content()->addSpacing(4);
    content()->addWidget(m_delivery);
    content()->addStretch(1);

    connect(m_copy, &ServerCopyChoice::edited, this, [this](const Pop3ServerCopy &copy) { account().setServerCopy(copy); });
    connect(m_delivery, &DeliveryChoice::edited, this, [this](FolderId folder) { account().setDeliverTo(folder); });
    connect(&presenter, &WizardPresenter::changed, this, [this] { if (isCurrent(WizardStep::Choice)) refresh(); });
}

void ChoicePage::buildCards()
{
    m_imap->button()->setObjectName(QStringLiteral("imap"));
    m_imap->addChip(tr("Recommended"));
    m_imap->addLine(QStringLiteral("smartphone"), tr("The same mail on every device; read, flag and move show everywhere."));
    m_imap->addLine(QStringLiteral("wifi-off"), tr("Petrel keeps a copy here, so you can read and write offline."));
    m_imap->addLine(QStringLiteral("server"), tr("Mail stays on the server until you delete it, and counts against your space there."));
    m_pop3->button()->setObjectName(QStringLiteral("pop3"));
    m_pop3->addLine(QStringLiteral("hard-drive"), tr("Mail is fetched, saved safely here, then removed from the server."));
    m_pop3->addLine(QStringLiteral("laptop"), tr("Suits one computer, small mailboxes and slow lines."));
    m_pop3->addLine(QStringLiteral("triangle-alert"), tr("The copy here is then the only one: keep a backup of this computer."), Colour::Warning);

    auto *group = new QButtonGroup(this);
    group->addButton(m_imap->button(), static_cast<int>(IncomingKind::Imap));
    group->addButton(m_pop3->button(), static_cast<int>(IncomingKind::Pop3));
    connect(group, &QButtonGroup::idToggled, this, [this](int kind, bool chosen) {
        if (chosen)
            account().setKind(static_cast<IncomingKind>(kind));
    });
    m_imap->button()->installEventFilter(this);
    m_pop3->button()->installEventFilter(this);
}

bool ChoicePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        // Qt looks for the next button where the arrow points; of two choices every arrow means the other one.
        const int key = static_cast<QKeyEvent *>(event)->key();
        QRadioButton *other = (watched == m_imap->button() ? m_pop3 : m_imap)->button();
        if ((key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right) && other->isEnabled()) {
            other->setFocus(Qt::TabFocusReason);
            other->setChecked(true);
            return true;
        }
    }
    return WizardPage::eventFilter(watched, event);
}

void ChoicePage::enter()
{
    refresh();
    m_copy->setCopy(account().account().pop3ServerCopy);
    readPlaces();
    const bool imap = account().account().incomingKind == IncomingKind::Imap;
    (imap ? m_imap : m_pop3)->button()->setFocus();
}

void ChoicePage::refresh()
{
    const bool imap = account().account().incomingKind == IncomingKind::Imap;
    (imap ? m_imap : m_pop3)->button()->setChecked(true);
    const QString provider = this->presenter().provider();
    const auto refusal = [&](IncomingKind kind, const QString &protocol) {
        return this->presenter().offers(kind) ? QString() : tr("%1 does not offer %2.").arg(provider, protocol);
    };
    m_imap->setRefusal(refusal(IncomingKind::Imap, QStringLiteral("IMAP")));
    m_pop3->setRefusal(refusal(IncomingKind::Pop3, QStringLiteral("POP3")));
    m_copy->setServer(account().account().incoming);
    m_copy->setVisible(!imap);
    m_delivery->setFolder(account().account().deliverTo);
    m_delivery->setVisible(!imap && m_delivery->hasChoice());
    m_reason->setVisible(imap);
}

void ChoicePage::readPlaces()
{
    AccountService &service = account().service();
    service.accounts(this, [this, &service](const Result<QList<Account>> &accounts) {
        if (!accounts)
            return; // its own inbox will do
        service.folders(this, [this, accounts](const Result<QList<FolderRow>> &folders) {
            if (!folders)
                return;
            m_delivery->setPlaces(account().account(), *accounts, *folders);
            refresh();
        });
    });
}

void ChoicePage::setNarrow(bool narrow)
{
    WizardPage::setNarrow(narrow);
    m_cards->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_cards->setSpacing(narrow ? 12 : 20);
    m_imap->setPictureShown(!narrow);
    m_pop3->setPictureShown(!narrow);
    m_copy->setNarrow(narrow);
}

} // namespace petrel::ui
