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

} // namespace petrel::mime
