#pragma once

#include "tests/support/borrowed_stream.h"

namespace petrel::test {

/** A stream whose server goes away after a number of bytes: what came before arrives, then the connection is closed. */
class CutStream final : public net::ByteStream
{
public:
    CutStream(net::ByteStream &lender, qint64 bytes) : m_lender(lender), m_left(bytes) {}

    [[nodiscard]] Status write(const QByteArray &bytes) override { return m_lender.write(bytes); }
    [[nodiscard]] QByteArray readAvailable() override
    {
        const QByteArray arrived = m_lender.readAvailable().left(m_left);
        m_left -= arrived.size();
        return arrived;
    }
    [[nodiscard]] qint64 bytesAvailable() const override { return std::min(m_lender.bytesAvailable(), m_left); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
        if (m_left == 0)
            return makeError(ErrorKind::Network, QStringLiteral("the server closed the connection"));
        return m_lender.wait(deadline, stop, wake);
    }
    [[nodiscard]] Status flush(const Deadline &deadline, const StopToken &stop) override { return m_lender.flush(deadline, stop); }
    [[nodiscard]] Status startTls(const Deadline &deadline, const StopToken &stop) override { return m_lender.startTls(deadline, stop); }
    [[nodiscard]] bool isEncrypted() const override { return m_lender.isEncrypted(); }
    void close() override { m_lender.close(); }
    [[nodiscard]] qint64 bytesIn() const override { return m_lender.bytesIn(); }
    [[nodiscard]] qint64 bytesOut() const override { return m_lender.bytesOut(); }

private:
    net::ByteStream &m_lender;
    qint64 m_left;
};

} // namespace petrel::test
