#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"
#include "core/model/label.h"

namespace petrel::store {

class WriteTransaction;

/**
 * The person's labels: names, colours, order. Nothing here changes a message; what bears a label is WishRepository's business.
 * Errors: Invalid "NAME" (empty, or longer than kLongestLabelName), Invalid "TAKEN" (another label has the name).
 */
class LabelRepository
{
public:
    explicit LabelRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** A new one behind the others; one that was forgotten comes back under the keyword it had. */
    [[nodiscard]] Result<Label> add(const QString &name, LabelColour colour);
    /** Its name and colour. One that only stood at messages is listed from now on. */
    [[nodiscard]] Status change(const QString &keyword, const QString &name, LabelColour colour);
    /** Not shown any more, wherever it stands. */
    [[nodiscard]] Status forget(const QString &keyword);
    /** Those named first, in this order, and all of them listed; the others stay behind them as they are. */
    [[nodiscard]] Status arrange(const QStringList &keywords);

    /** Whether the account's server has labels of its own; see SyncReader::hasGmailLabels(). */
    [[nodiscard]] Status setGmailLabels(AccountId account, bool has);

private:
    [[nodiscard]] Status write(const Label &label, int position);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
