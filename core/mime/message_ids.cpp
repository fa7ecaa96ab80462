#include "core/mime/header_values.h"

namespace petrel::mime {

namespace {

constexpr qsizetype kIds = 1000;
constexpr qsizetype kIdBytes = 998;

QByteArray bare(QByteArrayView text)
{
    QByteArray id;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '<' && c != '>')
            id.append(c);
    }
    return id.size() <= kIdBytes ? id : QByteArray();
}

} // namespace

QList<QByteArray> parseMessageIds(const QByteArray &raw)
{
    QList<QByteArray> ids;
    const auto take = [&ids](QByteArrayView text) {
        if (QByteArray id = bare(text); !id.isEmpty() && !ids.contains(id))
            ids.append(std::move(id));
    };
    qsizetype open = raw.indexOf('<');
    while (open >= 0 && ids.size() < kIds) {
        const qsizetype close = raw.indexOf('>', open);
        if (close < 0)
            break;
        take(QByteArrayView(raw).sliced(open + 1, close - open - 1));
        open = raw.indexOf('<', close);
    }
    // Some writers leave the brackets out; then only what looks like an id counts, not "message of Monday".
    if (ids.isEmpty() && !raw.contains('<')) {
        for (const QByteArray &word : raw.simplified().split(' ')) {
            if (word.contains('@') && ids.size() < kIds)
                take(word);
        }
    }
    if (ids.isEmpty() && !raw.trimmed().contains(' '))
        take(raw);
    return ids;
}

} // namespace petrel::mime
