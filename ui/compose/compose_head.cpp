#include "ui/compose/compose_head.h"

#include "core/mime/header_values.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/compose/address_field.h"
#include "ui/compose/field_height.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kLabelColumn = 60;
constexpr int kRowHeight = 44;
constexpr int kSides = 20;
} // namespace

ComposeHead::ComposeHead(ContactSource *contacts, QWidget *parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_from(new QComboBox(this)), m_to(new AddressField(tr("To"), contacts, this)),
      m_cc(new AddressField(tr("Cc"), contacts, this)), m_bcc(new AddressField(tr("Bcc"), contacts, this)),
      m_showCc(new Button(tr("Cc"), Button::Kind::Link, this)), m_showBcc(new Button(tr("Bcc"), Button::Kind::Link, this)),
      m_subject(new QLineEdit(this)), m_state(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    buildFrom();
    buildRecipients();
    buildSubject();
    fitType();
}

void ComposeHead::fitType()
{
    m_subject->setFont(ui::font(TypeRole::Reading, Weight::Medium));
    for (QWidget *line : m_labels + QList<QWidget *>{m_from, m_subject})
        line->setFixedHeight(fieldHeight(line->font()));
}

void ComposeHead::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        fitType();
}

ComposeHead::Row ComposeHead::addRow(const QString &label, QWidget *field)
{
    Row row;
    row.widget = new QWidget(this);
    row.layout = new QHBoxLayout;
    row.layout->setContentsMargins(kSides, 8, kSides, 7);
    row.layout->setSpacing(8);
    auto *name = new RoleLabel(label, TypeRole::Body, Colour::TextMuted, row.widget);
    name->setBuddy(field);
    name->setMinimumWidth(kLabelColumn);
    m_labels.append(name);
    row.layout->addWidget(name, 0, Qt::AlignTop);
    row.layout->addWidget(field, 1);
    auto *column = new QVBoxLayout(row.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row.layout);
    column->addWidget(new Hairline(Qt::Horizontal, row.widget));
    row.widget->setMinimumHeight(kRowHeight);
    m_column->addWidget(row.widget);
    return row;
}

void ComposeHead::buildFrom()
{
    m_from->setObjectName(QStringLiteral("from"));
    m_from->setFrame(false);
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_fromRow = addRow(tr("From"), m_from);
    m_state->setObjectName(QStringLiteral("draftState"));
    m_fromRow.layout->setStretchFactor(m_from, 0);
    m_fromRow.layout->addStretch(1);
    m_fromRow.layout->addWidget(m_state);
    connect(m_from, &QComboBox::currentIndexChanged, this, &ComposeHead::identityChosen);
}

void ComposeHead::buildRecipients()
{
    m_to->setObjectName(QStringLiteral("to"));
    m_cc->setObjectName(QStringLiteral("cc"));
    m_bcc->setObjectName(QStringLiteral("bcc"));
    m_showCc->setObjectName(QStringLiteral("showCc"));
    m_showBcc->setObjectName(QStringLiteral("showBcc"));
    m_showCc->setHeight(Button::Height::Small);
    m_showBcc->setHeight(Button::Height::Small);
    const Row to = addRow(tr("To"), m_to);
    to.layout->addWidget(m_showCc, 0, Qt::AlignTop);
    to.layout->addWidget(m_showBcc, 0, Qt::AlignTop);
    m_ccRow = addRow(tr("Cc"), m_cc);
    m_bccRow = addRow(tr("Bcc"), m_bcc);
    connect(m_showCc, &Button::clicked, this, [this] { showField(ComposeField::Cc); m_cc->setFocus(); });
    connect(m_showBcc, &Button::clicked, this, [this] { showField(ComposeField::Bcc); m_bcc->setFocus(); });
    for (const ComposeField which : {ComposeField::To, ComposeField::Cc, ComposeField::Bcc})
        connect(field(which), &AddressField::changed, this, [this, which] { Q_EMIT recipientsChanged(which); });
}

void ComposeHead::buildSubject()
{
    m_subject->setObjectName(QStringLiteral("subject"));
    m_subject->setFrame(false);
    m_subject->setMaxLength(998);
    addRow(tr("Subject"), m_subject);
    connect(m_subject, &QLineEdit::textChanged, this, &ComposeHead::subjectChanged);
}

void ComposeHead::load(const QList<Identity> &identities, const Draft &draft)
{
    {
        const QSignalBlocker quiet(m_from);
        for (const Identity &identity : identities)
            m_from->addItem(isolatedLtr(mime::cleanText(identity.address.full())));
        m_from->setCurrentIndex(draft.identity);
        m_from->setMinimumWidth(m_from->sizeHint().width() + 16); // without a frame the style gives it too little room
    }
    m_fromRow.widget->setVisible(identities.size() > 1);
    m_to->setRecipients(draft.to, draft.unfinished.to);
    m_cc->setRecipients(draft.cc, draft.unfinished.cc);
    m_bcc->setRecipients(draft.bcc, draft.unfinished.bcc);
    m_ccRow.widget->setVisible(!m_cc->isEmpty());
    m_bccRow.widget->setVisible(!m_bcc->isEmpty());
    m_showCc->setVisible(m_cc->isEmpty());
    m_showBcc->setVisible(m_bcc->isEmpty());
    m_subject->setText(draft.subject);
    m_subject->setCursorPosition(0); // a long one shows its beginning
}

AddressField *ComposeHead::field(ComposeField field) const
{
    return field == ComposeField::Cc ? m_cc : field == ComposeField::Bcc ? m_bcc : m_to;
}

void ComposeHead::commit()
{
    for (AddressField *field : {m_to, m_cc, m_bcc})
        field->commit();
}

bool ComposeHead::showState(const QString &state)
{
    m_state->setText(state);
    return !m_fromRow.widget->isHidden();
}

void ComposeHead::setReadOnly(bool readOnly)
{
    m_from->setEnabled(!readOnly);
    for (AddressField *field : {m_to, m_cc, m_bcc})
        field->setEnabled(!readOnly);
    m_showCc->setEnabled(!readOnly);
    m_showBcc->setEnabled(!readOnly);
    m_subject->setReadOnly(readOnly);
}

void ComposeHead::showField(ComposeField field)
{
    (field == ComposeField::Cc ? m_ccRow : m_bccRow).widget->show();
    (field == ComposeField::Cc ? m_showCc : m_showBcc)->hide();
}

} // namespace petrel::ui
