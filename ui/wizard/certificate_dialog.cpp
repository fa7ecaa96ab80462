#include "ui/wizard/certificate_dialog.h"

#include "core/model/account.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kWidth = 600;
constexpr int kSides = 40;
constexpr int kInner = 16;
constexpr qsizetype kMostNames = 6;
constexpr qsizetype kBytesPerLine = 8;

/** What the fault says about the server, for somebody who has to decide. */
QString meaningOf(const CertificateProblem &problem)
{
    if (problem.code == "expired")
        return CertificateDialog::tr("Nobody vouches for it any more. Often it was only not renewed in time; a stolen one looks the same.");
    if (problem.code == "not-yet-valid")
        return CertificateDialog::tr("Look at the clock of this computer first. If it is right, the server shows a certificate made for later.");
    if (problem.code == "self-signed")
        return CertificateDialog::tr("Nobody else vouches for it. Private servers often work like this; so does somebody who listens in between.");
    if (problem.code == "name-mismatch")
        return CertificateDialog::tr("It was made for other names. The connection may lead to another server than the one you mean.");
    if (problem.code == "common-name-only")
        return CertificateDialog::tr("It bears the name of the server only where names no longer count. Old private servers still make such certificates.");
    if (problem.code == "revoked")
        return CertificateDialog::tr("Whoever issued it has taken it back, perhaps because it was stolen.");
    return CertificateDialog::tr("Whoever signed it is not known to this computer. Companies and schools often sign their own; so does somebody who listens in between.");
}

/** "3A:5F:..." in lines of equal length. */
QString fingerprint(const QByteArray &sha256)
{
    QStringList lines;
    for (qsizetype at = 0; at < sha256.size(); at += kBytesPerLine)
        lines.append(QString::fromLatin1(sha256.mid(at, kBytesPerLine).toHex(':').toUpper()));
    return lines.join(QLatin1Char('\n'));
}

/** What comes from the certificate is a stranger's text. */
QString shown(const QString &text) { return text.isEmpty() ? CertificateDialog::tr("not said") : isolatedLtr(oneLine(text)); }

QString namesOf(const CertificateProblem &problem)
{
    QStringList names;
    for (const QString &name : problem.names.first(qMin(problem.names.size(), kMostNames)))
        names.append(shown(name));
    const auto more = static_cast<int>(problem.names.size() - names.size());
    if (more > 0)
        names.append(CertificateDialog::tr("and %n more", nullptr, more));
    return names.isEmpty() ? shown({}) : names.join(QStringLiteral(", "));
}

QString day(const QDateTime &moment) { return QLocale().toString(moment.toLocalTime().date(), CertificateDialog::tr("d MMMM yyyy")); }

QString addressOf(const CertificateProblem &problem)
{
    return CertificateDialog::tr("%1, port %2").arg(isolatedLtr(problem.host), QString::number(problem.port));
}

} // namespace

CertificateDialog::CertificateDialog(const CertificateProblem &problem, QWidget *parent) : QDialog(parent), m_problem(problem)
{
    setObjectName(QStringLiteral("certificateDialog"));
    setWindowTitle(tr("Certificate of %1").arg(problem.host));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(kSides, 32, kSides, 24);
    inner->setSpacing(8);
    addWords(inner);
    inner->addSpacing(8);
    addFacts(inner);
    inner->addSpacing(8);
    if (problem.mayBePinned())
        addConsent(inner);
    inner->addStretch(1);
    auto *foot = new DialogFoot(this);
    addButtons(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(inner, 1);
    column->addWidget(foot);
    resize(kWidth, column->totalHeightForWidth(kWidth));
}

void CertificateDialog::addWords(QVBoxLayout *column)
{
    Account concerned;
    concerned.incoming.host = m_problem.host;
    Error error = makeError(ErrorKind::Tls, {});
    error.code = m_problem.code;
    const ErrorSentence sentence = sentenceFor(error, concerned);
    auto *title = new RoleLabel(sentence.happened, TypeRole::Heading, Colour::Text, this);
    title->setWeight(Weight::Strong);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("sentence"));
    auto *words = new RoleLabel(meaningOf(m_problem) + QLatin1Char(' ') + sentence.meaning, TypeRole::Body, Colour::TextMuted, this);
    words->setWordWrap(true);
    words->setObjectName(QStringLiteral("meaning"));
    column->addWidget(title);
    column->addWidget(words);
}

void CertificateDialog::addFacts(QVBoxLayout *column)
{
    auto *panel = new Panel(this);
    auto *grid = new QGridLayout(panel);
    grid->setContentsMargins(kInner, 12, kInner, 12);
    grid->setHorizontalSpacing(kInner);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const char *name, const QString &title, const QString &text) {
        auto *value = new RoleLabel(text, TypeRole::Body, Colour::Text, panel);
        value->setObjectName(QString::fromLatin1(name));
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        const int row = grid->rowCount();
        grid->addWidget(labelFor(value, title, panel), row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
        return value;
    };
    add("server", tr("Shown by"), addressOf(m_problem));
    add("subject", tr("Made for"), shown(m_problem.subject));
    add("names", tr("Names in it"), namesOf(m_problem));
    add("issuer", tr("Signed by"), shown(m_problem.issuer));
    add("validity", tr("Valid"), tr("from %1 to %2").arg(day(m_problem.notBefore), day(m_problem.notAfter)));
    RoleLabel *digest = add("fingerprint", tr("Fingerprint (SHA-256)"), fingerprint(m_problem.sha256));
    digest->setFixedPitch(true);
    digest->setWordWrap(false);
    digest->setLayoutDirection(Qt::LeftToRight);
    column->addWidget(panel);
}

void CertificateDialog::addConsent(QVBoxLayout *column)
{
    m_compared = new QCheckBox(tr("I have &compared the fingerprint with whoever runs the server: it is the same"), this);
    m_compared->setObjectName(QStringLiteral("compared"));
    auto *words = new RoleLabel(tr("Trusted is only this certificate, and only at %1. Should the server show another one, Petrel stays disconnected and tells you. "
                                   "You can take it back in the settings of the account, under More.")
                                    .arg(addressOf(m_problem)),
                                TypeRole::Small, Colour::TextMuted, this);
    words->setWordWrap(true);
    column->addWidget(m_compared);
    column->addWidget(words);
}

void CertificateDialog::addButtons(DialogFoot *foot)
{
    auto *stay = new Button(m_compared ? tr("&Stay disconnected") : tr("&Close"), Button::Kind::Accent, foot);
    stay->setObjectName(QStringLiteral("stay"));
    stay->setDefault(true);
    foot->row()->addStretch(1);
    connect(stay, &Button::clicked, this, &QDialog::reject);
    if (m_compared) {
        m_trust = new Button(tr("&Trust this certificate"), Button::Kind::Normal, foot);
        m_trust->setObjectName(QStringLiteral("trust"));
        m_trust->setAutoDefault(false);
        m_trust->setEnabled(false);
        foot->row()->addWidget(m_trust);
        connect(m_compared, &QCheckBox::toggled, m_trust, &QWidget::setEnabled);
        connect(m_trust, &Button::clicked, this, [this] {
            accept();
            Q_EMIT trusted(m_problem);
        });
    }
    foot->row()->addWidget(stay);
    stay->setFocus();
}

void CertificateDialog::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
