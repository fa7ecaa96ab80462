#pragma once

#include "core/html/link_target.h"
#include "core/mime/message_content.h"
#include "ui/viewer/reading_part.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** What a bar above the text says. */
struct ReadingNotice
{
    enum class Level { Neutral, Warning };
    enum class Offer { None, Unsubscribe, ShowNextPart, ShowFirstPart, ShowSource };

    Level level = Level::Neutral;
    QString icon;   ///< Lucide name; empty for the level's own
    QString text;   ///< what
    QString detail; ///< why, in one sentence; may be empty
    Offer offer = Offer::None;

    friend bool operator==(const ReadingNotice &, const ReadingNotice &) = default;
};

/** At most one coloured bar, which names the other coloured findings too; then the neutral ones. `part`: what is shown of the text. */
[[nodiscard]] QList<ReadingNotice> readingNotices(const mime::MessageContent &content, const ReadingPart &part = {});

/** "This link shows halden.example but leads to evil.example." Empty when nothing is odd. */
[[nodiscard]] QString linkWarningText(const html::LinkTarget &target);

} // namespace petrel::ui
