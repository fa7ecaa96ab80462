#include "app/ctl/given_passwords.h"

#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace petrel::ctl {

namespace {

constexpr int kLookForStopMilliseconds = 200;
constexpr qsizetype kMaxPasswordBytes = 64 * 1024;

/** The terminal this was started at, echoing nothing while it lives. */
class QuietTerminal
{
public:
    QuietTerminal() : m_descriptor(::isatty(STDIN_FILENO) == 1 ? ::open("/dev/tty", O_RDWR | O_CLOEXEC) : -1)
    {
        if (!isThere() || ::tcgetattr(m_descriptor, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        m_isQuiet = ::tcsetattr(m_descriptor, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_isQuiet)
            ::tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        if (isThere())
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(QuietTerminal)

    [[nodiscard]] bool isThere() const { return m_descriptor >= 0; }
    void print(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        (void)!::write(m_descriptor, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    /** What is typed up to Enter; Cancelled by `stop`. */
    [[nodiscard]] Result<QByteArray> line(const StopToken &stop)
    {
        QByteArray typed;
        while (!typed.endsWith('\n') && typed.size() < kMaxPasswordBytes) {
            if (stop.stop_requested())
                return makeError(ErrorKind::Cancelled, QStringLiteral("stopped while a password was asked for"));
            pollfd ready{m_descriptor, POLLIN, 0};
            if (::poll(&ready, 1, kLookForStopMilliseconds) <= 0)
                continue;
            char byte = 0;
            if (::read(m_descriptor, &byte, 1) != 1)
                break;
            typed += byte;
        }
        return typed.trimmed();
    }

private:
    int m_descriptor;
    termios m_before{};
    bool m_isQuiet = false;
};

Result<Secret> typedPassword(const QString &owner, const StopToken &stop)
{
    QuietTerminal terminal;
    if (!terminal.isThere())
        return makeError(ErrorKind::Auth, QStringLiteral("no password is kept for %1, and there is no terminal to ask at").arg(owner))
            .withServerText({}, "no-secret");
    terminal.print(QStringLiteral("Password for %1: ").arg(owner));
    const Result<QByteArray> typed = terminal.line(stop);
    terminal.print(QStringLiteral("\n"));
    return Secret(TRY(typed));
}

} // namespace

Result<Secret> passwordFromStandardInput()
{
    static QFile input; // one for all lines: it reads ahead
    if (!input.isOpen() && !input.open(stdin, QIODevice::ReadOnly))
        return makeError(ErrorKind::Invalid, QStringLiteral("standard input cannot be read"));
    QByteArray line = input.readLine(kMaxPasswordBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("no password came on standard input"));
    return Secret(line);
}

Result<Secret> GivenPasswords::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    const std::lock_guard lock(m_mutex);
    const QString owner = m_owner(key);
    if (const auto given = m_given.find(owner); given != m_given.end())
        return given->second;
    if (m_source == Source::Terminal || owner.isEmpty()) {
        const Result<Secret> kept = m_kept->read(key, deadline, stop);
        if (kept || owner.isEmpty() || kept.error().kind != ErrorKind::NotFound)
            return kept;
    }
    const Secret given = TRY(m_source == Source::StandardInput ? passwordFromStandardInput() : typedPassword(owner, stop));
    m_given.insert_or_assign(owner, given);
    return given;
}

Status GivenPasswords::write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    return m_kept->write(key, secret, deadline, stop);
}

Status GivenPasswords::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return m_kept->remove(key, deadline, stop);
}

} // namespace petrel::ctl
