#include "ui/folderpane/folder_rail.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/models/folder_tree_model.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QPersistentModelIndex>
#include <QStyle>
#include <QStyleOptionToolButton>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kEntry = 36;
} // namespace

/** One entry: its icon, and a small count at its corner while something there is unread or waits. */
class RailButton final : public IconButton
{
public:
    RailButton(const QModelIndex &entry, QWidget *parent)
        : IconButton(entry.data(IconNameRole).toString(), entry.data().toString(), parent), m_entry(entry)
    {
        setSide(kEntry);
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
    void initStyleOption(QStyleOptionToolButton *option) const override
    {
        IconButton::initStyleOption(option);
        if (isOwnFolder())
            option->icon = QIcon();
    }

    void paintEvent(QPaintEvent *event) override
    {
        IconButton::paintEvent(event);
        QPainter painter(this);
        if (isOwnFolder())
            paintLetter(painter);
        if (!m_count.isEmpty())
            paintCount(painter);
    }

private:
    /** Own folders share one icon: among favourites their first letter tells them apart. */
    [[nodiscard]] bool isOwnFolder() const
    {
        return m_entry.data(EntryRole).toInt() == static_cast<int>(FolderEntry::Favourite)
            && m_entry.data(FolderRoleRole).toInt() == static_cast<int>(FolderRole::None);
    }

    void paintLetter(QPainter &painter) const
    {
        constexpr int kTile = 20;
        const QRect tile(rect().center() - QPoint(kTile / 2 - 1, kTile / 2 - 1), QSize(kTile, kTile));
        const QString name = m_entry.data().toString();
        qsizetype end = 1; // a letter may be two units
        if (name.size() > 1 && name.at(0).isHighSurrogate())
            end = 2;
        strokeRounded(&painter, tile, sizes().radiusChip, colour(isChecked() ? Colour::Text : Colour::TextMuted), 1.25);
        painter.setFont(ui::font(TypeRole::Small, Weight::Strong));
        painter.setPen(colour(isChecked() ? Colour::Text : Colour::TextMuted));
        painter.drawText(tile, Qt::AlignCenter, name.left(end).toUpper());
    }

    void paintCount(QPainter &painter) const
    {
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
    const QModelIndexList roles = roleEntries();
    const QList<FolderId> &favourites = m_model->favourites();
    const qsizetype fitting = qMin(favourites.size(), room() - entries.size() - roles.size());
    for (qsizetype i = 0; i < fitting; ++i)
        entries.append(m_model->indexOfFavourite(favourites[i]));
    entries += roles;
    entries.removeAll(QModelIndex());
    return entries;
}

int FolderRail::room() const
{
    m_entries->invalidate(); // buttons that came just now are not counted yet, in both alike
    layout()->invalidate();
    const int others = layout()->sizeHint().height() - m_entries->sizeHint().height();
    return (height() - others + m_entries->spacing()) / (kEntry + m_entries->spacing());
}

QModelIndexList FolderRail::roleEntries() const
{
    QModelIndexList entries;
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
    if (m_model)
        rebuild(); // it takes the room of a favourite
}

bool FolderRail::event(QEvent *event)
{
    // Else the window's Delete would take the key from a folder's icon, and with it messages.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void FolderRail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_model && event->size().height() != event->oldSize().height())
        rebuild();
}

QWidget *FolderRail::foot() const { return m_state; }

void FolderRail::setState(const QString &iconName, const QString &text)
{
    m_state->setIcon(icon(iconName));
    setPlainToolTip(m_state, text);
    m_state->setAccessibleDescription(text);
}

} // namespace petrel::ui
