#include "core/engine/imap/body_pass.h"

#include "core/base/clock.h"
#include "core/engine/imap/connection.h"
#include "core/engine/message_intake.h"
#include "core/engine/retry_policy.h"
#include "core/engine/write_ahead.h"
#include "core/imap/grammar/limits.h"

#include <algorithm>

namespace petrel::engine {

namespace {

constexpr int kBodiesPerLook = 500;
constexpr qint64 kSmallBytes = 256 * 1024;
constexpr qsizetype kMessagesInACommand = 50;
constexpr qint64 kCommandsAhead = 4; // so many make up what is asked for ahead
// What is kept in one transaction: short enough for the gate.
constexpr qint64 kBytesTogether = 1024 * 1024;
constexpr qsizetype kMessagesTogether = 50;
constexpr std::int64_t kSecondsPerDay = 24 * 3600;

/** Bodies as they come, kept some together while the next ones come. */
class Keeper
{
public:
    explicit Keeper(PassContext &context) : m_context(context) {}

    /** Protocol, scope Message: it is another one's. */
    Status take(const MessageRow &row, const QByteArray &content)
    {
        const Envelope told = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.detail(row.id); })).envelope;
        MessageIntake intake(m_context.store());
        TRY(intake.write(content));
        m_bodies.push_back(TRY(intake.finishBodyOf(row.message, told)));
        m_bytes += content.size(); // RFC822.SIZE is a hint, and some servers lie
        const bool isEnough = m_bytes >= kBytesTogether || static_cast<qsizetype>(m_bodies.size()) >= kMessagesTogether;
        return isEnough ? keep() : Status();
    }

    /** All that came is in the store. */
    Status finish()
    {
        TRY(keep());
        return settle();
    }

private:
    Status keep()
    {
        TRY(settle());
        if (m_bodies.empty())
            return {};
        m_bytes = 0;
        m_writing.begin([&store = m_context.store(), bodies = std::exchange(m_bodies, {})]() mutable -> Result<int> {
            TRY(store.write(u"store bodies", [&](store::WriteTransaction &tx) -> Status {
                for (MessageIntake::Body &body : bodies)
                    TRY(MessageIntake::store(tx, std::move(body)));
                return {};
            }, store::Durability::WithTheNext));
            return static_cast<int>(bodies.size());
        });
        return {};
    }

    Status settle()
    {
        if (m_writing.isUnderWay())
            m_context.report.bodies += TRY(m_writing.settle());
        return {};
    }

    PassContext &m_context;
    std::vector<MessageIntake::Body> m_bodies;
    qint64 m_bytes = 0;
    WriteAhead<int> m_writing; ///< how many
};

imap::WholeSets::Set setOf(const QList<MessageRow> &rows)
{
    imap::WholeSets::Set set;
    for (const MessageRow &row : rows) {
        set.uids.add(row.uid);
        set.bytes += row.size;
    }
    return set;
}

} // namespace

BodyPass::BodyPass(PassContext &context, imap::ImapSession &session, const FolderRow &folder, PassedOver &passedOver, BodyPassOptions options)
    : m_context(context), m_session(session), m_folder(folder), m_passedOver(passedOver), m_options(std::move(options))
{
}

Status BodyPass::run()
{
    if (m_options.policy.bodies == OfflinePolicy::Bodies::OnDemand)
        return {};
    while (true) {
        Rows rows = TRY(look());
        if (rows.isEmpty()) {
            m_context.report.troubles += m_left;
            return {};
        }
        m_total = rows.size();
        while (!rows.isEmpty()) {
            m_done = m_total - rows.size();
            m_context.tell(AccountStatus::Task::Bodies, m_folder.name, m_done, m_total);
            TRY(fetchSome(rows));
            if (m_options.betweenBatches)
                TRY(m_options.betweenBatches());
        }
    }
}

Result<BodyPass::Rows> BodyPass::look()
{
    const std::int64_t since = m_options.policy.bodies == OfflinePolicy::Bodies::All ? 0 : Clock::nowUtc() - m_options.policy.days * kSecondsPerDay;
    Rows rows = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).withoutBody(m_folder.id, since, imap::Limits().literalBytes, kBodiesPerLook + m_passedOver.size());
    }));
    m_left.clear();
    rows.removeIf([&](const MessageRow &row) {
        const Error *reason = m_passedOver.whyItWaits(row.message);
        if (reason)
            m_left.append({PassTrouble::What::Message, m_folder.path, *reason});
        return reason != nullptr;
    });
    return rows;
}

/** The small ones among `rows`, or the first of the large ones. */
Status BodyPass::fetchSome(Rows &rows)
{
    QList<Rows> sets = takeSmall(rows);
    if (sets.isEmpty())
        return fetchAlone({rows.takeFirst()});
    return fetchTogether(std::move(sets), rows);
}

/** By the command; a single one is none. */
QList<BodyPass::Rows> BodyPass::takeSmall(Rows &rows) const
{
    const auto isSmall = [&](const MessageRow &row) { return row.size <= kSmallBytes && !m_passedOver.isAskedAlone(row.message); };
    if (std::count_if(rows.cbegin(), rows.cend(), isSmall) < 2)
        return {};
    const qint64 most = bytesAhead(m_options.line ? m_options.line->bytesPerSecond() : std::nullopt) / kCommandsAhead;
    QList<Rows> sets;
    qint64 bytes = 0;
    for (const MessageRow &row : std::as_const(rows)) {
        if (!isSmall(row))
            continue;
        if (sets.isEmpty() || bytes + row.size > most || sets.last().size() == kMessagesInACommand) {
            sets.append(Rows());
            bytes = 0;
        }
        sets.last().append(row);
        bytes += row.size;
    }
    rows.removeIf(isSmall);
    return sets;
}

/** What was asked for and did not come is asked for one by one: then each says why. What was not asked for goes back to `rows`. */
Status BodyPass::fetchTogether(QList<Rows> sets, Rows &rows)
{
    imap::WholeSets wanted;
    wanted.bytesAhead = bytesAhead(m_options.line ? m_options.line->bytesPerSecond() : std::nullopt);
    QHash<Uid, MessageRow> open;
    for (const Rows &set : std::as_const(sets)) {
        wanted.sets.append(setOf(set));
        for (const MessageRow &row : set)
            open.insert(row.uid, row);
    }
    TRY(selectFolderOf(m_context, m_session, m_folder.id));
    if (wantsCompression(m_session, m_options.line, Traffic::HeadersAndBodies))
        TRY(beginCompression(m_session, *m_options.line));
    Keeper keeper(m_context);
    LineMeter meter(m_session, m_options.line);
    qsizetype answered = 0;
    const auto sink = [&](Uid uid, const QByteArray &message) -> Status {
        if (m_context.stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("the download was stopped"));
        const MessageRow row = open.take(uid);
        const Status taken = keeper.take(row, message);
        if (taken || taken.error().code != "another-message")
            return taken;
        open.insert(uid, row); // as if it had not come: alone it may be itself
        return {};
    };
    const auto speed = [this] { return m_options.line ? m_options.line->bytesPerSecond() : std::nullopt; };
    const bool wasKnown = speed().has_value();
    const auto done = [&](qsizetype index) -> Result<bool> {
        answered = index + 1;
        meter.note();
        const bool isLearned = !wasKnown && speed(); // the rest is asked for as this line can take it
        m_done += sets.at(index).size();
        m_context.tell(AccountStatus::Task::Bodies, m_folder.name, m_done, m_total);
        return !m_context.stop.stop_requested() && !somebodyWaits() && !isLearned && !wantsCompression(m_session, m_options.line, Traffic::HeadersAndBodies);
    };
    const Result<qsizetype> fetched = m_session.fetchWholeInTurn(wanted, sink, done);
    TRY(keeper.finish());
    for (Rows &set : sets)
        set.removeIf([&](const MessageRow &row) { return !open.contains(row.uid); });
    if (!fetched && (!m_session.isAlive() || endsPass(fetched.error()))) {
        if (countsAsAttempt(fetched.error()) && answered < sets.size())
            m_passedOver.askAlone(sets.at(answered)); // perhaps it was one of them that the server closed at
        return fetched.error();
    }
    Rows missing;
    const qsizetype asked = fetched ? answered : answered + 1; // the one that was refused
    for (qsizetype index = 0; index < sets.size(); ++index)
        (index < asked ? missing : rows) += sets.at(index);
    return fetchAlone(missing);
}

Status BodyPass::fetchAlone(const Rows &rows)
{
    for (const MessageRow &row : rows) {
        TRY(selectFolderOf(m_context, m_session, m_folder.id));
        const Status fetched = fetchBody(m_context, m_session, row.id);
        if (fetched)
            continue;
        if (countsAsAttempt(fetched.error()))
            m_passedOver.note(row.message, fetched.error());
        if (!m_session.isAlive() || after(fetched.error()) >= Disposition::StopFolder)
            return fetched;
    }
    return {};
}

bool BodyPass::somebodyWaits() const
{
    return m_options.somebodyWaits ? m_options.somebodyWaits() : bool(m_options.betweenBatches);
}

} // namespace petrel::engine
