#include "ui/settings/signature_field.h"

#include "ui/common/settings.h"

#include <QSignalBlocker>

namespace petrel::ui {

namespace {
constexpr std::chrono::milliseconds kPause{800};
constexpr int kLines = 5;
} // namespace

SignatureField::SignatureField(Settings &settings, QWidget *parent) : QPlainTextEdit(parent), m_settings(settings)
{
    setTabChangesFocus(true);
    setFixedHeight(fontMetrics().lineSpacing() * kLines + 16);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(this, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] { m_settings.setSignature(m_account, toPlainText()); });
}

SignatureField::~SignatureField()
{
    keep();
}

void SignatureField::showOf(const QByteArray &accountUuid)
{
    keep();
    m_account = accountUuid;
    const QString kept = m_settings.signature(m_account);
    if (kept == toPlainText())
        return; // the caret stays where somebody writes
    const QSignalBlocker quiet(this);
    setPlainText(kept);
}

void SignatureField::focusOutEvent(QFocusEvent *event)
{
    keep();
    QPlainTextEdit::focusOutEvent(event);
}

void SignatureField::hideEvent(QHideEvent *event)
{
    keep();
    QPlainTextEdit::hideEvent(event);
}

void SignatureField::keep()
{
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    m_settings.setSignature(m_account, toPlainText());
}

} // namespace petrel::ui
