#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace petrel::smtp {

/** The message, in pieces: any line ends, not dot-stuffed. */
class MessageSource
{
public:
    virtual ~MessageSource() = default;
    /** The next piece (some ten KB); empty at the end. */
    [[nodiscard]] virtual Result<QByteArray> next() = 0;
};

/** A message that is in memory anyway. */
class BytesSource final : public MessageSource
{
public:
    explicit BytesSource(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] Result<QByteArray> next() override
    {
        constexpr qsizetype kPieceBytes = 128 * 1024;
        const QByteArray piece = m_bytes.mid(m_at, kPieceBytes);
        m_at += piece.size();
        return piece;
    }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

} // namespace petrel::smtp
