#include "ui/folders/folder_window.h"

#include "ui/common/formats.h"
#include "ui/common/notice_bar.h"
#include "ui/models/folder_tree_model.h"
#include "ui/wizard/dialog_parts.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr QSize kSize(480, 360);
constexpr int kSides = 24;
constexpr int kAsTheAccount = -2;
constexpr int kAll = -1;
constexpr int kOnDemand = 0;

/** One number for the list of choices: days, or one of the above. */
int choiceOf(const std::optional<OfflinePolicy> &policy)
{
    if (!policy)
        return kAsTheAccount;
    switch (policy->bodies) {
    case OfflinePolicy::Bodies::OnDemand: return kOnDemand;
    case OfflinePolicy::Bodies::LastDays: return policy->days;
    case OfflinePolicy::Bodies::All: break;
    }
    return kAll;
}

std::optional<OfflinePolicy> policyOf(int choice)
{
    switch (choice) {
    case kAsTheAccount: return std::nullopt;
    case kOnDemand: return OfflinePolicy{OfflinePolicy::Bodies::OnDemand, 0};
    case kAll: return OfflinePolicy{OfflinePolicy::Bodies::All, 0};
    default: return OfflinePolicy{OfflinePolicy::Bodies::LastDays, choice};
    }
}

QString choiceText(int choice)
{
    switch (choice) {
    case kOnDemand: return FolderWindow::tr("only what was opened");
    case kAll: return FolderWindow::tr("all messages");
    default: return FolderWindow::tr("of the last %n day(s)", nullptr, choice);
    }
}

QString messagesText(const FolderRow &row)
{
    QString text = FolderWindow::tr("%1, %2 unread").arg(countText(row.total), countText(row.unread));
    if (row.serverTotal > row.total)
        text += QLatin1Char('\n') + FolderWindow::tr("%1 at the server: the rest is still to come").arg(countText(row.serverTotal));
    return text;
}

QString sizeTextOf(const store::FolderDetails &details)
{
    if (details.row.total == 0)
        return FolderWindow::tr("nothing");
    if (details.row.kind == FolderKind::Local)
        return sizeText(details.bytes);
    return FolderWindow::tr("%1; %2 of it on this computer").arg(sizeText(details.bytes), sizeText(details.bodyBytes));
}

QString lookText(const FolderRow &row)
{
    const bool isMaildrop = row.kind == FolderKind::Local && row.role == FolderRole::Inbox;
    if (row.lastSync == 0)
        return row.kind == FolderKind::Remote || isMaildrop ? FolderWindow::tr("not yet") : FolderWindow::tr("never: no server has it");
    return readerDate(row.lastSync, QDateTime::currentDateTime());
}

} // namespace

FolderWindow::FolderWindow(QWidget *parent)
    : QWidget(parent, Qt::Window), m_lines(new QFormLayout), m_name(new RoleLabel(TypeRole::Heading, Colour::Text, this)),
      m_path(new ElidingLabel(TypeRole::Body, Colour::TextMuted, this)), m_refused(new NoticeBar(this)), m_offline(new QComboBox(this)), m_note(nullptr)
{
    setObjectName(QStringLiteral("folderWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(kSize);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setWeight(Weight::Strong);
    m_name->setWordWrap(true);
    for (RoleLabel *fromServer : {m_name, static_cast<RoleLabel *>(m_path)})
        fromServer->setTextFormat(Qt::PlainText);
    buildRefused();
    m_lines->setHorizontalSpacing(16);
    m_lines->setVerticalSpacing(10);
    m_lines->setLabelAlignment(Qt::AlignLeading);
    m_lines->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_messages = addLine(tr("Messages"), "messages");
    m_size = addLine(tr("Size"), "size");
    m_look = addLine(tr("Last looked at"), "look");
    m_doing = addLine(tr("Now"), "doing");
    m_room = addLine(tr("Room in the account"), "room");
    m_lines->setRowVisible(m_room, false);
    m_offline->setObjectName(QStringLiteral("offline"));
    m_lines->addRow(labelFor(m_offline, tr("&Kept to read offline"), this), m_offline);
    m_note = new RoleLabel(TypeRole::Small, Colour::TextMuted, this);
    m_note->setWordWrap(true);
    m_lines->addRow(m_note);
    connect(m_offline, &QComboBox::activated, this, [this] { Q_EMIT offlineWanted(policyOf(m_offline->currentData().toInt())); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSides, kSides, kSides, kSides);
    column->setSpacing(4);
    column->addWidget(m_name);
    column->addWidget(m_path);
    column->addSpacing(4);
    column->addWidget(m_refused);
    column->addSpacing(12);
    column->addLayout(m_lines);
    column->addStretch(1);
    m_offline->setFocus();
}

RoleLabel *FolderWindow::addLine(const QString &label, const char *objectName)
{
    auto *value = new RoleLabel(TypeRole::Body, Colour::Text, this);
    value->setObjectName(QString::fromLatin1(objectName));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard); // and so a stop for Tab, to be heard
    m_lines->addRow(labelFor(value, label, this), value);
    return value;
}

void FolderWindow::buildRefused()
{
    m_refused->setObjectName(QStringLiteral("refused"));
    m_refused->setLevel(NoticeBar::Level::Warning);
    connect(m_refused->addButton(tr("Try again"), Button::Kind::Tonal), &Button::clicked, this, &FolderWindow::retryWanted);
    connect(m_refused->addButton(tr("Give up")), &Button::clicked, this, &FolderWindow::giveUpWanted);
}

void FolderWindow::setDetails(const store::FolderDetails &details, const Account &account)
{
    const FolderRow &row = details.row;
    const QString name = isolated(oneLine(shownName(row)));
    const QString owner = isolated(oneLine(account.name.isEmpty() ? account.address.email : account.name));
    setWindowTitle(tr("Properties of %1").arg(name));
    m_name->setText(name);
    m_path->setText(tr("%1 in %2").arg(isolated(oneLine(row.path)), owner));
    m_messages->setText(messagesText(row));
    m_size->setText(sizeTextOf(details));
    m_look->setText(lookText(row));
    for (QWidget *ofMail : std::initializer_list<QWidget *>{m_messages, m_size, m_look, m_offline})
        m_lines->setRowVisible(ofMail, row.selectable);
    m_refused->setText(unmetWish(row));
    m_refused->setDetail(oneLine(details.refusal));
    m_refused->setVisible(row.isRefused);
    showOffline(details, account);
    growToFit();
}

void FolderWindow::growToFit()
{
    layout()->activate();
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->totalSizeHint().height();
    if (needed > height())
        resize(width(), needed);
}

void FolderWindow::setDoing(const QString &doing)
{
    m_doing->setText(doing);
    m_lines->setRowVisible(m_doing, !doing.isEmpty());
}

void FolderWindow::setRoom(const std::optional<Room> &room)
{
    m_room->setText(room ? roomInWords(*room) : QString());
    m_lines->setRowVisible(m_room, room.has_value());
    growToFit();
}

void FolderWindow::showOffline(const store::FolderDetails &details, const Account &account)
{
    if (details.row.kind == FolderKind::Local || !details.row.selectable) {
        m_lines->setRowVisible(m_offline, false);
        m_note->setText(details.row.selectable ? tr("All of it lies on this computer, and nowhere else.") : tr("It holds other folders only, no mail."));
        return;
    }
    if (!m_offline->view()->isVisible()) { // nobody is choosing just now
        const int chosen = choiceOf(details.offline);
        m_offline->clear();
        m_offline->addItem(tr("as the account: %1").arg(choiceText(choiceOf(account.offline))), kAsTheAccount);
        QList<int> choices{kOnDemand, 7, 30, 90, 365, kAll};
        if (chosen != kAsTheAccount && !choices.contains(chosen))
            choices.append(chosen); // set elsewhere
        for (const int choice : std::as_const(choices))
            m_offline->addItem(choiceText(choice), choice);
        m_offline->setCurrentIndex(m_offline->findData(chosen));
    }
    m_note->setText(tr("Headers are always here. What was fetched stays when you choose less."));
}

void FolderWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void FolderWindow::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
