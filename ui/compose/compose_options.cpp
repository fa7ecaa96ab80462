#include "ui/compose/compose_options.h"

#include "ui/common/notice_bar.h"
#include "ui/common/tool_tip.h"

#include <QMenu>
#include <QVBoxLayout>

namespace petrel::ui {

ComposeOptions::ComposeOptions(QWidget *parent) : QWidget(parent), m_delivered(nullptr), m_tls(nullptr)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_delivered = addBar("askDelivered", QStringLiteral("circle-check"), tr("A delivery report is asked for"),
                         tr("Servers on the way tell you when it has arrived, is late or is lost. Not every server does."), &ComposeOptions::askDeliveredWanted);
    m_tls = addBar("requireTls", QStringLiteral("lock"), tr("Only over encrypted ways"),
                   tr("It is rather sent back than passed on unprotected. A server that cannot promise this refuses it."), &ComposeOptions::requireTlsWanted);
    load(false, false);
}

NoticeBar *ComposeOptions::addBar(const char *name, const QString &icon, const QString &text, const QString &detail, void (ComposeOptions::*wanted)(bool))
{
    auto *bar = new NoticeBar(this);
    bar->setObjectName(QString::fromLatin1(name));
    bar->setLevel(NoticeBar::Level::Neutral);
    bar->setIconName(icon);
    bar->setText(text);
    bar->setDetail(detail);
    Button *off = bar->addButton(tr("Turn off"), Button::Kind::Link);
    off->setAccessibleDescription(text);
    connect(off, &Button::clicked, this, [this, wanted] { Q_EMIT (this->*wanted)(false); });
    layout()->addWidget(bar);
    return bar;
}

void ComposeOptions::load(bool askDelivered, bool requireTls)
{
    m_delivered->setVisible(askDelivered);
    m_tls->setVisible(requireTls);
    setVisible(askDelivered || requireTls);
}

void ComposeOptions::fill(QMenu &menu)
{
    const auto add = [this, &menu](const QString &text, const NoticeBar &bar, void (ComposeOptions::*wanted)(bool)) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(!bar.isHidden());
        setPlainToolTip(action, bar.detail());
        connect(action, &QAction::triggered, this, wanted);
    };
    menu.setToolTipsVisible(true);
    add(tr("Ask for a &delivery report"), *m_delivered, &ComposeOptions::askDeliveredWanted);
    add(tr("Only over &encrypted ways"), *m_tls, &ComposeOptions::requireTlsWanted);
}

} // namespace petrel::ui
