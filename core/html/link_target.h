#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace petrel::html {

enum class LinkWarning {
    OtherDomain,  ///< the text looks like an address, and its registrable domain is another one
    UserPart,     ///< "https://bank.example@evil.example": the part before @ poses as the host
    Punycode,     ///< the host has letters beyond ASCII; hostAscii shows them coded
    MixedScripts, ///< one label of the host mixes scripts
    NumericHost,  ///< the host is a bare number
};

/** A link as the person should see it before opening it. */
struct LinkTarget
{
    QUrl url;
    QString shownText;
    QString hostAscii;            ///< "xn--..." where not ASCII; empty for mailto
    QString shownDomain;          ///< the domain the text pretends, with OtherDomain
    QList<LinkWarning> warnings;  ///< empty: nothing odd. Ask before opening otherwise

    friend bool operator==(const LinkTarget &, const LinkTarget &) = default;
};

/** http, https and mailto; everything else is inert text. */
[[nodiscard]] bool isOpenableScheme(const QUrl &url);

/** Judges a link. No look-up of any kind. An unopenable URL gives an empty LinkTarget::url. */
[[nodiscard]] LinkTarget examineLink(const QUrl &url, const QString &shownText);

/** "mail.example.co.uk" to "example.co.uk" by the public suffix list; the host itself when it has none. */
[[nodiscard]] QString registrableDomain(const QString &hostAscii);

} // namespace petrel::html
