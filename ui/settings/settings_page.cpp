#include "ui/settings/settings_page.h"

#include "ui/common/dialog_parts.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QComboBox>
#include <QResizeEvent>
#include <QScrollArea>

namespace petrel::ui {

namespace {
constexpr int kLabelColumn = 170;
constexpr int kSides = 36;
constexpr int kNarrowBelow = 560;
constexpr int kGroupSpace = 20;
} // namespace

SettingsPage::SettingsPage(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(title), m_ground(new QWidget), m_column(new QVBoxLayout(m_ground))
{
    auto *heading = new RoleLabel(title, TypeRole::Subject, Colour::Text, m_ground);
    heading->setWeight(Weight::Strong);
    m_column->setContentsMargins(kSides, 24, kSides, 24);
    m_column->setSpacing(0);
    m_column->addWidget(heading);
    m_column->addSpacing(16);
    m_column->addStretch(1);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scrolling(m_ground, this));
}

QVBoxLayout *SettingsPage::addGroup(const QString &label)
{
    Group group;
    group.widget = new QWidget(m_ground);
    auto *controls = new QVBoxLayout;
    controls->setSpacing(10);
    group.label = new RoleLabel(label, TypeRole::Body, Colour::Text, group.widget);
    group.label->setWeight(Weight::Medium);
    group.label->setWordWrap(true);
    group.label->setFixedWidth(kLabelColumn);
    group.row = new QBoxLayout(QBoxLayout::LeftToRight);
    group.row->setSpacing(20);
    group.row->setContentsMargins(0, kGroupSpace, 0, kGroupSpace);
    group.row->addWidget(group.label, 0, Qt::AlignTop);
    group.row->addLayout(controls, 1);
    auto *column = new QVBoxLayout(group.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Hairline(Qt::Horizontal, group.widget));
    column->addLayout(group.row);
    m_column->insertWidget(m_column->count() - 1, group.widget);
    m_groups.append(group);
    return controls;
}

RoleLabel *SettingsPage::addRemark(QVBoxLayout *group, const QString &text)
{
    auto *remark = new RoleLabel(text, TypeRole::Small, Colour::TextMuted, m_ground);
    remark->setWordWrap(true);
    group->addWidget(remark);
    return remark;
}

bool SettingsPage::says(const Group &group, const QString &words)
{
    const auto has = [&](const QString &text) { return QString(text).remove(QLatin1Char('&')).contains(words, Qt::CaseInsensitive); };
    for (const QLabel *label : group.widget->findChildren<QLabel *>()) {
        if (has(label->text()))
            return true;
    }
    for (const QAbstractButton *button : group.widget->findChildren<QAbstractButton *>()) {
        if (has(button->text()))
            return true;
    }
    for (const QComboBox *box : group.widget->findChildren<QComboBox *>()) {
        for (int i = 0; i < box->count(); ++i) {
            if (has(box->itemText(i)))
                return true;
        }
    }
    return false;
}

bool SettingsPage::mark(const QString &words)
{
    bool fits = words.isEmpty() || m_title.contains(words, Qt::CaseInsensitive);
    for (Group &group : m_groups) {
        const bool hit = !words.isEmpty() && says(group, words);
        group.label->setColour(hit ? Colour::Accent : Colour::Text);
        group.isHit = hit;
        fits = fits || hit;
    }
    weighLabels();
    return fits;
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrowBelow;
    for (const Group &group : std::as_const(m_groups)) {
        group.row->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        group.row->setSpacing(narrow ? 8 : 20);
    }
    weighLabels();
}

/** Above what it names instead of beside it, a label must not pass for one of its lines. */
void SettingsPage::weighLabels()
{
    const bool narrow = width() < kNarrowBelow;
    for (const Group &group : std::as_const(m_groups))
        group.label->setWeight(narrow || group.isHit ? Weight::Strong : Weight::Medium);
}

} // namespace petrel::ui
