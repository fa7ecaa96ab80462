#pragma once

#include <QHash>
#include <QString>

namespace petrel::html {

/** The declarations of a style attribute: names in lower case, values trimmed and without "!important". Later ones win. */
[[nodiscard]] QHash<QString, QString> inlineStyle(const QString &style);

} // namespace petrel::html
