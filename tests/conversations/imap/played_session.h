#pragma once

#include "core/imap/session/imap_session.h"
#include "tests/support/fake_stream.h"
#include "tests/support/registered_test.h"

namespace petrel::imap {

/** The value, or an empty one and the error in the test's log. */
template <class T>
T must(const Result<T> &result)
{
    if (!result.ok())
        qWarning("%s", qPrintable(describe(result.error())));
    return result.valueOr(T());
}

/** Lends a stream that somebody else keeps, so that a test can look at it after the session is gone. */
class LentStream : public net::ByteStream
{
public:
    explicit LentStream(net::ByteStream &stream) : m_stream(stream) {}
    Status write(const QByteArray &bytes) override { return m_stream.write(bytes); }
    QByteArray readAvailable() override { return m_stream.readAvailable(); }
    qint64 bytesAvailable() const override { return m_stream.bytesAvailable(); }
    Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override { return m_stream.wait(deadline, stop, wake); }
    Status flush(const Deadline &deadline, const StopToken &stop) override { return m_stream.flush(deadline, stop); }
    Status startTls(const Deadline &deadline, const StopToken &stop) override { return m_stream.startTls(deadline, stop); }
    bool isEncrypted() const override { return m_stream.isEncrypted(); }
    void close() override { m_stream.close(); }
    qint64 bytesIn() const override { return m_stream.bytesIn(); }
    qint64 bytesOut() const override { return m_stream.bytesOut(); }

private:
    net::ByteStream &m_stream;
};

inline SessionOptions playedOptions(Security security = Security::Tls)
{
    SessionOptions options;
    options.security = security;
    options.credentials = {QStringLiteral("ada"), Secret("pw")};
    return options;
}

inline Result<std::unique_ptr<ImapSession>> openOn(test::FakeStream &stream, SessionOptions options = playedOptions())
{
    if (options.security == Security::Tls)
        stream.encrypted();
    return ImapSession::open(std::make_unique<LentStream>(stream), std::move(options));
}

/** Greeting and login of a server with these capabilities; the next tag is P2, P3 with ENABLE. */
inline QByteArray loggedIn(const QByteArray &capabilities)
{
    QByteArray script = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\n"
                        "C: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\n"
                        "S: P1 OK [CAPABILITY IMAP4rev1 " + capabilities + "] in\n";
    if (capabilities.contains("QRESYNC"))
        script += "C: P2 ENABLE QRESYNC\nS: * ENABLED QRESYNC CONDSTORE\nS: P2 OK\n";
    else if (capabilities.contains("ENABLE"))
        script += "C: P2 ENABLE CONDSTORE\nS: * ENABLED CONDSTORE\nS: P2 OK\n";
    return script;
}

/** Plays a whole conversation after login, three ways. */
inline void played(const QByteArray &capabilities, const QByteArray &script, const std::function<void(ImapSession &)> &act,
                   const SessionOptions &options = playedOptions())
{
    test::converse(loggedIn(capabilities) + script, [&](test::FakeStream &stream) {
        const Result<std::unique_ptr<ImapSession>> session = openOn(stream, options);
        QVERIFY2(session.ok(), session.ok() ? "" : qPrintable(describe(session.error())));
        act(**session);
    });
}

} // namespace petrel::imap
