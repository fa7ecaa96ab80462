#pragma once

#include "tests/gui/compose/fake_mail_out.h"
#include "ui/compose/compose_presenter.h"
#include "ui/compose/compose_start.h"

#include <QSignalSpy>

namespace petrel::test {

/** A presenter over an outbox that answers as told, and what it says. */
struct PresenterDesk
{
    FakeMailOut out;
    ui::ComposePresenter presenter;
    QSignalSpy finished{&presenter, &ui::ComposePresenter::finished};
    QSignalSpy failed{&presenter, &ui::ComposePresenter::failed};
    QSignalSpy blocked{&presenter, &ui::ComposePresenter::blocked};

    explicit PresenterDesk(const ui::Draft &draft = ui::newDraft(twoIdentities())) : presenter(out, twoIdentities(), draft) {}
    void write()
    {
        presenter.setRecipients(ui::ComposeField::To, {{{}, QStringLiteral("ada@a.example")}}, {});
        presenter.setSubject(QStringLiteral("Hi"));
        presenter.setBody(QStringLiteral("Text"), {});
    }
};

} // namespace petrel::test
