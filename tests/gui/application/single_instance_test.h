#pragma once

#include "app/petrel/single_instance.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

namespace petrel::test {

using app::SingleInstance;

/** One window for each profile, told by a socket that only its owner reaches. */
class SingleInstanceTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    int m_profiles = 0;
    std::unique_ptr<QTemporaryDir> m_runtime;

    QString profile()
    {
        const QString path = m_directory.filePath(QStringLiteral("profile%1").arg(++m_profiles));
        QDir().mkpath(path);
        return path;
    }
    /** A second start, which waits for the first: on a thread, for the first answers on this one. */
    static bool startAgain(const QString &profile, const QString &message)
    {
        std::atomic<int> answer = -1;
        const std::jthread second([&] { answer = SingleInstance(profile).tellOther(message) ? 1 : 0; });
        if (!QTest::qWaitFor([&] { return answer >= 0; }))
            qFatal("the second start does not end");
        return answer == 1;
    }

private Q_SLOTS:
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>(); // 0700, as the desktop makes it
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toUtf8());
    }

    void theFirstStartFindsNobody()
    {
        QVERIFY(!SingleInstance(profile()).tellOther({}));
    }

    void aSecondStartHandsItsMailLinkToTheFirst()
    {
        const QString home = profile();
        SingleInstance first(home);
        QSignalSpy asked(&first, &SingleInstance::asked);
        first.listen();
        QVERIFY(startAgain(home, QStringLiteral("mailto:bob@example.net?subject=Fähre")));
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("mailto:bob@example.net?subject=Fähre"));
        QVERIFY(startAgain(home, {}));
        QTRY_COMPARE(asked.size(), 2);
        QCOMPARE(asked.last().first().toString(), QString());
    }

    void anotherProfileIsAnotherPetrel()
    {
        SingleInstance first(profile());
        first.listen();
        QVERIFY(!startAgain(profile(), {}));
    }

    void aSocketLeftFromACrashHindersNobody()
    {
        const QString home = profile();
        const QString name = [&] {
            SingleInstance former(home);
            former.listen();
            return socket();
        }();
        QVERIFY(!name.isEmpty());
        QFile left(name);
        QVERIFY(left.open(QIODevice::WriteOnly)); // nobody listens behind it
        left.close();
        SingleInstance next(home);
        QVERIFY(!next.tellOther({}));
        next.listen();
        QVERIFY(startAgain(home, {}));
    }

    void nobodyElseReachesTheSocket()
    {
        const QString home = profile();
        SingleInstance first(home);
        first.listen();
        QVERIFY(!socket().isEmpty());
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(socket()) & others, QFile::Permissions());
    }

    void aMessageWithoutEndIsCutOff()
    {
        const QString home = profile();
        SingleInstance first(home);
        QSignalSpy asked(&first, &SingleInstance::asked);
        first.listen();
        QLocalSocket flood;
        flood.connectToServer(socket());
        QTRY_COMPARE(flood.state(), QLocalSocket::ConnectedState);
        flood.write(QByteArray(100'000, 'x'));
        QTRY_COMPARE(flood.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(asked.size(), 0);
        QVERIFY(startAgain(home, QStringLiteral("still there")));
        QTRY_COMPARE(asked.size(), 1);
    }

private:
    /** The one socket there is, in full; empty: none. */
    [[nodiscard]] QString socket() const
    {
        const QStringList names = QDir(m_runtime->path()).entryList({QStringLiteral("petrel-*")}, QDir::Files | QDir::System);
        return names.size() == 1 ? m_runtime->filePath(names.first()) : QString();
    }
};

} // namespace petrel::test
