#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace petrel::imap {

/** How names travel: RFC 3501 5.1.3, until UTF8=ACCEPT (RFC 6855) or IMAP4rev2 (RFC 9051) is enabled. */
enum class NameEncoding { ModifiedUtf7, Utf8 };

/**
 * The name of a mailbox: its bytes in modified UTF-7, which are its identity however it travelled, and a text for people.
 * Whatever exists can be sent: no CR, LF or NUL, not empty, at most Limits::nameBytes. A server's
 * broken encoding is kept byte for byte and only shown differently. INBOX is one mailbox in any case.
 */
class MailboxName
{
public:
    MailboxName() = default; ///< INBOX
    /** As a server sent it. Protocol, scope Folder, when it cannot be sent back. */
    [[nodiscard]] static Result<MailboxName> fromWire(QByteArray bytes, NameEncoding encoding = NameEncoding::ModifiedUtf7);
    /** As a person typed it, hierarchy delimiters included. Invalid for control characters. */
    [[nodiscard]] static Result<MailboxName> fromText(const QString &text);
    [[nodiscard]] static MailboxName inbox() { return {}; }

    [[nodiscard]] const QByteArray &wire() const { return m_wire; }
    /** What a server is to be told that speaks so. */
    [[nodiscard]] QByteArray wireIn(NameEncoding encoding) const;
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isInbox() const { return m_wire == "INBOX"; }
    /** The text cut at the hierarchy delimiter; delimiter 0 means a flat name. */
    [[nodiscard]] QStringList components(char delimiter) const;

    friend bool operator==(const MailboxName &a, const MailboxName &b) { return a.m_wire == b.m_wire; }
    friend bool operator<(const MailboxName &a, const MailboxName &b) { return a.m_wire < b.m_wire; }
    friend size_t qHash(const MailboxName &name, size_t seed = 0) { return ::qHash(name.m_wire, seed); }

private:
    QByteArray m_wire = QByteArrayLiteral("INBOX");
    QString m_text = QStringLiteral("INBOX");
};

} // namespace petrel::imap
