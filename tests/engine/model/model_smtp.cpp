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
        if (heard.startsWith("BDAT "))
            return takeChunk(heard);
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
        if (bytes.startsWith("BDAT "))
            return answerChunk(bytes);
        const QByteArray line = bytes.trimmed();
        m_server.heard.append(line);
        if (line.startsWith("EHLO"))
            return QByteArray("250-model\r\n") + (m_server.pipelining ? "250-PIPELINING\r\n" : "") + (m_server.chunking ? "250-CHUNKING\r\n" : "")
                + offered() + "250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
        if (line.startsWith("AUTH"))
            return m_server.authReply + "\r\n";
        if (line.startsWith("MAIL") || line == "RSET") {
            m_recipients.clear();
            m_chunks.clear();
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
        if (line == "NOOP")
            return m_server.noopReply + "\r\n";
        return line == "QUIT" ? "221 bye\r\n" : "500 what?\r\n";
    }

private:
    /** "BDAT 7" and the seven bytes behind it. */
    static QByteArray takeChunk(QByteArray &heard)
    {
        const qsizetype lineEnd = heard.indexOf("\r\n");
        const qsizetype size = lineEnd < 0 ? 0 : lineEnd + 2 + heard.mid(5, lineEnd - 5).split(' ').first().toLongLong();
        if (lineEnd < 0 || heard.size() < size)
            return {};
        const QByteArray chunk = heard.left(size);
        heard.remove(0, size);
        return chunk;
    }

    QByteArray offered() const
    {
        QByteArray lines;
        for (const QByteArray &keyword : m_server.offers)
            lines += "250-" + keyword + "\r\n";
        return lines;
    }

    QByteArray answerChunk(const QByteArray &bytes)
    {
        const QByteArray line = bytes.left(bytes.indexOf("\r\n"));
        m_server.heard.append(line);
        if (m_recipients.isEmpty())
            return "503 5.5.1 no valid recipients\r\n";
        m_chunks += bytes.mid(line.size() + 2);
        if (!line.endsWith(" LAST"))
            return "250 2.0.0 go on\r\n";
        if (m_server.dotReply.startsWith("250"))
            m_server.delivered.append({m_recipients, std::exchange(m_chunks, {})});
        return m_server.dotReply + "\r\n";
    }

    ModelSmtp &m_server;
    QByteArrayList m_recipients;
    QByteArray m_chunks;
    bool m_inData = false;
};

} // namespace

std::unique_ptr<ModelTalk> ModelSmtp::connection()
{
    return std::make_unique<SmtpTalk>(*this);
}

} // namespace petrel::test
