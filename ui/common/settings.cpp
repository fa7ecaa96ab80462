#include "ui/common/settings.h"

#include <algorithm>

namespace petrel::ui {

namespace {

const QString schemeKey = QStringLiteral("appearance/scheme");
const QString motionKey = QStringLiteral("appearance/reducedMotion");
const QString densityKey = QStringLiteral("appearance/density");
const QString markReadKey = QStringLiteral("reading/markReadAfterSeconds");
const QString richTextKey = QStringLiteral("writing/richText");
const QString undoSendKey = QStringLiteral("writing/undoSendSeconds");
const QString backUpDailyKey = QStringLiteral("storage/backUpDaily");
const QString backupDirectoryKey = QStringLiteral("storage/backupDirectory");

constexpr int kNever = -1;
constexpr int kMarkReadSeconds = 2;
constexpr int kMaxMarkReadSeconds = 3600;
constexpr int kUndoSendSeconds = 10;
constexpr int kMaxUndoSendSeconds = 60;

/** A number of the file, or the default when it is none or outside the range. */
int numberOf(const QVariant &value, int least, int most, int fallback)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number >= least && number <= most ? number : fallback;
}

QString signatureKey(const QByteArray &accountUuid) { return QStringLiteral("signatures/") + QString::fromLatin1(accountUuid); }

} // namespace

Settings::Settings(const QString &filePath, QObject *parent) : QObject(parent), m_file(filePath, QSettings::IniFormat) {}

void Settings::put(const QString &key, const QVariant &value)
{
    if (m_file.contains(key) && m_file.value(key).toString() == value.toString())
        return;
    m_file.setValue(key, value);
    Q_EMIT changed();
}

SchemeChoice Settings::scheme() const
{
    const QString name = m_file.value(schemeKey).toString();
    return name == QLatin1String("light") ? SchemeChoice::Light
        : name == QLatin1String("dark")   ? SchemeChoice::Dark
                                          : SchemeChoice::System;
}

void Settings::setScheme(SchemeChoice scheme)
{
    put(schemeKey, scheme == SchemeChoice::Light  ? QStringLiteral("light")
                   : scheme == SchemeChoice::Dark ? QStringLiteral("dark")
                                                  : QStringLiteral("system"));
}

bool Settings::reducesMotion() const { return m_file.value(motionKey, false).toBool(); }

void Settings::setReducesMotion(bool reduced) { put(motionKey, reduced); }

bool Settings::isCompact() const { return m_file.value(densityKey).toString() == QLatin1String("compact"); }

void Settings::setCompact(bool compact)
{
    put(densityKey, compact ? QStringLiteral("compact") : QStringLiteral("comfortable"));
}

std::optional<std::chrono::seconds> Settings::markReadAfter() const
{
    const int seconds = numberOf(m_file.value(markReadKey, kMarkReadSeconds), kNever, kMaxMarkReadSeconds, kMarkReadSeconds);
    if (seconds == kNever)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

void Settings::setMarkReadAfter(std::optional<std::chrono::seconds> delay)
{
    put(markReadKey, delay ? static_cast<int>(delay->count()) : kNever);
}

bool Settings::writesRichText() const { return m_file.value(richTextKey, false).toBool(); }

void Settings::setWritesRichText(bool rich) { put(richTextKey, rich); }

int Settings::undoSendSeconds() const
{
    return numberOf(m_file.value(undoSendKey, kUndoSendSeconds), 0, kMaxUndoSendSeconds, kUndoSendSeconds);
}

void Settings::setUndoSendSeconds(int seconds) { put(undoSendKey, std::clamp(seconds, 0, kMaxUndoSendSeconds)); }

QString Settings::signature(const QByteArray &accountUuid) const { return m_file.value(signatureKey(accountUuid)).toString(); }

void Settings::setSignature(const QByteArray &accountUuid, const QString &text) { put(signatureKey(accountUuid), text); }

bool Settings::backsUpDaily() const { return m_file.value(backUpDailyKey, true).toBool(); }

void Settings::setBacksUpDaily(bool daily) { put(backUpDailyKey, daily); }

QString Settings::backupDirectory() const { return m_file.value(backupDirectoryKey).toString(); }

void Settings::setBackupDirectory(const QString &directory) { put(backupDirectoryKey, directory); }

void Settings::applyAppearance() const
{
    Appearance::instance().setChoice(scheme());
    Appearance::instance().setReducedMotion(reducesMotion());
}

} // namespace petrel::ui
