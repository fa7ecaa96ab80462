#include "ui/folderpane/folder_rail.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/models/folder_tree_model.h"

#include <QButtonGroup>
#include <QPersistentModelIndex>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kButton = 36;
} // namespace

FolderRail::FolderRail(QWidget *parent)
    : QWidget(parent), m_entries(new QVBoxLayout), m_group(new QButtonGroup(this)),
      m_state(new IconButton(QStringLiteral("check"), tr("Activity"), this))
{
    setFixedWidth(sizes().rail);
    auto *compose = new Button(QString(), Button::Kind::Accent, this);
    compose->setIconName(QStringLiteral("square-pen"));
    compose->setAccessibleName(tr("New message"));
    compose->setToolTip(tr("New message"));
    connect(compose, &Button::clicked, this, &FolderRail::newMessageWanted);
    auto *expand = new IconButton(QStringLiteral("panel-left"), tr("Show folders"), this);
    connect(expand, &IconButton::clicked, this, &FolderRail::expandWanted);
    connect(m_state, &IconButton::clicked, this, &FolderRail::activityWanted);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 8);
    column->setSpacing(4);
    column->addWidget(compose);
    column->addSpacing(10);
    m_entries->setSpacing(4);
    column->addLayout(m_entries);
    column->addStretch(1);
    column->addWidget(expand, 0, Qt::AlignHCenter);
    column->addWidget(m_state, 0, Qt::AlignHCenter);
}

void FolderRail::setFolders(FolderTreeModel *model)
{
    m_model = model;
    connect(model, &FolderTreeModel::loaded, this, &FolderRail::rebuild);
    rebuild();
}

void FolderRail::rebuild()
{
    const auto old = m_group->buttons();
    QVariant checked;
    for (QAbstractButton *button : old) {
        if (button->isChecked())
            checked = button->property("entry");
        delete button;
    }
    const auto add = [&](const QModelIndex &index) {
        auto *button = new IconButton(index.data(IconNameRole).toString(), index.data().toString(), this);
        button->setSide(kButton);
        button->setCheckable(true);
        button->setProperty("entry", index.data());
        button->setChecked(checked.isValid() && checked == index.data());
        connect(button, &IconButton::clicked, this, [this, kept = QPersistentModelIndex(index)] { Q_EMIT chosen(kept); });
        m_group->addButton(button);
        m_entries->addWidget(button);
    };
    for (const FolderEntry entry : {FolderEntry::AllInboxes, FolderEntry::Flagged, FolderEntry::Drafts, FolderEntry::Outbox}) {
        if (const QModelIndex index = m_model->indexOf(entry); index.isValid())
            add(index);
    }
    for (const FolderRole role : {FolderRole::Archive, FolderRole::Trash}) {
        // The first account's: the others are a click on "Show folders" away.
        for (const Account &account : m_model->accounts()) {
            const QList<FolderRow> folders = m_model->foldersOf(account.id);
            const auto found = std::find_if(folders.begin(), folders.end(), [role](const FolderRow &f) { return f.role == role; });
            if (found == folders.end())
                continue;
            add(m_model->indexOf(found->id));
            break;
        }
    }
}

void FolderRail::setCurrent(const QModelIndex &index)
{
    const auto buttons = m_group->buttons();
    m_group->setExclusive(false);
    for (QAbstractButton *button : buttons)
        button->setChecked(index.isValid() && button->property("entry") == index.data());
    m_group->setExclusive(true);
}

void FolderRail::setState(const QString &iconName, const QString &text)
{
    m_state->setIcon(icon(iconName));
    m_state->setToolTip(text);
    m_state->setAccessibleDescription(text);
}

} // namespace petrel::ui
