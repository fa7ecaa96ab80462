// What lies in the model server's mailboxes, and what changed in them since somebody last asked.
#include "tests/engine/model/model_imap.h"

#include <algorithm>

namespace petrel::test {

ModelMessage ModelMessage::make(const QByteArray &subject, bool withMessageId)
{
    ModelMessage message;
    message.subject = subject;
    if (withMessageId)
        message.messageId = '<' + QByteArray(subject).replace(' ', '.').toLower() + "@example.net>";
    message.raw = "From: Bob <bob@example.net>\r\nTo: Ada <ada@example.org>\r\nSubject: " + subject + "\r\nDate: Sun, 1 Nov 2026 10:00:00 +0000\r\n"
                  + (withMessageId ? "Message-ID: " + message.messageId + "\r\n" : QByteArray()) + "\r\nThe ferry leaves at nine.\r\n";
    return message;
}

quint32 ModelMailbox::add(ModelMessage message)
{
    message.uid = uidNext++;
    messages.append(message);
    return message.uid;
}

ModelMessage *ModelMailbox::find(quint32 uid)
{
    const auto found = std::find_if(messages.begin(), messages.end(), [uid](const ModelMessage &message) { return message.uid == uid; });
    return found == messages.end() ? nullptr : &*found;
}

quint64 ModelMailbox::settle()
{
    QMap<quint32, Seen> now;
    for (const ModelMessage &message : std::as_const(messages)) {
        const auto before = m_seen.constFind(message.uid);
        const bool same = before != m_seen.cend() && before->flags == message.flags;
        now.insert(message.uid, same ? *before : Seen{message.flags, ++m_highest});
    }
    for (auto it = m_seen.cbegin(); it != m_seen.cend(); ++it) {
        if (!now.contains(it.key()))
            m_vanished.insert(it.key(), ++m_highest);
    }
    m_seen = now;
    return m_highest;
}

QByteArray ModelMailbox::vanishedSince(quint64 modSeq) const
{
    QByteArrayList uids;
    for (auto it = m_vanished.cbegin(); it != m_vanished.cend(); ++it) {
        if (it.value() > modSeq)
            uids.append(QByteArray::number(it.key()));
    }
    return uids.join(',');
}

int ModelMailbox::unseen() const
{
    return static_cast<int>(std::count_if(messages.cbegin(), messages.cend(), [](const ModelMessage &m) { return !m.flags.contains("\\Seen"); }));
}

} // namespace petrel::test
