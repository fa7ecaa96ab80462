#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace petrel::ui {

/**
 * The certificates of a file, in PEM. Touches the disk, which may take its time: any thread but the GUI's. Errors: Invalid with the
 * code "unreadable", "too-large" or "no-certificate"; the sentence is certificateFileProblem().
 */
[[nodiscard]] Result<QByteArray> readCertificateFile(const QString &path);

/** What is wrong with the file, for the person. */
[[nodiscard]] QString certificateFileProblem(const Error &error);

} // namespace petrel::ui
