#pragma once

#include "core/model/account.h"
#include "core/model/protocol_line.h"

#include <QTextCharFormat>
#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace petrel::ui {

class Button;

/**
 * The protocol log: what the connections of one account say, as it is said. A window of its own, read-only, to be copied
 * from; it follows what comes while its end is in sight. Deletes itself on closing. GUI thread.
 */
class ProtocolLogWindow : public QWidget
{
    Q_OBJECT
public:
    /** The lines since `number`, which is moved on: engine::Engine::protocolLines(). */
    using Source = std::function<QList<ProtocolLine>(AccountId account, std::uint64_t &number)>;
    /** Lines beyond this many are forgotten, the oldest first. */
    static constexpr int kKeptLines = 5'000;

    explicit ProtocolLogWindow(Source source, QWidget *parent = nullptr);

    /** In the order of display. The account shown stays, while it is among them. */
    void setAccounts(const QList<Account> &accounts);
    void showAccount(AccountId account);

    /** As it is copied: "14:05:03.123  imap-sync  C: A1 NOOP". */
    [[nodiscard]] static QString lineText(const ProtocolLine &line);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void startOver();
    void fetch();
    void takeConnections(const QList<ProtocolLine> &lines);
    void showAll();
    void append(const QList<ProtocolLine> &lines);
    [[nodiscard]] bool isWanted(const ProtocolLine &line) const;
    [[nodiscard]] QTextCharFormat formatOf(const ProtocolLine &line) const;
    void copyAll();

    Source m_source;
    QList<ProtocolLine> m_lines;
    std::uint64_t m_next = 0; ///< line to ask for
    QComboBox *m_account;
    QComboBox *m_connection;
    QLineEdit *m_filter;
    Button *m_copy;
    QPlainTextEdit *m_text;
    QTimer m_poll;
};

} // namespace petrel::ui
