#pragma once

#include "core/model/address.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** Somebody in an address field: an address, or what was typed and cannot be one. */
struct Recipient
{
    Address address;
    QString problem; ///< why no mail can go there, in one sentence; empty when all is well

    [[nodiscard]] bool isValid() const { return problem.isEmpty(); }
    friend bool operator==(const Recipient &, const Recipient &) = default;
};

/** Judges an address; the text is kept whatever it is. */
[[nodiscard]] Recipient recipientOf(const Address &address);

/** What was typed or pasted, one entry per address: "Ada <ada@example.org>, bob@example.org; c@example.org". Nothing is lost. */
[[nodiscard]] QList<Recipient> recipientsFromText(const QString &text);

/** The text of a recipient for editing and for the clipboard. */
[[nodiscard]] QString editableText(const Address &address);

} // namespace petrel::ui
