#pragma once

#include "core/net/byte_stream.h"

namespace petrel::test {

/** Lends a stream to a session that wants to own one, so that the test can look at it afterwards. */
class BorrowedStream : public net::ByteStream
{
public:
    explicit BorrowedStream(net::ByteStream &lender) : m_lender(lender) {}

    [[nodiscard]] Status write(const QByteArray &bytes) override { return m_lender.write(bytes); }
    [[nodiscard]] QByteArray readAvailable() override { return m_lender.readAvailable(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_lender.bytesAvailable(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
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
};

} // namespace petrel::test
