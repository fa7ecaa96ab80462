#pragma once

#include <QWidget>

namespace petrel::ui {

/** The bytes of a message as they came: a window of its own, read-only, in the fixed font. Deletes itself on closing. */
class SourceWindow : public QWidget
{
    Q_OBJECT
public:
    /** Sources beyond this many bytes are cut, and the window says so. */
    static constexpr qsizetype kShownBytes = 2 * 1024 * 1024;

    SourceWindow(const QString &subject, const QByteArray &source, QWidget *parent = nullptr);
};

} // namespace petrel::ui
