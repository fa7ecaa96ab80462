#include "ui/common/tool_tip.h"

#include <QTextDocument>
#include <QWidget>

namespace petrel::ui {

void setPlainToolTip(QWidget *widget, const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return widget->setToolTip(text);
    const QString escaped = text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    widget->setToolTip(QStringLiteral("<span>%1</span>").arg(escaped));
}

} // namespace petrel::ui
