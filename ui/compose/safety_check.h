#pragma once

#include "ui/compose/draft.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** Something to look at before sending. Never stops the person from sending. */
struct SafetyFinding
{
    enum class Kind { ForgottenAttachment, EmptySubject };

    Kind kind = Kind::EmptySubject;
    QString what;   ///< "No file is attached"
    QString why;    ///< "The text says "attached"."
    QString mend;   ///< the mending action: "Attach a file"

    friend bool operator==(const SafetyFinding &, const SafetyFinding &) = default;
};

/** The worst first. Pure; looks only at the person's own words, not at quotes and signature. */
[[nodiscard]] QList<SafetyFinding> safetyFindings(const Draft &draft);

/** The word that speaks of an attachment, as it stands in the text; empty when there is none. Some twenty languages. */
[[nodiscard]] QString attachmentWord(const QString &text);

} // namespace petrel::ui
