#include "core/model/flags.h"

#include <array>

namespace petrel {

namespace {

struct Row
{
    Flag flag;
    const char *name;
    const char *imap;
};

constexpr std::array rows{
    Row{Flag::Seen, "seen", "\\Seen"},
    Row{Flag::Answered, "answered", "\\Answered"},
    Row{Flag::Flagged, "flagged", "\\Flagged"},
    Row{Flag::Deleted, "deleted", "\\Deleted"},
    Row{Flag::Draft, "draft", "\\Draft"},
    Row{Flag::Forwarded, "forwarded", "$Forwarded"},
    Row{Flag::Junk, "junk", "$Junk"},
    Row{Flag::NotJunk, "notjunk", "$NotJunk"},
    Row{Flag::MdnSent, "mdnsent", "$MDNSent"},
};

} // namespace

QStringList flagNames(Flags flags)
{
    QStringList names;
    for (const Row &row : rows) {
        if (flags.testFlag(row.flag))
            names.append(QLatin1String(row.name));
    }
    return names;
}

std::optional<Flag> flagFromName(QStringView name)
{
    for (const Row &row : rows) {
        if (name.compare(QLatin1String(row.name), Qt::CaseInsensitive) == 0)
            return row.flag;
    }
    return std::nullopt;
}

QByteArray imapName(Flag flag)
{
    for (const Row &row : rows) {
        if (row.flag == flag)
            return row.imap;
    }
    return {};
}

std::optional<Flag> flagFromImapName(QByteArrayView word)
{
    for (const Row &row : rows) {
        if (word.compare(row.imap, Qt::CaseInsensitive) == 0)
            return row.flag;
    }
    return std::nullopt;
}

QList<Flag> allFlags()
{
    QList<Flag> flags;
    for (const Row &row : rows)
        flags.append(row.flag);
    return flags;
}

} // namespace petrel
