#pragma once

#include "ui/common/buttons.h"

#include <QFrame>
#include <QTimer>

#include <functional>

namespace petrel::ui {

class RoleLabel;

/**
 * "Archived 3 messages · Undo": a dark bar at the foot of the pane it belongs to. One per end of a pane, a new
 * one replaces the old there; where two have no room side by side, the one at the trailing end stands above. It stays 8 s, or as long as the pointer or the focus is on it. Long sentences wrap: what to do
 * stands at their end.
 */
class Snackbar : public QFrame
{
    Q_OBJECT
public:
    enum class End { Leading, Trailing };

    struct Offer
    {
        End end = End::Leading;
        QString icon;                    ///< Lucide name
        QString text;
        QString action;                  ///< "Undo"; empty for none
        std::function<void()> accepted;  ///< called at most once
        QString second;                  ///< "Send now"; empty for none, stands before the action
        std::function<void()> secondAccepted;
        int seconds = 8;
        bool countdown = false;          ///< a bar shows the time that is left; %1 in text is the seconds
        std::function<void()> expired;   ///< time ran out or it was closed or replaced
    };

    /** Shows the offer at the foot of `pane`, in place of the one shown at that end. */
    static Snackbar *show(QWidget *pane, Offer offer);
    /** The one shown in this pane last, or null. */
    [[nodiscard]] static Snackbar *shownIn(QWidget *pane);
    /** Takes it away; `expired` is called. */
    void dismiss();
    /** Calls `accepted` as the action button does (Ctrl+Z). */
    void accept();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Snackbar(QWidget *pane, Offer offer);
    void addOffer(const QString &text, std::function<void()> Offer::*outcome);
    void showText();
    [[nodiscard]] static QList<Snackbar *> allIn(const QWidget *pane);
    void place();
    /** How far above the foot: over the one at the other end, where both would not fit. */
    [[nodiscard]] int lift(int width) const;
    void placeOthers();
    void tick();
    void appear();
    void finish(const std::function<void()> &outcome);

    Offer m_offer;
    RoleLabel *m_text;
    QTimer m_timer;
    int m_leftMs = 0;
    bool m_finished = false;
};

} // namespace petrel::ui
