#pragma once

#include <QByteArray>
#include <QDebug>

namespace petrel {

/**
 * A password, token or passphrase. It is overwritten when it goes, compares in constant time, and
 * prints as dots wherever it is logged. The bytes leave only through reveal(), which is easy to find.
 */
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) { m_bytes.detach(); }
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

    friend bool operator==(const Secret &a, const Secret &b);
    friend QDebug operator<<(QDebug debug, const Secret &) { return debug << "\u2022\u2022\u2022\u2022"; }

private:
    void wipe();
    QByteArray m_bytes;
};

} // namespace petrel
