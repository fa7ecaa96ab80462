#include "ui/common/tool_tip.h"

#include <QTextDocument>
#include <QWidget>

namespace petrel::ui {

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(shownLiterally(text));
}

QString shownLiterally(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<span>") + text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")) + QStringLiteral("</span>");
}

} // namespace petrel::ui
