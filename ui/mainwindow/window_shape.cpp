#include "ui/mainwindow/window_shape.h"

#include "ui/common/action_registry.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/tool_tip.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr int kTightBelow = 1200;
constexpr int kTightFolders = 200;
constexpr int kTightList = 340;
constexpr int kRailList = 300;

QString geometryKey() { return QStringLiteral("window/geometry"); }
QString foldersKey() { return QStringLiteral("window/folders"); }
QString listKey() { return QStringLiteral("window/list"); }

} // namespace

WindowShape::WindowShape(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    buildNarrowHead();
    connect(&m_parts.folders, &FolderPane::expandWanted, this, [this] { m_parts.folders.lift(m_parts.outer); });
    connect(&m_parts.folders, &FolderPane::lowered, this, &WindowShape::focusAfterFolders, Qt::QueuedConnection);
    connect(m_parts.reader.bar(), &ReadingBar::backWanted, this, [this] { showMessage(false); });
}

void WindowShape::buildNarrowHead()
{
    auto *folders = new IconButton(QStringLiteral("panel-left"), tr("Show folders"));
    connect(folders, &IconButton::clicked, this, [this] { m_parts.folders.lift(m_parts.outer); });
    auto *find = new IconButton(m_parts.actions.action(QStringLiteral("list.search")));
    auto *compose = new Button(QString(), Button::Kind::Accent);
    compose->setIconName(QStringLiteral("square-pen"));
    compose->setFixedWidth(sizes().toolButton);
    compose->setAccessibleName(tr("New message"));
    setPlainToolTip(compose, compose->accessibleName());
    connect(compose, &Button::clicked, m_parts.actions.action(QStringLiteral("message.new")), &QAction::trigger);
    m_parts.list.addToTitleRow(folders, true);
    m_parts.list.addToTitleRow(find, false);
    m_parts.list.addToTitleRow(compose, false);
    m_narrowHead = {folders, find, compose};
}

void WindowShape::restore()
{
    m_parts.window.resize(QSize(1200, 760).boundedTo(m_parts.window.screen()->availableSize() * 9 / 10));
    m_parts.window.restoreGeometry(m_parts.settings.value(geometryKey()).toByteArray());
    fit();
}

void WindowShape::keep()
{
    m_parts.settings.setValue(geometryKey(), m_parts.window.saveGeometry());
    keepPaneSizes();
}

void WindowShape::keepPaneSizes()
{
    if (m_kind != Kind::ThreePanes || !m_fitted)
        return;
    m_parts.settings.setValue(foldersKey(), m_parts.outer.saveState());
    m_parts.settings.setValue(listKey(), m_parts.inner.saveState());
}

WindowShape::Kind WindowShape::kindFor(int width) const
{
    const int dividers = m_parts.outer.handleWidth() + m_parts.inner.handleWidth();
    const int twoPanes = sizes().rail + sizes().listMin + sizes().readerMin + dividers; // narrower, they would stand out of the window
    if (width < std::max(sizes().collapseTwoPane, twoPanes))
        return Kind::OnePane;
    if (width < sizes().collapseThreePane)
        return Kind::Rail;
    return width < kTightBelow ? Kind::Tight : Kind::ThreePanes;
}

void WindowShape::fit()
{
    const Kind wanted = kindFor(m_parts.window.width());
    const bool one = wanted == Kind::OnePane;
    m_parts.list.setMinimumWidth(sizes().listMin);
    m_parts.list.setMaximumWidth(one ? QWIDGETSIZE_MAX : sizes().listMax);
    if (wanted == m_kind && m_fitted)
        return;
    keepPaneSizes();
    m_fitted = true;
    m_kind = wanted;
    m_parts.folders.setCollapsed(one || wanted == Kind::Rail);
    m_parts.folders.setVisible(!one);
    m_parts.reader.bar()->setBackShown(one);
    for (QWidget *button : std::as_const(m_narrowHead))
        button->setVisible(one);
    showSearch(false);
    sizePanes();
    showMessage(false);
    const QWidget *focus = m_parts.window.focusWidget();
    if (focus && !focus->isVisibleTo(&m_parts.window))
        m_parts.list.focusList();
}

/** The splitters keep the sizes they had, even beyond what a pane may have now. */
void WindowShape::sizePanes()
{
    const int wide = m_parts.window.width();
    switch (m_kind) {
    case Kind::ThreePanes:
        if (!m_parts.outer.restoreState(m_parts.settings.value(foldersKey()).toByteArray()))
            m_parts.outer.setSizes({sizes().foldersDefault, wide});
        if (!m_parts.inner.restoreState(m_parts.settings.value(listKey()).toByteArray()))
            m_parts.inner.setSizes({sizes().listDefault, wide});
        return;
    case Kind::Tight:
        m_parts.outer.setSizes({kTightFolders, wide});
        m_parts.inner.setSizes({kTightList, wide});
        return;
    case Kind::Rail:
        m_parts.outer.setSizes({sizes().rail, wide});
        m_parts.inner.setSizes({kRailList, wide});
        return;
    case Kind::OnePane: return;
    }
}

void WindowShape::showMessage(bool message)
{
    const bool one = isOnePane();
    m_parts.list.setVisible(!one || !message);
    m_parts.reader.setVisible(!one || message);
    if (one && !message)
        m_parts.list.focusList();
}

void WindowShape::showSearch(bool shown)
{
    m_parts.list.setSearchShown(shown || !isOnePane());
}

void WindowShape::focusAfterFolders()
{
    if (m_parts.list.isVisible()) // the outbox may have been chosen
        m_parts.list.focusList();
}

void WindowShape::cycleFocus(int direction)
{
    QList<QWidget *> stations{m_parts.folders.tree()};
    if (m_parts.pages.currentWidget() == &m_parts.inner)
        stations.append({&m_parts.list, &m_parts.reader, m_parts.reader.bar()});
    else
        stations.append(m_parts.pages.currentWidget());
    const QWidget *focus = m_parts.window.focusWidget();
    qsizetype at = 1;
    for (qsizetype i = 0; i < stations.size(); ++i) {
        if (stations[i] == focus || stations[i]->isAncestorOf(focus))
            at = i; // the bar stands in the reader: the last that fits
    }
    for (qsizetype step = 0; step < stations.size(); ++step) {
        at = (at + direction + stations.size()) % stations.size();
        if (stations[at]->isVisible())
            return focusOn(*stations[at]);
    }
}

void WindowShape::focusOn(QWidget &pane)
{
    if (&pane == &m_parts.reader)
        m_parts.reader.focusText();
    else if (&pane == &m_parts.list)
        m_parts.list.focusList();
    else
        pane.setFocus(Qt::TabFocusReason);
}

} // namespace petrel::ui
