#include "ui/attention/outbox_questions.h"

#include "ui/attention/outbox_words.h"
#include "ui/common/seams.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Outbox)
};

void ask(QWidget *parent, const Question &question, std::function<void()> confirmed)
{
    Seams::current().ask(parent, question, [confirmed = std::move(confirmed)](int answer) {
        if (answer == 0)
            confirmed();
    });
}

} // namespace

void askSendAgain(QWidget *parent, const QString &subject, std::function<void()> confirmed)
{
    Question question;
    question.title = Words::tr("Send it again?");
    question.text = Words::tr("Petrel does not know whether %1 was sent.").arg(quotedSubject(subject));
    question.meaning = Words::tr("If it was, it may arrive twice.");
    question.answers = {Words::tr("Send again"), Words::tr("Do not send")};
    question.preferred = 1;
    ask(parent, question, std::move(confirmed));
}

void askKeepAsIs(QWidget *parent, const QString &subject, std::function<void()> confirmed)
{
    Question question;
    question.title = Words::tr("Keep it as is?");
    question.text = Words::tr("%1 goes from the Outbox to Sent and is not sent again.").arg(quotedSubject(subject));
    question.meaning = Words::tr("Sent keeps it whether it arrived or not. Edit opens it as a draft instead.");
    question.answers = {Words::tr("Keep as is"), Words::tr("Leave it in the Outbox")};
    question.preferred = 1;
    ask(parent, question, std::move(confirmed));
}

} // namespace petrel::ui
