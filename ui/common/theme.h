#pragma once

#include <QColor>
#include <QFont>
#include <QString>

#include <array>

namespace petrel::ui {

/** The named colours of the look. Nothing in ui/ names a colour in any other way. */
enum class Colour {
    Window, Background, Surface, Raised, Sunken, Hover, Pressed, Border, ControlBorder,
    Text, TextMuted, TextDisabled, Accent, AccentHover, AccentText, AccentSoft,
    Selection, SelectionText, SelectionMuted, SelectionInactive, FocusRing, Link, Unread, Flag,
    Danger, DangerSoft, Warning, WarningSoft, Success, SuccessSoft,
    Inverse, InverseText, InverseAccent, Highlight, HighlightText, Quote1, Quote2, Quote3,
};
inline constexpr int kColourCount = static_cast<int>(Colour::Quote3) + 1;

/** Tags, account squares and monogram discs share these eight. */
enum class TagColour { Red, Orange, Yellow, Green, Teal, Blue, Violet, Grey };
inline constexpr int kTagColourCount = 8;

struct TagPair
{
    QColor text; ///< words on the chip, and the dot in lists
    QColor chip;
};

/** Type roles; sizes derive from the system font by addition and never fall below 8 pt. */
enum class TypeRole { Caption, Small, Body, Reading, Heading, Subject, Display };
inline constexpr int kTypeRoleCount = 7;
enum class Weight { Regular, Medium, Strong };

enum class Scheme { Light, Dark };

/** Measures in device-independent pixels at a 10 pt system font. Heights of rows grow with the font. */
struct Sizes
{
    int grid = 0;
    int radiusChip = 0, radiusControl = 0, radiusRow = 0, radiusCard = 0;
    int iconRow = 0, iconTool = 0, iconDialog = 0;
    int controlSmall = 0, controlNormal = 0, controlLarge = 0, toolButton = 0, hitTarget = 0;
    int paneHead = 0, listTitle = 0, groupHeader = 0;
    int rowCompact = 0, rowFolder = 0, attachmentChip = 0, snackbar = 0;
    int foldersMin = 0, foldersDefault = 0, foldersMax = 0, rail = 0;
    int listMin = 0, listDefault = 0, listMax = 0, readerMin = 0, textMax = 0;
    int unreadDot = 0, focusRing = 0, selectionInsetX = 0, selectionInsetY = 0;
    int collapseThreePane = 0, collapseTwoPane = 0;
    int motionFastMs = 0, motionNormalMs = 0;
};

/**
 * Colours, fonts and measures of one scheme: a value, read once from the embedded tokens.json,
 * which is their only source. Widgets ask `theme()` (appearance.h) each time they paint and keep
 * no colours of their own, so that a change of scheme needs nothing but a repaint.
 */
class Theme
{
public:
    [[nodiscard]] static const Theme &of(Scheme scheme);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_scheme == Scheme::Dark; }
    [[nodiscard]] QColor colour(Colour name) const { return m_colours[static_cast<size_t>(name)]; }
    [[nodiscard]] TagPair tag(TagColour name) const { return m_tags[static_cast<size_t>(name)]; }
    [[nodiscard]] const Sizes &sizes() const { return m_sizes; }

private:
    Scheme m_scheme = Scheme::Light;
    std::array<QColor, kColourCount> m_colours;
    std::array<TagPair, kTagColourCount> m_tags;
    Sizes m_sizes;

    friend class TokenReader;
};

/** "text-muted": the key of a colour in tokens.json. */
[[nodiscard]] QString tokenName(Colour name);
/** "red" */
[[nodiscard]] QString tokenName(TagColour name);

/** The font of a role, derived from the application's font: read it anew on QEvent::FontChange. */
[[nodiscard]] QFont font(TypeRole role, Weight weight = Weight::Regular);
/** A fixed-pitch font of the reading size. */
[[nodiscard]] QFont fixedFont();

/** One of the eight colours, always the same for the same address. */
[[nodiscard]] TagColour colourFor(const QString &address);

} // namespace petrel::ui
