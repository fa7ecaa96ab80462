#include "ui/folderpane/folder_rail.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/models/folder_tree_model.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPersistentModelIndex>
#include <QStyle>
#include <QVBoxLayout>

namespace petrel::ui {

/** One entry: its icon, and a small count at its corner while something there is unread or waits. */
class RailButton final : public IconButton
{
public:
    RailButton(const QModelIndex &entry, QWidget *parent)
        : IconButton(entry.data(IconNameRole).toString(), entry.data().toString(), parent), m_entry(entry)
    {
        constexpr int kSide = 36;
        setSide(kSide);
        setCheckable(true);
    }

    [[nodiscard]] QModelIndex entry() const { return m_entry; }

    void showCount()
    {
        const bool waits = m_entry.data(EntryRole).toInt() == static_cast<int>(FolderEntry::Outbox);
        const int count = m_entry.data(UnreadCountRole).toInt();
        const bool counts = count > 0 && (waits || m_entry.data(CountIsUnreadRole).toBool());
        m_count = !counts ? QString() : count > 99 ? QStringLiteral("99+") : QString::number(count);
        const QString words = !counts ? QString() : waits ? FolderRail::tr("%n waiting", nullptr, count) : FolderRail::tr("%n unread", nullptr, count);
        setPlainToolTip(this, counts ? FolderRail::tr("%1, %2", "folder, unread").arg(accessibleName(), words) : accessibleName());
        setAccessibleDescription(words);
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        IconButton::paintEvent(event);
        if (m_count.isEmpty())
            return;
        QPainter painter(this);
        const QFont small = ui::font(TypeRole::Caption, Weight::Strong);
        const QFontMetrics metrics(small);
        const int high = metrics.height();
        const int wide = qMax(high, metrics.horizontalAdvance(m_count) + 6);
        const QRect pill = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - wide, 0, wide, high));
        fillRounded(&painter, pill, high / 2.0, colour(Colour::Unread));
        painter.setFont(small);
        painter.setPen(colour(Colour::AccentText));
        painter.drawText(pill, Qt::AlignCenter, m_count);
    }

private:
    QPersistentModelIndex m_entry;
    QString m_count;
};

FolderRail::FolderRail(QWidget *parent)
    : QWidget(parent), m_entries(new QVBoxLayout), m_group(new QButtonGroup(this)),
      m_attention(new IconButton(QStringLiteral("triangle-alert"), tr("Needs attention"), this)),
      m_state(new IconButton(QStringLiteral("check"), tr("Activity"), this))
{
    setFixedWidth(sizes().rail);
    auto *compose = new Button(QString(), Button::Kind::Accent, this);
    compose->setIconName(QStringLiteral("square-pen"));
    compose->setAccessibleName(tr("New message"));
    setPlainToolTip(compose, tr("New message"));
    connect(compose, &Button::clicked, this, &FolderRail::newMessageWanted);
    auto *expand = new IconButton(QStringLiteral("panel-left"), tr("Show folders"), this);
    connect(expand, &IconButton::clicked, this, &FolderRail::expandWanted);
    connect(m_state, &IconButton::clicked, this, &FolderRail::activityWanted);
    connect(m_attention, &IconButton::clicked, this, &FolderRail::attentionWanted);
    m_attention->setObjectName(QStringLiteral("RailAttention"));
    m_attention->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 8);
    column->setSpacing(4);
    column->addWidget(compose);
    column->addSpacing(10);
    m_entries->setSpacing(4);
    column->addLayout(m_entries);
    column->addStretch(1);
    column->addWidget(m_attention, 0, Qt::AlignHCenter);
    column->addWidget(expand, 0, Qt::AlignHCenter);
    column->addWidget(m_state, 0, Qt::AlignHCenter);
}

void FolderRail::setFolders(FolderTreeModel *model)
{
    m_model = model;
    connect(model, &FolderTreeModel::loaded, this, &FolderRail::rebuild);
    connect(model, &QAbstractItemModel::dataChanged, this, &FolderRail::showCounts);
    rebuild();
}

QModelIndexList FolderRail::entries() const
{
    QModelIndexList entries;
    for (const FolderEntry entry : {FolderEntry::AllInboxes, FolderEntry::Flagged, FolderEntry::Drafts, FolderEntry::Outbox})
        entries.append(m_model->indexOf(entry));
    for (const FolderRole role : {FolderRole::Archive, FolderRole::Junk, FolderRole::Trash}) {
        for (const Account &account : m_model->accounts()) {
            const QList<FolderRow> folders = m_model->foldersOf(account.id);
            const auto found = std::find_if(folders.begin(), folders.end(), [role](const FolderRow &f) { return f.role == role; });
            if (found == folders.end())
                continue;
            entries.append(m_model->indexOf(found->id));
            break;
        }
    }
    entries.removeAll(QModelIndex());
    return entries;
}

/** Buttons stay as long as their entries do: one may be under the pointer that is about to press it. */
void FolderRail::rebuild()
{
    QModelIndex checked;
    QModelIndexList shown;
    for (const RailButton *button : std::as_const(m_buttons)) {
        shown.append(button->entry());
        if (button->isChecked())
            checked = button->entry();
    }
    const QModelIndexList wanted = entries();
    if (wanted == shown)
        return showCounts();
    qDeleteAll(std::exchange(m_buttons, {}));
    for (const QModelIndex &entry : wanted)
        add(entry);
    showCounts();
    setCurrent(checked);
}

void FolderRail::add(const QModelIndex &index)
{
    auto *button = new RailButton(index, this);
    connect(button, &IconButton::clicked, this, [this, button] { Q_EMIT chosen(button->entry()); });
    m_group->addButton(button);
    m_entries->addWidget(button);
    m_buttons.append(button);
}

void FolderRail::showCounts()
{
    for (RailButton *button : std::as_const(m_buttons))
        button->showCount();
}

void FolderRail::setCurrent(const QModelIndex &index)
{
    m_group->setExclusive(false);
    for (RailButton *button : std::as_const(m_buttons))
        button->setChecked(index.isValid() && button->entry() == index);
    m_group->setExclusive(true);
}

void FolderRail::setAttention(const QString &text)
{
    // In the colour of warnings, as the line in the whole pane is; painted anew with each change, as the scheme may be another one.
    m_attention->setIcon(iconPixmap(QStringLiteral("triangle-alert"), sizes().iconTool, colour(Colour::Warning), devicePixelRatioF()));
    setPlainToolTip(m_attention, text);
    m_attention->setAccessibleDescription(text);
    m_attention->setVisible(!text.isEmpty());
}

QWidget *FolderRail::foot() const { return m_state; }

void FolderRail::setState(const QString &iconName, const QString &text)
{
    m_state->setIcon(icon(iconName));
    setPlainToolTip(m_state, text);
    m_state->setAccessibleDescription(text);
}

} // namespace petrel::ui
