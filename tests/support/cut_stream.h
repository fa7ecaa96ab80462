#pragma once

#include "tests/support/borrowed_stream.h"

namespace petrel::test {

/** A stream whose server goes away after a number of bytes: what came before arrives, then the connection is closed. */
class CutStream final : public BorrowedStream
{
public:
    CutStream(net::ByteStream &lender, qint64 bytes) : BorrowedStream(lender), m_left(bytes) {}

    [[nodiscard]] QByteArray readAvailable() override
    {
        const QByteArray arrived = BorrowedStream::readAvailable().left(m_left);
        m_left -= arrived.size();
        return arrived;
    }
    [[nodiscard]] qint64 bytesAvailable() const override { return std::min(BorrowedStream::bytesAvailable(), m_left); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
        if (m_left == 0)
            return makeError(ErrorKind::Network, QStringLiteral("the server closed the connection"));
        return BorrowedStream::wait(deadline, stop, wake);
    }

private:
    qint64 m_left;
};

} // namespace petrel::test
