#include "ui/common/tool_tip.h"

#include <QAction>
#include <QTextDocument>
#include <QWidget>

namespace petrel::ui {

void setPlainToolTip(QWidget *widget, const QString &text) { widget->setToolTip(plainToolTip(text)); }

void setPlainToolTip(QAction *action, const QString &text) { action->setToolTip(plainToolTip(text)); }

QString plainToolTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    const QString escaped = text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<span>%1</span>").arg(escaped);
}

} // namespace petrel::ui
