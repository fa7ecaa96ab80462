#include "core/imap/session/exchange.h"

#include "core/imap/session/refusal.h"

namespace petrel::imap {

namespace {

/** Far above an emptied folder of 200,000 messages; beyond it somebody floods us. */
constexpr qsizetype kMaxEvents = 250'000;
constexpr int kMaxAlerts = 20;
constexpr qsizetype kAlertBytes = 1000;

void writeTrace(net::Transcript &transcript, const TraceLine &line)
{
    switch (line.kind) {
    case TraceLine::Kind::Client: transcript.client(line.text); return;
    case TraceLine::Kind::ClientSecret: transcript.clientSecret(line.text); return;
    case TraceLine::Kind::ClientBytes: transcript.clientBytes(line.count); return;
    case TraceLine::Kind::Server: transcript.server(line.text); return;
    case TraceLine::Kind::ServerBytes: transcript.serverBytes(line.count); return;
    }
}

MachineOptions machineOptions(const SessionOptions &options, bool encrypted)
{
    MachineOptions machine;
    machine.encrypted = encrypted;
    machine.requireTls = options.security != Security::None;
    machine.limits = options.limits;
    if (net::Transcript *transcript = options.transcript)
        machine.trace = [transcript](const TraceLine &line) { writeTrace(*transcript, line); };
    return machine;
}

} // namespace

Exchange::Exchange(std::unique_ptr<net::ByteStream> stream, SessionOptions options)
    : m_stream(std::move(stream)), m_options(std::move(options)), m_machine(machineOptions(m_options, m_stream->isEncrypted()))
{
}

Error Exchange::die(Error error)
{
    if (!m_dead) {
        if (error.kind == ErrorKind::Network || error.kind == ErrorKind::Throttled)
            noteStumble(m_machine.inFlight());
        m_dead = std::move(error);
        m_stream->close();
    }
    return *m_dead;
}

void Exchange::noteStumble(int underWay)
{
    if (underWay > kFewCommands)
        m_stumbledAt = std::max(m_stumbledAt, underWay);
}

int Exchange::commandsAtOnce() const
{
    const int most = m_options.mostAtOnce > 0 ? std::min(m_options.mostAtOnce, m_commandsAtOnce) : m_commandsAtOnce;
    return std::max(m_stumbledAt > 0 ? std::min(most, m_stumbledAt / 2) : most, kFewCommands);
}

Result<bool> Exchange::sendOutput(std::chrono::milliseconds inactivity)
{
    bool sent = false;
    for (;;) {
        Result<QByteArray> out = m_machine.takeOutput();
        if (!out.ok())
            return die(std::move(out).error());
        if (out->isEmpty())
            return sent;
        sent = true;
        const Status written = m_stream->write(out.value());
        if (!written.ok())
            return hearOut(written.error());
        m_sentSinceWait = true;
        const Status flushed = m_stream->flush(within(inactivity), m_options.stop);
        if (!flushed.ok())
            return hearOut(flushed.error());
        (void)readArrived(); // the server may refuse a literal while it is on its way
    }
}

Result<bool> Exchange::hearOut(const Error &broken)
{
    if (readArrived())
        return true;
    return die(broken);
}

bool Exchange::readArrived()
{
    const QByteArray bytes = m_stream->readAvailable();
    if (!bytes.isEmpty())
        m_machine.receive(bytes);
    return !bytes.isEmpty();
}

Result<net::ByteStream::Wake> Exchange::waitForBytes(const Deadline &deadline, WakeSignal *wake)
{
    const bool isTurn = std::exchange(m_sentSinceWait, false);
    const Clock::Monotonic before = Clock::current().monotonic();
    Result<net::ByteStream::Wake> woken = m_stream->wait(deadline, m_options.stop, wake);
    if (isTurn)
        ++m_roundTrips; // how far it is, and how long the server thinks: that says nothing of how much comes in a second
    else
        m_waited += Clock::current().monotonic() - before;
    return woken;
}

Result<std::optional<Event>> Exchange::nextMachineEvent()
{
    Result<std::optional<Event>> event = m_machine.next();
    if (!event.ok())
        return die(std::move(event).error());
    if (!event.value())
        return event;
    if (const auto *greeted = std::get_if<Greeted>(&**event))
        noteStatus(greeted->status);
    if (const auto *completed = std::get_if<Completed>(&**event))
        noteStatus(completed->status);
    if (const auto *told = std::get_if<Told>(&**event); told && std::holds_alternative<StatusResponse>(told->response))
        noteStatus(std::get<StatusResponse>(told->response));
    if (const auto *bye = std::get_if<ByeSaid>(&**event)) {
        noteStatus(bye->status);
        return die(byeError(bye->status));
    }
    return event;
}

Result<Event> Exchange::nextEvent(std::chrono::milliseconds inactivity, const Claim &claim)
{
    if (m_dead)
        return *m_dead;
    for (;;) {
        std::optional<Event> event = TRY(nextMachineEvent());
        if (event) {
            auto *told = std::get_if<Told>(&*event);
            const auto *completed = std::get_if<Completed>(&*event);
            if (completed && completed->status.kind == StatusResponse::Kind::Bad)
                noteStumble(m_machine.inFlight() + 1);
            if (!told)
                return *std::move(event);
            if (++m_responses > m_options.limits.responsesPerCommand)
                return die(makeError(ErrorKind::Protocol, QStringLiteral("the answer to one command never ends")));
            if (!claim || !claim(told->response))
                noteUnasked(told->response);
            if (m_events.size() > kMaxEvents)
                return die(makeError(ErrorKind::Protocol, QStringLiteral("the server floods us")));
            continue;
        }
        // What just arrived may have been a challenge, or leave to go on with a literal: answer it first. And what
        // arrived while we sent is all there will be: only when nothing moved there is something to wait for.
        const bool sent = TRY(sendOutput(inactivity));
        if (readArrived() || sent)
            continue;
        const Result<net::ByteStream::Wake> woken = waitForBytes(within(inactivity));
        if (!woken.ok())
            return die(woken.error());
    }
}

Result<StatusResponse> Exchange::finish(CommandId command, std::chrono::milliseconds inactivity, const Claim &claim)
{
    m_responses = 0;
    for (;;) {
        Event event = TRY(nextEvent(inactivity, claim));
        auto *completed = std::get_if<Completed>(&event);
        if (!completed || completed->command != command)
            continue;
        m_lastCompleted = std::move(*completed);
        return m_lastCompleted.status;
    }
}

Result<StatusResponse> Exchange::run(const Command &command, std::chrono::milliseconds inactivity, const Claim &claim)
{
    if (m_dead)
        return *m_dead;
    const CommandId id = TRY(m_machine.enqueue(command));
    const StatusResponse status = TRY(finish(id, inactivity, claim));
    if (status.kind != StatusResponse::Kind::Ok)
        return refusalError(status);
    return status;
}

Result<QList<StatusResponse>> Exchange::runAll(const QList<Command> &commands, std::chrono::milliseconds inactivity, const Claim &claim)
{
    if (m_dead)
        return *m_dead;
    QList<CommandId> ids;
    for (const Command &command : commands)
        ids.append(TRY(m_machine.enqueue(command)));
    QList<StatusResponse> answers(ids.size());
    qsizetype open = ids.size();
    m_responses = 0;
    while (open > 0) {
        Event event = TRY(nextEvent(inactivity, claim));
        const auto *completed = std::get_if<Completed>(&event);
        const qsizetype index = completed ? ids.indexOf(completed->command) : -1;
        if (index < 0)
            continue;
        answers[index] = completed->status;
        --open;
    }
    return answers;
}

Result<CommandId> Exchange::sendAhead(const Command &command, std::chrono::milliseconds inactivity)
{
    const CommandId id = TRY(m_machine.enqueue(command));
    const bool isAhead = m_machine.hasInFlight();
    const bool waitsAlready = m_sentSinceWait;
    const bool sent = TRY(sendOutput(inactivity));
    m_sentSinceWait = waitsAlready || (sent && !isAhead);
    return id;
}

Result<Completed> Exchange::finishNext(std::chrono::milliseconds inactivity, const Claim &claim)
{
    m_responses = 0;
    for (;;) {
        Event event = TRY(nextEvent(inactivity, claim));
        if (auto *completed = std::get_if<Completed>(&event))
            return std::move(*completed);
    }
}

Status Exchange::enable()
{
    if (m_toEnable.isEmpty())
        return {};
    const Result<QList<StatusResponse>> answers = runWithEnable({}, m_options.timeouts.command);
    return answers.ok() ? Status() : Status(answers.error());
}

Result<StatusResponse> Exchange::enableAndRun(const Command &command, std::chrono::milliseconds inactivity, const Claim &claim)
{
    // A name must not be on its way while it is being agreed on how names travel.
    const bool namesChange = m_toEnable.contains("UTF8=ACCEPT") || m_toEnable.contains("IMAP4rev2");
    if (namesChange && command.dependsOnNames())
        TRY(enable());
    if (m_toEnable.isEmpty())
        return run(command, inactivity, claim);
    const QList<StatusResponse> answers = TRY(runWithEnable({command}, inactivity, claim));
    if (answers.last().kind != StatusResponse::Kind::Ok)
        return refusalError(answers.last());
    return answers.last();
}

/** Only what the server confirms counts: some say OK and mean nothing. */
Result<QList<StatusResponse>> Exchange::runWithEnable(const QList<Command> &others, std::chrono::milliseconds inactivity, const Claim &claim)
{
    QList<QByteArray> confirmed;
    const auto both = [&](Response &response) {
        const auto *enabled = std::get_if<EnabledResponse>(&response);
        if (enabled)
            confirmed += enabled->words;
        return enabled || (claim && claim(response));
    };
    const Command enable(std::exchange(m_toEnable, {}).constData());
    QList<StatusResponse> answers = TRY(runAll(QList<Command>{enable} + others, inactivity, both));
    const bool agreed = answers.first().kind == StatusResponse::Kind::Ok;
    qresync = agreed && confirmed.contains(QByteArrayLiteral("QRESYNC"));
    uidOnly = agreed && confirmed.contains(QByteArrayLiteral("UIDONLY"));
    utf8Accept = agreed && confirmed.contains(QByteArrayLiteral("UTF8=ACCEPT"));
    return answers;
}

void Exchange::enterFolder(std::optional<MailboxName> name, const SelectResult &server, bool isExamined)
{
    m_selected = std::move(name);
    m_isExamined = isExamined;
    m_uidValidity = server.uidValidity;
    m_exists = server.exists;
    m_permanentFlags = server.permanentFlags;
}

void Exchange::addEvent(MailboxEvent event)
{
    const bool repeats = !m_events.isEmpty() && event.kind == MailboxEvent::Kind::Exists
        && m_events.last().kind == MailboxEvent::Kind::Exists;
    if (repeats)
        m_events.last() = std::move(event);
    else
        m_events.append(std::move(event));
}

void Exchange::noteStatus(const StatusResponse &status)
{
    if (m_notifies && status.code.is("NOTIFICATIONOVERFLOW")) {
        m_notifies = false;
        MailboxEvent event;
        event.kind = MailboxEvent::Kind::Overflow;
        addEvent(std::move(event));
    }
    if (const auto *progress = std::get_if<InProgress>(&status.code.value); progress && m_options.onProgress)
        m_options.onProgress(*progress);
    const bool isAlert = status.code.is("ALERT") && !status.text.isEmpty() && m_stream->isEncrypted();
    if (isAlert && m_options.onAlert && ++m_alerts <= kMaxAlerts)
        m_options.onAlert(status.text.left(kAlertBytes));
}

void Exchange::noteUnasked(const Response &response)
{
    if (m_notifies)
        noteOtherFolder(response);
    if (m_selected)
        noteSelected(response);
}

void Exchange::noteSelected(const Response &response)
{
    MailboxEvent event;
    if (const auto *told = std::get_if<ExistsResponse>(&response)) {
        m_exists = told->count;
        event.kind = MailboxEvent::Kind::Exists;
        event.number = told->count;
    } else if (const auto *gone = std::get_if<ExpungeResponse>(&response)) {
        // Some servers send no EXISTS after it: we count ourselves.
        m_exists -= m_exists > 0 ? 1 : 0;
        event.kind = MailboxEvent::Kind::Expunged;
        event.number = gone->number;
    } else if (const auto *vanished = std::get_if<VanishedResponse>(&response)) {
        if (!vanished->earlier)
            m_exists -= std::uint32_t(std::min<std::uint64_t>(m_exists, vanished->uids.count()));
        event.kind = MailboxEvent::Kind::Vanished;
        event.uids = vanished->uids;
    } else if (const auto *fetch = std::get_if<FetchResponse>(&response); fetch && fetch->flags) {
        event.kind = MailboxEvent::Kind::Flags;
        event.number = fetch->number;
        event.uid = fetch->uid;
        event.flags = *fetch->flags;
        event.modSeq = fetch->modSeq;
    } else {
        return;
    }
    addEvent(std::move(event));
}

} // namespace petrel::imap
