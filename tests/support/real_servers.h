#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace petrel::test {

/** One mailbox at the real servers. The log-in name is the address. */
struct RealMailbox
{
    QString name;      ///< "Ada Lindqvist"
    QString address;   ///< "ada@petrel.example"
    QByteArray password;
    QString incoming;  ///< "imap" or "pop3": what the demo uses it for; both protocols work for all
};

/**
 * A private Dovecot (IMAP, POP3, LMTP) and a submission server on loopback, for one test:
 * real servers on free ports, with a certificate of a throw-away CA for localhost and 127.0.0.1.
 * Mail submitted to a mailbox here arrives in it; mail to other .example domains is accepted and
 * arrives at elsewhere@petrel.example; anything else is refused with 5xx.
 *
 *     RealServers servers;
 *     QVERIFY2(servers.start(), qPrintable(servers.problem()));
 *
 * start() never skips: when a package is missing problem() names it and the test fails. Everything
 * stops, and its directory is removed, when the object goes or the test program dies. Blocking calls
 * that run no event loop of the caller; one thread. See tests/support/servers/README.md.
 */
class RealServers
{
public:
    /** How the servers' certificate disappoints; Good does not. */
    enum class Certificate { Good, Expired, SelfSigned, WrongName };

    struct Options
    {
        Certificate certificate = Certificate::Good;
        bool demoMail = false;         ///< fill the mailboxes with the demo's few hundred messages
        QStringList dovecotSettings;   ///< lines added to the configuration: "imap_capability = IMAP4rev1"
    };

    RealServers();
    ~RealServers();
    RealServers(const RealServers &) = delete;
    RealServers &operator=(const RealServers &) = delete;

    /** True once every port answers; false with a sentence in problem(). */
    [[nodiscard]] bool start();
    [[nodiscard]] bool start(const Options &options);
    /** Stops the servers but keeps mail and ports, as when a machine goes away. */
    [[nodiscard]] bool goDown();
    /** Starts them again on the same ports. */
    [[nodiscard]] bool comeBack();
    void stop();

    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString host() const { return QStringLiteral("localhost"); }
    /** By name: "imap" and "pop3" and "submission" (plain with STARTTLS), "imaps", "pop3s", "submissions" (TLS). */
    [[nodiscard]] quint16 port(const QString &service) const { return m_ports.value(service); }
    [[nodiscard]] QString caFile() const { return m_caFile; }
    [[nodiscard]] QByteArray caPem() const;
    /** "Postfix" as root, "Dovecot submission" otherwise. */
    [[nodiscard]] QString submissionServer() const { return m_submissionServer; }
    /** Where mail and logs are; gone after stop(). */
    [[nodiscard]] QString directory() const { return m_directory; }

    [[nodiscard]] RealMailbox ada() const { return mailbox(QStringLiteral("ada@petrel.example")); }
    [[nodiscard]] RealMailbox adaPop() const { return mailbox(QStringLiteral("ada.pop@petrel.example")); }
    [[nodiscard]] RealMailbox bob() const { return mailbox(QStringLiteral("bob@petrel.example")); }
    [[nodiscard]] RealMailbox mailbox(const QString &address) const { return m_mailboxes.value(address); }

private:
    [[nodiscard]] bool command(const QByteArray &word);
    [[nodiscard]] std::optional<QByteArray> readLine();
    [[nodiscard]] bool readReady(const QByteArray &line);

    QProcess m_process;
    QString m_problem;
    QString m_caFile;
    QString m_directory;
    QString m_submissionServer;
    QHash<QString, quint16> m_ports;
    QHash<QString, RealMailbox> m_mailboxes;
};

} // namespace petrel::test
