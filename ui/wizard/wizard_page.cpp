#include "ui/wizard/wizard_page.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/labels.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace petrel::ui {

WizardPage::WizardPage(WizardPresenter &presenter, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_ground(new QWidget), m_title(new RoleLabel(TypeRole::Subject, Colour::Text, m_ground)),
      m_sentence(new RoleLabel(TypeRole::Body, Colour::TextMuted, m_ground)), m_content(new QVBoxLayout(m_ground))
{
    m_title->setWeight(Weight::Strong);
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("Status"));
    m_content->setSpacing(0);
    m_content->addWidget(m_title);
    m_content->addSpacing(8);
    m_content->addWidget(m_sentence);
    m_content->addSpacing(20);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scrolling(m_ground, this));
    m_title->hide();
    m_sentence->hide();
    WizardPage::setNarrow(false);
}

void WizardPage::setTitle(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_title->show();
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void WizardPage::setNarrow(bool narrow)
{
    const int sides = wizardSides(narrow);
    m_content->setContentsMargins(sides, 0, sides, 16);
}

} // namespace petrel::ui
