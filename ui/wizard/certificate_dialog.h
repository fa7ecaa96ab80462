#pragma once

#include "core/model/certificate_problem.h"

#include <QDialog>

class QCheckBox;
class QGridLayout;
class QVBoxLayout;

namespace petrel::ui {

class Button;
class DialogFoot;

/**
 * Shows a certificate that was refused: what is wrong and what it means, then whose it is, who signed it, since and until when, and
 * its fingerprint. Trusting it, for this host and port alone, takes two steps: saying that the fingerprint was compared, and the
 * button. Closing it in any other way leaves everything refused. A revoked one cannot be trusted at all.
 */
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    explicit CertificateDialog(const CertificateProblem &problem, QWidget *parent = nullptr);

Q_SIGNALS:
    /** The person trusts exactly this one. The dialog closes itself. */
    void trusted(const petrel::CertificateProblem &problem);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addWords(QVBoxLayout *column);
    void addFacts(QVBoxLayout *column);
    void addConsent(QVBoxLayout *column);
    void addButtons(DialogFoot *foot);

    CertificateProblem m_problem;
    QCheckBox *m_compared = nullptr;
    Button *m_trust = nullptr;
};

} // namespace petrel::ui
