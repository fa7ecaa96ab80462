#include "ui/compose/compose_window.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/later.h"
#include "ui/common/moment_panel.h"
#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/common/tool_tip.h"
#include "ui/compose/address_field.h"
#include "ui/compose/attachment_strip.h"
#include "ui/compose/body_editor.h"
#include "ui/compose/compose_foot.h"
#include "ui/compose/compose_head.h"
#include "ui/compose/compose_options.h"
#include "ui/compose/format_bar.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kSides = 20;
} // namespace

ComposeWindow::ComposeWindow(MailOut &out, const QList<Identity> &identities, const Draft &draft, ContactSource *contacts, QWidget *parent)
    : QWidget(parent, Qt::Window), m_presenter(new ComposePresenter(out, identities, draft, this)), m_head(new ComposeHead(contacts, this)),
      m_body(new BodyEditor(this)), m_format(new FormatBar(*m_body, this)), m_files(new AttachmentStrip(this)),
      m_options(new ComposeOptions(this)), m_bar(new NoticeBar(this)),
      m_time(new MomentPanel(tr("Send then"), this)), m_foot(new ComposeFoot(this))
{
    setObjectName(QStringLiteral("composeWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(520, 420);
    resize(820, 680);
    build();
    connectParts();
    connectPresenter();
    load();
}

// ---- building ------------------------------------------------------------------------------------

void ComposeWindow::build()
{
    m_bar->setObjectName(QStringLiteral("safetyBar"));
    m_bar->hide();
    auto *below = new QVBoxLayout;
    below->setContentsMargins(kSides, 8, kSides, 12); // a last line of text that touches a frame is not read easily
    below->setSpacing(12);
    below->addWidget(m_files);
    below->addWidget(m_options);
    below->addWidget(m_bar);
    below->addWidget(m_time);
    m_time->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_format);
    column->addWidget(m_body, 1);
    column->addLayout(below);
    column->addWidget(m_foot);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &ComposeWindow::anotherWanted);
}

void ComposeWindow::connectParts()
{
    ComposePresenter *presenter = m_presenter;
    connect(m_head, &ComposeHead::identityChosen, presenter, &ComposePresenter::setIdentity);
    connect(m_head, &ComposeHead::recipientsChanged, this, [this](ComposeField field) {
        const AddressField &widget = *m_head->field(field);
        m_presenter->setRecipients(field, widget.addresses(), widget.unfinished());
    });
    connect(m_head, &ComposeHead::subjectChanged, this, [this](const QString &subject) {
        m_presenter->setSubject(subject);
        setWindowTitle(subject.trimmed().isEmpty() ? tr("New message") : oneLine(subject));
    });
    connect(m_body, &QTextEdit::textChanged, presenter, &ComposePresenter::touchBody);
    connect(m_body, &BodyEditor::filesDropped, presenter, &ComposePresenter::addFiles);
    connect(m_files, &AttachmentStrip::removeWanted, presenter, &ComposePresenter::removeFile);
    connect(m_files, &AttachmentStrip::emptied, m_body, [this] { m_body->setFocus(Qt::OtherFocusReason); });
    connect(m_files, &AttachmentStrip::addWanted, this, &ComposeWindow::chooseFiles);
    connect(m_foot, &ComposeFoot::attachWanted, this, &ComposeWindow::chooseFiles);
    m_foot->setOptions(*m_options);
    connect(m_options, &ComposeOptions::askDeliveredWanted, presenter, &ComposePresenter::setAskDelivered);
    connect(m_options, &ComposeOptions::requireTlsWanted, presenter, &ComposePresenter::setRequireTls);
    connect(m_foot, &ComposeFoot::richWanted, this, &ComposeWindow::wantRich);
    connect(m_foot, &ComposeFoot::discardWanted, this, &ComposeWindow::askToDiscard);
    connect(m_foot, &ComposeFoot::sendWanted, this, &ComposeWindow::sendIt);
    connect(m_foot, &ComposeFoot::laterWanted, this, &ComposeWindow::sendLater);
    connect(m_foot, &ComposeFoot::otherTimeWanted, this, &ComposeWindow::askForTime);
    connect(m_time, &MomentPanel::chosen, this, &ComposeWindow::sendLater);
    connect(m_time, &MomentPanel::left, this, &ComposeWindow::leaveTime);
}

void ComposeWindow::connectPresenter()
{
    ComposePresenter *presenter = m_presenter;
    connect(presenter, &ComposePresenter::bodyWanted, this, [this] { m_presenter->setBody(m_body->bodyText(), m_body->bodyHtml()); });
    connect(presenter, &ComposePresenter::signatureChanged, m_body, &BodyEditor::replaceSignature);
    connect(presenter, &ComposePresenter::filesChanged, this, [this] { m_files->setFiles(m_presenter->draft().files); });
    connect(presenter, &ComposePresenter::optionsChanged, this, &ComposeWindow::showOptions);
    connect(presenter, &ComposePresenter::findingsChanged, this, &ComposeWindow::showFindings);
    connect(presenter, &ComposePresenter::draftStateChanged, this, &ComposeWindow::showState);
    connect(presenter, &ComposePresenter::handingOverChanged, this, &ComposeWindow::setHandingOver);
    connect(presenter, &ComposePresenter::blocked, this, &ComposeWindow::blockAt);
    connect(presenter, &ComposePresenter::failed, this, &ComposeWindow::showFailure);
    connect(presenter, &ComposePresenter::filesGone, this, [this](const QStringList &names) {
        showFailure({tr("%1 is gone.").arg(names.join(QStringLiteral(", "))), tr("The mail in which it lay was deleted meanwhile. Your words are kept."),
                     tr("Attach it again, or take it out."), {}, false}, {});
    });
    connect(presenter, &ComposePresenter::filesRefused, this, &ComposeWindow::showRefusedFiles);
    connect(presenter, &ComposePresenter::sent, this, &ComposeWindow::sent);
    connect(presenter, &ComposePresenter::finished, this, [this] {
        m_mayClose = true;
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); // we may be inside closeEvent()
    });
}

// ---- showing -------------------------------------------------------------------------------------

void ComposeWindow::load()
{
    const Draft &draft = m_presenter->draft();
    m_head->load(m_presenter->identities(), draft);
    setWindowTitle(draft.subject.isEmpty() ? tr("New message") : oneLine(draft.subject));
    {
        const QSignalBlocker quiet(m_body);
        m_body->setBody(draft.text, draft.html);
        m_body->setRich(draft.rich || !draft.html.isEmpty());
    }
    m_foot->setRich(m_body->isRich());
    m_format->setVisible(m_body->isRich());
    m_body->setCaret(draft.caret);
    m_files->setFiles(draft.files);
    showOptions();
    showFindings();
}

void ComposeWindow::focusFirst()
{
    if (m_head->field(ComposeField::To)->isEmpty())
        m_head->field(ComposeField::To)->setFocus(Qt::OtherFocusReason);
    else
        m_body->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::showState(const QString &state)
{
    m_foot->showState(m_head->showState(state) ? QString() : state);
}

void ComposeWindow::showOptions()
{
    const bool hadFocus = m_options->isAncestorOf(focusWidget());
    m_options->load(m_presenter->draft().askDelivered, m_presenter->draft().requireTls);
    if (hadFocus)
        m_body->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::showFindings()
{
    if (m_failureShown)
        return; // one bar only: the failure is the graver news
    const bool begun = m_presenter->life().isUnsaved() || m_presenter->draft().stored;
    const QList<SafetyFinding> findings = begun ? m_presenter->findings() : QList<SafetyFinding>();
    if (findings == m_findings)
        return; // a bar that says the same again would only disturb
    m_findings = findings;
    if (findings.isEmpty()) {
        m_bar->hide();
        return;
    }
    const SafetyFinding &worst = findings.first();
    const auto others = static_cast<int>(findings.size()) - 1;
    m_bar->setLevel(NoticeBar::Level::Warning);
    m_bar->setText(others > 0 ? tr("%1, and %n more", nullptr, others).arg(worst.what) : worst.what);
    m_bar->setDetail(worst.why);
    m_bar->clearButtons();
    Button *mending = m_bar->addButton(worst.mend);
    mending->setObjectName(QStringLiteral("mend"));
    connect(mending, &Button::clicked, this, [this, worst] { mend(worst); });
    Button *fine = m_bar->addButton(tr("It is fine"), Button::Kind::Link);
    fine->setObjectName(QStringLiteral("fine"));
    connect(fine, &Button::clicked, this, [this, worst] { m_presenter->waveThrough(worst.kind); });
    m_bar->show();
}

void ComposeWindow::showFailure(const ErrorSentence &sentence, const QString &details)
{
    m_failureShown = true;
    m_findings.clear();
    m_bar->setLevel(NoticeBar::Level::Danger);
    m_bar->setText(sentence.happened);
    m_bar->setDetail((sentence.meaning + u' ' + sentence.advice).trimmed());
    setPlainToolTip(m_bar, details);
    m_bar->clearButtons();
    Button *close = m_bar->addButton(tr("Close", "a message that was read"), Button::Kind::Link);
    close->setObjectName(QStringLiteral("closeFailure"));
    connect(close, &Button::clicked, this, &ComposeWindow::closeFailure);
    m_bar->show();
}

void ComposeWindow::showRefusedFiles(const QStringList &unreadable, const QStringList &tooLarge)
{
    const qsizetype count = unreadable.size() + tooLarge.size();
    QStringList happened;
    if (!unreadable.isEmpty())
        happened.append(tr("%1 cannot be read.").arg(unreadable.join(QStringLiteral(", "))));
    if (!tooLarge.isEmpty())
        happened.append(tr("%1 is too large: the files of a message can come to %2 together.")
                            .arg(tooLarge.join(QStringLiteral(", ")), sizeText(kMostAttachedBytes)));
    showFailure({happened.join(u' '), count == 1 ? tr("It was not attached.") : tr("They were not attached."), {}, {}, false}, {});
}

void ComposeWindow::closeFailure()
{
    if (!std::exchange(m_failureShown, false))
        return;
    setPlainToolTip(m_bar, {});
    m_bar->hide();
    showFindings();
}

void ComposeWindow::mend(const SafetyFinding &finding)
{
    switch (finding.kind) {
    case SafetyFinding::Kind::ForgottenAttachment: chooseFiles(); break;
    case SafetyFinding::Kind::EmptySubject: m_head->subject()->setFocus(Qt::OtherFocusReason); break;
    }
}

void ComposeWindow::blockAt(ComposeField field, const QString &words)
{
    if (field == ComposeField::Subject || field == ComposeField::Body) {
        showFailure({words, {}, {}, {}, false}, {});
        return;
    }
    AddressField *widget = m_head->field(field);
    if (widget->invalidCount() == 0)
        widget->showProblem(words);
    widget->setFocus(Qt::OtherFocusReason);
}

// ---- doing ---------------------------------------------------------------------------------------

void ComposeWindow::chooseFiles()
{
    Seams::current().chooseFiles(this, {tr("Attach files"), {}, {}, {}}, [this](const QStringList &paths) {
        if (!paths.isEmpty())
            m_presenter->addFiles(paths);
    });
}

void ComposeWindow::askToDiscard()
{
    if (!m_presenter->life().isUnsaved() && !m_presenter->draft().stored) {
        m_presenter->discard();
        return;
    }
    const Question question{tr("Discard this draft?"), tr("What you wrote here is thrown away."), tr("It cannot be brought back."),
                            {tr("Discard"), tr("Keep writing")}, 1, true};
    Seams::current().ask(this, question, [this](int answer) {
        if (answer == 0)
            m_presenter->discard();
    });
}

void ComposeWindow::wantRich(bool rich)
{
    if (rich || !m_body->hasMarks()) {
        setRich(rich);
        return;
    }
    m_foot->setRich(true); // until the answer
    const Question question{tr("Make it plain text?"), tr("Bold, lists and links of this message go; its words stay."),
                            tr("The formatting cannot be brought back."), {tr("Make it plain"), tr("Keep the formatting")}, 1, true};
    Seams::current().ask(this, question, [this](int answer) {
        if (answer == 0)
            setRich(false);
    });
}

void ComposeWindow::setRich(bool rich)
{
    m_foot->setRich(rich);
    m_body->setRich(rich);
    m_presenter->setRich(rich);
    m_format->setVisible(rich);
    m_body->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::setHandingOver(bool handingOver)
{
    m_head->setReadOnly(handingOver);
    m_body->setReadOnly(handingOver);
    m_format->setEnabled(!handingOver);
    m_files->setEnabled(!handingOver);
    m_options->setEnabled(!handingOver);
    m_foot->setReadOnly(handingOver);
    m_time->setEnabled(!handingOver);
    showState(handingOver ? tr("Sending …") : m_presenter->draftState());
}

void ComposeWindow::tellReturned(const ErrorSentence &sentence, const QList<RefusedRecipient> &refused)
{
    for (const RefusedRecipient &one : refused) {
        for (const ComposeField field : {ComposeField::To, ComposeField::Cc, ComposeField::Bcc})
            m_head->field(field)->markRefused(one.email, one.why);
    }
    showFailure(sentence, {});
}

void ComposeWindow::stayAtHand()
{
    setAttribute(Qt::WA_DeleteOnClose, false);
    m_place = saveGeometry();
}

void ComposeWindow::bringBack()
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_mayClose = false;
    restoreGeometry(m_place);
    show();
    raise();
    activateWindow();
    const bool wasInFoot = !m_focus || m_foot->isAncestorOf(m_focus); // Send was clicked
    (wasInFoot ? m_body : m_focus.data())->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::sendIt()
{
    if (m_time->isAncestorOf(focusWidget()))
        return m_time->choose(); // who chooses a time does not mean now
    sendLater(0);
}

void ComposeWindow::sendLater(std::int64_t at)
{
    if (m_presenter->life().isHandingOver())
        return;
    if (!m_time->isVisible()) // else it was noted before the time got the focus
        m_focus = focusWidget();
    m_time->hide();
    m_head->commit();
    closeFailure();
    m_presenter->sendLater(at);
}

void ComposeWindow::askForTime()
{
    if (!m_time->isVisible())
        m_focus = focusWidget();
    m_time->open(nextHour(Clock::current().wall().toLocalTime()));
}

void ComposeWindow::leaveTime()
{
    m_time->hide();
    (m_focus ? m_focus.data() : m_body)->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_time->isVisible())
        leaveTime(); // one step outwards
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void ComposeWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose) {
        event->accept();
        return;
    }
    event->ignore(); // finished() closes, once the draft is kept
    m_head->commit();
    m_presenter->close();
}

void ComposeWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Surface));
}

} // namespace petrel::ui
