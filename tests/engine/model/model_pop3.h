#pragma once

#include "tests/engine/model/model_stream.h"

#include <QByteArrayList>
#include <QList>
#include <QSet>

#include <optional>

namespace petrel::test {

/** A POP3 server in memory (RFC 1939): what is marked goes at QUIT, and only then. One connection at a time. */
class ModelPop3
{
public:
    struct Message
    {
        QByteArray uidl;
        QByteArray raw; ///< CRLF lines
        std::optional<qint64> claimedSize = {}; ///< what LIST says of it instead of the truth
    };

    [[nodiscard]] std::unique_ptr<ModelTalk> connection();
    /** A message whose subject is `subject`, with the UIDL "id-<subject>" unless told otherwise. */
    void add(const QByteArray &subject, const QByteArray &uidl = {}, const QByteArray &body = "Kelp.\r\n");
    [[nodiscard]] QByteArrayList subjects() const;

    QList<Message> maildrop;
    bool truncates = false;    ///< the last message of RETR never gets its final dot: the connection ends there
    QByteArray hangsUpAt;      ///< nothing more comes in the middle of RETR of the message with this id
    QByteArray refuseRetr;     ///< -ERR to RETR of the message with this id
    QByteArray refuseDele;     ///< -ERR to DELE of the message with this id
    QByteArray leftOutOfUidl;  ///< UIDL passes over the message with this id
    QByteArray uidlNoise;      ///< a line more in the answer to UIDL
    bool hasTop = true;        ///< TOP is offered and answered
    bool hasUidl = true;       ///< UIDL is offered and answered
    QByteArray refuseTop;      ///< -ERR to TOP of the message with this id
    int window = 0;            ///< as Gmail: so many messages a session, those of earlier ones that were retrieved aside; 0: all
    QByteArray expire;         ///< told by CAPA; empty: nothing is told
    int loginDelay = 0;        ///< told by CAPA, in seconds; 0: nothing is told
    QByteArray refusesLogIn;   ///< -ERR and this to PASS
    bool refusesQuit = false;  ///< -ERR to QUIT, nothing is removed
    QByteArrayList heard;
    QSet<QByteArray> retrieved; ///< ids of what was given whole
};

} // namespace petrel::test
