#pragma once

#include "ui/common/appearance.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QString>
#include <QWidget>

namespace petrel::test {

/** Where a gallery's pictures go: "name-dark.png", at another scale "name-dark-2x.png". */
class Pictures
{
public:
    /** The first argument names the directory, which is made. */
    Pictures(int argc, char **argv) : m_directory(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("gallery"))
    {
        QDir().mkpath(m_directory);
    }

    /** Shows the widget, in this size when one is given, and takes it once it has settled. */
    void take(QWidget &widget, const QString &name, QSize size = {}) const
    {
        if (!size.isEmpty())
            widget.resize(size);
        widget.show();
        for (int round = 0; round < kRoundsToSettle; ++round)
            QApplication::processEvents();
        const QString scheme = ui::theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light");
        const QString scale = qFuzzyCompare(widget.devicePixelRatioF(), 1.0) ? QString() : QStringLiteral("-2x");
        widget.grab().save(m_directory + u'/' + name + u'-' + scheme + scale + QStringLiteral(".png"));
    }

    /** Runs `take` in the light scheme and in the dark one. */
    template <class Take>
    static void inBothSchemes(Take take)
    {
        for (const ui::SchemeChoice scheme : {ui::SchemeChoice::Light, ui::SchemeChoice::Dark}) {
            ui::Appearance::instance().setChoice(scheme);
            take();
        }
    }

private:
    static constexpr int kRoundsToSettle = 5;
    QString m_directory;
};

} // namespace petrel::test
