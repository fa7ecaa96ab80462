#include "ui/settings/accounts_page.h"

#include "core/model/delivery.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/common/tool_tip.h"
#include "ui/settings/account_editor.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {

/** What exists nowhere else. */
QString whatIsLostWith(const Account &account)
{
    if (account.incomingKind == IncomingKind::Imap)
        return AccountsPage::tr("Its mail stays on the server. What has not reached the server yet is lost: drafts, and messages that wait in the Outbox.");
    if (account.pop3ServerCopy.rule == Pop3ServerCopy::Rule::Keep)
        return AccountsPage::tr("What was fetched stays on the server. Drafts and sent mail exist only here and would be gone for good; "
                                "what waits in the Outbox is not sent.");
    return AccountsPage::tr("Mail that was removed from the server after fetching exists only here, as drafts and sent mail do. "
                            "It would be gone for good; what waits in the Outbox is not sent.");
}

/** What becomes of mail that lies in a folder of another account. */
QString whatIsShared(const Account &account, const QList<Account> &accounts, const QList<FolderRow> &folders)
{
    QStringList sentences;
    for (const Account &other : accounts) {
        const auto own = deliveryFolderOf(account, folders);
        const auto others = deliveryFolderOf(other, folders);
        const QString name = isolated(oneLine(other.name));
        if (own && own->account == other.id)
            sentences.append(AccountsPage::tr("Mail that it has put into folders of %1 stays there.").arg(name));
        if (others && others->account == account.id)
            sentences.append(AccountsPage::tr("Mail of %1 that was put into its folders is kept: it goes into the folders of %1, as new mail will.").arg(name));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace

AccountsPage::AccountsPage(AccountService &service, QWidget *parent)
    : SettingsPage(tr("Accounts"), parent), m_service(service), m_group(addGroup(tr("Your accounts"))), m_rows(new QWidget(ground())),
      m_add(new Button(tr("&Add account"), Button::Kind::Tonal, ground())), m_notice(new NoticeBar(ground()))
{
    m_notice->setLevel(NoticeBar::Level::Danger);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->hide();
    m_add->setObjectName(QStringLiteral("addAccount"));
    m_add->setIconName(QStringLiteral("plus"));
    m_group->addWidget(m_notice);
    m_group->addWidget(m_rows);
    m_group->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &Button::clicked, this, &AccountsPage::addWanted);
}

void AccountsPage::refresh()
{
    m_service.accounts(this, [this](const Result<QList<Account>> &accounts) {
        if (!accounts.ok())
            return tell(accounts.error(), Account());
        show(*accounts);
        Q_EMIT accountsRead(*accounts);
    });
}

void AccountsPage::show(const QList<Account> &accounts)
{
    auto *rows = new QWidget(ground());
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (accounts.isEmpty())
        column->addWidget(new RoleLabel(tr("No account yet. Adding one takes about a minute."), TypeRole::Body, Colour::TextMuted, rows));
    for (const Account &account : accounts)
        column->addWidget(rowOf(account));
    m_group->replaceWidget(m_rows, rows);
    m_rows->hide();
    m_rows->deleteLater();
    m_rows = rows;
    const AccountId wanted = std::exchange(m_wanted, AccountId());
    for (const Account &account : accounts) {
        if (account.id == wanted)
            edit(account);
    }
}

QWidget *AccountsPage::rowOf(const Account &account)
{
    auto *panel = new Panel;
    const QString shown = account.name.isEmpty() ? account.address.email : account.name;
    auto *name = new ElidingLabel(TypeRole::Reading, Colour::Text, panel);
    name->setWeight(Weight::Strong);
    name->setText(shown);
    auto *address = new ElidingLabel(TypeRole::Body, Colour::TextMuted, panel);
    address->setText(account.address.email);
    auto *server = new ElidingLabel(TypeRole::Small, Colour::TextMuted, panel);
    server->setText(account.incomingKind == IncomingKind::Imap ? tr("On the server, IMAP at %1").arg(isolatedLtr(account.incoming.host))
                                                               : tr("On this computer, POP3 at %1").arg(isolatedLtr(account.incoming.host)));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(name);
    words->addWidget(address);
    words->addWidget(server);
    auto *change = new Button(tr("Edit"), Button::Kind::Normal, panel);
    change->setAccessibleName(tr("Edit %1").arg(shown));
    change->setObjectName(QStringLiteral("edit-%1").arg(account.id.number()));
    auto *removal = new Button(tr("Remove"), Button::Kind::Link, panel);
    removal->setAccessibleName(tr("Remove %1").arg(shown));
    removal->setObjectName(QStringLiteral("remove-%1").arg(account.id.number()));
    auto *row = new QHBoxLayout(panel);
    row->setContentsMargins(16, 12, 12, 12);
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(removal);
    row->addWidget(change);
    connect(change, &Button::clicked, this, [this, account] { edit(account); });
    connect(removal, &Button::clicked, this, [this, account] { askToRemove(account); });
    return panel;
}

void AccountsPage::edit(const Account &account)
{
    m_notice->hide();
    auto *editor = new AccountEditor(m_service, account, window());
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &QDialog::accepted, this, &AccountsPage::refresh);
    editor->open();
}

void AccountsPage::askToRemove(const Account &account)
{
    m_service.accounts(this, [this, account](const Result<QList<Account>> &accounts) {
        m_service.folders(this, [this, account, accounts](const Result<QList<FolderRow>> &folders) {
            askToRemove(account, whatIsShared(account, accounts.valueOr({}), folders.valueOr({})));
        });
    });
}

void AccountsPage::askToRemove(const Account &account, const QString &shared)
{
    const QString shown = account.name.isEmpty() ? account.address.email : account.name;
    const QString lost = whatIsLostWith(account);
    const Question question{tr("Remove %1?").arg(shown), tr("The account and its mail are taken off this computer."), shared.isEmpty() ? lost : lost + QLatin1Char(' ') + shared,
                            {tr("Remove account"), tr("Keep it")}, 1, true};
    Seams::current().ask(this, question, [this, account](int answer) {
        if (answer == 0)
            remove(account);
    });
}

void AccountsPage::remove(const Account &account)
{
    m_service.removeAccount(account.id, this, [this, account](const Status &removed) {
        if (!removed.ok())
            return tell(removed.error(), account);
        refresh();
    });
}

void AccountsPage::tell(const Error &error, const Account &account)
{
    const ErrorSentence sentence = sentenceFor(error, account, Activity::Saving);
    m_notice->setText(sentence.happened);
    m_notice->setDetail(sentence.meaning + QLatin1Char(' ') + sentence.advice);
    setPlainToolTip(m_notice, errorDetails(error));
    m_notice->show();
}

} // namespace petrel::ui
