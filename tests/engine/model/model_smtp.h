#pragma once

#include "tests/engine/model/model_stream.h"

#include <QByteArrayList>
#include <QList>
#include <QMap>

namespace petrel::test {

/** A submission server in memory. */
class ModelSmtp
{
public:
    struct Delivery
    {
        QByteArrayList recipients;
        QByteArray raw;
    };

    [[nodiscard]] std::unique_ptr<ModelTalk> connection();

    bool pipelining = true;
    bool chunking = false;
    /** What it offers besides, one keyword each. */
    QByteArrayList offers;
    /** "550 5.1.1 nobody" for these recipients. */
    QMap<QByteArray, QByteArray> refuse;
    QByteArray authReply = "235 2.7.0 welcome";
    QByteArray noopReply = "250 2.0.0 still here";
    QByteArray dataReply = "354 go on";
    QByteArray dotReply = "250 2.0.0 taken";
    QList<Delivery> delivered;
    QByteArrayList heard;
};

} // namespace petrel::test
