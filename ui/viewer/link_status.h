#pragma once

#include "ui/common/labels.h"

#include <QUrl>

namespace petrel::ui {

/** Where the link under the pointer or the focus really leads: one line at the lower edge of the pane, gone at rest. */
class LinkStatus : public ElidingLabel
{
    Q_OBJECT
public:
    explicit LinkStatus(QWidget *pane);

    /** Hides itself for an empty target. The host is shown in its ASCII form. */
    void showTarget(const QUrl &target);
    /** Puts it at the foot of the pane, `above` pixels over its lower edge. */
    void place(int above = 0);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
