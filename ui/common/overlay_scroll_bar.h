#pragma once

#include <QScrollBar>
#include <QTimer>

class QAbstractScrollArea;

namespace petrel::ui {

/**
 * A scroll bar that lies over the edge of its area instead of taking room from it, and shows itself
 * while the pointer is over the area or something scrolls. The area's own bar stays the one that
 * counts; this one follows it and moves it.
 */
class OverlayScrollBar : public QScrollBar
{
    Q_OBJECT
public:
    /** Takes the place of the area's vertical bar; the area owns it. */
    explicit OverlayScrollBar(QAbstractScrollArea *area);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    void place();
    void appear();

    QAbstractScrollArea *m_area;
    QTimer m_rest;
};

} // namespace petrel::ui
