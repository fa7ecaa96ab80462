#include "app/petrel/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

#include <memory>

namespace petrel::app {

namespace {

constexpr int kPatienceMs = 500;
constexpr qint64 kLongestMessage = 64 * 1024;

} // namespace

SingleInstance::SingleInstance(const QString &profileDir, QObject *parent) : QObject(parent)
{
    const QByteArray digest = QCryptographicHash::hash(QDir(profileDir).absolutePath().toUtf8(), QCryptographicHash::Sha256);
    QString directory = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (directory.isEmpty())
        directory = QDir(profileDir).absolutePath(); // never a place where anybody could be first to take the name
    m_name = directory + QStringLiteral("/petrel-") + QString::fromLatin1(digest.toHex().left(16));
}

bool SingleInstance::tellOther(const QString &message) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kPatienceMs))
        return false;
    socket.write(message.toUtf8() + '\n');
    socket.waitForBytesWritten(kPatienceMs);
    return true;
}

void SingleInstance::listen()
{
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    // Nobody answered before we came here, so a socket file of this name is left from a crash.
    QLocalServer::removeServer(m_name);
    m_server->listen(m_name);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *socket = m_server->nextPendingConnection();
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        auto heard = std::make_shared<QByteArray>();
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, heard] {
            *heard += socket->read(kLongestMessage - heard->size());
            const qsizetype end = heard->indexOf('\n');
            if (end >= 0) {
                Q_EMIT asked(QString::fromUtf8(heard->left(end)));
                socket->close();
            } else if (heard->size() >= kLongestMessage) {
                socket->abort();
            }
        });
    });
}

} // namespace petrel::app
