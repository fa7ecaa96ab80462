#include "ui/labels/label_dialog.h"

#include "ui/common/dialog_parts.h"
#include "ui/labels/colour_choice.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 400;
constexpr int kSides = 32;
} // namespace

LabelDialog::LabelDialog(const Label &before, const QStringList &taken, QWidget *parent)
    : QDialog(parent), m_taken(taken), m_field(new QLineEdit(this)), m_note(fieldNote(this)), m_colours(new ColourChoice(this))
{
    const bool isNew = before.keyword.isEmpty();
    setObjectName(QStringLiteral("labelDialog"));
    setWindowTitle(isNew ? tr("New label") : tr("Change label"));
    m_field->setObjectName(QStringLiteral("name"));
    m_field->setMaxLength(static_cast<int>(kLongestLabelName));
    m_field->setText(before.name);
    m_field->selectAll();
    m_note->setObjectName(QStringLiteral("problem"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_colours->setColour(before.colour);

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 24, kSides, 20);
    inner->setSpacing(8);
    inner->addWidget(labelFor(m_field, tr("&Name"), this));
    inner->addWidget(m_field);
    inner->addWidget(m_note);
    inner->addSpacing(8);
    inner->addWidget(labelFor(m_colours, tr("Colour"), this));
    inner->addWidget(m_colours);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Normal, foot);
    cancel->setAutoDefault(false);
    m_accept = new Button(isNew ? tr("Create") : tr("Change"), Button::Kind::Accent, foot);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setDefault(true);
    foot->row()->addStretch(1);
    foot->row()->addWidget(cancel);
    foot->row()->addWidget(m_accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    setMinimumWidth(kWidth);

    connect(m_field, &QLineEdit::textChanged, this, &LabelDialog::look);
    connect(m_accept, &Button::clicked, this, &LabelDialog::submit);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    look();
    m_field->setFocus();
}

QString LabelDialog::problemOf(const QString &name) const
{
    return m_taken.contains(name, Qt::CaseInsensitive) ? tr("Another label is called \"%1\".").arg(name) : QString();
}

void LabelDialog::look()
{
    const QString name = m_field->text().simplified();
    const QString problem = problemOf(name);
    showProblem(m_field, m_note, problem);
    m_accept->setEnabled(!name.isEmpty() && problem.isEmpty());
}

void LabelDialog::submit()
{
    m_accept->setEnabled(false); // until the answer has come
    Q_EMIT chosen(m_field->text().simplified(), m_colours->colour());
}

void LabelDialog::refuse(const QString &why)
{
    look();
    showProblem(m_field, m_note, why);
    m_field->selectAll();
    m_field->setFocus();
}

void LabelDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
