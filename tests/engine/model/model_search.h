#pragma once

#include "tests/engine/model/model_imap.h"

namespace petrel::test {

/**
 * Who matches the keys of a SEARCH (RFC 3501 section 6.4.4), as far as the engine writes them: UID sets, flags, FROM, TO, CC,
 * BCC, SUBJECT, TEXT, LARGER, SMALLER, SINCE, BEFORE, YOUNGER,
 * OLDER, X-GM-RAW has:attachment, NOT, OR and parentheses.
 */
class ModelSearch
{
public:
    /** `keys`: what stands behind the options of SEARCH and CHARSET. */
    ModelSearch(const ModelMailbox &mailbox, const QByteArray &keys);

    [[nodiscard]] bool isUnderstood() const { return m_isUnderstood; }
    [[nodiscard]] QList<quint32> uids() const { return m_uids; }

private:
    [[nodiscard]] bool keys(const ModelMessage &message, const QByteArray &until);
    [[nodiscard]] bool key(const ModelMessage &message);
    [[nodiscard]] bool inUids(const QByteArray &set, quint32 uid) const;
    [[nodiscard]] QByteArray next();

    const ModelMailbox &m_mailbox;
    QByteArrayList m_words;
    qsizetype m_at = 0;
    bool m_isUnderstood = true;
    QList<quint32> m_uids;
};

/** The untagged answer; with RETURN (ALL) and (COUNT PARTIAL -1:-n) as ESEARCH (RFC 4731) and PARTIAL (RFC 9394) have it. */
[[nodiscard]] QByteArray searchAnswer(const ModelMailbox &mailbox, const QByteArray &tag, const QByteArray &line, QByteArrayList &complaints);

} // namespace petrel::test
