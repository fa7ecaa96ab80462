#include "ui/settings/settings_window.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/settings/accounts_page.h"
#include "ui/settings/everyday_pages.h"
#include "ui/settings/part_delegate.h"
#include "ui/settings/privacy_page.h"
#include "ui/settings/storage_page.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>

namespace petrel::ui {

namespace {
constexpr QSize kSize(940, 660);
constexpr QSize kMinimum(640, 460);
constexpr int kListWidth = 208;
} // namespace

SettingsWindow::SettingsWindow(const SettingsPlaces &places, QWidget *parent)
    : QDialog(parent), m_accounts(new AccountsPage(places.accounts)), m_search(new QLineEdit(this)), m_list(new QListWidget(this)),
      m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("settingsWindow"));
    setWindowTitle(tr("Settings"));
    setMinimumSize(kMinimum);
    resize(kSize);
    buildList();
    auto *writing = new WritingPage(places.settings);
    addPage(SettingsPart::Accounts, QStringLiteral("users"), m_accounts);
    addPage(SettingsPart::Reading, QStringLiteral("mail-open"), new ReadingPage(places.settings));
    addPage(SettingsPart::Writing, QStringLiteral("square-pen"), writing);
    addPage(SettingsPart::Appearance, QStringLiteral("palette"), new AppearancePage(places.settings));
    addPage(SettingsPart::Privacy, QStringLiteral("shield-check"), new PrivacyPage(places.secrets));
    addPage(SettingsPart::Storage, QStringLiteral("hard-drive"), new StoragePage(places.storage, places.settings, places.backups));

    connect(m_accounts, &AccountsPage::addWanted, this, &SettingsWindow::addAccountWanted);
    connect(m_accounts, &AccountsPage::accountsRead, writing, &WritingPage::setAccounts);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0)
            return;
        m_stack->setCurrentIndex(row);
        m_pages[row]->refresh();
    });
    showPart(SettingsPart::Accounts);
    m_list->setFocus();
}

void SettingsWindow::buildList()
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setAccessibleName(tr("Find a setting"));
    m_search->addAction(icon("search"), QLineEdit::LeadingPosition)->setText(tr("Search"));
    m_search->setProperty("sunken", true);
    m_list->setObjectName(QStringLiteral("parts"));
    m_list->setAccessibleName(tr("Pages of settings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PartDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    auto *side = new QVBoxLayout;
    side->setContentsMargins(0, 14, 0, 8);
    side->setSpacing(10);
    auto *field = new QHBoxLayout;
    field->setContentsMargins(12, 0, 12, 0);
    field->addWidget(m_search);
    side->addLayout(field);
    side->addWidget(m_list, 1);
    m_list->setFixedWidth(kListWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addLayout(side);
    row->addWidget(m_stack, 1);
}

void SettingsWindow::addPage(SettingsPart part, const QString &iconName, SettingsPage *page)
{
    Q_ASSERT(static_cast<int>(part) == m_pages.size());
    page->setParent(m_stack);
    m_stack->addWidget(page);
    m_pages.append(page);
    auto *item = new QListWidgetItem(page->title(), m_list);
    item->setData(Qt::UserRole, iconName);
}

void SettingsWindow::showPart(SettingsPart part)
{
    m_search->clear();
    const int row = static_cast<int>(part);
    if (m_list->currentRow() == row)
        m_pages[row]->refresh();
    m_list->setCurrentRow(row);
}

void SettingsWindow::editAccount(AccountId account)
{
    m_accounts->editWhenRead(account);
    showPart(SettingsPart::Accounts);
}

void SettingsWindow::reloadAccounts() { m_accounts->refresh(); }

void SettingsWindow::filter(const QString &typed)
{
    const QString words = typed.trimmed();
    int first = -1;
    for (int i = 0; i < m_pages.size(); ++i) {
        const bool fits = m_pages[i]->mark(words);
        m_list->item(i)->setHidden(!fits);
        if (fits && first < 0)
            first = i;
    }
    const int current = m_list->currentRow();
    if (first >= 0 && (current < 0 || m_list->item(current)->isHidden()))
        m_list->setCurrentRow(first);
}

void SettingsWindow::keyPressEvent(QKeyEvent *event)
{
    // Escape goes one step outwards: the search first.
    if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty())
        return m_search->clear();
    if (event->matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
        return;
    }
    QDialog::keyPressEvent(event);
}

void SettingsWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Surface));
    const QRect side = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, kListWidth, height()));
    painter.fillRect(side, colour(Colour::Window));
    const QRect line = QStyle::visualRect(layoutDirection(), rect(), QRect(kListWidth, 0, 1, height()));
    paintHairline(&painter, line, colour(Colour::Border));
}

} // namespace petrel::ui
