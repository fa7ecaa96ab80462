#include "core/secrets/keychain_secret_store.h"

#include "core/base/log.h"
#include "core/secrets/keychain_thread_p.h"
#include "core/secrets/secret_errors_p.h"

#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace petrel::secrets {

namespace {

QString service()
{
    return QStringLiteral("petrel");
}

/** What a job came to, and the place where its caller waits for that. */
struct Answer
{
    QKeychain::Error error = QKeychain::NoError;
    QString words;
    Secret secret;
};

struct Letterbox
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Answer> answer;

    void give(Answer given)
    {
        const std::lock_guard lock(mutex);
        answer = std::move(given);
        changed.notify_all();
    }
};

Error errorFor(const Answer &answer)
{
    switch (answer.error) {
    case QKeychain::EntryNotFound:
        return noSecret();
    case QKeychain::AccessDeniedByUser:
        return secretError("secrets-denied", QStringLiteral("access to the keychain was not allowed"));
    case QKeychain::AccessDenied:
        return secretError("secrets-locked", QStringLiteral("the keychain is locked: %1").arg(answer.words));
    default:
        return secretError("secrets-no-keychain", QStringLiteral("no keychain answers on this computer: %1").arg(answer.words), ErrorRetry::Backoff);
    }
}

/** Starts the job on the keychain's thread and waits here for its answer. */
template <class Job, class Prepare, class Harvest>
Result<Secret> run(Prepare prepare, Harvest harvest, const Deadline &deadline, const StopToken &stop)
{
    const auto letterbox = std::make_shared<Letterbox>();
    KeychainThread::post([letterbox, prepare, harvest] {
        auto *job = new Job(service());
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, job, [letterbox, harvest, job] {
            letterbox->give({job->error(), job->errorString(), harvest(*job)});
        });
        job->start();
    });

    std::unique_lock lock(letterbox->mutex);
    const auto answered = [&] { return letterbox->answer.has_value(); };
    if (deadline.isNever())
        letterbox->changed.wait(lock, stop, answered);
    else
        letterbox->changed.wait_for(lock, stop, deadline.remaining(), answered);
    if (!answered() && stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    if (!answered())
        return secretError("secrets-no-answer", QStringLiteral("the keychain did not answer in time"), ErrorRetry::Backoff);
    if (letterbox->answer->error != QKeychain::NoError)
        return errorFor(*letterbox->answer);
    return std::move(letterbox->answer->secret);
}

Secret nothing(const QKeychain::Job &)
{
    return {};
}

/** Not being there is a fine answer for whoever removes or only knocks. */
Status unlessMissing(const Result<Secret> &outcome)
{
    if (outcome || outcome.error().kind == ErrorKind::NotFound)
        return {};
    return outcome.error();
}

} // namespace

KeychainSecretStore::KeychainSecretStore(const QByteArray &profileUuid)
    : m_prefix(QString::fromLatin1(profileUuid) + QLatin1Char('/'))
{
}

QString KeychainSecretStore::entry(const QByteArray &key) const
{
    return m_prefix + QString::fromUtf8(key);
}

Status KeychainSecretStore::probe(const Deadline &deadline, const StopToken &stop)
{
    return unlessMissing(read("probe", deadline, stop));
}

Result<Secret> KeychainSecretStore::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return run<QKeychain::ReadPasswordJob>(
        [name = entry(key)](QKeychain::ReadPasswordJob &job) { job.setKey(name); },
        [](const QKeychain::ReadPasswordJob &job) { return Secret(job.binaryData()); }, deadline, stop);
}

Status KeychainSecretStore::write(
    const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    const auto prepare = [name = entry(key), secret](QKeychain::WritePasswordJob &job) {
        job.setKey(name);
        job.setBinaryData(secret.reveal());
    };
    TRY(run<QKeychain::WritePasswordJob>(prepare, nothing, deadline, stop));
    return {};
}

Status KeychainSecretStore::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return unlessMissing(run<QKeychain::DeletePasswordJob>(
        [name = entry(key)](QKeychain::DeletePasswordJob &job) { job.setKey(name); }, nothing, deadline, stop));
}

} // namespace petrel::secrets
