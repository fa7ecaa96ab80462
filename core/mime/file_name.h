#pragma once

#include <QByteArray>
#include <QString>

namespace petrel::mime {

/**
 * A name under which an attachment may be saved in a folder the person chose: base name only, no separators, controls,
 * bidirectional or invisible marks, no leading dots or dashes, no trailing dots or spaces, no name reserved on Windows, at
 * most 200 bytes of UTF-8 with the extension kept. Empty or hopeless input gives "attachment". Never overwriting is up to the saver.
 */
[[nodiscard]] QString safeFileName(const QString &name);

/** Programs and documents that run or script: only "save" is offered. Looks at every extension, so "a.exe.txt " counts. */
[[nodiscard]] bool isDangerousName(const QString &name);
[[nodiscard]] bool isDangerousType(QByteArrayView type);
/**
 * The same by what is in the file, for desktops go by that too: a page called "invoice" opens in the browser as a file of this
 * computer. Any reading counts: of the content alone, and of name and content together. Looks at the beginning only.
 */
[[nodiscard]] bool isDangerousContent(const QString &name, const QByteArray &bytes);

} // namespace petrel::mime
