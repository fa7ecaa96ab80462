#pragma once

#include <QSyntaxHighlighter>

namespace petrel::ui {

/** Mutes quoted lines and the signature while a message is written; changes colours only, never the text. */
class QuoteColours : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit QuoteColours(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace petrel::ui
