#pragma once

#include "core/net/byte_stream.h"

#include <QByteArray>
#include <QUrl>

#include <memory>

namespace petrel::test {

/** A connection to this port of 127.0.0.1, or of `host`; null: nobody listens. */
[[nodiscard]] std::unique_ptr<net::ByteStream> visit(quint16 port, const QString &host = QStringLiteral("127.0.0.1"));
/** What comes until the other side hangs up. */
[[nodiscard]] QByteArray listen(net::ByteStream &visitor);
/** What a browser sees that opens this address on 127.0.0.1: head and page; empty when nobody takes it there. Blocks. */
[[nodiscard]] QByteArray browse(const QUrl &url, const QByteArray &host = {});
/** Bytes said to that port, and what came back until the connection ended. */
[[nodiscard]] QByteArray say(quint16 port, const QByteArray &bytes);

/** Where an issuer sends the browser after the person said yes: the redirect of the question, its state, and `more`. */
[[nodiscard]] QUrl comingBack(const QUrl &asked, const QByteArray &more);

} // namespace petrel::test
