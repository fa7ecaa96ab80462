#include "ui/mainwindow/label_desk.h"

#include "ui/common/action_registry.h"
#include "ui/common/error_sentence.h"
#include "ui/common/icons.h"
#include "ui/common/seams.h"
#include "ui/labels/label_dialog.h"
#include "ui/labels/labels_window.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/mainwindow/type_ahead_menu.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/label_book.h"
#include "ui/models/message_list_model.h"

#include <algorithm>

namespace petrel::ui {

namespace {

QString keyAction(int number) { return QStringLiteral("message.label%1").arg(number); }

QString plain(QString name) { return name.replace(QLatin1Char('&'), QStringLiteral("&&")); }

QString inWords(const Error &error)
{
    if (error.kind == ErrorKind::Invalid && error.code == "TAKEN")
        return LabelDesk::tr("Another label has that name.");
    if (error.kind == ErrorKind::Invalid && error.code == "NAME")
        return LabelDesk::tr("A label needs a name of at most %1 characters.").arg(kLongestLabelName);
    return sentenceFor(error, Account{}, Activity::Changing).text();
}

} // namespace

LabelDesk::LabelDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connectActions();
    connect(&m_parts.book, &LabelBook::changed, this, &LabelDesk::nameActions);
    nameActions();
}

void LabelDesk::connectActions()
{
    m_parts.actions.on(QStringLiteral("message.tag"), this, [this] { openMenu(); });
    m_parts.actions.on(QStringLiteral("message.noLabels"), this, [this] { takeAllOff(); });
    m_parts.actions.on(QStringLiteral("labels.open"), this, [this] { showAll(); });
    for (int number = 1; number <= kKeys; ++number) {
        m_parts.actions.on(keyAction(number), this, [this, number] {
            if (number <= m_parts.book.choices().size())
                toggle(m_parts.book.choices().at(number - 1));
        });
    }
}

void LabelDesk::nameActions()
{
    for (int number = 1; number <= kKeys; ++number) {
        const Label label = m_parts.book.choices().value(number - 1);
        m_parts.actions.setText(keyAction(number), label.keyword.isEmpty() ? tr("Label %1").arg(number) : tr("Label %1").arg(plain(label.name)));
    }
}

// ---- the menu ------------------------------------------------------------------------------------

void LabelDesk::openMenu()
{
    const QList<PlacementId> ids = m_parts.list.view()->selectedPlacements();
    if (ids.isEmpty())
        return;
    auto *menu = new TypeAheadMenu(tr("Labels"), &m_parts.window);
    menu->setObjectName(QStringLiteral("labelMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setProperty("iconsTellTheState", true);
    addLabels(*menu);
    menu->addSeparator();
    QAction *none = menu->addAction(icon("x"), tr("Take all labels off") + QStringLiteral("\t0"));
    connect(none, &QAction::triggered, this, &LabelDesk::takeAllOff);
    QAction *make = menu->addAction(icon("plus"), tr("New label…"));
    connect(make, &QAction::triggered, this, [this, menu, ids] { askForNew(menu->typed().trimmed(), ids); });
    menu->setOtherwise(make);
    menu->addAction(m_parts.actions.action(QStringLiteral("labels.open")));
    const QRect row = m_parts.list.view()->visualRect(m_parts.list.view()->currentIndex());
    menu->popup(m_parts.list.view()->viewport()->mapToGlobal(row.bottomLeft() + QPoint(28, 0)));
}

void LabelDesk::addLabels(TypeAheadMenu &menu)
{
    int number = 0;
    for (const Label &label : m_parts.book.choices()) {
        const LabelMark mark = markOf(label);
        QAction *action = menu.addName(labelIcon(tagColourOf(label.colour), mark), label.name);
        action->setCheckable(true);
        action->setChecked(mark == LabelMark::All);
        const QString key = ++number <= kKeys ? QString::number(number) : QString();
        const QString state = mark == LabelMark::Some ? tr("on some") : QString();
        const QString beside = QStringList{state, key}.join(QStringLiteral("  ")).trimmed();
        if (!beside.isEmpty())
            action->setText(action->text() + QLatin1Char('\t') + beside);
        connect(action, &QAction::triggered, this, [this, label] { toggle(label); });
    }
}

LabelMark LabelDesk::markOf(const Label &label) const
{
    const QList<MessageRow> rows = m_parts.messages.selectedRows();
    const auto bearsIt = [&](const MessageRow &row) {
        const QList<ShownLabel> shown = m_parts.book.shown(row.keywords);
        return std::any_of(shown.cbegin(), shown.cend(), [&](const ShownLabel &one) { return one.name.compare(label.name, Qt::CaseInsensitive) == 0; });
    };
    const auto bearing = std::count_if(rows.cbegin(), rows.cend(), bearsIt);
    if (bearing == 0)
        return LabelMark::None;
    return bearing == rows.size() ? LabelMark::All : LabelMark::Some;
}

// ---- deeds ---------------------------------------------------------------------------------------

void LabelDesk::toggle(const Label &label)
{
    const QList<PlacementId> ids = m_parts.list.view()->selectedPlacements();
    if (ids.isEmpty())
        return;
    const int count = static_cast<int>(ids.size());
    const bool goes = markOf(label) == LabelMark::All;
    const QString words = goes ? tr("Took %1 off %n message(s)", nullptr, count).arg(label.name) : tr("Put %1 on %n message(s)", nullptr, count).arg(label.name);
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.toggleLabel(ids, label.keyword, this, [this, deed, words](const Status &recorded) {
        if (!recorded)
            return Q_EMIT told(inWords(recorded.error()));
        m_parts.messages.offer(*deed, {QStringLiteral("tag"), words});
    });
}

/** A new one: told as others are, for the words of a former deed stand there still. */
void LabelDesk::putOn(const Label &label, const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    const QString words = tr("Put %1 on %n message(s)", nullptr, static_cast<int>(ids.size())).arg(label.name);
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.setLabels(ids, {label.keyword}, {}, this, [this, deed, words](const Status &recorded) {
        if (!recorded)
            return Q_EMIT told(inWords(recorded.error()));
        m_parts.messages.offer(*deed, {QStringLiteral("tag"), words});
    });
}

void LabelDesk::takeAllOff()
{
    const QList<PlacementId> ids = m_parts.list.view()->selectedPlacements();
    if (ids.isEmpty())
        return;
    const QString words = tr("Took all labels off %n message(s)", nullptr, static_cast<int>(ids.size()));
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.takeLabelsOff(ids, this, [this, deed, words](const Status &recorded) {
        if (!recorded)
            return Q_EMIT told(inWords(recorded.error()));
        m_parts.messages.offer(*deed, {QStringLiteral("tag"), words});
    });
}

// ---- making and changing them --------------------------------------------------------------------

void LabelDesk::askForNew(const QString &name, const QList<PlacementId> &ids)
{
    auto *dialog = new LabelDialog({{}, name, LabelColour::Teal}, takenNames({}), &above());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LabelDialog::chosen, this, [this, ids, dialog = QPointer(dialog)](const QString &chosen, LabelColour colour) {
        m_parts.engine.addLabel(chosen, colour, this, [this, ids, dialog](const Result<Label> &made) {
            if (!made) {
                if (dialog)
                    dialog->refuse(inWords(made.error()));
                return;
            }
            if (dialog)
                dialog->accept();
            putOn(*made, ids);
        });
    });
    dialog->open();
}

void LabelDesk::askForChange(const Label &label)
{
    auto *dialog = new LabelDialog(label, takenNames(label), &above());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LabelDialog::chosen, this, [this, label, dialog = QPointer(dialog)](const QString &name, LabelColour colour) {
        m_parts.engine.changeLabel(label.keyword, name, colour, this, [dialog](const Status &changed) {
            if (!dialog)
                return;
            if (changed)
                dialog->accept();
            else
                dialog->refuse(inWords(changed.error()));
        });
    });
    dialog->open();
}

void LabelDesk::askToForget(const Label &label)
{
    Question question;
    question.title = tr("Forget the label?");
    question.text = tr("%1 is not shown any more, here and on every message.").arg(label.name);
    question.meaning = tr("Messages keep it on the server, where other programs still see it. A new label of the same name brings it back.");
    question.answers = {tr("Forget"), tr("Keep")};
    question.preferred = 1;
    Seams::current().ask(&above(), question, [this, keyword = label.keyword](int answer) {
        if (answer == 0)
            m_parts.engine.forgetLabel(keyword);
    });
}

void LabelDesk::showAll()
{
    if (m_all) {
        m_all->raise();
        m_all->activateWindow();
        return;
    }
    m_all = new LabelsWindow(m_parts.book, &m_parts.window);
    m_all->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_all, &LabelsWindow::newWanted, this, [this] { askForNew({}, {}); });
    connect(m_all, &LabelsWindow::changeWanted, this, &LabelDesk::askForChange);
    connect(m_all, &LabelsWindow::forgetWanted, this, &LabelDesk::askToForget);
    connect(m_all, &LabelsWindow::orderWanted, this, [this](const QStringList &keywords) { m_parts.engine.arrangeLabels(keywords); });
    m_all->open();
}

/** What a question stands over. */
QWidget &LabelDesk::above() const { return m_all ? static_cast<QWidget &>(*m_all) : m_parts.window; }

QStringList LabelDesk::takenNames(const Label &except) const
{
    QStringList names;
    for (const Label &label : m_parts.book.choices()) {
        if (label.keyword != except.keyword)
            names.append(label.name);
    }
    return names;
}

} // namespace petrel::ui
