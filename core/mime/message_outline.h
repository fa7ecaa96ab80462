#pragma once

#include "core/base/result.h"
#include "core/model/message.h"

#include <QHash>

namespace petrel::mime {

/**
 * A large message without its attachments: its header, the headers of all its parts, and the content of those that are
 * shown (texts, pictures of the HTML) or small. Put together from IMAP sections (RFC 3501 section 6.4.5) it is a message
 * like any other, whose other parts are empty; the numbers of its parts are those of the whole one. Pure; any thread.
 */
class MessageOutline
{
public:
    static constexpr std::int64_t kSmallMessage = 1024 * 1024;    ///< bytes; one of this size is fetched whole
    static constexpr std::int64_t kSmallPart = 32 * 1024;         ///< an attachment of this size comes along
    static constexpr std::int64_t kLargestShown = 2 * 1024 * 1024; ///< a text above it is not cut in two: the message comes whole
    static constexpr qsizetype kMostParts = 100;

    /** `leaves`: as BODYSTRUCTURE told them, in order; what lies within an attached message is part of that. */
    MessageOutline(QList<PartInfo> leaves, std::int64_t messageSize);

    /** Enough of the message is left out to be worth it, and it can be taken apart. */
    [[nodiscard]] bool isWorthIt() const { return m_isWorthIt; }
    /** What to ask for in BODY.PEEK[...]: "HEADER", "1.MIME", "1". */
    [[nodiscard]] QList<QByteArray> sections() const;
    /** Paths of the parts that stay at the server. */
    [[nodiscard]] const QList<QByteArray> &leftOut() const { return m_leftOut; }
    /** The outline. Protocol (Message) when the sections do not make a message: then it is fetched whole. */
    [[nodiscard]] Result<QByteArray> assemble(const QHash<QByteArray, QByteArray> &sections) const;

private:
    [[nodiscard]] Result<QByteArray> bodyOf(const QByteArray &path, const QByteArray &header, const QHash<QByteArray, QByteArray> &sections) const;
    /** The numbers directly below a container, in order; none for a leaf. */
    [[nodiscard]] QList<QByteArray> childrenOf(const QByteArray &path) const;

    QList<PartInfo> m_leaves; ///< without what lies in attached messages
    QList<QByteArray> m_containers; ///< without the whole message: "1", "1.2"
    QList<QByteArray> m_leftOut;
    bool m_isWorthIt = false;
};

} // namespace petrel::mime
