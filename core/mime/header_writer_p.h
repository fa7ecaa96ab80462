#pragma once

#include "core/base/result.h"
#include "core/model/address.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace petrel::mime {

/** Writes header fields, folded at 76 columns (RFC 5322 2.2.3), ASCII only. */
class HeaderWriter
{
public:
    /** Words without spaces that must stand whole; folding happens between them. */
    void structured(const char *name, const QList<QByteArray> &words);
    /** Free text such as Subject: as it is when plain ASCII, else encoded words (RFC 2047). */
    void unstructured(const char *name, const QString &text);
    void addresses(const char *name, const AddressList &list);
    /** "Content-Type: text/plain; charset=utf-8": a value and ready parameters. */
    void parameters(const char *name, const QByteArray &value, const QList<QByteArray> &ready);

    [[nodiscard]] QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    QByteArray m_bytes;
};

/** Ready parameters for a file name: filename="a.txt", or filename*=utf-8''..., in sections where long (RFC 2231). */
[[nodiscard]] QList<QByteArray> fileNameParameters(const QByteArray &name, const QString &fileName);

/** Invalid when the text holds a control character or half a character pair: nothing of the kind enters a header. */
[[nodiscard]] Status refuseControls(const QString &text, const char *field);

} // namespace petrel::mime
