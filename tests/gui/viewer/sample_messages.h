#pragma once

#include "core/mime/message_content.h"

namespace petrel::test {

/** A plain message from Mateus to Nora. */
inline mime::MessageContent plainMessage(const QString &text)
{
    mime::MessageContent content;
    content.envelope.subject = QStringLiteral("Revised sections");
    content.envelope.from = {{QStringLiteral("Mateus Oliveira"), QStringLiteral("mateus@atelier.example")}};
    content.envelope.to = {{QStringLiteral("Nora"), QStringLiteral("nora@halden.example")},
                           {QStringLiteral("Priya Raman"), QStringLiteral("priya@raman.example")}};
    content.envelope.messageId = "one@atelier.example";
    content.envelope.dateSent = 1'763'546'520;
    content.sections = {{"1", text, {}}};
    content.text = text;
    content.textOrigin = mime::TextOrigin::Plain;
    return content;
}

inline mime::MessageContent htmlMessage(const QString &html)
{
    mime::MessageContent content = plainMessage({});
    content.sections = {{"1", {}, html}};
    content.textOrigin = mime::TextOrigin::FromHtml;
    return content;
}

inline PartInfo attachment(const QByteArray &path, const QByteArray &type, const QString &name)
{
    PartInfo part;
    part.path = path;
    part.type = type;
    part.disposition = "attachment";
    part.fileName = name;
    part.size = 2'900'000;
    return part;
}

} // namespace petrel::test
