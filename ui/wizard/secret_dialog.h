#pragma once

#include "core/base/secret.h"
#include "ui/common/theme.h"

#include <QDialog>

namespace petrel::ui {

class Button;
class PasswordField;
class RoleLabel;

/**
 * A small dialog that asks for one secret: a sentence, what it means, the field, and two ways out. What is done with the
 * secret is its children's. Nothing is lost by closing it.
 */
class SecretDialog : public QDialog
{
    Q_OBJECT
protected:
    /** What stands in it, from the top to the foot. */
    struct Words
    {
        QString windowTitle;
        QString sentence;
        TypeRole sentenceRole = TypeRole::Heading;
        QString meaning;
        QString field;  ///< with its letter for Alt
        QString later;
        QString accept;
    };
    SecretDialog(const Words &words, QWidget *parent);

    [[nodiscard]] Secret typed() const;
    /** Takes the words out of the field again. */
    void forgetTyped();
    /** Below the field; empty: nothing. What was typed can be given once more then. */
    void showNote(const QString &note);
    /** Between the question and its answer: not twice. */
    void awaitAnswer();
    /** The person gave it: typed() has it. */
    virtual void submit() = 0;

    void paintEvent(QPaintEvent *event) override;

private:
    PasswordField *m_field;
    RoleLabel *m_note;
    Button *m_accept;
};

} // namespace petrel::ui
