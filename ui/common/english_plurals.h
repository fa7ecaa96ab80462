#pragma once

#include <QTranslator>

namespace petrel::ui {

/**
 * English needs no translation file but for its plurals: "%n message(s)" becomes "1 message" and "2 messages", "(es)" likewise.
 * Installed by the application when no translation of the person's language is.
 */
class EnglishPlurals : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    /** Null, which means "the source text", for everything without a number. */
    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation, int n) const override;
};

} // namespace petrel::ui
