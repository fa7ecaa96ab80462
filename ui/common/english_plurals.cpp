#include "ui/common/english_plurals.h"

namespace petrel::ui {

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    QString text = QString::fromUtf8(sourceText);
    if (n < 0 || !text.contains(u'('))
        return {};
    text.replace(QLatin1StringView("(s)"), n == 1 ? QString() : QStringLiteral("s"));
    text.replace(QLatin1StringView("(es)"), n == 1 ? QString() : QStringLiteral("es"));
    return text;
}

} // namespace petrel::ui
