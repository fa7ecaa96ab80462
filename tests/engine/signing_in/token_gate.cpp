#include "tests/engine/signing_in/token_gate.h"

namespace petrel::test {

namespace {

/** In "user=ada^Aauth=Bearer TOKEN^A^A", as base64. */
QByteArray tokenIn(const QByteArray &base64)
{
    const QByteArray message = QByteArray::fromBase64(base64);
    const qsizetype at = message.indexOf("auth=Bearer ") + 12;
    return message.mid(at, message.indexOf('\x01', at) - at);
}

} // namespace

class TokenGate::Talk final : public ModelTalk
{
public:
    Talk(TokenGate &gate, Protocol protocol, std::unique_ptr<ModelTalk> server) : m_gate(gate), m_protocol(protocol), m_server(std::move(server)) {}

    QByteArray greeting() override
    {
        const QByteArray greeting = m_server->greeting();
        m_capabilities = greeting.mid(5, greeting.indexOf(']') - 4); // "* OK [CAPABILITY ...] ready"
        return m_protocol == Protocol::Imap ? "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 LOGINDISABLED] ready\r\n" : greeting;
    }
    QByteArray takeCommand(QByteArray &heard) override { return m_isIn ? m_server->takeCommand(heard) : takeLine(heard); }
    QByteArray answer(const QByteArray &command) override
    {
        if (m_isIn)
            return m_server->answer(command);
        const QByteArrayList words = command.trimmed().split(' ');
        switch (m_protocol) {
        case Protocol::Imap: return words.value(1) == "AUTHENTICATE" ? verdict(words.value(3), words.value(0) + " OK " + m_capabilities + " in\r\n", words.value(0) + " NO ") : m_server->answer(command);
        case Protocol::Smtp: return words.value(0) == "AUTH" ? verdict(words.value(2), "235 2.7.0 in\r\n", "535 5.7.8 ") : m_server->answer(command).replace("AUTH PLAIN", "AUTH XOAUTH2");
        case Protocol::Pop3: break;
        }
        const bool isAuth = words.value(0) == "AUTH";
        if (std::exchange(m_isAsked, isAuth && words.size() == 2) || words.size() == 3)
            return verdict(words.last(), "+OK in\r\n", "-ERR [AUTH] ");
        return isAuth ? "+ \r\n" : m_server->answer(command);
    }

private:
    QByteArray verdict(const QByteArray &shown, const QByteArray &yes, const QByteArray &no)
    {
        m_isIn = m_gate.lets(m_protocol, tokenIn(shown));
        return m_isIn ? yes : no + m_gate.words() + "\r\n";
    }

    TokenGate &m_gate;
    Protocol m_protocol;
    std::unique_ptr<ModelTalk> m_server;
    QByteArray m_capabilities; ///< of the server behind, as IMAP tells them
    bool m_isIn = false;
    bool m_isAsked = false; ///< POP3: a long token comes in a line of its own
};

std::unique_ptr<ModelTalk> TokenGate::before(Protocol protocol, std::unique_ptr<ModelTalk> server)
{
    return std::make_unique<Talk>(*this, protocol, std::move(server));
}

void TokenGate::take(const QByteArrayList &tokens)
{
    const std::lock_guard lock(m_mutex);
    m_taken = tokens;
}

void TokenGate::close(Protocol protocol)
{
    const std::lock_guard lock(m_mutex);
    m_closed = protocol;
}

void TokenGate::refuseWith(const QByteArray &words)
{
    const std::lock_guard lock(m_mutex);
    m_words = words;
}

QByteArrayList TokenGate::shown() const
{
    const std::lock_guard lock(m_mutex);
    return m_shown;
}

bool TokenGate::lets(Protocol protocol, const QByteArray &token)
{
    const std::lock_guard lock(m_mutex);
    m_shown.append(token);
    return m_closed != protocol && m_taken.contains(token);
}

QByteArray TokenGate::words() const
{
    const std::lock_guard lock(m_mutex);
    return m_words;
}

} // namespace petrel::test
