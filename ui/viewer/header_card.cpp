#include "ui/viewer/header_card.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/monogram_disc.h"
#include "ui/common/tool_tip.h"
#include "ui/viewer/address_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kDisc = 36;
constexpr int kGap = 12;
constexpr int kChevron = 24;
} // namespace

HeaderCard::HeaderCard(QWidget *parent)
    : QWidget(parent), m_disc(new MonogramDisc(kDisc, this)), m_name(new ElidingLabel(TypeRole::Body, Colour::Text, this)),
      m_address(new AddressLabel(Colour::TextMuted, this)), m_addressBelow(new AddressLabel(Colour::TextMuted, this)),
      m_date(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_recipients(new ElidingLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_chevron(new IconButton(QStringLiteral("chevron-down"), tr("Full header"), this)), m_full(new QWidget(this)),
      m_fullRows(new QGridLayout(m_full)), m_first(new QHBoxLayout)
{
    setObjectName(QStringLiteral("headerCard"));
    m_name->setObjectName(QStringLiteral("senderName"));
    m_name->setWeight(Weight::Strong);
    m_address->setObjectName(QStringLiteral("senderAddress"));
    m_addressBelow->setObjectName(QStringLiteral("senderAddressBelow"));
    m_date->setObjectName(QStringLiteral("messageDate"));
    m_recipients->setObjectName(QStringLiteral("recipients"));
    m_chevron->setObjectName(QStringLiteral("fullHeaderButton"));
    m_chevron->setCheckable(true);
    m_chevron->setSide(kChevron);
    m_full->setObjectName(QStringLiteral("fullHeader"));
    m_full->hide();
    m_fullRows->setContentsMargins(0, 8, 0, 4);
    m_fullRows->setHorizontalSpacing(kGap);
    m_fullRows->setVerticalSpacing(4);
    m_fullRows->setColumnStretch(1, 1);

    m_first->setSpacing(8);
    m_first->addWidget(m_name);
    m_first->addWidget(m_address);
    m_first->addStretch(1);
    m_first->addWidget(m_date);

    auto *second = new QHBoxLayout;
    second->setSpacing(2);
    second->addWidget(m_addressBelow, 1000);
    second->addWidget(m_recipients);
    second->addWidget(m_chevron, 0, Qt::AlignTop);
    second->addStretch(1);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addLayout(m_first);
    words->addLayout(second);
    words->addWidget(m_full);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(m_disc, 0, Qt::AlignTop);
    row->addLayout(words, 1);

    connect(m_chevron, &QToolButton::toggled, this, &HeaderCard::setFullShown);
}

void HeaderCard::setHeader(const MessageHeader &header)
{
    m_header = header;
    m_disc->setPerson(header.author);
    const bool addressLeads = header.addressFirst || header.name.isEmpty();
    m_name->setText(header.name);
    m_name->setWeight(addressLeads ? Weight::Regular : Weight::Strong);
    m_name->setColour(addressLeads ? Colour::TextMuted : Colour::Text);
    for (AddressLabel *label : {m_address, m_addressBelow}) {
        label->setText(header.address);
        label->setWeight(addressLeads ? Weight::Strong : Weight::Regular);
        label->setColour(addressLeads ? Colour::Text : Colour::TextMuted);
    }
    m_first->removeWidget(m_name);
    m_first->insertWidget(addressLeads ? 1 : 0, m_name);
    m_date->setText(header.date);
    setPlainToolTip(m_date, header.fullDate);
    m_recipients->setText(header.recipients);
    buildFull();
    arrange();
}

void HeaderCard::buildFull()
{
    while (QLayoutItem *item = m_fullRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const MessageHeader::Row &field : std::as_const(m_header.rows)) {
        auto *value = new RoleLabel(field.value, TypeRole::Small, Colour::Text, m_full);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setMinimumWidth(1);
        auto *label = new RoleLabel(field.label, TypeRole::Small, Colour::TextMuted, m_full);
        label->setBuddy(value);
        m_fullRows->addWidget(label, row, 0, Qt::AlignTop);
        m_fullRows->addWidget(value, row, 1);
        ++row;
    }
}

bool HeaderCard::isFullShown() const
{
    return m_chevron->isChecked();
}

void HeaderCard::setFullShown(bool shown)
{
    m_chevron->setChecked(shown);
    m_chevron->setIcon(icon(shown ? "chevron-up" : "chevron-down"));
    m_full->setVisible(shown);
}

void HeaderCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void HeaderCard::arrange()
{
    const int room = width() - kDisc - 2 * kGap - m_date->sizeHint().width();
    const int name = m_name->text().isEmpty() ? 0 : m_name->sizeHint().width() + 8;
    const bool beside = name + m_address->sizeHint().width() <= room;
    m_address->setVisible(beside);
    m_addressBelow->setVisible(!beside);
    m_recipients->setVisible(beside);
    m_name->setVisible(!m_header.name.isEmpty() && (beside || !m_header.addressFirst));
}

} // namespace petrel::ui
