#pragma once

#include "core/base/secret.h"

#include <QDialog>

class QLineEdit;

namespace petrel::ui {

class Button;
class RoleLabel;

/**
 * Asks for the passphrase of the sealed file of passwords when Petrel starts. The application opens the file with what it is
 * given: accept() when it fits, refuse() when not. Closing without an answer is rejected(): Petrel goes on without passwords.
 */
class PassphraseDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PassphraseDialog(QWidget *parent = nullptr);

    /** The passphrase did not open the file; the person may try again. */
    void refuse();
    /** Anything else that went wrong, as a sentence. */
    void showProblem(const QString &words);

Q_SIGNALS:
    void entered(const petrel::Secret &passphrase);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();

    QLineEdit *m_field;
    RoleLabel *m_problem;
    Button *m_open;
};

} // namespace petrel::ui
