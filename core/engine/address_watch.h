#pragma once

#include <QHostAddress>
#include <QObject>
#include <QSet>

#include <memory>

class QSocketNotifier;
class QTimer;

namespace petrel::engine {

/**
 * Tells when the computer's addresses change, which is what another network means to connections: the kernel says so at once
 * (rtnetlink), and whatever manages the network here need not be asked. No bus, no process that could keep us waiting. Loopback
 * and link-local addresses do not count. The GUI thread; no call blocks, and no wake-up while nothing changes.
 */
class AddressWatch final : public QObject
{
    Q_OBJECT

public:
    explicit AddressWatch(QObject *parent = nullptr);
    ~AddressWatch() override;

    enum class Change {
        None,
        Doubtful, ///< some address came or went, and another stayed: connections may live, or not
        Another,  ///< a network where there was none, or not one address is what it was
    };
    /** Pure. `gone`: an address went meanwhile, though it may be back. No address at all is no change: there is nothing to try. */
    [[nodiscard]] static Change judge(const QSet<QHostAddress> &before, const QSet<QHostAddress> &now, bool gone);

Q_SIGNALS:
    /** A second after the last of what belongs together; never None. */
    void changed(petrel::engine::AddressWatch::Change change);

private:
    void hear();
    void look();

    int m_socket = -1;
    std::unique_ptr<QSocketNotifier> m_onNews;
    std::unique_ptr<QTimer> m_settling;
    QSet<QHostAddress> m_addresses; ///< the last there were: a time without any is not remembered
    bool m_gone = false;
};

} // namespace petrel::engine
