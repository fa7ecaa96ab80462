#pragma once

#include "tests/gui/attention/sample_waiting.h"
#include "ui/attention/card_frame.h"
#include "ui/common/buttons.h"
#include "ui/common/seams.h"

namespace petrel::test {

/** Answers every question as the test wants, at once, and remembers the last one. */
class AnsweringSeams final : public ui::Seams
{
public:
    AnsweringSeams() : m_former(Seams::replace(this)) {}
    ~AnsweringSeams() override { Seams::replace(m_former); }

    int answer = 0;
    int asked = 0;
    ui::Question question;

    void ask(QWidget *, const ui::Question &asking, std::function<void(int)> answered) override
    {
        ++asked;
        question = asking;
        answered(answer);
    }
    void chooseFiles(QWidget *, const ui::FileRequest &, std::function<void(QStringList)>) override {}
    void chooseSaveFile(QWidget *, const ui::FileRequest &, std::function<void(QString)>) override {}
    void chooseDirectory(QWidget *, const ui::FileRequest &, std::function<void(QString)>) override {}
    bool openExternally(QWidget *, const QString &) override { return true; }

private:
    Seams *m_former;
};

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
