#include "ui/attention/described_error.h"

namespace petrel::ui {

std::optional<Error> describedError(const QString &line)
{
    const qsizetype colon = line.indexOf(QLatin1Char(':'));
    if (colon < 0)
        return std::nullopt;
    const QStringView word = QStringView(line).first(colon);
    for (int number = 0; number <= static_cast<int>(ErrorKind::Bug); ++number) {
        const auto kind = static_cast<ErrorKind>(number);
        if (word == kindName(kind))
            return makeError(kind, line);
    }
    return std::nullopt;
}

} // namespace petrel::ui
