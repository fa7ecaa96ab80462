#include "ui/labels/labels_window.h"

#include "ui/common/appearance.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/label_mark.h"
#include "ui/common/painting.h"
#include "ui/models/label_book.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr QSize kSize(480, 460);
constexpr int kSides = 24;
constexpr int kInset = 4;
constexpr int kMarkX = 14;
constexpr int kTextX = 42;
constexpr int kKeyWidth = 28;
constexpr int kKeys = 9;
enum Role { KeywordRole = Qt::UserRole, ColourRole };

class LabelDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect row = option.rect.adjusted(kInset, 1, -kInset, -1);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            fillRounded(painter, row, sizes().radiusControl, colour(Colour::Selection));
        else if (option.state & QStyle::State_MouseOver)
            fillRounded(painter, row, sizes().radiusControl, colour(Colour::Hover));
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
            paintFocusRing(painter, row, sizes().radiusControl);
        const auto placed = [&](const QRect &logical) { return QStyle::visualRect(option.direction, option.rect, logical); };
        const bool rightToLeft = option.direction == Qt::RightToLeft;
        const int side = sizes().iconRow;
        paintLabelMark(painter, placed(QRect(option.rect.x() + kMarkX, option.rect.center().y() - side / 2 + 1, side, side)),
                       static_cast<TagColour>(index.data(ColourRole).toInt()), LabelMark::None);
        const QRect text(option.rect.x() + kTextX, option.rect.y(), option.rect.width() - kTextX - kKeyWidth - kInset, option.rect.height());
        painter->setFont(petrel::ui::font(TypeRole::Body));
        painter->setPen(colour(selected ? Colour::SelectionText : Colour::Text));
        paintElided(painter, placed(text), index.data().toString(), rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        if (index.row() >= kKeys)
            return;
        painter->setPen(colour(selected ? Colour::SelectionMuted : Colour::TextMuted));
        painter->drawText(placed(QRect(text.right() + 1, text.y(), kKeyWidth, text.height())), Qt::AlignCenter, QString::number(index.row() + 1));
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), qMax(sizes().rowFolder, option.fontMetrics.height() + 12)};
    }
};

} // namespace

LabelsWindow::LabelsWindow(const LabelBook &book, QWidget *parent)
    : QDialog(parent), m_book(book), m_list(new QListWidget(this)), m_change(new Button(tr("&Change…"), Button::Kind::Normal, this)),
      m_forget(new Button(tr("&Forget"), Button::Kind::Normal, this)), m_up(new Button(tr("Move &up"), Button::Kind::Normal, this)),
      m_down(new Button(tr("Move &down"), Button::Kind::Normal, this))
{
    setObjectName(QStringLiteral("labelsWindow"));
    setWindowTitle(tr("Labels"));
    resize(kSize);
    buildList();
    auto *add = new Button(tr("&New label…"), Button::Kind::Tonal, this);
    add->setObjectName(QStringLiteral("newLabel"));
    auto *hint = new RoleLabel(tr("The keys 1 to 9 put the first nine on the selected messages, 0 takes all off."), TypeRole::Small, Colour::TextMuted, this);
    hint->setWordWrap(true);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    for (Button *button : {add, m_change, m_forget})
        buttons->addWidget(button);
    buttons->addSpacing(8);
    for (Button *button : {m_up, m_down})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 20, kSides, 16);
    inner->setSpacing(12);
    inner->addLayout(row, 1);
    inner->addWidget(hint);
    auto *foot = new DialogFoot(this);
    auto *close = new Button(tr("Close"), Button::Kind::Normal, foot);
    foot->row()->addStretch(1);
    foot->row()->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    for (Button *button : {add, m_change, m_forget, m_up, m_down, close})
        button->setAutoDefault(false);

    connect(add, &Button::clicked, this, &LabelsWindow::newWanted);
    connect(m_change, &Button::clicked, this, [this] { Q_EMIT changeWanted(current()); });
    connect(m_forget, &Button::clicked, this, [this] { Q_EMIT forgetWanted(current()); });
    connect(m_up, &Button::clicked, this, [this] { move(-1); });
    connect(m_down, &Button::clicked, this, [this] { move(1); });
    connect(close, &Button::clicked, this, &QDialog::accept);
    connect(&m_book, &LabelBook::changed, this, &LabelsWindow::refresh);
    refresh();
    m_list->setFocus();
}

void LabelsWindow::buildList()
{
    m_list->setObjectName(QStringLiteral("labels"));
    m_list->setAccessibleName(tr("Labels"));
    m_list->setItemDelegate(new LabelDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_change->setObjectName(QStringLiteral("changeLabel"));
    m_forget->setObjectName(QStringLiteral("forgetLabel"));
    m_up->setObjectName(QStringLiteral("moveUp"));
    m_down->setObjectName(QStringLiteral("moveDown"));
    connect(m_list, &QListWidget::currentRowChanged, this, &LabelsWindow::refreshButtons);
    connect(m_list, &QListWidget::itemActivated, this, [this] { Q_EMIT changeWanted(current()); });
}

/** The selection stays with its label. */
void LabelsWindow::refresh()
{
    const QString before = m_list->currentItem() ? m_list->currentItem()->data(KeywordRole).toString() : QString();
    const int row = m_list->currentRow();
    m_list->clear();
    int again = -1;
    for (const Label &label : m_book.choices()) {
        auto *item = new QListWidgetItem(label.name, m_list);
        item->setData(KeywordRole, label.keyword);
        item->setData(ColourRole, static_cast<int>(tagColourOf(label.colour)));
        item->setData(Qt::AccessibleTextRole, tr("%1, %2", "label and its colour").arg(label.name, colourInWords(tagColourOf(label.colour))));
        if (label.keyword == before)
            again = m_list->count() - 1;
    }
    m_list->setCurrentRow(again >= 0 ? again : qBound(0, row, m_list->count() - 1));
    refreshButtons();
}

void LabelsWindow::refreshButtons()
{
    const int row = m_list->currentRow();
    m_change->setEnabled(row >= 0);
    m_forget->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_list->count() - 1);
}

Label LabelsWindow::current() const { return m_book.choices().value(m_list->currentRow()); }

void LabelsWindow::move(int by)
{
    QStringList keywords;
    for (const Label &label : m_book.choices())
        keywords.append(label.keyword);
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= keywords.size())
        return;
    keywords.move(row, row + by);
    Q_EMIT orderWanted(keywords);
}

void LabelsWindow::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
