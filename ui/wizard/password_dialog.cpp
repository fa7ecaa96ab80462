#include "ui/wizard/password_dialog.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/wizard/dialog_parts.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 480;
constexpr int kSides = 40;

QString missing(AccountSide side)
{
    return side == AccountSide::Incoming ? PasswordDialog::tr("%1 needs its password.") : PasswordDialog::tr("%1 needs its password for sending.");
}

} // namespace

PasswordDialog::PasswordDialog(const Account &account, AccountSide side, const std::optional<Error> &refusal, QWidget *parent)
    : QDialog(parent), m_account(account.id), m_field(new PasswordField(this)), m_signIn(nullptr)
{
    const ServerSettings &server = side == AccountSide::Incoming ? account.incoming : account.outgoing;
    const QString user = side == AccountSide::Incoming ? account.incoming.user : account.outgoingUser();
    const QString name = account.name.isEmpty() ? account.address.email : account.name;
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Password for %1").arg(name));
    const Activity activity = side == AccountSide::Incoming ? Activity::Receiving : Activity::Sending;
    const ErrorSentence sentence = refusal ? sentenceFor(*refusal, account, activity) : ErrorSentence();
    auto *title = new RoleLabel(refusal ? sentence.happened : missing(side).arg(isolated(name)), TypeRole::Heading, Colour::Text, this);
    title->setWeight(Weight::Strong);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("sentence"));
    const QString waits = side == AccountSide::Incoming ? tr("Nothing is lost; new mail waits on the server until then.")
                                                        : tr("Nothing is lost; what you send waits in the Outbox until then.");
    auto *words = new RoleLabel(refusal ? sentence.meaning : waits, TypeRole::Body, Colour::TextMuted, this);
    words->setWordWrap(true);
    m_field->setObjectName(QStringLiteral("password"));

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 32, kSides, 24);
    inner->setSpacing(8);
    inner->addWidget(title);
    inner->addWidget(words);
    inner->addSpacing(8);
    inner->addWidget(labelFor(m_field, tr("&Password of %1 at %2").arg(isolatedLtr(user), isolatedLtr(server.host)), this));
    inner->addWidget(m_field);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *later = new Button(tr("&Later"), Button::Kind::Normal, foot);
    later->setObjectName(QStringLiteral("later"));
    m_signIn = new Button(tr("&Sign in"), Button::Kind::Accent, foot);
    m_signIn->setObjectName(QStringLiteral("signIn"));
    m_signIn->setDefault(true);
    m_signIn->setEnabled(false);
    foot->row()->addStretch(1);
    foot->row()->addWidget(later);
    foot->row()->addWidget(m_signIn);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    resize(kWidth, sizeHint().height());
    m_field->setFocus();

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) { m_signIn->setEnabled(!typed.isEmpty()); });
    connect(m_signIn, &Button::clicked, this, &PasswordDialog::submit);
    connect(later, &Button::clicked, this, &QDialog::reject);
}

void PasswordDialog::submit()
{
    Q_EMIT entered(m_account, Secret(m_field->text().toUtf8()));
    m_field->clear();
    accept();
}

void PasswordDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
