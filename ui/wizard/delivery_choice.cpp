#include "ui/wizard/delivery_choice.h"

#include "core/model/delivery.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace petrel::ui {

namespace {

/** A folder's path may be long: the box is not. */
constexpr int kShownCharacters = 32;

QString textOf(const FolderRow &folder, const QList<Account> &accounts)
{
    const auto account = std::find_if(accounts.cbegin(), accounts.cend(), [&](const Account &one) { return one.id == folder.account; });
    const QString owner = account == accounts.cend() ? QString() : oneLine(account->name.isEmpty() ? account->address.email : account->name);
    return folder.role == FolderRole::Inbox ? DeliveryChoice::tr("the inbox of %1").arg(isolated(owner))
                                            : DeliveryChoice::tr("%1, a folder of %2").arg(isolated(oneLine(folder.path)), isolated(owner));
}

} // namespace

DeliveryChoice::DeliveryChoice(QWidget *parent)
    : QWidget(parent), m_places(new QComboBox(this)), m_meaning(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    m_places->setObjectName(QStringLiteral("deliverTo"));
    m_places->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_places->setMinimumContentsLength(kShownCharacters);
    m_meaning->setObjectName(QStringLiteral("deliveryMeaning"));
    m_meaning->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(labelFor(m_places, tr("&Put new mail into"), this));
    column->addWidget(m_places, 0, Qt::AlignLeft);
    column->addWidget(m_meaning);
    connect(m_places, &QComboBox::activated, this, [this] {
        m_isLost = false;
        refresh();
        Q_EMIT edited(folder());
    });
    hide();
}

void DeliveryChoice::setPlaces(const Account &account, const QList<Account> &accounts, const QList<FolderRow> &folders)
{
    m_places->clear();
    m_places->addItem(tr("its own inbox"), QVariant::fromValue(FolderId()));
    const QList<FolderRow> offered = deliveryFolders(account.id, accounts, folders);
    for (const FolderRow &folder : offered)
        m_places->addItem(textOf(folder, accounts), QVariant::fromValue(folder.id));
    setFolder(account.deliverTo);
    setAddress(account.address.email);
    setVisible(hasChoice());
}

void DeliveryChoice::setFolder(FolderId folder)
{
    const int place = m_places->findData(QVariant::fromValue(folder));
    m_isLost = folder && place < 0;
    m_places->setCurrentIndex(qMax(0, place));
    refresh();
}

void DeliveryChoice::setAddress(const QString &email)
{
    m_email = email;
    refresh();
}

bool DeliveryChoice::hasChoice() const { return m_places->count() > 1 || m_isLost; }

FolderId DeliveryChoice::folder() const { return m_places->currentData().value<FolderId>(); }

void DeliveryChoice::refresh()
{
    if (m_isLost)
        m_meaning->setText(tr("The folder that was chosen is gone or lies in Trash, so new mail comes into the account\u2019s own inbox."));
    else if (!folder())
        m_meaning->setText(tr("The mail of each account stays apart."));
    else
        m_meaning->setText(tr("It lies there beside the other mail; answers to it still go out from %1.").arg(isolatedLtr(m_email)));
}

} // namespace petrel::ui
