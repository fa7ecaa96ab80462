#include "core/pop3/fingerprint.h"

#include <QCryptographicHash>
#include <QHash>

namespace petrel::pop3 {

namespace {

using Likeness = std::pair<qint64, QByteArray>;

/** The one message of each likeness, null where there are several. */
template <class Message>
QHash<Likeness, const Message *> onlyOnes(const QList<Message> &messages)
{
    QHash<Likeness, const Message *> ones;
    for (const Message &message : messages) {
        const Likeness likeness{message.size, message.head};
        ones.insert(likeness, ones.contains(likeness) ? nullptr : &message);
    }
    return ones;
}

} // namespace

QByteArray headDigest(QByteArrayView content)
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    qsizetype begin = 0;
    while (begin < content.size()) {
        const qsizetype lineFeed = content.indexOf('\n', begin);
        const qsizetype end = lineFeed < 0 ? content.size() : lineFeed;
        if (end > kMaxHeadBytes)
            return {};
        QByteArrayView line = content.sliced(begin, end - begin);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            break;
        digest.addData(line);
        digest.addData(QByteArrayView("\n"));
        begin = end + 1;
    }
    return begin > 0 ? digest.result() : QByteArray();
}

QList<std::pair<QByteArray, MessageNumber>> matchByHead(const QList<FormerHead> &former, const QList<ListedHead> &listed)
{
    const QHash<Likeness, const FormerHead *> formerOnes = onlyOnes(former);
    const QHash<Likeness, const ListedHead *> listedOnes = onlyOnes(listed);
    QList<std::pair<QByteArray, MessageNumber>> pairs;
    for (const ListedHead &message : listed) {
        const Likeness likeness{message.size, message.head};
        const FormerHead *known = formerOnes.value(likeness);
        if (known && listedOnes.value(likeness) && message.size > 0 && !message.head.isEmpty())
            pairs.append({known->uidl, message.number});
    }
    return pairs;
}

} // namespace petrel::pop3
