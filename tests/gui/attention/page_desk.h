#pragma once

#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/support/answering_seams.h"
#include "ui/attention/card_frame.h"
#include "ui/common/buttons.h"

namespace petrel::test {

/** A model over memory and the page that shows it. */
template <class Model, class Page>
struct PageDesk
{
    void show()
    {
        model.reload();
        page.resize(900, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.activateWindow();
    }
    [[nodiscard]] ui::Button *button(int row, const QString &text) const
    {
        for (ui::Button *button : page.frameAt(row)->template findChildren<ui::Button *>()) {
            if (button->text() == text && button->isVisibleTo(page.frameAt(row)))
                return button;
        }
        return nullptr;
    }
    void press(int row, const QString &text)
    {
        ui::Button *found = button(row, text);
        QVERIFY2(found, qPrintable(text));
        found->click();
    }

    StandingClock clock;
    MemoryAttentionSource source;
    AnsweringSeams seams;
    Model model{source};
    Page page{model};
};

} // namespace petrel::test
