#pragma once

#include "core/mime/limits.h"
#include "core/mime/message_content.h"

#include <QByteArray>
#include <QList>

namespace petrel::mime {

/** A field unfolded, nothing decoded. */
struct RawField
{
    QByteArray name;
    QByteArray value;
};

/** The fields of one header block and where the body begins. */
struct HeaderBlock
{
    QList<RawField> fields;
    qsizetype bodyBegin = 0;
    bool cut = false; ///< a limit was met

    /** First field of that name; empty when absent. */
    [[nodiscard]] QByteArray first(const char *name) const;
    [[nodiscard]] int count(const char *name) const;
    /** All fields of that name joined by ", ": To and Cc, which mail repeats at times. */
    [[nodiscard]] QByteArray joined(const char *name) const;
};

/** Reads the header block in bytes[begin, end). A line that is neither field nor continuation begins the body. */
[[nodiscard]] HeaderBlock readHeaderBlock(const QByteArray &bytes, qsizetype begin, qsizetype end, const Limits &limits);

[[nodiscard]] Envelope envelopeOf(const HeaderBlock &block);
/** What is odd about the fields of a message's own header. */
[[nodiscard]] QList<Notice> noticesOf(const HeaderBlock &block, const Envelope &envelope);
[[nodiscard]] QList<HeaderField> fieldsOf(const HeaderBlock &block);
[[nodiscard]] ListHeaders listHeadersOf(const QList<HeaderField> &headers);

inline void addNotice(QList<Notice> &notices, Notice notice)
{
    if (!notices.contains(notice))
        notices.append(notice);
}

} // namespace petrel::mime
