#include "ui/wizard/welcome_page.h"

#include "ui/common/appearance.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/drawing.h"
#include "ui/common/formats.h"

#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kColumn = 400;
}

WelcomePage::WelcomePage(WizardPresenter &presenter, QWidget *parent)
    : WizardPage(presenter, parent), m_bird(new Drawing(Drawing::Picture::BirdAndSea, ground())), m_name(new QLineEdit(ground())), m_address(new QLineEdit(ground())),
      m_note(fieldNote(ground())), m_find(new Button(tr("Find my settings"), Button::Kind::Accent, ground()))
{
    m_bird->setFixedSize(m_bird->sizeHint());
    auto *title = new RoleLabel(tr("Welcome to Petrel"), TypeRole::Display, Colour::Text, ground());
    title->setWeight(Weight::Strong);
    title->setAlignment(Qt::AlignHCenter);
    auto *words = new RoleLabel(tr("Your mail, on your computer, calm and safe."), TypeRole::Reading, Colour::TextMuted, ground());
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_bird, 0, Qt::AlignHCenter);
    column->addSpacing(16);
    column->addWidget(title);
    column->addSpacing(8);
    column->addWidget(words);
    column->addSpacing(24);
    addField(column, m_name, tr("Your &name"));
    column->addSpacing(16);
    addField(column, m_address, tr("&Email address"));
    column->addWidget(m_note);
    column->addSpacing(20);
    m_find->setHeight(Button::Height::Large);
    column->addWidget(m_find);

    m_name->setObjectName(QStringLiteral("personName"));
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    m_address->setPlaceholderText(tr("name@example.org"));
    m_find->setObjectName(QStringLiteral("find"));
    m_find->setDefault(true);

    auto *holder = new QWidget(ground());
    holder->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    holder->setMaximumWidth(kColumn);
    auto *centre = new QHBoxLayout;
    centre->addStretch(1);
    centre->addWidget(holder, 100);
    centre->addStretch(1);
    content()->addStretch(1);
    content()->addLayout(centre);
    content()->addStretch(1);

    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) { account().setPersonName(name); });
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &address) {
        account().setAddress(address);
        showProblem(m_address, m_note, {});
    });
    connect(m_find, &Button::clicked, this, [this] { this->presenter().next(); });
}

void WelcomePage::addField(QVBoxLayout *column, QLineEdit *field, const QString &label)
{
    auto *name = new RoleLabel(label, TypeRole::Body, Colour::Text, ground());
    name->setWeight(Weight::Medium);
    name->setBuddy(field);
    field->setMinimumHeight(36);
    column->addWidget(name);
    column->addSpacing(6);
    column->addWidget(field);
}

void WelcomePage::enter()
{
    showValue(m_name, account().account().address.name);
    showValue(m_address, account().account().address.email);
    m_find->setDefault(true);
    (m_name->text().isEmpty() ? m_name : m_address)->setFocus();
}

void WelcomePage::setNarrow(bool narrow)
{
    WizardPage::setNarrow(narrow);
    // A small window is mostly a low one as well.
    m_bird->setFixedSize(narrow ? m_bird->sizeHint() / 2 : m_bird->sizeHint());
}

void WelcomePage::showProblems()
{
    const bool isAddress = AccountPresenter::isAddress(account().account().address.email);
    m_note->setColour(isAddress ? Colour::Text : Colour::Danger);
    if (isAddress) { // right as it is, perhaps: a hint, and no problem
        m_note->setText(tr("\"%1\" has no dot: is the address complete? If it is, press the button again; you then enter the servers by hand.")
                            .arg(isolatedLtr(presenter().domain())));
        m_note->show();
        m_address->setAccessibleDescription(m_note->text());
    } else {
        showProblem(m_address, m_note, tr("Enter an address such as name@example.org."));
    }
    m_address->setFocus();
}

} // namespace petrel::ui
