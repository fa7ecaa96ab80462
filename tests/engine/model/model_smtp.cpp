#include "tests/engine/model/model_smtp.h"

namespace petrel::test {

namespace {

class SmtpTalk final : public ModelTalk
{
public:
    explicit SmtpTalk(ModelSmtp &server) : m_server(server) {}

    QByteArray greeting() override { return "220 ready\r\n"; }

    QByteArray takeCommand(QByteArray &heard) override
    {
        if (!m_inData)
            return takeLine(heard);
        if (heard.startsWith(".\r\n")) { // a lone dot
            heard.remove(0, 3);
            return ".\r\n";
        }
        const qsizetype end = heard.indexOf("\r\n.\r\n");
        if (end < 0)
            return {};
        const QByteArray message = heard.left(end + 5);
        heard.remove(0, end + 5);
        return message;
    }

    QByteArray answer(const QByteArray &bytes) override
    {
        if (std::exchange(m_inData, false)) {
            m_server.heard.append(bytes == ".\r\n" ? "lone dot" : "message and dot");
            if (m_recipients.isEmpty())
                return "554 5.5.1 no valid recipients\r\n";
            if (m_server.dotReply.startsWith("250"))
                m_server.delivered.append({m_recipients, bytes.chopped(3)});
            return m_server.dotReply + "\r\n";
        }
        const QByteArray line = bytes.trimmed();
        m_server.heard.append(line);
        if (line.startsWith("EHLO"))
            return (m_server.pipelining ? QByteArray("250-model\r\n250-PIPELINING\r\n") : QByteArray("250-model\r\n")) + "250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
        if (line.startsWith("AUTH"))
            return "235 2.7.0 welcome\r\n";
        if (line.startsWith("MAIL") || line == "RSET") {
            m_recipients.clear();
            return "250 2.0.0 ok\r\n";
        }
        if (line.startsWith("RCPT TO:<")) {
            const QByteArray address = line.mid(9, line.indexOf('>') - 9);
            if (m_server.refuse.contains(address))
                return m_server.refuse.value(address) + "\r\n";
            m_recipients.append(address);
            return "250 2.1.5 ok\r\n";
        }
        if (line == "DATA") {
            m_inData = m_server.dataReply.startsWith("354");
            return m_server.dataReply + "\r\n";
        }
        return line == "QUIT" ? "221 bye\r\n" : "500 what?\r\n";
    }

private:
    ModelSmtp &m_server;
    QByteArrayList m_recipients;
    bool m_inData = false;
};

} // namespace

std::unique_ptr<ModelTalk> ModelSmtp::connection()
{
    return std::make_unique<SmtpTalk>(*this);
}

} // namespace petrel::test
