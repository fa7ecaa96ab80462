#pragma once

#include "core/base/result.h"
#include "core/imap/grammar/mailbox_name.h"
#include "core/imap/grammar/search_key.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/model/flags.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <optional>

namespace petrel::imap {

/** Bytes of a literal that are read by position, so a large message is never held twice. */
struct LiteralSource
{
    std::int64_t size = 0;
    std::function<Result<QByteArray>(std::int64_t offset, std::int64_t max)> read;

    /** Over bytes that are in memory anyway. */
    [[nodiscard]] static LiteralSource of(QByteArray bytes);
};

/**
 * One stretch of a command: text that is sent as it is, a literal that may have to wait for "+", or the name of a mailbox
 * that looks different in UTF-8: how it travels is known only when it does.
 */
struct CommandPiece
{
    QByteArray text = {};
    std::optional<LiteralSource> literal = {};
    bool secret = false;
    bool binary = false; ///< a literal8 (RFC 3516, RFC 6855)
    std::optional<MailboxName> mailbox = {};
};

/** A string as quoted one or literal; line ends and NUL are not looked for. Quoted ones may hold UTF-8 once both sides speak it. */
[[nodiscard]] CommandPiece stringPiece(const QByteArray &bytes, NameEncoding encoding);

/**
 * A command without its tag (RFC 3501 section 9), built argument by argument. Whatever comes from
 * outside goes through an argument call, which picks atom, quoted string or literal; CR, LF and NUL
 * in a string, an empty set, or a keyword that is no atom make the whole command Invalid, so
 * nothing built here can smuggle a second command. Only words() takes protocol text, and only
 * constants of this program.
 */
class Command
{
public:
    explicit Command(const char *words) { m_pieces.append(CommandPiece{words}); }

    /** Protocol words of ours, after a space. */
    Command &words(const char *text);
    /** The same without the space. */
    Command &closing(const char *text);
    Command &number(std::uint64_t value);
    /** "(CHANGEDSINCE 12)" and the like: prefix, number, suffix, after a space. */
    Command &numbered(const char *prefix, std::uint64_t value, const char *suffix);
    Command &set(const SequenceSet &set);
    enum class Space { Before, None };
    Command &mailbox(const MailboxName &name, Space space = Space::Before);
    Command &string(const QByteArray &bytes);
    /** A string that never reaches a log. */
    Command &secret(const QByteArray &bytes);
    /** Base64 of a secret, or "=": sent as it is, never logged. Anything else is Invalid. */
    Command &secretToken(const QByteArray &base64);
    /** A date-time in quotation marks. */
    Command &dateTime(std::int64_t utcSeconds);
    /** "(\Seen keyword)"; the empty list is legal. */
    Command &flags(Flags flags, const QList<QByteArray> &keywords = {});
    /** A section specification we got from BODYSTRUCTURE or made ourselves; digits, letters, dots, spaces, dashes and brackets only. */
    Command &section(const char *prefix, const QByteArray &section, const QByteArray &suffix);
    Command &literal(LiteralSource source);
    /** A literal that may hold any byte: "~{12}". */
    Command &literal8(LiteralSource source);
    /** The keys of a search, as this server can be asked for them. */
    Command &search(const SearchKey &key, const Capabilities &capabilities);

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] const QList<CommandPiece> &pieces() const { return m_pieces; }
    /** A name in it looks different in UTF-8: it must not be on its way while that is being agreed on. */
    [[nodiscard]] bool dependsOnNames() const;
    /** Bytes of text so far: for servers with short lines. */
    [[nodiscard]] qsizetype textBytes() const;

private:
    Command &append(const QByteArray &text, bool secret = false);
    void appendString(const QByteArray &bytes, bool secret);
    void refuse(QString why) { refuseAs(ErrorKind::Invalid, std::move(why)); }
    void refuseAs(ErrorKind kind, QString why);

    QList<CommandPiece> m_pieces;
    std::optional<Error> m_error;
};

} // namespace petrel::imap
