#include "ui/common/question_dialog.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace petrel::ui {

namespace {
constexpr int kWidth = 480;
constexpr int kSides = 32;
} // namespace

QuestionDialog::QuestionDialog(const Question &question, QWidget *parent)
    : QDialog(parent), m_answer(static_cast<int>(question.answers.size()) - 1)
{
    setObjectName(QStringLiteral("question"));
    setWindowTitle(question.title);
    setAccessibleDescription(QStringList{question.text, question.meaning}.join(QLatin1Char(' ')).trimmed());
    auto *sentence = new RoleLabel(question.text, TypeRole::Heading, Colour::Text, this);
    sentence->setWeight(Weight::Strong);
    auto *meaning = new RoleLabel(question.meaning, TypeRole::Body, Colour::TextMuted, this);
    meaning->setVisible(!question.meaning.isEmpty());
    for (RoleLabel *words : {sentence, meaning}) {
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse); // details are copied from here
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    addButtons(question, *row);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSides, kSides, kSides, kSides - 8);
    column->setSpacing(8);
    column->addWidget(sentence);
    column->addWidget(meaning);
    column->addStretch(1);
    column->addSpacing(16);
    column->addLayout(row);
    const int width = std::max(kWidth, column->minimumSize().width()); // long answers are not cut
    setFixedSize(width, column->totalHeightForWidth(width));
}

void QuestionDialog::addButtons(const Question &question, QHBoxLayout &row)
{
    Button *preferred = nullptr;
    for (int i = static_cast<int>(question.answers.size()) - 1; i >= 0; --i) {
        const bool prefers = i == question.preferred;
        auto *button = new Button(question.answers.at(i), prefers ? Button::Kind::Accent : Button::Kind::Normal, this);
        button->setAutoDefault(false);
        connect(button, &Button::clicked, this, [this, i] {
            m_answer = i;
            accept();
        });
        if (prefers)
            preferred = button;
        else
            row.addWidget(button);
    }
    if (preferred) {
        row.addWidget(preferred);
        preferred->setDefault(true);
        preferred->setFocus();
    }
}

void QuestionDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void QuestionDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Surface));
}

} // namespace petrel::ui
