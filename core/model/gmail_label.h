#pragma once

#include <QString>

namespace petrel {

// Labels of Gmail's own (X-GM-EXT-1). They are kept among a message's keywords, and are wanted, merged and taken back as these are;
// what tells them apart is a quotation mark before the name, which no keyword can hold.

[[nodiscard]] QString gmailWord(const QString &name);
[[nodiscard]] bool isGmailWord(const QString &word);
/** The name of such a word. */
[[nodiscard]] QString gmailName(const QString &word);

} // namespace petrel
