#include "ui/wizard/sign_in_dialog.h"

#include "ui/common/formats.h"
#include "ui/wizard/issuer_visit_view.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kSides = 40;

QString nameOf(const Account &account)
{
    return account.name.isEmpty() ? account.address.email : account.name;
}

ErrorSentence sentenceOf(const Account &account, const std::optional<Error> &refusal)
{
    if (refusal)
        return sentenceFor(*refusal, account, Activity::Receiving);
    return {SignInDialog::tr("%1 wants you to sign in.").arg(isolated(nameOf(account))), SignInDialog::tr("Nothing is lost; new mail waits on the server until then."), {}, {}};
}

} // namespace

SignInDialog::SignInDialog(AccountService &service, const Account &account, const std::optional<Error> &refusal, QWidget *parent)
    : QDialog(parent), m_account(account.id), m_visit(service)
{
    setObjectName(QStringLiteral("signInDialog"));
    setWindowTitle(tr("Sign in to %1").arg(nameOf(account)));
    const ErrorSentence words = sentenceOf(account, refusal);
    auto *sentence = new RoleLabel(words.happened, TypeRole::Heading, Colour::Text, this);
    sentence->setWeight(Weight::Strong);
    sentence->setWordWrap(true);
    sentence->setObjectName(QStringLiteral("sentence"));
    auto *meaning = new RoleLabel(QStringList{words.meaning, words.advice}.join(QLatin1Char(' ')).trimmed(), TypeRole::Body, Colour::TextMuted, this);
    meaning->setWordWrap(true);
    auto *user = new RoleLabel(tr("As %1").arg(isolatedLtr(account.incoming.user)), TypeRole::Body, Colour::Text, this);
    auto *view = new IssuerVisitView(m_visit, [account] { return engine::AccountDraft{account, {}, {}}; }, this);
    view->setIssuer(engine::issuerFacts(account));

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 32, kSides, 24);
    inner->setSpacing(8);
    inner->addWidget(sentence);
    inner->addWidget(meaning);
    inner->addSpacing(8);
    inner->addWidget(user);
    inner->addWidget(view);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *later = new Button(tr("&Later"), Button::Kind::Normal, foot);
    later->setObjectName(QStringLiteral("later"));
    foot->row()->addStretch(1);
    foot->row()->addWidget(later);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    resize(kWidth, sizeHint().height());
    view->button()->setFocus();

    // What the visit has to say may take more room than the way into it.
    connect(&m_visit, &IssuerVisit::changed, this, [this] {
        QMetaObject::invokeMethod(this, [this] { resize(width(), qMax(height(), layout()->totalHeightForWidth(width()))); }, Qt::QueuedConnection);
    });
    connect(later, &Button::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] { m_visit.cancel(); });
    connect(&m_visit, &IssuerVisit::signedIn, this, [this](const SignedIn &signedIn) {
        Q_EMIT this->signedIn(m_account, signedIn);
        accept();
    });
}

void SignInDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
