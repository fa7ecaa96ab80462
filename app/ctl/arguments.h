#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QStringList>

namespace petrel::ctl {

/** What follows an option's name. */
enum class OptionKind {
    Switch, ///< nothing
    Value,  ///< exactly one word
};

/** One command of petrelctl: its words, what it takes, and the line of help. */
struct CommandSpec
{
    QString name;                        ///< "account add"
    QMap<QString, OptionKind> options;   ///< without the dashes
    QStringList required;                ///< options that must be there
    int minWords = 0;                    ///< positional arguments
    int maxWords = 0;                    ///< -1: any number
    QString usage;                       ///< what follows the name in the help
};

/** A command line that has been understood. */
struct Arguments
{
    QMap<QString, QString> global;       ///< "profile", "secrets", "json"
    QString command;                     ///< CommandSpec::name, or "help", or "version"
    QMap<QString, QString> options;      ///< switches map to an empty string
    QStringList words;

    [[nodiscard]] bool has(const QString &option) const { return options.contains(option); }
    [[nodiscard]] QString value(const QString &option, const QString &fallback = {}) const { return options.value(option, fallback); }
    /** The option as a number within [low, high]; Invalid otherwise. */
    [[nodiscard]] Result<int> number(const QString &option, int fallback, int low, int high) const;
};

/** Every command, in the order of the help. */
[[nodiscard]] const QList<CommandSpec> &commands();
/** Understands `words` (without the program's name). Errors: Invalid, with a sentence for the person. */
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words);
[[nodiscard]] QString helpText();

} // namespace petrel::ctl
