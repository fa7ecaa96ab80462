#include "ui/wizard/server_copy_choice.h"

#include "core/model/recent_mode.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QRadioButton>

namespace petrel::ui {

namespace {

using Rule = Pop3ServerCopy::Rule;
constexpr int kDaysWidth = 56;
constexpr std::int64_t kMegabyte = 1'000'000;

QString meaningOf(Rule rule)
{
    switch (rule) {
    case Rule::DeleteAfterDownload:
        return ServerCopyChoice::tr("Each message is removed from the server once it is safely here. This computer then holds the only copy.");
    case Rule::DeleteAfterDays:
        return ServerCopyChoice::tr("Until then other devices can fetch it too. After that this computer holds the only copy.");
    case Rule::DeleteWithLocal:
        return ServerCopyChoice::tr("Mail stays on the server until you delete it here for good.");
    case Rule::Keep:
        return ServerCopyChoice::tr("Petrel never removes anything from the server. The mailbox there may fill up.");
    }
    return {};
}

} // namespace

ServerCopyChoice::ServerCopyChoice(QWidget *parent)
    : QWidget(parent), m_rules(new QButtonGroup(this)), m_grid(new QGridLayout), m_days(nullptr),
      m_meaning(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_serverMeaning(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_limit(nullptr), m_limitMeaning(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    buildRules(column);
    column->addSpacing(4);
    buildLimit(column);
    setNarrow(false);
    setCopy({});
}

void ServerCopyChoice::buildRules(QVBoxLayout *column)
{
    auto *title = new RoleLabel(tr("Remove mail from the server"), TypeRole::Body, Colour::Text, this);
    title->setWeight(Weight::Medium);
    const auto add = [&](Rule rule, const QString &text, const char *name) {
        auto *button = new QRadioButton(text, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setAccessibleDescription(title->text());
        m_rules->addButton(button, static_cast<int>(rule));
        return button;
    };
    m_cells.append(add(Rule::DeleteAfterDownload, tr("After fetching"), "copyAfterFetching"));

    auto *later = new QWidget(this);
    auto *row = new QHBoxLayout(later);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QRadioButton *afterDays = add(Rule::DeleteAfterDays, tr("After"), "copyAfterDays");
    m_days = new QLineEdit(later);
    m_days->setObjectName(QStringLiteral("copyDays"));
    m_days->setMaxLength(4);
    m_days->setFixedWidth(kDaysWidth);
    nameField(m_days, tr("Days until it is removed"));
    row->addWidget(afterDays);
    row->addWidget(m_days);
    row->addWidget(new RoleLabel(tr("days"), TypeRole::Body, Colour::Text, later));
    row->addStretch(1);
    m_cells.append(later);
    m_cells.append(add(Rule::DeleteWithLocal, tr("When I delete it here"), "copyWithLocal"));
    m_cells.append(add(Rule::Keep, tr("Never"), "copyKeep"));

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(4);
    m_meaning->setWordWrap(true);
    m_meaning->setObjectName(QStringLiteral("copyMeaning"));
    column->addWidget(title);
    column->addLayout(m_grid);
    column->addWidget(m_meaning);
    m_serverMeaning->setWordWrap(true);
    m_serverMeaning->setObjectName(QStringLiteral("serverMeaning"));
    m_serverMeaning->hide();
    column->addWidget(m_serverMeaning);
    connect(m_rules, &QButtonGroup::idClicked, this, [this] { tell(); });
    connect(m_days, &QLineEdit::textEdited, this, [this] {
        m_rules->button(static_cast<int>(Rule::DeleteAfterDays))->setChecked(true);
        tell();
    });
}

void ServerCopyChoice::buildLimit(QVBoxLayout *column)
{
    m_limit = new QComboBox(this);
    m_limit->setObjectName(QStringLiteral("headerOnlyAbove"));
    m_limit->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_limit->addItem(tr("every message"), qint64(0));
    for (const int megabytes : {1, 5, 10, 25, 50})
        offerLimit(megabytes * kMegabyte);
    m_limitMeaning->setWordWrap(true);
    m_limitMeaning->setObjectName(QStringLiteral("limitMeaning"));
    column->addWidget(labelFor(m_limit, tr("Fetch &whole"), this));
    column->addWidget(m_limit, 0, Qt::AlignLeft);
    column->addWidget(m_limitMeaning);
    connect(m_limit, &QComboBox::activated, this, [this] { tell(); });
}

void ServerCopyChoice::offerLimit(qint64 bytes)
{
    const bool isRound = bytes % kMegabyte == 0;
    m_limit->addItem(isRound ? tr("messages of up to %1 MB").arg(bytes / kMegabyte) : tr("messages of up to %1").arg(sizeText(bytes)), bytes);
}

void ServerCopyChoice::setCopy(const Pop3ServerCopy &copy)
{
    m_rules->button(static_cast<int>(copy.rule))->setChecked(true);
    if (copy.days > 0)
        showValue(m_days, QString::number(copy.days));
    const qint64 limit = copy.headerOnlyAbove;
    if (m_limit->findData(limit) < 0)
        offerLimit(limit); // it was set elsewhere
    m_limit->setCurrentIndex(m_limit->findData(limit));
    refresh();
}

void ServerCopyChoice::setServer(const ServerSettings &server)
{
    const bool isGmail = server.host.endsWith(QLatin1String("gmail.com"), Qt::CaseInsensitive) || server.host.endsWith(QLatin1String("googlemail.com"), Qt::CaseInsensitive);
    const bool isRecent = isInRecentMode(server);
    m_serverMeaning->setVisible(isGmail || isRecent);
    m_serverMeaning->setText(isRecent ? tr("With \u201crecent:\u201d before the user name the server shows the last 30 days to every program; Petrel removes nothing there.")
                                      : tr("Gmail decides in its own settings, under POP, what becomes of a copy that Petrel removes."));
}

Pop3ServerCopy ServerCopyChoice::copy() const
{
    bool isNumber = false;
    const int days = m_days->text().trimmed().toInt(&isNumber);
    return {static_cast<Rule>(m_rules->checkedId()), isNumber ? days : 0, m_limit->currentData().toLongLong()};
}

void ServerCopyChoice::setNarrow(bool narrow)
{
    for (int i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells[i], narrow ? i : i / 2, narrow ? 0 : i % 2);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, narrow ? 0 : 1);
}

void ServerCopyChoice::refresh()
{
    m_meaning->setText(meaningOf(copy().rule));
    m_limitMeaning->setText(copy().headerOnlyAbove == 0 ? tr("Each message comes at once, with all its attachments.")
                                                        : tr("Of a larger one you see the header first; the rest comes when you ask for it, and stays on the server until then."));
    const bool wrong = copy().rule == Rule::DeleteAfterDays && copy().days <= 0;
    m_days->setProperty("invalid", wrong);
    m_days->update();
    if (wrong)
        m_meaning->setText(tr("Enter a number of days."));
}

void ServerCopyChoice::tell()
{
    refresh();
    Q_EMIT edited(copy());
}

} // namespace petrel::ui
