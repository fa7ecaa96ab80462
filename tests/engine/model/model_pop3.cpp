#include "tests/engine/model/model_pop3.h"

#include <set>

namespace petrel::test {

namespace {

QByteArray stuffed(const QByteArray &raw)
{
    QByteArray lines = raw;
    lines.replace("\r\n.", "\r\n..");
    return lines;
}

class Pop3Talk final : public ModelTalk
{
public:
    explicit Pop3Talk(ModelPop3 &server) : m_server(server)
    {
        for (qsizetype i = 0; i < server.maildrop.size(); ++i) {
            const bool isOffered = server.window == 0 || (m_offered.size() < server.window && !server.retrieved.contains(server.maildrop.at(i).uidl));
            if (isOffered)
                m_offered.append(i);
        }
    }

    QByteArray greeting() override { return "+OK ready\r\n"; }
    QByteArray takeCommand(QByteArray &heard) override { return takeLine(heard); }

    QByteArray answer(const QByteArray &bytes) override
    {
        const QByteArray line = bytes.trimmed();
        m_server.heard.append(line);
        const QByteArrayList words = line.split(' ');
        const QByteArray verb = words.first();
        const qsizetype number = m_offered.value(words.value(1).toInt() - 1, -1); // its place in the maildrop
        QByteArray lines = "+OK\r\n";
        if (verb == "CAPA")
            return QByteArray("+OK\r\nUSER\r\n") + (m_server.window > 0 ? "X-GOOGLE-RICO\r\n" : "")
                + (m_server.expire.isEmpty() ? QByteArray() : "EXPIRE " + m_server.expire + "\r\n") + (m_server.hasUidl ? "UIDL\r\n" : "") + (m_server.hasTop ? "TOP\r\n" : "")
                + (m_server.loginDelay > 0 ? "LOGIN-DELAY " + QByteArray::number(m_server.loginDelay) + "\r\n" : QByteArray()) + ".\r\n";
        if (verb == "PASS" && !m_server.refusesLogIn.isEmpty())
            return "-ERR " + m_server.refusesLogIn + "\r\n";
        if (verb == "UIDL" && !m_server.hasUidl)
            return "-ERR unknown command\r\n";
        if (verb == "USER" || verb == "PASS" || verb == "NOOP")
            return lines;
        if (verb == "STAT")
            return "+OK " + QByteArray::number(m_offered.size()) + " 0\r\n";
        if (verb == "UIDL" || verb == "LIST") {
            for (qsizetype i = 0; i < m_offered.size(); ++i) {
                const ModelPop3::Message &message = m_server.maildrop.at(m_offered.at(i));
                if (verb == "UIDL" && message.uidl == m_server.leftOutOfUidl)
                    continue;
                lines += QByteArray::number(i + 1) + ' ' + (verb == "UIDL" ? message.uidl : QByteArray::number(message.claimedSize.value_or(message.raw.size()))) + "\r\n";
            }
            return lines + (verb == "UIDL" ? m_server.uidlNoise : QByteArray()) + ".\r\n";
        }
        if (verb == "TOP" && number >= 0 && m_server.maildrop.at(number).uidl == m_server.refuseTop)
            return "-ERR cannot read it\r\n";
        if (verb == "TOP" && m_server.hasTop && number >= 0 && number < m_server.maildrop.size()) {
            const QByteArray &raw = m_server.maildrop.at(number).raw;
            return lines + stuffed(raw.left(raw.indexOf("\r\n\r\n") + 4)) + ".\r\n";
        }
        if (verb == "RETR" && number >= 0 && number < m_server.maildrop.size() && m_server.maildrop.at(number).uidl == m_server.refuseRetr)
            return "-ERR cannot read it\r\n";
        if (verb == "RETR" && number >= 0 && number < m_server.maildrop.size() && m_server.maildrop.at(number).uidl == m_server.hangsUpAt)
            return lines + "From: bob@"; // and no more
        if (verb == "RETR" && number >= 0 && number < m_server.maildrop.size() && !m_server.truncates)
            m_server.retrieved.insert(m_server.maildrop.at(number).uidl);
        if (verb == "RETR" && number >= 0 && number < m_server.maildrop.size())
            return lines + stuffed(m_server.maildrop.at(number).raw) + (m_server.truncates ? "" : ".\r\n");
        if (verb == "DELE" && number >= 0 && number < m_server.maildrop.size() && m_server.maildrop.at(number).uidl == m_server.refuseDele)
            return "-ERR it is locked\r\n";
        if (verb == "DELE" && number >= 0 && number < m_server.maildrop.size()) {
            m_marked.insert(number);
            return lines;
        }
        if (verb == "QUIT" && m_server.refusesQuit)
            return "-ERR some messages were not removed\r\n";
        if (verb == "QUIT") {
            for (auto it = m_marked.rbegin(); it != m_marked.rend(); ++it)
                m_server.maildrop.removeAt(*it);
            m_marked.clear();
            return lines;
        }
        return "-ERR what?\r\n";
    }

private:
    ModelPop3 &m_server;
    QList<qsizetype> m_offered;
    std::set<qsizetype> m_marked;
};

} // namespace

std::unique_ptr<ModelTalk> ModelPop3::connection()
{
    return std::make_unique<Pop3Talk>(*this);
}

void ModelPop3::add(const QByteArray &subject, const QByteArray &uidl, const QByteArray &body)
{
    const QByteArray raw = "From: bob@example.net\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@example.net>\r\n\r\n" + body;
    maildrop.append({uidl.isNull() ? "id-" + subject : uidl, raw});
}

QByteArrayList ModelPop3::subjects() const
{
    QByteArrayList list;
    for (const Message &message : maildrop) {
        const qsizetype at = message.raw.indexOf("Subject: ") + 9;
        list.append(message.raw.mid(at, message.raw.indexOf("\r\n", at) - at));
    }
    return list;
}

} // namespace petrel::test
