#include "ui/viewer/reading_bar.h"

#include "ui/common/action_registry.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include <array>

namespace petrel::ui {

namespace {

struct Station
{
    const char *id;
    bool hasWord = false;
    bool keepsWord = false;
    int hiddenUnder = 0;
};

constexpr int kWordsFrom = 700;
constexpr int kFewFrom = 620;
constexpr int kFewestFrom = 480;

constexpr std::array kStations{
    Station{"message.reply", true, true, 0},
    Station{"message.replyAll"},
    Station{"message.forward", false, false, kFewestFrom},
    Station{"-"},
    Station{"message.archive", true},
    Station{"message.delete"},
    Station{"message.junk", false, false, kFewestFrom},
    Station{"message.move", false, false, kFewestFrom},
    Station{"-", false, false, kFewFrom},
    Station{"message.flag"},
    Station{"message.tag", false, false, kFewFrom},
    Station{"message.toggleRead", false, false, kFewFrom},
};

/** Takes the width of its word, unlike the square IconButton. */
QToolButton *wordButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setIconSize({sizes().iconTool, sizes().iconTool});
    button->setFocusPolicy(Qt::TabFocus);
    button->setFont(ui::font(TypeRole::Body, Weight::Medium));
    button->setMinimumSize(sizes().toolButton, sizes().toolButton);
    return button;
}

} // namespace

namespace {

/** These buttons stand at the end of the window: their menus open towards its middle. */
void openUnder(QMenu &menu, const QWidget &button)
{
    const int x = button.isRightToLeft() ? 0 : button.width() - menu.sizeHint().width();
    menu.popup(button.mapToGlobal(QPoint(x, button.height())));
}

} // namespace

ReadingBar::ReadingBar(ActionRegistry &actions, QWidget *parent)
    : QWidget(parent), m_actions(actions), m_row(new QWidget(this)),
      m_back(new IconButton(QStringLiteral("arrow-left"), tr("Back"), this)),
      m_more(new IconButton(QStringLiteral("ellipsis"), tr("More"), this)),
      m_menuButton(new IconButton(QStringLiteral("menu"), tr("Menu"), this))
{
    setObjectName(QStringLiteral("readingBar"));
    setAccessibleName(tr("Message actions"));
    m_back->setObjectName(QStringLiteral("readingBack"));
    m_more->setObjectName(QStringLiteral("readingMore"));
    m_menuButton->setObjectName(QStringLiteral("mainMenuButton"));
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    setPlainToolTip(m_back, tr("Back (%1)").arg(m_back->shortcut().toString(QKeySequence::NativeText)));
    m_back->hide();
    m_menuButton->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(4);
    row->addWidget(m_back);
    row->addWidget(m_row, 1);
    row->addWidget(m_more);
    row->addWidget(m_menuButton);
    auto *buttons = new QHBoxLayout(m_row);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    for (const Station &station : kStations)
        addPlace({QString::fromLatin1(station.id), nullptr, nullptr, station.keepsWord, station.hasWord, station.hiddenUnder});
    buttons->addStretch(1);
    if (!m_places.isEmpty())
        setTabOrder(m_places.last().widget, m_more);
    setTabOrder(m_more, m_menuButton);
    setFixedHeight(sizes().paneHead);

    connect(m_back, &IconButton::clicked, this, &ReadingBar::backWanted);
    connect(m_more, &IconButton::clicked, this, &ReadingBar::openMore);
    connect(m_menuButton, &IconButton::clicked, this, [this] {
        if (m_mainMenu)
            openUnder(*m_mainMenu, *m_menuButton);
    });
}

void ReadingBar::addPlace(const Place &wanted)
{
    Place place = wanted;
    if (place.id == u"-") {
        place.widget = new Hairline(Qt::Vertical, m_row);
        place.widget->setFixedHeight(20);
        static_cast<QHBoxLayout *>(m_row->layout())->addSpacing(4);
    } else {
        if (!m_actions.contains(place.id))
            return;
        place.button = place.hasWord ? wordButton(m_actions.action(place.id), m_row) : new IconButton(m_actions.action(place.id), m_row);
        place.button->setObjectName(QStringLiteral("bar:") + place.id);
        place.widget = place.button;
    }
    m_row->layout()->addWidget(place.widget);
    if (!place.button)
        static_cast<QHBoxLayout *>(m_row->layout())->addSpacing(4);
    m_places.append(place);
}

QStringList ReadingBar::actionIds()
{
    QStringList ids;
    for (const Station &station : kStations)
        ids.append(QString::fromLatin1(station.id));
    return ids;
}

QStringList ReadingBar::moreIds()
{
    return {QStringLiteral("message.find"), QStringLiteral("message.source"), QStringLiteral("message.fixedFont")};
}

void ReadingBar::setMainMenu(QMenu *menu)
{
    m_mainMenu = menu;
    m_menuButton->setVisible(menu != nullptr);
}

void ReadingBar::setBackShown(bool shown)
{
    m_back->setVisible(shown);
}

QSize ReadingBar::minimumSizeHint() const
{
    return {240, sizes().paneHead};
}

void ReadingBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ReadingBar::arrange()
{
    for (const Place &place : std::as_const(m_places)) {
        place.widget->setVisible(width() >= place.hiddenUnder);
        if (place.button) {
            const bool word = (place.keepsWord && width() >= kFewestFrom) || (place.hasWord && width() >= kWordsFrom);
            place.button->setToolButtonStyle(word ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        }
    }
}

void ReadingBar::openMore()
{
    auto *menu = new QMenu(m_more);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Place &place : std::as_const(m_places)) {
        if (place.button && width() < place.hiddenUnder)
            menu->addAction(m_actions.action(place.id));
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    for (const QString &id : moreIds()) {
        if (m_actions.contains(id))
            menu->addAction(m_actions.action(id));
    }
    openUnder(*menu, *m_more);
}

void ReadingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, QRect(0, height() - 1, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
