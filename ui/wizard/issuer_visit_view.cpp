#include "ui/wizard/issuer_visit_view.h"

#include "ui/common/flow_layout.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/common/tool_tip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

Button *addButton(const QString &text, Button::Kind kind, const char *name, QWidget *parent)
{
    auto *button = new Button(text, kind, parent);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

} // namespace

IssuerVisitView::IssuerVisitView(IssuerVisit &visit, DraftOf draft, QWidget *parent)
    : QWidget(parent), m_visit(visit), m_draft(std::move(draft)), m_signIn(addButton({}, Button::Kind::Tonal, "signIn", this)),
      m_byCode(addButton(tr("With a code, on another device"), Button::Kind::Link, "signInByCode", this)),
      m_mark(new IconMark(QStringLiteral("check"), Colour::Success, 16, this)), m_words(new RoleLabel(TypeRole::Body, Colour::TextMuted, this)),
      m_code(new RoleLabel(TypeRole::Heading, Colour::Text, this)), m_copyCode(addButton(tr("Copy the code"), Button::Kind::Normal, "copyCode", this)),
      m_copyAddress(addButton(tr("Copy the address"), Button::Kind::Normal, "copyAddress", this)),
      m_cancel(addButton(tr("Cancel the sign-in"), Button::Kind::Normal, "cancelSignIn", this))
{
    m_signIn->setIconName(QStringLiteral("external-link"));
    m_words->setObjectName(QStringLiteral("signInWords"));
    m_words->setWordWrap(true);
    m_code->setObjectName(QStringLiteral("signInCode"));
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    build();
    connect(m_signIn, &Button::clicked, this, [this] { begin(engine::SignInPlace::ThisBrowser); });
    connect(m_byCode, &Button::clicked, this, [this] { begin(engine::SignInPlace::Anywhere); });
    connect(m_copyCode, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_visit.page().code); });
    connect(m_copyAddress, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_visit.page().address.toString(QUrl::FullyEncoded)); });
    connect(m_cancel, &Button::clicked, this, [this] {
        m_visit.cancel();
        m_signIn->setFocus();
    });
    connect(&m_visit, &IssuerVisit::pageWanted, this, &IssuerVisitView::openPage);
    connect(&m_visit, &IssuerVisit::changed, this, &IssuerVisitView::refresh);
    refresh();
}

void IssuerVisitView::build()
{
    auto *state = new QHBoxLayout;
    state->setSpacing(8);
    state->addWidget(m_mark, 0, Qt::AlignTop);
    state->addWidget(m_words, 1);
    auto *row = new QWidget(this);
    auto *buttons = new FlowLayout(row, 8);
    for (Button *button : {m_signIn, m_byCode, m_copyCode, m_copyAddress, m_cancel})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(state);
    column->addWidget(m_code);
    column->addWidget(row);
}

void IssuerVisitView::setIssuer(const std::optional<engine::IssuerFacts> &issuer)
{
    m_issuer = issuer;
    refresh();
}

void IssuerVisitView::setSignedIn(bool signedIn)
{
    m_isSignedIn = signedIn;
    refresh();
}

void IssuerVisitView::begin(engine::SignInPlace place)
{
    m_wasOpened = false;
    m_visit.start(m_draft(), place);
    if (m_visit.isUnderWay())
        m_cancel->setFocus();
}

void IssuerVisitView::openPage(const QUrl &address)
{
    m_wasOpened = Seams::current().openExternally(this, address.toString(QUrl::FullyEncoded));
    refresh();
}

QString IssuerVisitView::words() const
{
    const QString name = isolated(m_issuer ? m_issuer->name : QString());
    switch (m_visit.state()) {
    case IssuerVisit::State::Asking: return tr("Asking %1 where to sign in…").arg(name);
    case IssuerVisit::State::Waiting: {
        const QString address = isolatedLtr(m_visit.page().address.toDisplayString());
        if (!m_visit.page().code.isEmpty())
            return tr("Open %1 in any browser and type this code there. Petrel waits until you have signed in.").arg(address);
        return m_wasOpened ? tr("Your browser shows the page of %1. Sign in there; Petrel waits. Without such a page, copy the address into a browser of this computer.").arg(name)
                           : tr("No browser could be opened. Copy the address into a browser of this computer, and sign in there; Petrel waits.");
    }
    case IssuerVisit::State::Failed: return QStringList{m_visit.failure()->happened, m_visit.failure()->advice}.join(QLatin1Char(' '));
    case IssuerVisit::State::Done: return tr("Signed in with %1.").arg(name);
    case IssuerVisit::State::Idle: break;
    }
    return m_isSignedIn ? tr("Signed in with %1.").arg(name) : QString();
}

void IssuerVisitView::refresh()
{
    using State = IssuerVisit::State;
    const bool isUnderWay = m_visit.isUnderWay();
    const bool isWaiting = m_visit.state() == State::Waiting;
    const bool isIn = m_visit.state() == State::Done || (m_visit.state() == State::Idle && m_isSignedIn);
    const bool byCode = isWaiting && !m_visit.page().code.isEmpty();
    const QString name = m_issuer ? m_issuer->name : QString();
    m_signIn->setText(!m_issuer ? tr("Sign in in the browser") : isIn ? tr("Sign in with %1 again").arg(name) : tr("Sign in with %1").arg(name));
    m_signIn->setVisible(!isUnderWay);
    m_signIn->setEnabled(m_issuer.has_value());
    m_byCode->setVisible(!isUnderWay && m_issuer && m_issuer->givesCodes);
    m_words->setText(words());
    m_words->setColour(m_visit.state() == State::Failed ? Colour::Warning : isIn ? Colour::Text : Colour::TextMuted);
    m_words->setVisible(!m_words->text().isEmpty());
    setPlainToolTip(m_words, m_visit.state() == State::Failed ? m_visit.details() : QString());
    m_mark->setVisible(isIn);
    m_code->setText(m_visit.page().code);
    m_code->setAccessibleName(tr("Code to type in the browser: %1").arg(m_visit.page().code));
    m_code->setVisible(byCode);
    m_copyCode->setVisible(byCode);
    m_copyAddress->setVisible(isWaiting);
    m_cancel->setVisible(isUnderWay);
}

} // namespace petrel::ui
