#include "ui/wizard/passphrase_dialog.h"

#include "ui/wizard/dialog_parts.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 480;
constexpr int kSides = 40;
} // namespace

PassphraseDialog::PassphraseDialog(QWidget *parent)
    : QDialog(parent), m_field(new PasswordField(this)), m_problem(fieldNote(this)), m_open(nullptr)
{
    setObjectName(QStringLiteral("passphraseDialog"));
    setWindowTitle(tr("Open your passwords"));
    auto *title = new RoleLabel(tr("Open your passwords"), TypeRole::Subject, Colour::Text, this);
    title->setWeight(Weight::Strong);
    auto *words = new RoleLabel(tr("Your passwords are in a sealed file. With its passphrase Petrel can fetch and send; without it your mail here stays readable."),
                                TypeRole::Body, Colour::TextMuted, this);
    words->setWordWrap(true);
    auto *label = labelFor(m_field, tr("&Passphrase"), this);
    m_field->setObjectName(QStringLiteral("passphrase"));
    m_problem->setObjectName(QStringLiteral("problem"));

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 32, kSides, 24);
    inner->setSpacing(8);
    inner->addWidget(title);
    inner->addWidget(words);
    inner->addSpacing(8);
    inner->addWidget(label);
    inner->addWidget(m_field);
    inner->addWidget(m_problem);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *later = new Button(tr("&Without passwords"), Button::Kind::Normal, foot);
    later->setObjectName(QStringLiteral("later"));
    m_open = new Button(tr("&Open"), Button::Kind::Accent, foot);
    m_open->setObjectName(QStringLiteral("open"));
    m_open->setDefault(true);
    m_open->setEnabled(false);
    foot->row()->addStretch(1);
    foot->row()->addWidget(later);
    foot->row()->addWidget(m_open);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    resize(kWidth, sizeHint().height());
    m_field->setFocus();

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_open->setEnabled(!typed.isEmpty());
        ui::showProblem(m_field, m_problem, {});
    });
    connect(m_open, &Button::clicked, this, &PassphraseDialog::submit);
    connect(later, &Button::clicked, this, &QDialog::reject);
}

void PassphraseDialog::submit()
{
    m_open->setEnabled(false);
    Q_EMIT entered(Secret(m_field->text().toUtf8()));
}

void PassphraseDialog::refuse()
{
    showProblem(tr("This passphrase does not open the file. Nothing is lost; try again."));
}

void PassphraseDialog::showProblem(const QString &words)
{
    ui::showProblem(m_field, m_problem, words);
    m_open->setEnabled(!m_field->text().isEmpty());
    m_field->selectAll();
    m_field->setFocus();
}

void PassphraseDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
