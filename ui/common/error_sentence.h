#pragma once

#include "core/base/error.h"
#include "core/model/account.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** What a button under an error does; the place that shows it knows how. */
enum class NextStep {
    EnterPassword, TryAgain, ShowCertificate, ChangeSettings, OpenDoctor, ShowStorage,
    CheckStore, GoToOtherWindow, SendAgain, KeepAsDraft, EditMessage, EmptyTrash, ShowDetails,
};
/** "Enter password" */
[[nodiscard]] QString nextStepText(NextStep step);

/** What was being done when it failed. */
enum class Activity { Receiving, Sending, Changing, Opening, Saving, Starting };

/** How an error speaks: what happened, what it means for your mail, what to do. No codes, no blame. */
struct ErrorSentence
{
    QString happened;
    QString meaning;
    QString advice;         ///< the step in words, for places without buttons
    QList<NextStep> steps;  ///< the same as buttons, the suggested one first
    bool dangerous = false; ///< red rather than amber: safety is at stake

    /** The three parts as one text. */
    [[nodiscard]] QString text() const;
};

/** The person's sentence. The account may be empty (Application scope). */
[[nodiscard]] ErrorSentence sentenceFor(const Error &error, const Account &account, Activity activity = Activity::Receiving);

/** Technical text for "Details": describe(error), the server's words decoded as data. */
[[nodiscard]] QString errorDetails(const Error &error);

} // namespace petrel::ui
