#include "ui/compose/compose_window.h"

#include "core/mime/header_values.h"
#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/common/notice_bar.h"
#include "ui/common/painting.h"
#include "ui/common/seams.h"
#include "ui/compose/address_field.h"
#include "ui/compose/attachment_strip.h"
#include "ui/compose/body_editor.h"
#include "ui/compose/format_bar.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kLabelColumn = 60;
constexpr int kRowHeight = 44;
constexpr int kSides = 20;
constexpr int kFoot = 60;
} // namespace

ComposeWindow::ComposeWindow(MailOut &out, const QList<Identity> &identities, const Draft &draft, ContactSource *contacts, QWidget *parent)
    : QWidget(parent, Qt::Window), m_presenter(new ComposePresenter(out, identities, draft, this)), m_column(new QVBoxLayout(this)),
      m_from(new QComboBox(this)), m_to(new AddressField(tr("To"), contacts, this)), m_cc(new AddressField(tr("Cc"), contacts, this)),
      m_bcc(new AddressField(tr("Bcc"), contacts, this)), m_showCc(new Button(tr("Cc"), Button::Kind::Link, this)),
      m_showBcc(new Button(tr("Bcc"), Button::Kind::Link, this)), m_subject(new QLineEdit(this)), m_format(nullptr),
      m_body(new BodyEditor(this)), m_files(new AttachmentStrip(this)), m_bar(new NoticeBar(this)), m_foot(new QWidget(this)),
      m_send(nullptr), m_rich(nullptr), m_fromState(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_footState(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    setObjectName(QStringLiteral("composeWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(520, 420);
    resize(820, 680);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    buildRows();
    m_format = new FormatBar(*m_body, this);
    m_column->addWidget(m_format);
    m_column->addWidget(m_body, 1);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(kSides, 0, kSides, 12);
    below->setSpacing(12);
    below->addWidget(m_files);
    below->addWidget(m_bar);
    m_column->addLayout(below);
    m_bar->setObjectName(QStringLiteral("safetyBar"));
    m_bar->hide();
    buildFoot();
    connectPresenter();
    load();
}

// ---- building ------------------------------------------------------------------------------------

ComposeWindow::Row ComposeWindow::addRow(const QString &label, QWidget *field)
{
    Row row;
    row.widget = new QWidget(this);
    row.layout = new QHBoxLayout;
    row.layout->setContentsMargins(kSides, 8, kSides, 7);
    row.layout->setSpacing(8);
    auto *name = new RoleLabel(label, TypeRole::Body, Colour::TextMuted, row.widget);
    name->setBuddy(field);
    name->setMinimumWidth(kLabelColumn);
    name->setFixedHeight(28);
    row.layout->addWidget(name, 0, Qt::AlignTop);
    row.layout->addWidget(field, 1);
    auto *column = new QVBoxLayout(row.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row.layout);
    column->addWidget(new Hairline(Qt::Horizontal, row.widget));
    row.widget->setMinimumHeight(kRowHeight);
    m_column->addWidget(row.widget);
    return row;
}

void ComposeWindow::buildRows()
{
    m_from->setObjectName(QStringLiteral("from"));
    m_from->setFrame(false);
    m_from->setFixedHeight(28);
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_fromRow = addRow(tr("From"), m_from);
    m_fromState->setObjectName(QStringLiteral("draftState"));
    m_fromRow.layout->setStretchFactor(m_from, 0);
    m_fromRow.layout->addStretch(1);
    m_fromRow.layout->addWidget(m_fromState);

    m_to->setObjectName(QStringLiteral("to"));
    m_cc->setObjectName(QStringLiteral("cc"));
    m_bcc->setObjectName(QStringLiteral("bcc"));
    m_showCc->setObjectName(QStringLiteral("showCc"));
    m_showBcc->setObjectName(QStringLiteral("showBcc"));
    m_showCc->setHeight(Button::Height::Small);
    m_showBcc->setHeight(Button::Height::Small);
    const Row to = addRow(tr("To"), m_to);
    to.layout->addWidget(m_showCc, 0, Qt::AlignTop);
    to.layout->addWidget(m_showBcc, 0, Qt::AlignTop);
    m_ccRow = addRow(tr("Cc"), m_cc);
    m_bccRow = addRow(tr("Bcc"), m_bcc);

    m_subject->setObjectName(QStringLiteral("subject"));
    m_subject->setFrame(false);
    m_subject->setFont(ui::font(TypeRole::Reading, Weight::Medium));
    m_subject->setFixedHeight(28);
    m_subject->setMaxLength(998);
    addRow(tr("Subject"), m_subject);

    connect(m_showCc, &Button::clicked, this, [this] { showField(ComposeField::Cc); m_cc->setFocus(); });
    connect(m_showBcc, &Button::clicked, this, [this] { showField(ComposeField::Bcc); m_bcc->setFocus(); });
}

void ComposeWindow::buildFoot()
{
    m_foot->setFixedHeight(kFoot);
    m_foot->setObjectName(QStringLiteral("composeFoot"));
    auto *row = new QHBoxLayout(m_foot);
    row->setContentsMargins(kSides, 0, kSides, 0);
    row->setSpacing(8);

    auto *attach = new IconButton(QStringLiteral("paperclip"), tr("Attach files"), m_foot);
    attach->setObjectName(QStringLiteral("attach"));
    attach->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    connect(attach, &IconButton::clicked, this, &ComposeWindow::chooseFiles);
    auto *rich = new IconButton(QStringLiteral("type"), tr("Rich text"), m_foot);
    rich->setObjectName(QStringLiteral("rich"));
    rich->setCheckable(true);
    rich->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    connect(rich, &IconButton::toggled, this, &ComposeWindow::setRich);
    m_rich = rich;
    auto *discard = new IconButton(QStringLiteral("trash-2"), tr("Discard draft"), m_foot);
    discard->setObjectName(QStringLiteral("discard"));
    connect(discard, &IconButton::clicked, this, &ComposeWindow::askToDiscard);

    m_footState->setObjectName(QStringLiteral("footState"));
    m_send = new Button(tr("Send"), Button::Kind::Accent, m_foot);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIconName(QStringLiteral("send"));
    m_send->setToolTip(tr("Send (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    connect(m_send, &Button::clicked, this, &ComposeWindow::sendIt);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, &ComposeWindow::sendIt);
    }

    auto *shut = new QShortcut(QKeySequence::Close, this);
    connect(shut, &QShortcut::activated, this, &QWidget::close);

    row->addWidget(attach);
    row->addWidget(rich);
    row->addWidget(discard);
    row->addStretch(1);
    row->addWidget(m_footState);
    row->addWidget(m_send);
    m_column->addWidget(m_foot);
}

void ComposeWindow::connectPresenter()
{
    ComposePresenter *presenter = m_presenter;
    for (const ComposeField field : {ComposeField::To, ComposeField::Cc, ComposeField::Bcc}) {
        AddressField *widget = fieldFor(field);
        connect(widget, &AddressField::changed, this, [presenter, widget, field] {
            presenter->setRecipients(field, widget->addresses(), widget->invalidCount());
        });
    }
    connect(m_from, &QComboBox::currentIndexChanged, presenter, &ComposePresenter::setIdentity);
    connect(m_subject, &QLineEdit::textChanged, this, [this](const QString &subject) {
        m_presenter->setSubject(subject);
        setWindowTitle(subject.trimmed().isEmpty() ? tr("New message") : oneLine(subject));
    });
    connect(m_body, &QTextEdit::textChanged, presenter, [this] { m_presenter->setBody(m_body->bodyText(), m_body->bodyHtml()); });
    connect(m_body, &BodyEditor::filesDropped, presenter, &ComposePresenter::addFiles);
    connect(m_files, &AttachmentStrip::removeWanted, presenter, &ComposePresenter::removeFile);
    connect(m_files, &AttachmentStrip::addWanted, this, &ComposeWindow::chooseFiles);

    connect(presenter, &ComposePresenter::bodyReplaced, this, &ComposeWindow::loadBody);
    connect(presenter, &ComposePresenter::filesChanged, this, [this] { m_files->setFiles(m_presenter->draft().files); });
    connect(presenter, &ComposePresenter::findingsChanged, this, &ComposeWindow::showFindings);
    connect(presenter, &ComposePresenter::draftStateChanged, this, [this](const QString &state) {
        m_fromState->setText(state);
        m_footState->setText(m_fromRow.widget->isHidden() ? state : QString());
    });
    connect(presenter, &ComposePresenter::busyChanged, this, &ComposeWindow::setBusy);
    connect(presenter, &ComposePresenter::blocked, this, &ComposeWindow::blockAt);
    connect(presenter, &ComposePresenter::failed, this, &ComposeWindow::showFailure);
    connect(presenter, &ComposePresenter::filesRefused, this, [this](const QStringList &names) {
        showFailure({tr("%1 cannot be read.").arg(names.join(QStringLiteral(", "))), tr("It was not attached."), {}, {}, false}, {});
    });
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
    {
        const QSignalBlocker quiet(m_from);
        for (const Identity &identity : m_presenter->identities())
            m_from->addItem(mime::cleanText(identity.address.full()));
        m_from->setCurrentIndex(draft.identity);
        m_from->setMinimumWidth(m_from->sizeHint().width() + 16); // without a frame the style gives it too little room
    }
    m_fromRow.widget->setVisible(m_presenter->identities().size() > 1);
    m_to->setAddresses(draft.to);
    m_cc->setAddresses(draft.cc);
    m_bcc->setAddresses(draft.bcc);
    m_ccRow.widget->setVisible(!draft.cc.isEmpty());
    m_bccRow.widget->setVisible(!draft.bcc.isEmpty());
    m_showCc->setVisible(draft.cc.isEmpty());
    m_showBcc->setVisible(draft.bcc.isEmpty());
    m_subject->setText(draft.subject);
    m_subject->setCursorPosition(0); // a long one shows its beginning
    setWindowTitle(draft.subject.isEmpty() ? tr("New message") : oneLine(draft.subject));
    loadBody();
    m_body->setCaret(draft.caret);
    m_files->setFiles(draft.files);
    showFindings();
}

void ComposeWindow::loadBody()
{
    const QSignalBlocker quiet(m_body);
    const int caret = m_body->textCursor().position();
    m_body->setBody(m_presenter->draft().text, m_presenter->draft().html);
    m_body->setCaret(caret);
    const QSignalBlocker quietButton(m_rich);
    m_rich->setChecked(m_body->isRich());
    m_format->setVisible(m_body->isRich());
}

void ComposeWindow::focusFirst()
{
    if (m_presenter->draft().to.isEmpty())
        m_to->setFocus(Qt::OtherFocusReason);
    else
        m_body->setFocus(Qt::OtherFocusReason);
}

AddressField *ComposeWindow::fieldFor(ComposeField field) const
{
    return field == ComposeField::Cc ? m_cc : field == ComposeField::Bcc ? m_bcc : m_to;
}

void ComposeWindow::showField(ComposeField field)
{
    (field == ComposeField::Cc ? m_ccRow : m_bccRow).widget->show();
    (field == ComposeField::Cc ? m_showCc : m_showBcc)->hide();
}

void ComposeWindow::showFindings()
{
    if (m_failureShown)
        return; // one bar only: the failure is the graver news
    const bool begun = m_presenter->isChanged() || m_presenter->draft().stored;
    const QList<SafetyFinding> findings = begun ? m_presenter->findings() : QList<SafetyFinding>();
    if (findings == m_findings)
        return; // each key asks; a bar that says the same again would only disturb
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
    m_bar->setToolTip(details.toHtmlEscaped());
    m_bar->clearButtons();
    Button *close = m_bar->addButton(tr("Close", "a message that was read"), Button::Kind::Link);
    close->setObjectName(QStringLiteral("closeFailure"));
    connect(close, &Button::clicked, this, [this] {
        m_failureShown = false;
        m_bar->setToolTip({});
        m_bar->hide();
        showFindings();
    });
    m_bar->show();
}

void ComposeWindow::mend(const SafetyFinding &finding)
{
    switch (finding.kind) {
    case SafetyFinding::Kind::ForgottenAttachment: chooseFiles(); break;
    case SafetyFinding::Kind::EmptySubject: m_subject->setFocus(Qt::OtherFocusReason); break;
    case SafetyFinding::Kind::OpenAttachments: m_presenter->fetchParts(); break;
    }
}

void ComposeWindow::blockAt(ComposeField field, const QString &words)
{
    if (field == ComposeField::Subject || field == ComposeField::Body) {
        showFailure({words, {}, {}, {}, false}, {});
        return;
    }
    AddressField *widget = fieldFor(field);
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
    if (!m_presenter->isChanged() && !m_presenter->draft().stored) {
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

void ComposeWindow::setRich(bool rich)
{
    const QSignalBlocker quiet(m_rich);
    m_rich->setChecked(rich);
    m_body->setRich(rich);
    m_format->setVisible(rich);
    m_body->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::setBusy(bool busy)
{
    m_send->setEnabled(!busy);
}

void ComposeWindow::sendIt()
{
    for (AddressField *field : {m_to, m_cc, m_bcc})
        field->commit();
    if (std::exchange(m_failureShown, false)) {
        m_bar->hide();
        showFindings();
    }
    m_presenter->send();
}

void ComposeWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
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
    for (AddressField *field : {m_to, m_cc, m_bcc})
        field->commit();
    m_presenter->close();
}

void ComposeWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Surface));
    painter.fillRect(m_foot->geometry(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, m_foot->y(), width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
