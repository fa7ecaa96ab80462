#pragma once

#include <QList>
#include <QObject>

class QSettings;
class QSplitter;
class QStackedWidget;
class QWidget;

namespace petrel::ui {

class ActionRegistry;
class FolderPane;
class MessageListPane;
class ReadingPane;

/**
 * How the window fits its width: which panes stand beside each other, how wide they are, and how the focus goes from one
 * to the next. Remembers the sizes the person gave them. GUI thread.
 */
class WindowShape : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the shape. */
    struct Parts
    {
        QWidget &window;
        FolderPane &folders;
        MessageListPane &list;
        ReadingPane &reader;
        QSplitter &outer; ///< of the folders and what stands beside them
        QSplitter &inner; ///< of list and reader
        QStackedWidget &pages; ///< what stands beside the folders: `inner` or another page
        ActionRegistry &actions;
        QSettings &settings;
    };
    WindowShape(Parts parts, QObject *parent);

    /** The geometry the window had when it was closed. */
    void restore();
    /** For the next start. */
    void keep();
    /** The window has another width. */
    void fit();
    [[nodiscard]] bool isOnePane() const { return m_kind == Kind::OnePane; }
    /** In one pane: the message in place of the list, or the list. Elsewhere both show. */
    void showMessage(bool message);
    /** The search field, where it does not show by itself. */
    void showSearch(bool shown);
    /** To the next pane in sight, round and round. */
    void cycleFocus(int direction);

private:
    enum class Kind {
        ThreePanes, ///< as the person sized them
        Tight,      ///< all three, folders and list as narrow as they read well
        Rail,       ///< folders as icons
        OnePane,    ///< list or message
    };

    void buildNarrowHead();
    void sizePanes();
    void keepPaneSizes();
    void focusAfterFolders();
    [[nodiscard]] Kind kindFor(int width) const;
    void focusOn(QWidget &pane);

    Parts m_parts;
    QList<QWidget *> m_narrowHead; ///< what stands in for rail and search field in one pane
    Kind m_kind = Kind::ThreePanes;
    bool m_fitted = false;         ///< fit() ran at least once
};

} // namespace petrel::ui
