#include "app/ctl/arguments.h"

namespace petrel::ctl {

namespace {

using enum OptionKind;

const QMap<QString, OptionKind> globalOptions{
    {QStringLiteral("profile"), Value},
    {QStringLiteral("secrets"), Value},
    {QStringLiteral("json"), Switch},
};

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QList<CommandSpec> makeCommands()
{
    const QMap<QString, OptionKind> account{{s("account"), Value}};
    return {
        {s("account add"),
         {{s("name"), Value}, {s("person"), Value}, {s("email"), Value}, {s("incoming"), Value}, {s("host"), Value}, {s("port"), Value},
          {s("security"), Value}, {s("user"), Value}, {s("smtp-host"), Value}, {s("smtp-port"), Value},
          {s("smtp-security"), Value}, {s("smtp-user"), Value}, {s("ca-file"), Value}, {s("pin-sha256"), Value},
          {s("smtp-pin-sha256"), Value}, {s("pop3-delete"), Value}, {s("pop3-whole"), Value}, {s("partial-refusal"), Value}, {s("sent-copies"), Value},
          {s("password-stdin"), Switch}, {s("only-plain"), Switch}, {s("certificate"), Value},
          {s("oauth-client"), Value}, {s("oauth-secret-stdin"), Switch}, {s("oauth-tenant"), Value}, {s("oauth-authorize"), Value}, {s("oauth-token"), Value},
          {s("oauth-device"), Value}, {s("oauth-issuer"), Value}, {s("oauth-scopes"), Value}, {s("device"), Switch}, {s("no-test"), Switch}},
         {s("name"), s("email"), s("incoming"), s("host"), s("port"), s("security"), s("user"), s("smtp-host"),
          s("smtp-port"), s("smtp-security")},
         0, 0,
         s("--name N [--person NAME] --email A --incoming imap|pop3 --host H --port P --security tls|starttls|none --user U\n"
           "              --smtp-host H --smtp-port P --smtp-security tls|starttls|none [--smtp-user U] [--ca-file PEM]\n"
           "              [--pin-sha256 HEX] [--smtp-pin-sha256 HEX]\n"
           "              [--pop3-delete after-download|never|days=N|with-local] [--pop3-whole BYTES] [--no-test]\n"
           "              --password-stdin [--only-plain] | --certificate PEM | --oauth-client ID [--device] [--oauth-secret-stdin] [--oauth-tenant NAME]\n"
           "              [--oauth-authorize URL --oauth-token URL [--oauth-device URL] [--oauth-issuer NAME] --oauth-scopes \"A B\"]")},
        {s("account sign-in"), {{s("device"), Switch}}, {}, 1, 1, s("N [--device]")},
        {s("account list"), {}, {}, 0, 0, {}},
        {s("account deliver"), {{s("to-account"), Value}, {s("to"), Value}}, {}, 1, 1, s("N [--to-account N [--to PATH]]")},
        {s("account remove"), {}, {}, 1, 1, s("N")},
        {s("account sending"), {{s("partial-refusal"), Value}, {s("sent-copies"), Value}}, {}, 1, 1, s("N [--partial-refusal rest|nobody] [--sent-copies learn|server|petrel]")},
        {s("account test"), {{s("password-stdin"), Switch}}, {}, 1, 1, s("N [--password-stdin]")},
        {s("folder list"), account, {}, 0, 0, s("[--account N]")},
        {s("folder create"), account, {}, 1, 1, s("PATH [--account N]")},
        {s("folder rename"), account, {}, 2, 2, s("PATH NAME [--account N]")},
        {s("folder move"), {{s("account"), Value}, {s("to"), Value}}, {}, 1, 1, s("PATH [--to PARENT] [--account N]")},
        {s("folder delete"), {{s("account"), Value}, {s("for-good"), Switch}}, {}, 1, 1, s("PATH [--for-good] [--account N]")},
        {s("folder subscribe"), {{s("account"), Value}, {s("off"), Switch}}, {}, 1, 1, s("PATH [--off] [--account N]")},
        {s("folder empty"), account, {}, 1, 1, s("PATH [--account N]")},
        {s("label list"), {}, {}, 0, 0, {}},
        {s("label add"), {{s("colour"), Value}}, {}, 1, 1, s("NAME [--colour red|orange|yellow|green|teal|blue|violet|grey]")},
        {s("label change"), {{s("name"), Value}, {s("colour"), Value}}, {}, 1, 1, s("LABEL [--name NAME] [--colour C]")},
        {s("label forget"), {}, {}, 1, 1, s("LABEL")},
        {s("maildrop list"), {{s("account"), Value}, {s("password-stdin"), Switch}}, {}, 0, 0, s("[--account N] [--password-stdin]")},
        {s("maildrop fetch"), {{s("account"), Value}, {s("password-stdin"), Switch}}, {}, 1, -1, s("UIDL... [--account N] [--password-stdin]")},
        {s("maildrop delete"), {{s("account"), Value}, {s("for-good"), Switch}, {s("password-stdin"), Switch}}, {}, 1, -1,
         s("UIDL... [--for-good] [--account N] [--password-stdin]")},
        {s("sync"),
         {{s("account"), Value}, {s("folder"), Value}, {s("bodies"), Value}, {s("watch"), Value}, {s("password-stdin"), Switch}}, {}, 0, 0,
         s("[--account N] [--folder PATH] [--bodies none|all|days=N] [--watch SECONDS] [--password-stdin]")},
        {s("message list"),
         {{s("account"), Value}, {s("folder"), Value}, {s("limit"), Value}, {s("offset"), Value}},
         {s("account"), s("folder")}, 0, 0, s("--account N --folder PATH [--limit K] [--offset K]")},
        {s("message show"),
         {{s("raw"), Switch}, {s("text"), Switch}, {s("html"), Switch}, {s("headers"), Switch}, {s("parts"), Switch},
          {s("password-stdin"), Switch}},
         {}, 1, 1, s("ID [--raw|--text|--html|--headers|--parts] [--password-stdin]")},
        {s("message save-part"), {{s("password-stdin"), Switch}}, {}, 3, 3, s("ID PART FILE [--password-stdin]")},
        {s("message flag"), {{s("set"), Value}, {s("clear"), Value}, {s("label"), Value}, {s("unlabel"), Value}}, {}, 1, -1,
         s("ID... [--set seen,flagged,...] [--clear ...] [--label work,later,...] [--unlabel ...]")},
        {s("message move"), {{s("to"), Value}, {s("to-account"), Value}}, {s("to")}, 1, -1, s("ID... --to PATH [--to-account N]")},
        {s("message copy"), {{s("to"), Value}, {s("to-account"), Value}}, {s("to")}, 1, -1, s("ID... --to PATH [--to-account N]")},
        {s("message delete"), {}, {}, 1, -1, s("ID...")},
        {s("search"), {{s("account"), Value}, {s("limit"), Value}, {s("server"), Switch}, {s("password-stdin"), Switch}}, {}, 1, -1,
         s("QUERY [--account N] [--limit K] [--server] [--password-stdin]")},
        {s("send"), {{s("account"), Value}, {s("queue-only"), Switch}, {s("ask-delivered"), Switch}, {s("require-tls"), Switch}, {s("not-before"), Value},
         {s("password-stdin"), Switch}}, {}, 1, 1, s("[--account N] [--queue-only] [--ask-delivered] [--require-tls] [--not-before TIME] [--password-stdin] FILE.eml|-")},
        {s("outbox list"), {}, {}, 0, 0, {}},
        {s("outbox retry"), {}, {}, 1, 1, s("ID")},
        {s("outbox cancel"), {}, {}, 1, 1, s("ID")},
        {s("check"), {}, {}, 0, 0, {}},
        {s("backup make"), {{s("in"), Value}}, {}, 0, 0, s("[--in DIRECTORY]")},
        {s("backup list"), {{s("in"), Value}}, {}, 0, 0, s("[--in DIRECTORY]")},
        {s("backup verify"), {{s("in"), Value}}, {}, 0, 1, s("[NAME] [--in DIRECTORY]")},
        {s("backup restore"), {{s("in"), Value}}, {}, 0, 1, s("[NAME] [--in DIRECTORY]")},
    };
}

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

/** Takes the option at words[i] (and its value); moves i to the last word used. */
Status takeOption(const QStringList &words, qsizetype &i, const QMap<QString, OptionKind> &known,
                  QMap<QString, QString> &into, const QString &where)
{
    QString name = words[i].mid(2);
    QString value;
    const qsizetype equals = name.indexOf(QLatin1Char('='));
    const bool joined = equals >= 0;
    if (joined) {
        value = name.mid(equals + 1);
        name.truncate(equals);
    }
    const auto kind = known.constFind(name);
    if (kind == known.cend())
        return invalid(s("%1 does not know the option --%2").arg(where, name));
    if (into.contains(name))
        return invalid(s("the option --%1 is given twice").arg(name));
    if (*kind == Switch) {
        if (joined)
            return invalid(s("the option --%1 takes no value").arg(name));
    } else if (!joined) {
        if (i + 1 >= words.size())
            return invalid(s("the option --%1 needs a value").arg(name));
        value = words[++i];
    }
    into.insert(name, value);
    return {};
}

} // namespace

const QList<CommandSpec> &commands()
{
    static const QList<CommandSpec> all = makeCommands();
    return all;
}

Result<int> Arguments::number(const QString &option, int fallback, int low, int high) const
{
    if (!options.contains(option))
        return fallback;
    bool ok = false;
    const int number = options.value(option).toInt(&ok);
    if (!ok || number < low || number > high)
        return invalid(s("--%1 wants a number from %2 to %3, not \"%4\"").arg(option).arg(low).arg(high).arg(options.value(option)));
    return number;
}

Result<Arguments> parseArguments(const QStringList &words)
{
    Arguments arguments;
    const CommandSpec *spec = nullptr;
    QStringList verbs;
    bool optionsEnded = false;

    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (!optionsEnded && (word == s("-h") || word == s("--help"))) {
            arguments.command = s("help");
            return arguments;
        }
        if (!optionsEnded && word == s("--version")) {
            arguments.command = s("version");
            return arguments;
        }
        if (!optionsEnded && word == s("--")) {
            optionsEnded = true;
        } else if (!optionsEnded && word.startsWith(s("--"))) {
            const QString name = word.mid(2).section(QLatin1Char('='), 0, 0);
            if (globalOptions.contains(name))
                TRY(takeOption(words, i, globalOptions, arguments.global, s("petrelctl")));
            else if (spec)
                TRY(takeOption(words, i, spec->options, arguments.options, spec->name));
            else
                return invalid(s("petrelctl does not know the option --%1").arg(name));
        } else if (!spec) {
            verbs.append(word);
            const QString name = verbs.join(QLatin1Char(' '));
            bool begins = false;
            for (const CommandSpec &candidate : commands()) {
                if (candidate.name == name)
                    spec = &candidate;
                begins = begins || candidate.name.startsWith(name + QLatin1Char(' '));
            }
            if (!spec && name == s("help")) {
                arguments.command = name;
                return arguments;
            }
            if (!spec && !begins)
                return invalid(s("there is no command \"%1\"").arg(name));
        } else {
            arguments.words.append(word);
        }
    }

    if (!spec)
        return invalid(verbs.isEmpty() ? s("no command given") : s("\"%1\" is only the first half of a command").arg(verbs.join(QLatin1Char(' '))));
    for (const QString &required : spec->required) {
        if (!arguments.options.contains(required))
            return invalid(s("%1 needs the option --%2").arg(spec->name, required));
    }
    if (arguments.words.size() < spec->minWords)
        return invalid(s("%1 needs %2").arg(spec->name, spec->usage));
    if (spec->maxWords >= 0 && arguments.words.size() > spec->maxWords)
        return invalid(s("%1 does not understand \"%2\"").arg(spec->name, arguments.words.at(spec->maxWords)));
    arguments.command = spec->name;
    return arguments;
}

QString helpText()
{
    QString text = s("petrelctl [--profile DIR] [--secrets memory|keychain|file] [--json] COMMAND\n\n"
                     "Petrel's engine without a window, for scripts and back-ups.\n\nCommands:\n");
    for (const CommandSpec &command : commands())
        text += s("  %1 %2\n").arg(command.name, command.usage);
    text += s("\nINBOX, in any case, names the inbox of every account. With --secrets file the passphrase comes from\n"
              "PETREL_PASSPHRASE; --secrets memory keeps no password beyond one run. A password that is not kept is asked for\n"
              "at the terminal; with --password-stdin it is read from standard input, a line for each account. A POP3 account\n"
              "always gets whole messages (--bodies changes nothing there) and has its inbox alone at the server.\n"
              "--pin-sha256 trusts one certificate that does not verify, by its fingerprint.\n\n"
              "Exit status: 0 done, 1 a mistake in Petrel itself, 2 usage, 3 authentication, 4 network, 5 TLS, 6 refused by the\n"
              "server, or gone there, 7 done in part (something is parked or waits), 8 profile in use or not readable, 9 disk\n"
              "full or store damaged, 130 stopped by Ctrl-C, 143 by SIGTERM. See petrelctl(1).\n");
    return text;
}

} // namespace petrel::ctl
