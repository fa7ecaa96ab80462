#include "tests/support/real_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace petrel::test {

namespace {

constexpr int startMilliseconds = 60'000;
constexpr int stopMilliseconds = 15'000;

QString certificateWord(RealServers::Certificate certificate)
{
    switch (certificate) {
    case RealServers::Certificate::Good:
        return QStringLiteral("good");
    case RealServers::Certificate::Expired:
        return QStringLiteral("expired");
    case RealServers::Certificate::SelfSigned:
        return QStringLiteral("self-signed");
    case RealServers::Certificate::WrongName:
        return QStringLiteral("wrong-name");
    }
    return QStringLiteral("good");
}

QStringList arguments(const RealServers::Options &options)
{
    QStringList result{QStringLiteral(PETREL_SERVERS_SCRIPT), QStringLiteral("--certificate"),
                       certificateWord(options.certificate)};
    if (options.demoMail)
        result << QStringLiteral("--demo-mail");
    for (const QString &setting : options.dovecotSettings)
        result << QStringLiteral("--dovecot") << setting;
    return result;
}

} // namespace

RealServers::RealServers() = default;

RealServers::~RealServers()
{
    stop();
}

bool RealServers::start()
{
    return start(Options{});
}

bool RealServers::start(const Options &options)
{
    m_process.start(QStringLiteral("python3"), arguments(options));
    const std::optional<QByteArray> line = readLine();
    return line && readReady(*line);
}

bool RealServers::goDown()
{
    return command("down");
}

bool RealServers::comeBack()
{
    return command("up");
}

void RealServers::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(stopMilliseconds))
        m_process.kill();
    m_process.waitForFinished(stopMilliseconds);
}

QByteArray RealServers::caPem() const
{
    QFile file(m_caFile);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool RealServers::command(const QByteArray &word)
{
    m_process.write(word + '\n');
    const std::optional<QByteArray> line = readLine();
    if (!line)
        return false;
    const QJsonObject answer = QJsonDocument::fromJson(*line).object();
    m_problem = answer.value(QStringLiteral("problem")).toString();
    return answer.value(QStringLiteral("did")).toString() == QString::fromLatin1(word);
}

/** The next line the script prints, or nothing (and a problem) when it ends or takes too long. */
std::optional<QByteArray> RealServers::readLine()
{
    while (!m_process.canReadLine()) {
        if (m_process.state() == QProcess::NotRunning || !m_process.waitForReadyRead(startMilliseconds)) {
            if (m_process.canReadLine())
                break;
            const QString complaint = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
            m_problem = complaint.isEmpty() ? QStringLiteral("The mail servers for this test did not start.") : complaint;
            return std::nullopt;
        }
    }
    return m_process.readLine().trimmed();
}

bool RealServers::readReady(const QByteArray &line)
{
    const QJsonObject ready = QJsonDocument::fromJson(line).object();
    m_problem = ready.value(QStringLiteral("problem")).toString();
    if (!ready.contains(QStringLiteral("ports"))) {
        if (m_problem.isEmpty())
            m_problem = QStringLiteral("The mail servers answered something else: ") + QString::fromUtf8(line);
        return false;
    }
    m_caFile = ready.value(QStringLiteral("ca")).toString();
    m_directory = ready.value(QStringLiteral("directory")).toString();
    m_submissionServer = ready.value(QStringLiteral("submissionServer")).toString();
    const QJsonObject ports = ready.value(QStringLiteral("ports")).toObject();
    for (auto port = ports.begin(); port != ports.end(); ++port)
        m_ports.insert(port.key(), static_cast<quint16>(port.value().toInt()));
    for (const QJsonValue &value : ready.value(QStringLiteral("users")).toArray()) {
        const QJsonObject user = value.toObject();
        const QString address = user.value(QStringLiteral("address")).toString();
        m_mailboxes.insert(address, RealMailbox{user.value(QStringLiteral("name")).toString(), address,
                                                user.value(QStringLiteral("password")).toString().toUtf8(),
                                                user.value(QStringLiteral("incoming")).toString()});
    }
    return true;
}

} // namespace petrel::test
