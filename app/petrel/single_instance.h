#pragma once

#include <QObject>
#include <QString>

class QLocalServer;

namespace petrel::app {

/**
 * One window per profile: a second start hands its message to the first and leaves. The profile's own
 * lock is what protects the mail; this only finds the window. GUI thread.
 */
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &profileDir, QObject *parent = nullptr);

    /** True when another Petrel with this profile answered; it was given `message`. Waits for it 500 ms at most. */
    [[nodiscard]] bool tellOther(const QString &message) const;
    void listen();

Q_SIGNALS:
    /** Another start asked for the window; the message is a mailto link or empty. */
    void asked(const QString &message);

private:
    QString m_name;
    QLocalServer *m_server = nullptr;
};

} // namespace petrel::app
