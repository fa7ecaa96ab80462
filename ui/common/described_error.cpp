#include "ui/common/described_error.h"

#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::DescribedError)
};

/** As describe() writes it, behind the code. */
QString serverWords(const QString &line)
{
    static const QString before = QStringLiteral("; the server says: ");
    const qsizetype at = line.indexOf(before);
    if (at < 0)
        return {};
    const QString words = line.mid(at + before.size());
    const qsizetype trail = words.lastIndexOf(QStringLiteral("; while "));
    return oneLine(trail < 0 ? words : words.left(trail)).trimmed();
}

/** Of a server: "OVERQUOTA", "5.7.1". Petrel's own names for its findings mean nothing to a person. */
QString serverCode(const QString &line)
{
    static const QRegularExpression code(QStringLiteral(" \\[([A-Z][A-Z0-9-]*|[245][0-9]{2}|[245]\\.[0-9.]+)\\](?:;|$)"));
    return code.match(line).captured(1);
}

} // namespace

QString describedDetails(const QString &line)
{
    QStringList said;
    if (const QString words = serverWords(line); !words.isEmpty())
        said.append(Words::tr("The server says: \u201c%1\u201d").arg(isolated(words)));
    if (const QString code = serverCode(line); !code.isEmpty())
        said.append(Words::tr("Its code: %1").arg(isolatedLtr(code)));
    return said.join(QLatin1Char('\n'));
}

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
