#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "core/model/label.h"

#include <algorithm>

namespace petrel::ctl {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

QJsonObject toJson(const Label &label)
{
    return {{QStringLiteral("keyword"), label.keyword},
            {QStringLiteral("name"), label.name},
            {QStringLiteral("colour"), labelColourName(label.colour)},
            {QStringLiteral("listed"), label.isListed}};
}

/** Those that are not forgotten. */
Result<QList<Label>> shownLabels(Session &session)
{
    QList<Label> labels = TRY(session.store().read([](const store::Reader &reader) { return reader.labels(); }));
    labels.removeIf([](const Label &label) { return label.isHidden; });
    return labels;
}

Result<Label> named(Session &session, const QString &word)
{
    const QList<Label> labels = TRY(shownLabels(session));
    const auto label = std::find_if(labels.cbegin(), labels.cend(), [&](const Label &one) { return isLabelNamed(one, word); });
    if (label == labels.cend())
        return invalid(QStringLiteral("there is no label \"%1\"").arg(word));
    return *label;
}

Result<LabelColour> colourOf(const Arguments &arguments, LabelColour otherwise)
{
    const QString name = arguments.value(QStringLiteral("colour"));
    if (name.isEmpty())
        return otherwise;
    const std::optional<LabelColour> colour = labelColourFromName(name);
    if (!colour)
        return invalid(QStringLiteral("\"%1\" is no colour of labels").arg(name));
    return *colour;
}

Result<ExitCode> list(Session &session)
{
    const QList<Label> labels = TRY(shownLabels(session));
    if (session.json()) {
        QJsonArray array;
        for (const Label &label : labels)
            array.append(toJson(label));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("KEYWORD"), QStringLiteral("COLOUR"), QStringLiteral("NAME")});
    for (const Label &label : labels)
        table.add({label.keyword, labelColourName(label.colour), label.name});
    table.print();
    return Done;
}

Result<ExitCode> print(Session &session, const Label &label)
{
    if (session.json())
        printJson(QJsonDocument(toJson(label)));
    return Done;
}

Result<ExitCode> add(Session &session, const Arguments &arguments)
{
    const LabelColour colour = TRY(colourOf(arguments, LabelColour::Grey));
    const Label made = TRY(session.store().write(u"new label", [&](store::WriteTransaction &tx) { return tx.labels().add(arguments.words.first(), colour); }));
    return print(session, made);
}

Result<ExitCode> change(Session &session, const Arguments &arguments)
{
    Label label = TRY(named(session, arguments.words.first()));
    label.colour = TRY(colourOf(arguments, label.colour));
    label.name = arguments.options.value(QStringLiteral("name"), label.name).simplified();
    label.isListed = true;
    TRY(session.store().write(u"change label", [&](store::WriteTransaction &tx) { return tx.labels().change(label.keyword, label.name, label.colour); }));
    return print(session, label);
}

Result<ExitCode> forget(Session &session, const Arguments &arguments)
{
    const Label label = TRY(named(session, arguments.words.first()));
    TRY(session.store().write(u"forget label", [&](store::WriteTransaction &tx) { return tx.labels().forget(label.keyword); }));
    return print(session, label);
}

} // namespace

Result<ExitCode> runLabelCommand(Session &session, const Arguments &arguments)
{
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("add"))
        return add(session, arguments);
    if (verb == QStringLiteral("change"))
        return change(session, arguments);
    if (verb == QStringLiteral("forget"))
        return forget(session, arguments);
    return list(session);
}

} // namespace petrel::ctl
