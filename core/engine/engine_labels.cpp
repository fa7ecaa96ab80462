// Labels: the part of Engine about what people call the keywords at their messages, and about putting them there.

#include "core/engine/engine_private.h"
#include "core/engine/label_actions.h"

namespace petrel::engine {

UndoId Engine::setLabels(const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear, QObject *context, Done<void> done)
{
    return d->record([ids, set, clear](store::Store &store) { return changeLabels(store, ids, set, clear); }, context, std::move(done));
}

UndoId Engine::toggleLabel(const QList<PlacementId> &ids, const QString &keyword, QObject *context, Done<void> done)
{
    return d->record([ids, keyword](store::Store &store) { return flipLabel(store, ids, keyword); }, context, std::move(done));
}

UndoId Engine::takeLabelsOff(const QList<PlacementId> &ids, QObject *context, Done<void> done)
{
    return d->record([ids](store::Store &store) { return engine::takeLabelsOff(store, ids); }, context, std::move(done));
}

void Engine::addLabel(const QString &name, LabelColour colour, QObject *context, Done<Label> done)
{
    d->wishes.post([this, name, colour, guard = QPointer<QObject>(context), done = std::move(done)] {
        const Result<Label> made = d->store->write(u"new label", [&](store::WriteTransaction &tx) { return tx.labels().add(name, colour); });
        d->deliver(guard, [done, made] { done(made); });
    });
}

void Engine::changeLabel(const QString &keyword, const QString &name, LabelColour colour, QObject *context, Done<void> done)
{
    d->wishes.post([this, keyword, name, colour, guard = QPointer<QObject>(context), done = std::move(done)] {
        d->answerWish(guard, done, d->store->write(u"change label", [&](store::WriteTransaction &tx) { return tx.labels().change(keyword, name, colour); }));
    });
}

void Engine::forgetLabel(const QString &keyword, QObject *context, Done<void> done)
{
    d->wishes.post([this, keyword, guard = QPointer<QObject>(context), done = std::move(done)] {
        d->answerWish(guard, done, d->store->write(u"forget label", [&](store::WriteTransaction &tx) { return tx.labels().forget(keyword); }));
    });
}

void Engine::arrangeLabels(const QStringList &keywords, QObject *context, Done<void> done)
{
    d->wishes.post([this, keywords, guard = QPointer<QObject>(context), done = std::move(done)] {
        d->answerWish(guard, done, d->store->write(u"arrange labels", [&](store::WriteTransaction &tx) { return tx.labels().arrange(keywords); }));
    });
}

} // namespace petrel::engine
