#include "ui/wizard/secret_dialog.h"

#include "ui/common/dialog_parts.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 480;
constexpr int kSides = 40;
} // namespace

SecretDialog::SecretDialog(const Words &words, QWidget *parent)
    : QDialog(parent), m_field(new PasswordField(this)), m_note(fieldNote(this)), m_accept(nullptr)
{
    setWindowTitle(words.windowTitle);
    auto *sentence = new RoleLabel(words.sentence, words.sentenceRole, Colour::Text, this);
    sentence->setWeight(Weight::Strong);
    sentence->setWordWrap(true);
    sentence->setObjectName(QStringLiteral("sentence"));
    auto *meaning = new RoleLabel(words.meaning, TypeRole::Body, Colour::TextMuted, this);
    meaning->setWordWrap(true);
    m_field->setObjectName(QStringLiteral("secret"));
    m_note->setObjectName(QStringLiteral("problem"));

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 32, kSides, 24);
    inner->setSpacing(8);
    inner->addWidget(sentence);
    inner->addWidget(meaning);
    inner->addSpacing(8);
    inner->addWidget(labelFor(m_field, words.field, this));
    inner->addWidget(m_field);
    inner->addWidget(m_note);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *later = new Button(words.later, Button::Kind::Normal, foot);
    later->setObjectName(QStringLiteral("later"));
    m_accept = new Button(words.accept, Button::Kind::Accent, foot);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setDefault(true);
    m_accept->setEnabled(false);
    foot->row()->addStretch(1);
    foot->row()->addWidget(later);
    foot->row()->addWidget(m_accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    resize(kWidth, sizeHint().height());
    m_field->setFocus();

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_accept->setEnabled(!typed.isEmpty());
        showProblem(m_field, m_note, {});
    });
    connect(m_accept, &Button::clicked, this, [this] { submit(); });
    connect(later, &Button::clicked, this, &QDialog::reject);
}

Secret SecretDialog::typed() const
{
    return Secret(m_field->text().toUtf8());
}

void SecretDialog::forgetTyped()
{
    m_field->clear();
}

void SecretDialog::showNote(const QString &note)
{
    showProblem(m_field, m_note, note);
    m_accept->setEnabled(!m_field->text().isEmpty());
    m_field->selectAll();
    m_field->setFocus();
}

void SecretDialog::awaitAnswer()
{
    m_accept->setEnabled(false);
}

void SecretDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
