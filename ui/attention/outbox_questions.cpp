#include "ui/attention/outbox_questions.h"

#include "ui/attention/outbox_words.h"
#include "ui/common/seams.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Outbox", text); }

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
    question.title = tr("Send it again?");
    question.text = tr("Petrel does not know whether %1 was sent.").arg(quotedSubject(subject));
    question.meaning = tr("If it was, it may arrive twice.");
    question.answers = {tr("Send again"), tr("Do not send")};
    question.preferred = 1;
    ask(parent, question, std::move(confirmed));
}

void askKeepAsIs(QWidget *parent, const QString &subject, std::function<void()> confirmed)
{
    Question question;
    question.title = tr("Keep it as is?");
    question.text = tr("%1 goes from the Outbox to Sent and is not sent again.").arg(quotedSubject(subject));
    question.meaning = tr("Sent keeps it whether it arrived or not. Edit opens it as a draft instead.");
    question.answers = {tr("Keep as is"), tr("Leave it in the Outbox")};
    question.preferred = 1;
    ask(parent, question, std::move(confirmed));
}

} // namespace petrel::ui
