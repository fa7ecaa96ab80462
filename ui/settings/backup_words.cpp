#include "ui/settings/backup_words.h"

#include "ui/common/formats.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::BackupGroup)
};

constexpr int kNamed = 5; ///< more is no help

} // namespace

QString damagedMail(const QStringList &subjects)
{
    if (subjects.isEmpty())
        return {};
    QStringList named;
    for (const QString &subject : subjects.mid(0, kNamed))
        named.append(subject.isEmpty() ? Words::tr("(no subject)") : isolated(oneLine(subject)));
    const int others = static_cast<int>(subjects.size()) - static_cast<int>(named.size());
    if (others > 0)
        named.append(Words::tr("%n more", "messages, at the end of a list", others));
    return Words::tr("%n message(s) are damaged, and no backup has them whole: %1.", nullptr, static_cast<int>(subjects.size())).arg(named.join(Words::tr(", ")));
}

} // namespace petrel::ui
