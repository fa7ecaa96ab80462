#pragma once

#include "core/mime/message_content.h"

#include <QList>
#include <QString>

namespace petrel::html {

/** A run of lines of one quote level, for folding and colouring. */
struct QuoteBlock
{
    int level = 0;          ///< 0 for the writer's own words
    bool signature = false; ///< from "-- " to the end, own words only
    QString text;           ///< LF lines without the quote marks

    friend bool operator==(const QuoteBlock &, const QuoteBlock &) = default;
};

/** The text cut into blocks. Joining them with their marks gives the same lines again. */
[[nodiscard]] QList<QuoteBlock> splitQuotes(const QString &text);

/** "On 3 May 2024 at 10:12, Ada wrote:" and every line with ">"; the signature is left out; ends with an empty line. */
[[nodiscard]] QString quoteForReply(const QString &text, const QString &attribution);

/**
 * The text of a message as it may leave: where words of HTML mail are a link, its address stands behind them, "here
 * <https://halden.example/>", for plain text says it nowhere else. Not where the words are the address.
 */
[[nodiscard]] QString textWithAddresses(const mime::MessageContent &message);

/** Words of the forwarded header block; ui/ hands translated ones. */
struct ForwardWords
{
    QString intro = QStringLiteral("Forwarded message");
    QString from = QStringLiteral("From");
    QString date = QStringLiteral("Date");
    QString subject = QStringLiteral("Subject");
    QString to = QStringLiteral("To");
    QString cc = QStringLiteral("Cc");
};

/** The forwarded message inline: a small header block, then textWithAddresses(). `shownDate` is ready for people. */
[[nodiscard]] QString forwardText(const mime::MessageContent &message, const QString &shownDate, const ForwardWords &words = {});

} // namespace petrel::html
