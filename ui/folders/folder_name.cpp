#include "ui/folders/folder_name.h"

#include "ui/common/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::FolderName)
};

constexpr qsizetype kLongest = 200; ///< bytes: what the file systems behind servers take, with room for what they add

bool isControl(QChar c) { return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator; }

} // namespace

QString whyNoFolderName(const QString &name, const FolderNamePlace &place)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty())
        return {};
    if (wanted.contains(u'/'))
        return Words::tr("A name cannot have a “/” in it: it parts the names of folders that lie in each other.");
    if (std::any_of(wanted.cbegin(), wanted.cend(), isControl))
        return Words::tr("There is a character in it that cannot be seen.");
    if (wanted.toUtf8().size() > kLongest)
        return Words::tr("This name is too long for a folder.");
    if (place.isTop && wanted.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        return Words::tr("“INBOX” is what servers call the inbox.");
    if (place.taken.contains(wanted))
        return Words::tr("There is a folder “%1” here already.").arg(isolated(wanted));
    return {};
}

bool isFolderName(const QString &name, const FolderNamePlace &place)
{
    return !name.trimmed().isEmpty() && whyNoFolderName(name, place).isEmpty();
}

} // namespace petrel::ui
