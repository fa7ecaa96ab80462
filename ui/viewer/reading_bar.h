#pragma once

#include <QList>
#include <QWidget>

class QMenu;
class QToolButton;

namespace petrel::ui {

class ActionRegistry;
class IconButton;

/**
 * The head of the reading pane: what people do with a message. Buttons show actions of the registry; ids it does not
 * know are left out. When it gets narrow, words but Reply's go first, then whole buttons go into "More".
 */
class ReadingBar : public QWidget
{
    Q_OBJECT
public:
    explicit ReadingBar(ActionRegistry &actions, QWidget *parent = nullptr);

    /** The menu behind the last button; borrowed. Without one the button is hidden. */
    void setMainMenu(QMenu *menu);
    /** The way back to the list, also Alt+Left: only in the one-pane layout. */
    void setBackShown(bool shown);

    /** The ids of the buttons, in order, "-" for a separator. */
    [[nodiscard]] static QStringList actionIds();
    /** Further ids that always stand in "More". */
    [[nodiscard]] static QStringList moreIds();

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void backWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Place
    {
        QString id;
        QWidget *widget = nullptr;   ///< the button, or a separator
        QToolButton *button = nullptr;
        bool keepsWord = false;
        bool hasWord = false;        ///< shows its text when there is room
        int hiddenUnder = 0;         ///< width of the bar
    };

    void addPlace(const Place &place);
    void arrange();
    void openMore();

    ActionRegistry &m_actions;
    QList<Place> m_places;
    QWidget *m_row;
    IconButton *m_back;
    IconButton *m_more;
    IconButton *m_menuButton;
    QMenu *m_mainMenu = nullptr;
};

} // namespace petrel::ui
