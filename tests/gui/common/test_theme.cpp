#include "tests/gui/common/tests.h"
#include "ui/common/appearance.h"

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QtTest>

#include <cmath>

namespace petrel::test {

using namespace ui;

namespace {

QJsonObject tokens()
{
    static_cast<void>(Theme::of(Scheme::Light)); // the resources are there once a theme is
    QFile file(QStringLiteral(":/tokens.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/** WCAG 2 relative luminance. */
double luminance(const QColor &colour)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

QColor named(const Theme &theme, const QString &name)
{
    for (int i = 0; i < kColourCount; ++i) {
        if (tokenName(static_cast<Colour>(i)) == name)
            return theme.colour(static_cast<Colour>(i));
    }
    return {};
}

TagPair tagNamed(const Theme &theme, const QString &name)
{
    for (int i = 0; i < kTagColourCount; ++i) {
        if (tokenName(static_cast<TagColour>(i)) == name)
            return theme.tag(static_cast<TagColour>(i));
    }
    return {};
}

/** "text on surface", "tag red on its chip", "tag red dot on background". */
std::pair<QColor, QColor> pairOf(const Theme &theme, const QString &sentence)
{
    const QStringList words = sentence.split(QStringLiteral(" on "));
    if (!sentence.startsWith(QLatin1String("tag ")))
        return {named(theme, words.at(0)), named(theme, words.at(1))};
    const TagPair tag = tagNamed(theme, sentence.section(QLatin1Char(' '), 1, 1));
    return {tag.text, words.at(1) == QLatin1String("its chip") ? tag.chip : named(theme, words.at(1))};
}

/** Marks need 3, words 4.5. */
double needed(const QString &sentence)
{
    for (const char *mark : {"flag", "unread", "control-border", "focus-ring", "tag"}) {
        if (sentence.startsWith(QLatin1String(mark)) && !sentence.contains(QLatin1String("its chip")))
            return 3;
    }
    return 4.5;
}

} // namespace

void ThemeTest::everyColourIsInTheTokens()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (int i = 0; i < kColourCount; ++i)
            QVERIFY2(Theme::of(scheme).colour(static_cast<Colour>(i)).isValid(), qPrintable(tokenName(static_cast<Colour>(i))));
        for (int i = 0; i < kTagColourCount; ++i)
            QVERIFY(Theme::of(scheme).tag(static_cast<TagColour>(i)).chip.isValid());
    }
    const Sizes &s = Theme::of(Scheme::Light).sizes();
    for (const int size : {s.grid, s.radiusChip, s.radiusRow, s.iconTool, s.controlSmall, s.controlNormal, s.paneHead, s.rowCompact, s.rowFolder,
                           s.snackbar, s.foldersDefault, s.listDefault, s.rail, s.textMax, s.unreadDot, s.focusRing, s.hitTarget,
                           s.collapseThreePane, s.collapseTwoPane, s.motionFastMs, s.motionNormalMs})
        QVERIFY(size > 0);
}

void ThemeTest::contrastHoldsAsPromised_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<double>("promised");
    const QJsonObject contrasts = tokens()[QLatin1String("contrast")].toObject();
    for (const char *scheme : {"light", "dark"}) {
        const QJsonObject pairs = contrasts[QLatin1String(scheme)].toObject();
        for (auto pair = pairs.begin(); pair != pairs.end(); ++pair)
            QTest::addRow("%s: %s", scheme, qPrintable(pair.key())) << (qstrcmp(scheme, "dark") == 0) << pair.key() << pair.value().toDouble();
    }
}

void ThemeTest::contrastHoldsAsPromised()
{
    QFETCH(bool, dark);
    QFETCH(QString, sentence);
    QFETCH(double, promised);
    const auto [ink, ground] = pairOf(Theme::of(dark ? Scheme::Dark : Scheme::Light), sentence);
    QVERIFY(ink.isValid() && ground.isValid());
    const double measured = contrast(ink, ground);
    QVERIFY2(measured >= needed(sentence), qPrintable(QStringLiteral("%1 is only %2").arg(sentence).arg(measured)));
    QVERIFY2(std::abs(measured - promised) < 0.02, qPrintable(QStringLiteral("%1: %2, not %3").arg(sentence).arg(measured).arg(promised)));
}

void ThemeTest::fontsNeverGetTooSmall()
{
    const QFont before = QApplication::font();
    QFont tiny = before;
    tiny.setPointSizeF(8);
    QApplication::setFont(tiny);
    QCOMPARE(font(TypeRole::Caption).pointSizeF(), 8.0);
    QCOMPARE(font(TypeRole::Subject).pointSizeF(), 13.0);
    QApplication::setFont(before);
}

void ThemeTest::changingTheSchemeChangesThePalette()
{
    Appearance::instance().install();
    Appearance::instance().setChoice(SchemeChoice::Light);
    QSignalSpy changes(&Appearance::instance(), &Appearance::changed);
    Appearance::instance().setChoice(SchemeChoice::Dark);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::of(Scheme::Dark).colour(Colour::Surface));
    Appearance::instance().setChoice(SchemeChoice::System);
    Appearance::instance().setDesktopScheme(Scheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::of(Scheme::Light).colour(Colour::Surface));
}

void ThemeTest::anAddressKeepsItsColour()
{
    QCOMPARE(colourFor(QStringLiteral("Nora@Halden.example ")), colourFor(QStringLiteral("nora@halden.example")));
}

} // namespace petrel::test
