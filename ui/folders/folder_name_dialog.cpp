#include "ui/folders/folder_name_dialog.h"

#include "ui/common/dialog_parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 440;
constexpr int kSides = 32;
} // namespace

FolderNameDialog::FolderNameDialog(const Words &words, const QString &name, FolderNamePlace place, QWidget *parent)
    : QDialog(parent), m_place(std::move(place)), m_before(name), m_field(new QLineEdit(this)), m_note(fieldNote(this)), m_accept(nullptr)
{
    m_place.taken.removeAll(name);
    setObjectName(QStringLiteral("folderName"));
    setWindowTitle(words.title);
    auto *sentence = new RoleLabel(words.sentence, TypeRole::Heading, Colour::Text, this);
    sentence->setWeight(Weight::Strong);
    sentence->setWordWrap(true);
    sentence->setTextFormat(Qt::PlainText); // it holds names from the server
    m_field->setObjectName(QStringLiteral("name"));
    m_field->setText(name);
    m_field->selectAll();
    m_note->setObjectName(QStringLiteral("problem"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);

    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 24, kSides, 20);
    inner->setSpacing(8);
    inner->addWidget(sentence);
    inner->addSpacing(4);
    inner->addWidget(labelFor(m_field, tr("&Name"), this));
    inner->addWidget(m_field);
    inner->addWidget(m_note);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Normal, foot);
    cancel->setAutoDefault(false);
    m_accept = new Button(words.accept, Button::Kind::Accent, foot);
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

    connect(m_field, &QLineEdit::textChanged, this, &FolderNameDialog::look);
    connect(m_accept, &Button::clicked, this, &FolderNameDialog::submit);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    look();
    m_field->setFocus();
}

void FolderNameDialog::look()
{
    const QString name = m_field->text();
    showProblem(m_field, m_note, whyNoFolderName(name, m_place));
    m_accept->setEnabled(isFolderName(name, m_place));
}

void FolderNameDialog::submit()
{
    const QString name = m_field->text().trimmed();
    if (name == m_before)
        return accept();
    m_accept->setEnabled(false); // until the answer has come
    Q_EMIT chosen(name);
}

void FolderNameDialog::refuse(const QString &why)
{
    look();
    showProblem(m_field, m_note, why);
    m_field->selectAll();
    m_field->setFocus();
}

void FolderNameDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
