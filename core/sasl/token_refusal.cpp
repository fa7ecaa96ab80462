#include "core/sasl/token_refusal.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace petrel::sasl {

namespace {

/** One short word, or nothing. */
QByteArray statusOf(const QByteArray &json)
{
    constexpr qsizetype kMostBytes = 100;
    const QByteArray status = QJsonDocument::fromJson(json).object().value(QLatin1String("status")).toVariant().toString().toUtf8();
    const bool isWord = std::all_of(status.begin(), status.end(), [](char byte) { return byte > 0x20 && byte < 0x7F; });
    return isWord && status.size() <= kMostBytes ? status : QByteArray();
}

} // namespace

Status TokenRefusal::hear(const QByteArray &challenge)
{
    if (std::exchange(m_heard, true))
        return makeError(ErrorKind::Protocol, QStringLiteral("the server refuses the token, and asks on"));
    m_status = statusOf(challenge);
    return {};
}

Error TokenRefusal::told(Error refusal) const
{
    if (!m_status.isEmpty())
        refusal.serverText = m_status + ": " + refusal.serverText;
    refusal.code = "token-refused";
    return refusal;
}

} // namespace petrel::sasl
