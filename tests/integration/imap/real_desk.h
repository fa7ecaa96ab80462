#pragma once

#include "core/engine/imap/account_pass.h"
#include "core/engine/imap/connection.h"
#include "core/secrets/memory_secret_store.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/borrowed_stream.h"
#include "tests/support/real_servers.h"

namespace petrel::test {

/** Ends after so many bytes, both ways together; -1: when the server ends. */
class BreakingStream final : public BorrowedStream
{
public:
    BreakingStream(std::unique_ptr<net::ByteStream> stream, qint64 bytes, bool &broken) : BorrowedStream(*stream), m_stream(std::move(stream)), m_bytes(bytes), m_broken(broken) {}

    [[nodiscard]] Status write(const QByteArray &bytes) override { return isOver() ? Status(over()) : BorrowedStream::write(bytes); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
        if (isOver())
            return over();
        return BorrowedStream::wait(deadline, stop, wake);
    }

private:
    [[nodiscard]] bool isOver() { return m_bytes >= 0 && m_stream->bytesIn() + m_stream->bytesOut() >= m_bytes; }
    [[nodiscard]] Error over()
    {
        m_broken = true;
        m_stream->close();
        return makeError(ErrorKind::Network, QStringLiteral("the connection broke off"));
    }

    std::unique_ptr<net::ByteStream> m_stream;
    qint64 m_bytes;
    bool &m_broken;
};

/** Connections that may break off. */
class BreakingConnector final : public net::Connector
{
public:
    qint64 bytes = -1;
    bool broken = false;

    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const net::Endpoint &endpoint, const net::TlsPolicy &policy, const Deadline &deadline,
                                                                     const StopToken &stop) override
    {
        std::unique_ptr<net::ByteStream> stream = TRY(m_network.connectTo(endpoint, policy, deadline, stop));
        return std::unique_ptr<net::ByteStream>(new BreakingStream(std::move(stream), bytes, broken));
    }

private:
    net::NetworkConnector m_network;
};

/** A Petrel without a window: a profile with one account at the real servers. */
class RealDesk
{
public:
    explicit RealDesk(const RealServers &servers) : m_store(MUST(store::Store::open(profile())))
    {
        m_account.name = QStringLiteral("Home");
        m_account.address = {servers.ada().name, servers.ada().address};
        m_account.incoming = {servers.host(), servers.port(QStringLiteral("imaps")), Security::Tls, servers.ada().address, servers.caPem()};
        m_account.outgoing = m_account.incoming;
        m_account.secretKey = "home";
        m_account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        m_account.id = MUST(m_store->write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(m_account); }));
        MUST_DO(m_secrets.write(m_account.incomingSecret(), Secret(servers.ada().password), Deadline::never(), {}));
        m_around.emplace(engine::Surroundings{*m_store, m_secrets, m_connector});
    }

    /** The program was killed, and starts again. */
    void restart()
    {
        m_around.reset();
        m_store.reset();
        m_store = MUST(store::Store::open(profile()));
        m_around.emplace(engine::Surroundings{*m_store, m_secrets, m_connector});
    }
    void breakOffAfter(qint64 bytes)
    {
        m_connector.bytes = bytes;
        m_connector.broken = false;
    }
    [[nodiscard]] bool hasBrokenOff() const { return m_connector.broken; }
    /** One round on a connection of its own, into the folders that are not quiet. */
    [[nodiscard]] Status pass()
    {
        engine::PassContext context{*m_around, m_account, m_stop.get_token(), std::make_shared<net::Transcript>(), {}, {}};
        const auto session = TRY(engine::openImap(context));
        const Status done = engine::ImapAccountPass(context, *session, {}).run();
        report = context.report;
        return done;
    }

    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] FolderId folder(const char *path)
    {
        return MUST(m_store->read([&](const store::Reader &reader) { return reader.folderByPath(m_account.id, QString::fromLatin1(path)); })).id;
    }
    [[nodiscard]] QList<MessageRow> rows(const char *path)
    {
        store::ListQuery query;
        query.folder = folder(path);
        store::Page all;
        all.limit = 100'000;
        return MUST(m_store->read([&](const store::Reader &reader) { return reader.list(query, all); }));
    }
    /** Without those of which the person is told that the server no longer has them. */
    [[nodiscard]] QList<MessageRow> unquestionedRows(const char *path)
    {
        QList<MessageRow> shown = rows(path);
        for (const store::AttentionItem &told : MUST(m_store->read([](const store::Reader &reader) { return reader.attention(); })))
            shown.removeIf([&](const MessageRow &row) { return row.id == told.placement; });
        return shown;
    }
    engine::SyncReport report;

private:
    [[nodiscard]] QString profile() const { return m_directory.filePath(QStringLiteral("profile")); }

    QTemporaryDir m_directory{roomForProfiles()};
    std::unique_ptr<store::Store> m_store;
    secrets::MemorySecretStore m_secrets;
    BreakingConnector m_connector;
    Account m_account;
    StopSource m_stop;
    std::optional<engine::Surroundings> m_around;
};

/** The session of another client, which never breaks off. */
inline Result<std::unique_ptr<imap::ImapSession>> openDirectly(const RealServers &servers)
{
    net::TlsPolicy policy;
    policy.caPem = servers.caPem();
    imap::SessionOptions options;
    options.security = Security::Tls;
    options.credentials = {servers.ada().address, Secret(servers.ada().password)};
    const net::Endpoint endpoint{servers.host(), servers.port(QStringLiteral("imaps")), net::Transport::Tls};
    return imap::ImapSession::open(TRY(net::NetworkConnector().connectTo(endpoint, policy, Deadline::in(std::chrono::seconds(20)), {})), std::move(options));
}

} // namespace petrel::test
