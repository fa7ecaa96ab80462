#include "ui/settings/account_editor.h"

#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/common/tool_tip.h"
#include "ui/settings/labelled_combo.h"
#include "ui/wizard/delivery_choice.h"
#include "ui/wizard/server_copy_choice.h"
#include "ui/wizard/server_table.h"
#include "ui/wizard/trial_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>

namespace petrel::ui {

namespace {

constexpr QSize kSize(720, 620);
constexpr QSize kMinimum(560, 460);
constexpr int kNarrowBelow = 640;
constexpr int kSides = 40;
constexpr int kAllBodies = -1;

RoleLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new RoleLabel(text, TypeRole::Reading, Colour::Text, parent);
    label->setWeight(Weight::Strong);
    return label;
}

} // namespace

AccountEditor::AccountEditor(AccountService &service, const Account &account, QWidget *parent)
    : QDialog(parent), m_service(service), m_presenter(service), m_before(account), m_ground(new QWidget), m_accountName(new QLineEdit(m_ground)),
      m_personName(new QLineEdit(m_ground)), m_address(new QLineEdit(m_ground)), m_table(nullptr), m_trial(nullptr),
      m_notice(new NoticeBar(this)), m_foot(new DialogFoot(this)), m_test(nullptr), m_save(nullptr)
{
    m_presenter.load(account);
    setObjectName(QStringLiteral("accountEditor"));
    setWindowTitle(tr("Account %1").arg(account.name.isEmpty() ? account.address.email : account.name));
    setMinimumSize(kMinimum);
    resize(kSize);
    auto *inner = new QVBoxLayout(m_ground);
    inner->setContentsMargins(kSides, 24, kSides, 24);
    inner->setSpacing(12);
    buildNames(inner);
    inner->addWidget(heading(tr("Servers"), m_ground));
    m_table = new ServerTable(m_presenter, m_ground);
    m_table->setPasswordNote(tr("Leave it empty to keep the one you have."));
    inner->addWidget(m_table);
    m_trial = new TrialView(m_presenter, m_ground);
    m_trial->hide();
    inner->addWidget(m_trial);
    buildKeeping(inner);
    buildSending(inner);
    inner->addStretch(1);
    m_notice->setLevel(NoticeBar::Level::Danger);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->hide();
    buildFoot();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scrolling(m_ground, this), 1);
    column->addWidget(m_notice);
    column->addWidget(m_foot);
    connectPresenter();
    refresh();
    m_accountName->setFocus();
}

// ---- building ------------------------------------------------------------------------------------

void AccountEditor::buildNames(QVBoxLayout *column)
{
    column->addWidget(heading(tr("Names"), m_ground));
    m_accountName->setObjectName(QStringLiteral("accountName"));
    m_personName->setObjectName(QStringLiteral("personName"));
    m_address->setObjectName(QStringLiteral("address"));
    m_accountName->setText(m_before.name);
    m_personName->setText(m_before.address.name);
    m_address->setText(m_before.address.email);
    auto *holder = new QWidget(m_ground);
    auto *grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    int row = 0;
    const auto add = [&](QLineEdit *field, const QString &label) {
        field->setParent(holder);
        grid->addWidget(labelFor(field, label, holder), row, 0);
        grid->addWidget(field, row++, 1);
    };
    add(m_accountName, tr("&Account"));
    add(m_personName, tr("Your &name"));
    add(m_address, tr("&Email address"));
    grid->setColumnMinimumWidth(0, 120);
    grid->setColumnStretch(1, 1);
    column->addWidget(holder);
    column->addSpacing(8);
    connect(m_accountName, &QLineEdit::textEdited, this, [this](const QString &name) { m_presenter.setAccountName(name); });
    connect(m_personName, &QLineEdit::textEdited, this, [this](const QString &name) { m_presenter.setPersonName(name); });
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &email) { m_presenter.setAddress(email); });
}

void AccountEditor::buildKeeping(QVBoxLayout *column)
{
    column->addSpacing(8);
    const bool imap = m_before.incomingKind == IncomingKind::Imap;
    column->addWidget(heading(imap ? tr("Kept on this computer") : tr("The copy on the server"), m_ground));
    if (imap) {
        m_bodies = addLabelledCombo(column, tr("Texts and attachments to read offline"), "offline", m_ground);
        m_bodies->addItem(tr("only what was opened"), 0);
        for (const int days : {7, 30, 90, 365})
            m_bodies->addItem(tr("of the last %n day(s)", nullptr, days), days);
        m_bodies->addItem(tr("all messages"), kAllBodies);
        connect(m_bodies, &QComboBox::activated, this, [this] {
            const int days = m_bodies->currentData().toInt();
            OfflinePolicy policy = m_presenter.account().offline;
            using Bodies = OfflinePolicy::Bodies;
            policy.bodies = days == kAllBodies ? Bodies::All : days == 0 ? Bodies::OnDemand : Bodies::LastDays;
            policy.days = days > 0 ? days : policy.days;
            m_presenter.setOffline(policy);
        });
    } else {
        buildMaildrop(column);
    }
    column->addSpacing(4);
    m_interval = addLabelledCombo(column, imap ? tr("Look into folders that are not watched") : tr("Look for new mail"), "interval", m_ground);
    for (const int minutes : {1, 5, 15, 30, 60})
        m_interval->addItem(tr("every %n minute(s)", nullptr, minutes), minutes * 60);
    connect(m_interval, &QComboBox::activated, this, [this] { m_presenter.setCheckEvery(m_interval->currentData().toInt()); });
}

void AccountEditor::buildMaildrop(QVBoxLayout *column)
{
    m_copy = new ServerCopyChoice(m_ground);
    m_copy->setCopy(m_before.pop3ServerCopy);
    column->addWidget(m_copy);
    connect(m_copy, &ServerCopyChoice::edited, this, [this](const Pop3ServerCopy &copy) { m_presenter.setServerCopy(copy); });
    column->addSpacing(8);
    column->addWidget(heading(tr("New mail"), m_ground));
    m_delivery = new DeliveryChoice(m_ground);
    column->addWidget(m_delivery);
    connect(m_delivery, &DeliveryChoice::edited, this, [this](FolderId folder) { m_presenter.setDeliverTo(folder); });
    readPlaces();
}

void AccountEditor::buildSending(QVBoxLayout *column)
{
    column->addSpacing(8);
    column->addWidget(heading(tr("Sending"), m_ground));
    m_partial = addLabelledCombo(column, tr("When the server refuses one of several recipients"), "partialRefusal", m_ground);
    m_partial->addItem(tr("send to the others"), static_cast<int>(PartialRefusal::SendToTheRest));
    m_partial->addItem(tr("send to nobody"), static_cast<int>(PartialRefusal::SendToNobody));
    connect(m_partial, &QComboBox::activated, this, [this] { m_presenter.setPartialRefusal(static_cast<PartialRefusal>(m_partial->currentData().toInt())); });
    if (m_before.incomingKind != IncomingKind::Imap)
        return; // its copies stay on this computer
    column->addSpacing(4);
    m_sentCopies = addLabelledCombo(column, tr("The copy in Sent is filed"), "sentCopies", m_ground);
    m_sentCopies->addItem(tr("by whoever does it: Petrel finds out"), static_cast<int>(SentCopies::Learn));
    m_sentCopies->addItem(tr("by the server"), static_cast<int>(SentCopies::ServerFiles));
    m_sentCopies->addItem(tr("by Petrel"), static_cast<int>(SentCopies::WeFile));
    connect(m_sentCopies, &QComboBox::activated, this, [this] { m_presenter.setSentCopies(static_cast<SentCopies>(m_sentCopies->currentData().toInt())); });
}

void AccountEditor::readPlaces()
{
    m_service.accounts(this, [this](const Result<QList<Account>> &accounts) {
        if (!accounts)
            return; // the account stays as it is
        m_service.folders(this, [this, accounts](const Result<QList<FolderRow>> &folders) {
            if (folders)
                m_delivery->setPlaces(m_presenter.account(), *accounts, *folders);
        });
    });
}

void AccountEditor::buildFoot()
{
    m_test = new Button(tr("&Test"), Button::Kind::Normal, m_foot);
    m_test->setObjectName(QStringLiteral("test"));
    auto *cancel = new Button(tr("&Cancel"), Button::Kind::Normal, m_foot);
    cancel->setObjectName(QStringLiteral("cancel"));
    m_save = new Button(tr("&Save"), Button::Kind::Accent, m_foot);
    m_save->setObjectName(QStringLiteral("save"));
    m_save->setDefault(true);
    m_foot->row()->addWidget(m_test);
    m_foot->row()->addStretch(1);
    m_foot->row()->addWidget(cancel);
    m_foot->row()->addWidget(m_save);
    connect(m_test, &Button::clicked, this, &AccountEditor::test);
    connect(cancel, &Button::clicked, this, &AccountEditor::reject);
    connect(m_save, &Button::clicked, this, &AccountEditor::save);
}

void AccountEditor::connectPresenter()
{
    connect(&m_presenter, &AccountPresenter::changed, this, &AccountEditor::refresh);
    connect(&m_presenter.trial(), &AccountTrial::changed, this, &AccountEditor::refresh);
    connect(&m_presenter, &AccountPresenter::saved, this, &QDialog::accept);
    connect(&m_presenter, &AccountPresenter::saveFailed, this, [this](const ErrorSentence &sentence, const QString &details) {
        m_notice->setText(sentence.happened);
        m_notice->setDetail(sentence.meaning + QLatin1Char(' ') + sentence.advice);
        setPlainToolTip(m_notice, details);
        m_notice->show();
    });
}

// ---- working -------------------------------------------------------------------------------------

void AccountEditor::refresh()
{
    const Account &account = m_presenter.account();
    if (m_bodies) {
        const OfflinePolicy &policy = account.offline;
        const int days = policy.bodies == OfflinePolicy::Bodies::All        ? kAllBodies
            : policy.bodies == OfflinePolicy::Bodies::OnDemand ? 0
                                                               : policy.days;
        chooseValue(m_bodies, days, tr("of the last %n day(s)", nullptr, days));
    }
    if (m_copy)
        m_copy->setServer(account.incoming);
    if (m_delivery)
        m_delivery->setAddress(account.address.email);
    chooseValue(m_interval, account.checkEverySeconds, tr("every %n second(s)", nullptr, account.checkEverySeconds));
    chooseValue(m_partial, static_cast<int>(account.partialRefusal), QString());
    if (m_sentCopies)
        chooseValue(m_sentCopies, static_cast<int>(account.sentCopies), QString());
    const bool running = m_presenter.trial().isRunning();
    m_trial->setVisible(m_presenter.trial().state() != AccountTrial::State::Idle);
    m_test->setText(running ? tr("&Stop the test") : tr("&Test"));
    m_test->setEnabled(running || !m_presenter.isSaving());
    m_save->setEnabled(!m_presenter.isSaving());
}

void AccountEditor::test()
{
    if (m_presenter.trial().isRunning())
        return m_presenter.trial().cancel();
    if (!m_presenter.problems().isEmpty())
        return m_table->showProblems();
    m_presenter.startTrial();
}

void AccountEditor::save()
{
    const QList<FieldProblem> problems = m_presenter.problems();
    m_address->setProperty("invalid", !problems.isEmpty() && problems.first().field == AccountField::Address);
    m_address->update();
    if (problems.isEmpty())
        return m_presenter.save();
    m_notice->setText(tr("Not saved yet."));
    m_notice->setDetail(problems.first().words);
    m_notice->show();
    if (problems.first().field == AccountField::Address)
        return m_address->setFocus();
    m_table->showProblems();
}

void AccountEditor::reject()
{
    if (m_presenter.trial().isRunning())
        return m_presenter.trial().cancel();
    if (m_presenter.account() == m_before && !m_presenter.bringsSecrets())
        return QDialog::reject();
    const Question question{tr("Leave without saving?"), tr("The account stays as it was."), tr("What you have changed here is forgotten."),
                            {tr("Leave"), tr("Go on")}, 1, true};
    Seams::current().ask(this, question, [this](int answer) {
        if (answer == 0)
            QDialog::reject();
    });
}

void AccountEditor::paintEvent(QPaintEvent *) { paintDialogGround(this); }

void AccountEditor::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    const bool narrow = width() < kNarrowBelow;
    m_table->setNarrow(narrow);
    m_trial->setNarrow(narrow);
    if (m_copy)
        m_copy->setNarrow(narrow);
}

} // namespace petrel::ui
