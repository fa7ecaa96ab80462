#pragma once

#include "ui/wizard/secret_place.h"

namespace petrel::test {

/** Passwords in memory, as a person without a keyring may choose. */
class MemoryPlace final : public ui::SecretPlace
{
public:
    [[nodiscard]] Mode mode() const override { return Mode::Memory; }
    [[nodiscard]] bool keychainAnswers() const override { return false; }
    [[nodiscard]] bool isSettled() const override { return true; }
    void choose(Mode, const Secret &, QObject *, std::function<void(Status)> done) override { done({}); }
};

} // namespace petrel::test
