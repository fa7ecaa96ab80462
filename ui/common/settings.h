#pragma once

#include "ui/common/appearance.h"

#include <QObject>
#include <QSettings>

#include <chrono>
#include <optional>

namespace petrel::ui {

/**
 * What the person has set about the window, kept in the profile's settings file (INI). A change takes effect at once: it is
 * written, and told by `changed`. Values that make no sense in the file are read as the default. GUI thread.
 * Scheme and motion are handed to Appearance by applyAppearance(); the rest is asked where it is used.
 */
class Settings : public QObject
{
    Q_OBJECT
public:
    explicit Settings(const QString &filePath, QObject *parent = nullptr);

    [[nodiscard]] SchemeChoice scheme() const;
    void setScheme(SchemeChoice scheme);
    /** Ours; the desktop's wish counts as well. */
    [[nodiscard]] bool reducesMotion() const;
    void setReducesMotion(bool reduced);
    /** One line per message instead of two. */
    [[nodiscard]] bool isCompact() const;
    void setCompact(bool compact);

    /** How long an open message stays unread; nothing: until the person marks it. */
    [[nodiscard]] std::optional<std::chrono::seconds> markReadAfter() const;
    void setMarkReadAfter(std::optional<std::chrono::seconds> delay);

    /** New messages begin as rich text; plain otherwise. */
    [[nodiscard]] bool writesRichText() const;
    void setWritesRichText(bool rich);
    /** How long a sent message can be taken back; 0 to 60. */
    [[nodiscard]] int undoSendSeconds() const;
    void setUndoSendSeconds(int seconds);
    /** Plain text under what is written from this account (Account::uuid), without the "-- " line. */
    [[nodiscard]] QString signature(const QByteArray &accountUuid) const;
    void setSignature(const QByteArray &accountUuid, const QString &text);

    /** A backup is made each day, where there is mail that is nowhere else. */
    [[nodiscard]] bool backsUpDaily() const;
    void setBacksUpDaily(bool daily);
    /** Where backups go; empty: where the profile keeps them. */
    [[nodiscard]] QString backupDirectory() const;
    void setBackupDirectory(const QString &directory);

    /** Sets scheme and motion of the running program; again after each change of them. */
    void applyAppearance() const;

Q_SIGNALS:
    void changed();

private:
    void put(const QString &key, const QVariant &value);

    QSettings m_file;
};

} // namespace petrel::ui
