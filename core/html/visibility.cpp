#include "core/html/inline_style_p.h"
#include "core/html/markup_tree_p.h"

#include <optional>

namespace petrel::html {

namespace {

constexpr double kReadablePixels = 2.0;
constexpr double kFarAway = -500.0;

/** The number in front of a length: "0px" 0, ".5em" 0.5; nothing for words. */
std::optional<double> leadingNumber(const QString &value)
{
    qsizetype end = 0;
    while (end < value.size() && (value[end].isDigit() || QStringView(u"+-.").contains(value[end])))
        ++end;
    bool ok = false;
    const double number = value.left(end).toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

bool isZero(const QString &value)
{
    return leadingNumber(value).value_or(1.0) == 0.0;
}

bool isTinyFont(const QString &value)
{
    const std::optional<double> size = leadingNumber(value);
    const bool absolute = value.endsWith(QLatin1String("px")) || value.endsWith(QLatin1String("pt"));
    return size && (*size == 0.0 || (absolute && *size < kReadablePixels));
}

bool removes(const QHash<QString, QString> &style)
{
    const auto is = [&style](QLatin1String name, QLatin1String value) { return style.value(name) == value; };
    if (is(QLatin1String("display"), QLatin1String("none")) || is(QLatin1String("mso-hide"), QLatin1String("all")))
        return true;
    const auto zero = [&style](QLatin1String name) { return style.contains(name) && isZero(style.value(name)); };
    if (zero(QLatin1String("opacity")))
        return true;
    if (leadingNumber(style.value(QStringLiteral("text-indent"))).value_or(0) < kFarAway)
        return true;
    const bool clipped = is(QLatin1String("overflow"), QLatin1String("hidden"));
    if (clipped && (zero(QLatin1String("max-height")) || zero(QLatin1String("height")) || zero(QLatin1String("width"))
                    || zero(QLatin1String("max-width"))))
        return true;
    const QString colour = style.value(QStringLiteral("color"));
    const QString ground = style.value(QStringLiteral("background-color"), style.value(QStringLiteral("background")));
    return colour == QLatin1String("transparent") || (!colour.isEmpty() && colour == ground);
}

} // namespace

QHash<QString, QString> inlineStyle(const QString &style)
{
    QHash<QString, QString> declarations;
    for (const QString &declaration : style.left(16 * 1024).split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
        if (colon <= 0)
            continue;
        QString value = declaration.mid(colon + 1).trimmed();
        if (const qsizetype important = value.indexOf(QLatin1String("!important"), 0, Qt::CaseInsensitive); important >= 0)
            value = value.left(important).trimmed();
        declarations.insert(declaration.left(colon).trimmed().toLower(), value);
    }
    return declarations;
}

Visibility visibilityOf(const GumboNode &element, Visibility inherited)
{
    Visibility now = inherited;
    if (hasAttribute(element, "hidden"))
        now.removed = true;
    const QString text = attribute(element, "style").toLower();
    if (text.isEmpty())
        return now;
    const QHash<QString, QString> style = inlineStyle(text);
    now.removed = now.removed || removes(style);
    if (const QString value = style.value(QStringLiteral("visibility")); !value.isEmpty())
        now.hidden = value == QLatin1String("hidden") || value == QLatin1String("collapse");
    if (const QString value = style.value(QStringLiteral("font-size")); !value.isEmpty())
        now.tiny = isTinyFont(value);
    return now;
}

bool isSilent(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_HEAD: case GUMBO_TAG_TITLE: case GUMBO_TAG_STYLE: case GUMBO_TAG_SCRIPT: case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_OBJECT: case GUMBO_TAG_APPLET: case GUMBO_TAG_EMBED: case GUMBO_TAG_IFRAME: case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO: case GUMBO_TAG_CANVAS: case GUMBO_TAG_SVG: case GUMBO_TAG_MATH: case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SELECT: case GUMBO_TAG_INPUT: case GUMBO_TAG_DATALIST: case GUMBO_TAG_META: case GUMBO_TAG_LINK:
    case GUMBO_TAG_BASE: case GUMBO_TAG_FRAMESET: case GUMBO_TAG_NOFRAMES:
        return true;
    default:
        return false;
    }
}

} // namespace petrel::html
