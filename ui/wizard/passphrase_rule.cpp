#include "ui/wizard/passphrase_rule.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

constexpr int kMinPassphrase = 8;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::PassphraseRule)
};

} // namespace

QString newPassphraseProblem(const QString &passphrase, const QString &again)
{
    if (passphrase.size() < kMinPassphrase)
        return Words::tr("Choose a passphrase of at least %1 characters. A few words are best.").arg(kMinPassphrase);
    if (passphrase != again)
        return Words::tr("The two passphrases are not the same.");
    return {};
}

} // namespace petrel::ui
