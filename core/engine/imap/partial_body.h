#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

#include <QFile>

#include <functional>

namespace petrel::engine {

/**
 * The beginning of a large message, or of one part of it, whose download was cut, kept in a file of the profile until the rest has come: the
 * content of a message never changes, so what is here is asked for no more. For small ones there is none. What cannot be
 * kept is fetched again: no error. Files nobody came back for go after a week, those of mail that is gone with Store::sweep(), which knows their names. One thread.
 */
class PartialBody
{
public:
    static constexpr qint64 kWorthKeeping = 1024 * 1024; ///< bytes of the whole message

    /** `part`: an IMAP section number, or empty for the whole message; `wholeSize` is that of what is fetched. */
    PartialBody(const QString &profile, MessageId message, qint64 wholeSize, const QByteArray &part = {});

    /** Hands over what is here; afterwards size() is where to go on. */
    [[nodiscard]] Status resume(const std::function<Status(const QByteArray &piece)> &sink);
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool wasResumed() const { return m_resumed; }
    void keep(const QByteArray &piece);
    void forget();

private:
    QFile m_file;
    qint64 m_size = 0;
    bool m_resumed = false;
    bool m_isKept = false;
};

} // namespace petrel::engine
