#include "core/html/text_from_html.h"

#include "core/mime/text_decoding.h"

#include <QStringList>

namespace petrel::html {

void completeText(mime::MessageContent &content)
{
    bool made = false;
    QStringList texts;
    for (mime::BodySection &section : content.sections) {
        if (section.plain.trimmed().isEmpty() && !section.html.isEmpty()) {
            section.plain = textFromHtml(section.html).text;
            made = true;
        }
        if (!section.plain.trimmed().isEmpty())
            texts.append(section.plain);
    }
    if (!made)
        return;
    content.text = texts.join(QLatin1Char('\n'));
    content.textOrigin = texts.isEmpty() ? mime::TextOrigin::None : mime::TextOrigin::FromHtml;
    content.preview = mime::previewOf(content.text);
}

} // namespace petrel::html
