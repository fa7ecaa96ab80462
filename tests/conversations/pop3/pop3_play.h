#pragma once

#include "core/pop3/session.h"
#include "tests/support/borrowed_stream.h"
#include "tests/support/fake_stream.h"

namespace petrel::test {

/** Opens a session over a played stream, as the engine would. */
inline Result<std::unique_ptr<pop3::Pop3Session>> openPop3(net::ByteStream &stream, const pop3::SessionOptions &options)
{
    return pop3::Pop3Session::open(std::make_unique<BorrowedStream>(stream), options, {});
}

inline pop3::SessionOptions pop3Options(Security security = Security::Tls)
{
    pop3::SessionOptions options;
    options.security = security;
    return options;
}

inline const sasl::Credentials &ada()
{
    static const sasl::Credentials credentials{QStringLiteral("ada"), Secret("secret")};
    return credentials;
}

/** Greeting to the second CAPA of a server that offers pipelining, for tests about what follows. */
inline const QByteArray &loggedInPop3()
{
    static const QByteArray script =
        "S: +OK ready\nC: CAPA\nS: +OK\nS: UIDL\nS: TOP\nS: PIPELINING\nS: SASL PLAIN\nS: .\n"
        "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: +OK in\n"
        "C: CAPA\nS: +OK\nS: UIDL\nS: TOP\nS: PIPELINING\nS: SASL PLAIN\nS: .\n";
    return script;
}

/** The same without pipelining. */
inline QByteArray loggedInPlainPop3()
{
    return QByteArray(loggedInPop3()).replace("S: PIPELINING\n", "");
}

/** Keeps what it was given. */
class CollectingSink final : public pop3::MessageSink
{
public:
    [[nodiscard]] Status begin(pop3::MessageNumber) override
    {
        m_current.clear();
        return failAt("begin");
    }
    [[nodiscard]] Status content(pop3::MessageNumber, const QByteArray &bytes) override
    {
        m_current += bytes;
        return failAt("content");
    }
    [[nodiscard]] Status complete(pop3::MessageNumber number) override
    {
        m_whole.append({number, m_current});
        return failAt("complete");
    }
    [[nodiscard]] Status refused(pop3::MessageNumber number, const Error &error) override
    {
        m_refused.append({number, error});
        return failAt("refused");
    }

    /** "1:...; 2:..." of the whole messages. */
    [[nodiscard]] QByteArray whole() const
    {
        QByteArrayList told;
        for (const auto &[number, bytes] : m_whole)
            told.append(QByteArray::number(number.number()) + ':' + bytes);
        return told.join("; ");
    }
    [[nodiscard]] qsizetype wholeCount() const { return m_whole.size(); }
    [[nodiscard]] const QList<std::pair<pop3::MessageNumber, Error>> &refusals() const { return m_refused; }
    void failWhen(const QByteArray &step) { m_failAt = step; }

private:
    [[nodiscard]] Status failAt(const QByteArray &step) const
    {
        return step == m_failAt ? Status(makeError(ErrorKind::StoreFull, QStringLiteral("no space"))) : Status();
    }

    QByteArray m_current;
    QByteArray m_failAt;
    QList<std::pair<pop3::MessageNumber, QByteArray>> m_whole;
    QList<std::pair<pop3::MessageNumber, Error>> m_refused;
};

inline QList<pop3::MessageNumber> numbers(std::initializer_list<quint32> list)
{
    QList<pop3::MessageNumber> made;
    for (const quint32 number : list)
        made.append(pop3::MessageNumber(number));
    return made;
}

} // namespace petrel::test
