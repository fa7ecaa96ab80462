#pragma once

#include "core/base/executor.h"
#include "core/engine/engine.h"
#include "ui/models/read_access.h"
#include "ui/settings/settings_places.h"

namespace petrel::app {

/** Snapshots for the models, from the engine's store on its reading thread: must outlive the engine, whose last reads it runs. */
class EngineReadAccess final : public ui::ReadAccess
{
public:
    explicit EngineReadAccess(engine::Engine &engine) : ReadAccess(engine.readExecutor()), m_store(engine.store()) {}

private:
    Status withReader(const std::function<void(const store::Reader &)> &work) override;
    store::Store &m_store;
};

/**
 * The profile on disk, for the storage page. What it does reads the whole profile, so it has a thread of its own, and
 * ends at once when it goes, which is before the engine.
 */
class EngineStorage final : public ui::ProfileStorage
{
public:
    explicit EngineStorage(engine::Engine &engine) : m_store(engine.store()) {}
    ~EngineStorage() override;
    [[nodiscard]] QString directory() const override;
    void measure(QObject *context, std::function<void(std::int64_t)> done) override;
    void check(QObject *context, std::function<void(Result<Checked>)> done) override;

private:
    store::Store &m_store;
    StopSource m_stopping;
    ThreadExecutor m_work{QStringLiteral("storage")};
};

} // namespace petrel::app
