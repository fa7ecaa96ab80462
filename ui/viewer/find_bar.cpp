#include "ui/viewer/find_bar.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace petrel::ui {

FindBar::FindBar(QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit(this)), m_result(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    setObjectName(QStringLiteral("findBar"));
    setAutoFillBackground(true);
    m_field->setObjectName(QStringLiteral("findField"));
    m_field->setAccessibleName(tr("Find in message"));
    m_field->setPlaceholderText(tr("Find in message"));
    m_field->setMaximumWidth(320);
    m_result->setObjectName(QStringLiteral("findResult"));
    auto *previous = new IconButton(QStringLiteral("chevron-up"), tr("Previous match"), this);
    auto *next = new IconButton(QStringLiteral("chevron-down"), tr("Next match"), this);
    auto *close = new IconButton(QStringLiteral("x"), tr("Close find bar"), this);
    next->setObjectName(QStringLiteral("findNext"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_result);
    row->addStretch(1);
    row->addWidget(close);

    connect(m_field, &QLineEdit::textChanged, this, &FindBar::needleChanged);
    connect(previous, &IconButton::clicked, this, [this] { Q_EMIT nextWanted(false); });
    connect(next, &IconButton::clicked, this, [this] { Q_EMIT nextWanted(true); });
    connect(close, &IconButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    Q_EMIT needleChanged(m_field->text());
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

QString FindBar::needle() const
{
    return m_field->text();
}

void FindBar::setResult(int current, int count)
{
    if (m_field->text().isEmpty())
        m_result->clear();
    else if (count == 0)
        m_result->setText(m_inPart ? tr("Not in this part") : tr("Not found"));
    else if (current == 0)
        m_result->setText(tr("%n match(es)", nullptr, count));
    else
        m_result->setText(tr("%1 of %2").arg(current).arg(count));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT nextWanted(!event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
