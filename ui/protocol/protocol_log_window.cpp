#include "ui/protocol/protocol_log_window.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr std::chrono::milliseconds kPoll{500};

QString mark(ProtocolLine::From from)
{
    switch (from) {
    case ProtocolLine::From::Client: return QStringLiteral("C: ");
    case ProtocolLine::From::Server: return QStringLiteral("S: ");
    case ProtocolLine::From::Petrel: return QStringLiteral("-- ");
    }
    return {};
}

bool isAtEnd(const QPlainTextEdit &text)
{
    const QScrollBar *bar = text.verticalScrollBar();
    return bar->value() >= bar->maximum() - 1;
}

QComboBox *addChoice(const QString &name, const char *objectName, QHBoxLayout &row, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(QString::fromLatin1(objectName));
    choice->setAccessibleName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row.addWidget(choice);
    return choice;
}

} // namespace

ProtocolLogWindow::ProtocolLogWindow(Source source, QWidget *parent) : QWidget(parent, Qt::Window), m_source(std::move(source))
{
    setObjectName(QStringLiteral("protocolLog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Protocol log"));
    resize(900, 620);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 12, 12, 8);
    row->setSpacing(8);
    m_account = addChoice(tr("Account"), "logAccount", *row, this);
    m_connection = addChoice(tr("Connection"), "logConnection", *row, this);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setPlaceholderText(tr("Only lines with…"));
    m_filter->setAccessibleName(tr("Only lines with"));
    m_filter->setClearButtonEnabled(true);
    row->addWidget(m_filter, 1);
    m_copy = new Button(tr("Copy all"), Button::Kind::Tonal, this);
    m_copy->setObjectName(QStringLiteral("logCopy"));
    row->addWidget(m_copy);

    auto *note = new RoleLabel(tr("Passwords and the contents of messages are left out. Names, addresses and subjects may be in it: look it over "
                                  "before you show it to somebody. It is kept in memory only."),
                               TypeRole::Small, Colour::TextMuted, this);
    note->setWordWrap(true);
    note->setContentsMargins(12, 0, 12, 10);

    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setAccessibleName(tr("Protocol log"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFont(fixedFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLayoutDirection(Qt::LeftToRight); // protocols are, whatever the person reads
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->document()->setDocumentMargin(12); // under the first choice above
    m_text->setMaximumBlockCount(kKeptLines);
    m_text->setPlaceholderText(tr("Nothing was said yet."));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(note);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_text, 1);

    connect(m_account, &QComboBox::currentIndexChanged, this, &ProtocolLogWindow::startOver);
    connect(m_connection, &QComboBox::currentIndexChanged, this, &ProtocolLogWindow::showAll);
    connect(m_filter, &QLineEdit::textChanged, this, &ProtocolLogWindow::showAll);
    connect(m_copy, &Button::clicked, this, &ProtocolLogWindow::copyAll);
    m_poll.setParent(this);
    connect(&m_poll, &QTimer::timeout, this, &ProtocolLogWindow::fetch);
    auto *close = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    auto *find = new QShortcut(QKeySequence(QKeySequence::Find), this);
    connect(find, &QShortcut::activated, m_filter, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    m_text->setFocus();
}

void ProtocolLogWindow::setAccounts(const QList<Account> &accounts)
{
    const QVariant shown = m_account->currentData();
    {
        const QSignalBlocker quiet(m_account);
        m_account->clear();
        for (const Account &account : accounts)
            m_account->addItem(account.name, static_cast<qlonglong>(account.id.number()));
        m_account->setCurrentIndex(std::max(0, m_account->findData(shown)));
    }
    if (m_account->currentData() != shown)
        startOver();
}

void ProtocolLogWindow::showAccount(AccountId account)
{
    if (const int index = m_account->findData(static_cast<qlonglong>(account.number())); index >= 0)
        m_account->setCurrentIndex(index);
}

QString ProtocolLogWindow::lineText(const ProtocolLine &line)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(line.at).toString(QStringLiteral("HH:mm:ss.zzz"));
    const QString connection = QString::fromUtf8(line.connection).leftJustified(10, QLatin1Char(' '));
    return time + QStringLiteral("  ") + connection + QStringLiteral("  ") + mark(line.from) + QString::fromUtf8(line.text);
}

void ProtocolLogWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fetch();
    m_poll.start(kPoll);
}

void ProtocolLogWindow::hideEvent(QHideEvent *event)
{
    m_poll.stop();
    QWidget::hideEvent(event);
}

void ProtocolLogWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        showAll(); // the colours of the lines are those of the scheme
    QWidget::changeEvent(event);
}

/** Another account: its lines in place of those of the one before. */
void ProtocolLogWindow::startOver()
{
    m_lines.clear();
    m_next = 0;
    {
        const QSignalBlocker quiet(m_connection);
        m_connection->clear();
        m_connection->addItem(tr("All connections"));
    }
    m_text->clear();
    fetch();
}

void ProtocolLogWindow::fetch()
{
    const QVariant account = m_account->currentData();
    if (!account.isValid())
        return;
    const QList<ProtocolLine> lines = m_source(AccountId(account.toLongLong()), m_next);
    if (lines.isEmpty())
        return;
    m_lines += lines;
    if (m_lines.size() > kKeptLines)
        m_lines.remove(0, m_lines.size() - kKeptLines);
    takeConnections(lines);
    append(lines);
}

void ProtocolLogWindow::takeConnections(const QList<ProtocolLine> &lines)
{
    for (const ProtocolLine &line : lines) {
        if (m_connection->findData(QVariant(line.connection)) < 0)
            m_connection->addItem(QString::fromUtf8(line.connection), line.connection);
    }
}

void ProtocolLogWindow::showAll()
{
    m_text->clear();
    append(m_lines);
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void ProtocolLogWindow::append(const QList<ProtocolLine> &lines)
{
    const bool follows = isAtEnd(*m_text);
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    end.beginEditBlock();
    for (const ProtocolLine &line : lines) {
        if (!isWanted(line))
            continue;
        if (!m_text->document()->isEmpty())
            end.insertBlock();
        end.insertText(lineText(line), formatOf(line));
    }
    end.endEditBlock();
    if (follows)
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

bool ProtocolLogWindow::isWanted(const ProtocolLine &line) const
{
    const QVariant connection = m_connection->currentData();
    if (connection.isValid() && connection.toByteArray() != line.connection)
        return false;
    return m_filter->text().isEmpty() || lineText(line).contains(m_filter->text(), Qt::CaseInsensitive);
}

QTextCharFormat ProtocolLogWindow::formatOf(const ProtocolLine &line) const
{
    QTextCharFormat format;
    switch (line.from) {
    case ProtocolLine::From::Client: format.setForeground(colour(Colour::Link)); break;
    case ProtocolLine::From::Server: format.setForeground(colour(Colour::Text)); break;
    case ProtocolLine::From::Petrel: format.setForeground(colour(Colour::TextMuted)); break;
    }
    return format;
}

/** What is shown, filters and all: who narrows it down wants to report just that. */
void ProtocolLogWindow::copyAll()
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(std::chrono::seconds(2), m_copy, [this] { m_copy->setText(tr("Copy all")); });
}

} // namespace petrel::ui
