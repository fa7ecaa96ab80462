#include "core/html/text_from_html.h"

#include "core/mime/text_decoding.h"

namespace petrel::html {

void completeText(mime::MessageContent &content)
{
    bool made = false;
    QString text;
    QList<mime::TextLink> links;
    for (mime::BodySection &section : content.sections) {
        LinkedText linked{section.plain, {}};
        if (section.plain.trimmed().isEmpty() && !section.html.isEmpty()) {
            linked = textFromHtml(section.html);
            section.plain = linked.text;
            made = true;
        }
        if (section.plain.trimmed().isEmpty())
            continue;
        if (!text.isEmpty())
            text += QLatin1Char('\n');
        for (mime::TextLink &link : linked.links)
            link.begin += text.size();
        links += linked.links;
        text += linked.text;
    }
    if (!made)
        return;
    content.text = text;
    content.links = links;
    content.textOrigin = text.isEmpty() ? mime::TextOrigin::None : mime::TextOrigin::FromHtml;
    content.preview = mime::previewOf(content.text);
}

} // namespace petrel::html
