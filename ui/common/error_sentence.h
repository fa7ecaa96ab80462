#pragma once

#include "core/base/error.h"
#include "core/model/account.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** What a button under an error does; the place that shows it knows how. */
enum class NextStep {
    EnterPassword, SignIn, TryAgain, ChangeSettings, ShowCertificate, OpenDoctor, ShowStorage, CheckStore,
    GoToOtherWindow, SendAgain, KeepAsDraft, EditMessage, ChooseFolder, ShowDetails,
};
/** "Enter password" */
[[nodiscard]] QString nextStepText(NextStep step);

/** What was being done when it failed. */
enum class Activity { Receiving, Sending, Changing, Opening, Saving, Starting, BackingUp, Restoring };

/** How an error speaks: what happened, what it means for your mail, what to do. No codes, no blame. */
struct ErrorSentence
{
    QString happened;
    QString meaning;
    QString advice;         ///< what to do, in words, for places without buttons
    QList<NextStep> steps;  ///< the same as buttons, the suggested one first
    bool dangerous = false; ///< red rather than amber: safety is at stake

    /** The three parts as one text. */
    [[nodiscard]] QString text() const;
};

/** The place where passwords live does not give or take one: neither the server nor the mail is to blame. */
[[nodiscard]] bool isAboutSecrets(const Error &error);

/** The person's sentence. The account may be a default one where none is concerned. */
[[nodiscard]] ErrorSentence sentenceFor(const Error &error, const Account &account, Activity activity = Activity::Receiving);

/** Technical text for "Details": describe(error), the server's words as data. */
[[nodiscard]] QString errorDetails(const Error &error);

} // namespace petrel::ui
