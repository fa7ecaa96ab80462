#pragma once

#include "core/engine/engine.h"
#include "core/model/label.h"
#include "ui/common/label_mark.h"

#include <QObject>
#include <QPointer>

namespace petrel::ui {

class ActionRegistry;
class LabelBook;
class LabelDialog;
class LabelsWindow;
class MessageDesk;
class MessageListPane;
class TypeAheadMenu;

/**
 * Labels on messages: the menu in which letters find them, the keys 1 to 9 and 0, and the windows to make and change them. Each acts on the
 * selection, by id, whether its rows are loaded or not, and can be taken back. GUI thread.
 */
class LabelDesk : public QObject
{
    Q_OBJECT
public:
    /** How many labels have a key. */
    static constexpr int kKeys = 9;

    struct Parts
    {
        engine::Engine &engine;
        const LabelBook &book;
        MessageListPane &list;
        MessageDesk &messages;
        ActionRegistry &actions;
        QWidget &window;
    };
    LabelDesk(Parts parts, QObject *parent);

Q_SIGNALS:
    void told(const QString &sentence);

private:
    void connectActions();
    void nameActions();
    void openMenu();
    void addLabels(TypeAheadMenu &menu);
    [[nodiscard]] LabelMark markOf(const Label &label) const;
    void toggle(const Label &label);
    void takeAllOff();
    void putOn(const Label &label, const QList<PlacementId> &ids);
    /** For the selection as it is now, once it is made. */
    void askForNew(const QString &name, const QList<PlacementId> &ids);
    void askForChange(const Label &label);
    void askToForget(const Label &label);
    void showAll();
    [[nodiscard]] QWidget &above() const;
    [[nodiscard]] QStringList takenNames(const Label &except) const;

    Parts m_parts;
    QPointer<LabelsWindow> m_all;
};

} // namespace petrel::ui
