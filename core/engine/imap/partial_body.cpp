#include "core/engine/imap/partial_body.h"

#include "core/base/clock.h"

#include <QDir>

namespace petrel::engine {

namespace {

constexpr qint64 kPiece = 512 * 1024;
constexpr std::int64_t kWeek = 7 * 24 * 3600;

void removeOld(const QDir &directory)
{
    for (const QFileInfo &file : directory.entryInfoList(QDir::Files)) {
        if (Clock::nowUtc() - file.lastModified().toSecsSinceEpoch() > kWeek)
            QFile::remove(file.filePath());
    }
}

} // namespace

PartialBody::PartialBody(const QString &profile, MessageId message, qint64 wholeSize, const QByteArray &part)
    : m_file(QStringLiteral("%1/partial/%2-%3%4").arg(profile).arg(message.number()).arg(wholeSize).arg(part.isEmpty() ? QString() : u'-' + QString::fromLatin1(part)))
    , m_isKept(wholeSize >= kWorthKeeping)
{
    if (!m_isKept)
        return;
    QDir directory(profile + QStringLiteral("/partial"));
    m_isKept = directory.mkpath(QStringLiteral("."));
    removeOld(directory);
}

Status PartialBody::resume(const std::function<Status(const QByteArray &piece)> &sink)
{
    m_size = 0;
    m_resumed = false;
    if (!m_isKept || !m_file.open(QIODevice::ReadWrite))
        return {};
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    while (!m_file.atEnd()) {
        const QByteArray piece = m_file.read(kPiece);
        if (piece.isEmpty())
            break;
        TRY(sink(piece));
        m_size += piece.size();
    }
    m_resumed = m_size > 0;
    return {};
}

void PartialBody::keep(const QByteArray &piece)
{
    if (!m_file.isOpen())
        return;
    if (m_file.write(piece) != piece.size() || !m_file.flush())
        forget(); // a full disk: then it comes whole or not at all
}

void PartialBody::forget()
{
    m_file.close();
    if (m_isKept)
        m_file.remove();
}

} // namespace petrel::engine
