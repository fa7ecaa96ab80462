#include "core/mime/header_block_p.h"

#include "core/mime/header_values.h"

namespace petrel::mime {

namespace {

const HeaderField *find(const QList<HeaderField> &headers, const char *name)
{
    for (const HeaderField &field : headers) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return &field;
    }
    return nullptr;
}

/** The links between angle brackets, RFC 2369 section 2. */
QList<QUrl> links(const HeaderField *field)
{
    QList<QUrl> urls;
    if (!field)
        return urls;
    for (const QByteArray &text : parseMessageIds(field->raw)) {
        const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
        if (url.isValid())
            urls.append(url);
    }
    return urls;
}

QUrl firstWith(const QList<QUrl> &urls, QLatin1String scheme)
{
    for (const QUrl &url : urls) {
        if (url.scheme() == scheme && (scheme == QLatin1String("mailto") || !url.host().isEmpty()))
            return url;
    }
    return {};
}

} // namespace

ListHeaders listHeadersOf(const QList<HeaderField> &headers)
{
    ListHeaders list;
    if (const HeaderField *id = find(headers, "List-Id")) {
        const qsizetype open = id->value.lastIndexOf(QLatin1Char('<'));
        const qsizetype close = id->value.indexOf(QLatin1Char('>'), open);
        list.id = open >= 0 && close > open ? id->value.mid(open + 1, close - open - 1).trimmed() : id->value;
        list.name = open > 0 ? id->value.left(open).trimmed() : QString();
        if (list.name.size() >= 2 && list.name.startsWith(QLatin1Char('"')) && list.name.endsWith(QLatin1Char('"')))
            list.name = list.name.mid(1, list.name.size() - 2);
    }
    list.post = firstWith(links(find(headers, "List-Post")), QLatin1String("mailto"));
    const QList<QUrl> unsubscribe = links(find(headers, "List-Unsubscribe"));
    list.unsubscribeMail = firstWith(unsubscribe, QLatin1String("mailto"));
    list.unsubscribeWeb = firstWith(unsubscribe, QLatin1String("https"));
    const HeaderField *post = find(headers, "List-Unsubscribe-Post");
    list.oneClick = list.unsubscribeWeb.isValid() && post
        && post->raw.trimmed().compare("List-Unsubscribe=One-Click", Qt::CaseInsensitive) == 0;
    return list;
}

} // namespace petrel::mime
