#include "ui/common/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonDocument>
#include <QJsonObject>

// Q_INIT_RESOURCE works in the global namespace only.
static void initialiseResources() { Q_INIT_RESOURCE(petrel); }

namespace petrel::ui {

namespace {

constexpr std::array<const char *, kColourCount> kColourNames = {
    "window", "background", "surface", "raised", "sunken", "hover", "pressed", "border", "control-border",
    "text", "text-muted", "text-disabled", "accent", "accent-hover", "accent-text", "accent-soft",
    "selection", "selection-text", "selection-muted", "selection-inactive", "focus-ring", "link", "unread", "flag",
    "danger", "danger-soft", "warning", "warning-soft", "success", "success-soft",
    "inverse", "inverse-text", "inverse-accent", "highlight", "highlight-text", "quote1", "quote2", "quote3"};

constexpr std::array<const char *, kTagColourCount> kTagNames = {"red",  "orange", "yellow", "green",
                                                                 "teal", "blue",   "violet", "grey"};

constexpr std::array<const char *, kTypeRoleCount> kRoleNames = {"caption", "small",   "body",   "reading",
                                                                 "heading", "subject", "display"};

constexpr qreal kSmallestPointSize = 8;

QJsonObject readTokens()
{
    initialiseResources();
    QFile file(QStringLiteral(":/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Petrel was built without its design tokens");
    return QJsonDocument::fromJson(file.readAll()).object();
}

const QJsonObject &tokens()
{
    static const QJsonObject object = readTokens();
    return object;
}

/** The type scale, read once: painting asks for fonts all the time. */
const std::array<qreal, kTypeRoleCount> &typeScale()
{
    static const std::array<qreal, kTypeRoleCount> scale = [] {
        const QJsonObject steps = tokens()[QLatin1String("font")][QLatin1String("scale-pt-relative-to-B")].toObject();
        std::array<qreal, kTypeRoleCount> result{};
        for (size_t i = 0; i < result.size(); ++i)
            result[i] = steps[QLatin1String(kRoleNames[i])].toDouble();
        return result;
    }();
    return scale;
}

} // namespace

/** Fills a Theme from the tokens. */
class TokenReader
{
public:
    static Theme read(Scheme scheme)
    {
        Theme theme;
        theme.m_scheme = scheme;
        const QLatin1String key(scheme == Scheme::Dark ? "dark" : "light");
        readColours(theme, tokens()[QLatin1String("colour")][key].toObject());
        readShape(theme.m_sizes);
        readPanes(theme.m_sizes);
        return theme;
    }

private:
    static void readColours(Theme &theme, const QJsonObject &colours)
    {
        for (size_t i = 0; i < kColourNames.size(); ++i)
            theme.m_colours[i] = QColor(colours[QLatin1String(kColourNames[i])].toString());
        const QJsonObject tags = colours[QLatin1String("tag")].toObject();
        for (size_t i = 0; i < kTagNames.size(); ++i) {
            const QJsonObject tag = tags[QLatin1String(kTagNames[i])].toObject();
            theme.m_tags[i] = {QColor(tag[QLatin1String("text")].toString()), QColor(tag[QLatin1String("chip")].toString())};
        }
    }

    /** "row.comfortable" below "size". */
    static int size(const char *path)
    {
        QJsonValue value = tokens()[QLatin1String("size")];
        const QStringList steps = QString::fromLatin1(path).split(QLatin1Char('.'));
        for (const QString &step : steps)
            value = value[step];
        return value.toInt();
    }

    static void readShape(Sizes &s)
    {
        s.grid = size("grid");
        s.radiusChip = size("radius.chip");
        s.radiusControl = size("radius.control");
        s.radiusRow = size("radius.row");
        s.radiusCard = size("radius.card");
        s.iconRow = size("icon.row");
        s.iconTool = size("icon.tool");
        s.iconDialog = size("icon.dialog");
        s.controlSmall = size("control-height.small");
        s.controlNormal = size("control-height.normal");
        s.controlLarge = size("control-height.large");
        s.toolButton = size("tool-button");
        s.hitTarget = size("hit-target-min");
        s.unreadDot = size("unread-dot");
        s.focusRing = size("focus-ring.width");
        s.selectionInsetX = size("selection-inset.x");
        s.selectionInsetY = size("selection-inset.y");
        const QJsonValue motion = tokens()[QLatin1String("motion")];
        s.motionFastMs = motion[QLatin1String("fast-ms")].toInt();
        s.motionNormalMs = motion[QLatin1String("normal-ms")].toInt();
    }

    static void readPanes(Sizes &s)
    {
        s.paneHead = size("pane-header");
        s.listTitle = size("list-title");
        s.groupHeader = size("group-header");
        s.rowCompact = size("row.compact");
        s.rowFolder = size("row.folder");
        s.attachmentChip = size("row.attachment-chip");
        s.snackbar = size("row.snackbar");
        s.foldersMin = size("pane.folders.min");
        s.foldersDefault = size("pane.folders.default");
        s.foldersMax = size("pane.folders.max");
        s.rail = size("pane.rail");
        s.listMin = size("pane.list.min");
        s.listDefault = size("pane.list.default");
        s.listMax = size("pane.list.max");
        s.readerMin = size("pane.reader.min");
        s.textMax = size("pane.reader.text-max");
        const QJsonValue collapse = tokens()[QLatin1String("window")][QLatin1String("collapse-at")];
        s.collapseThreePane = collapse[QLatin1String("three-pane")].toInt();
        s.collapseTwoPane = collapse[QLatin1String("two-pane")].toInt();
    }
};

const Theme &Theme::of(Scheme scheme)
{
    static const Theme light = TokenReader::read(Scheme::Light);
    static const Theme dark = TokenReader::read(Scheme::Dark);
    return scheme == Scheme::Dark ? dark : light;
}

QString tokenName(Colour name) { return QString::fromLatin1(kColourNames[static_cast<size_t>(name)]); }

QString tokenName(TagColour name) { return QString::fromLatin1(kTagNames[static_cast<size_t>(name)]); }

QFont font(TypeRole role, Weight weight)
{
    QFont font = QApplication::font();
    const qreal base = font.pointSizeF() > 0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
    font.setPointSizeF(qMax(kSmallestPointSize, base + typeScale()[static_cast<size_t>(role)]));
    switch (weight) {
    case Weight::Regular: font.setWeight(QFont::Normal); break;
    case Weight::Medium: font.setWeight(QFont::Medium); break;
    case Weight::Strong: font.setWeight(QFont::DemiBold); break;
    }
    return font;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(petrel::ui::font(TypeRole::Reading).pointSizeF());
    return font;
}

TagColour colourFor(const QString &address)
{
    // FNV-1a: the same in every run and version, which qHash does not promise.
    quint32 hash = 2166136261u;
    const QByteArray bytes = address.trimmed().toLower().toUtf8();
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619u;
    return static_cast<TagColour>(hash % kTagColourCount);
}

} // namespace petrel::ui
