#include "ui/folders/folder_window.h"

#include "ui/common/described_error.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/notice_bar.h"
#include "ui/models/folder_tree_model.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr QSize kSize(480, 360);
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
    : PropertyWindow(kSize, parent), m_refused(new NoticeBar(this)), m_offline(new QComboBox(this)), m_note(nullptr)
{
    setObjectName(QStringLiteral("folderWindow"));
    buildRefused();
    m_messages = addLine(tr("Messages"), "messages");
    m_size = addLine(tr("Size"), "size");
    m_look = addLine(tr("Last looked at"), "look");
    m_doing = addLine(tr("Now"), "doing");
    m_room = addLine(tr("Room in the account"), "room");
    lines()->setRowVisible(m_room, false);
    m_offline->setObjectName(QStringLiteral("offline"));
    lines()->addRow(labelFor(m_offline, tr("&Kept to read offline"), this), m_offline);
    m_note = new RoleLabel(TypeRole::Small, Colour::TextMuted, this);
    m_note->setWordWrap(true);
    lines()->addRow(m_note);
    connect(m_offline, &QComboBox::activated, this, [this] { Q_EMIT offlineWanted(policyOf(m_offline->currentData().toInt())); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSides, kSides, kSides, kSides);
    column->setSpacing(4);
    column->addWidget(name());
    column->addWidget(underName());
    column->addSpacing(4);
    column->addWidget(m_refused);
    column->addSpacing(12);
    column->addLayout(lines());
    column->addStretch(1);
    m_offline->setFocus();
}

void FolderWindow::buildRefused()
{
    m_refused->setObjectName(QStringLiteral("refused"));
    m_refused->setLevel(NoticeBar::Level::Warning);
    connect(m_refused->addButton(tr("Try again"), Button::Kind::Tonal), &Button::clicked, this, &FolderWindow::retryWanted);
    connect(m_refused->addButton(tr("Give up")), &Button::clicked, this, &FolderWindow::giveUpWanted);
}

/** In words, and what the server said: the store keeps it in English. */
QString FolderWindow::whyRefused(const store::FolderDetails &details, const Account &account)
{
    const std::optional<Error> error = describedError(details.refusal);
    const QString happened = error ? sentenceFor(*error, account, Activity::Changing).happened : QString();
    return QStringList{happened, describedDetails(details.refusal)}.join(QLatin1Char('\n')).trimmed();
}

void FolderWindow::setDetails(const store::FolderDetails &details, const Account &account)
{
    const FolderRow &row = details.row;
    const QString title = isolated(oneLine(shownName(row)));
    const QString owner = isolated(oneLine(account.name.isEmpty() ? account.address.email : account.name));
    setWindowTitle(tr("Properties of %1").arg(title));
    name()->setText(title);
    underName()->setText(tr("%1 in %2").arg(isolated(oneLine(row.path)), owner));
    m_messages->setText(messagesText(row));
    m_size->setText(sizeTextOf(details));
    m_look->setText(lookText(row));
    for (QWidget *ofMail : std::initializer_list<QWidget *>{m_messages, m_size, m_look, m_offline})
        lines()->setRowVisible(ofMail, row.selectable);
    m_refused->setText(unmetWish(row));
    m_refused->setDetail(whyRefused(details, account));
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
    lines()->setRowVisible(m_doing, !doing.isEmpty());
}

void FolderWindow::setRoom(const std::optional<Room> &room)
{
    m_room->setText(room ? roomInWords(*room) : QString());
    lines()->setRowVisible(m_room, room.has_value());
    growToFit();
}

void FolderWindow::showOffline(const store::FolderDetails &details, const Account &account)
{
    if (details.row.kind == FolderKind::Local || !details.row.selectable) {
        lines()->setRowVisible(m_offline, false);
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

} // namespace petrel::ui
