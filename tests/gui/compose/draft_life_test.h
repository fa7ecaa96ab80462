#pragma once

#include "ui/compose/draft_life.h"

#include <QtTest>

namespace petrel::test {

/** The whole life of a message as a table of what may follow what. */
class DraftLifeTest : public QObject
{
    Q_OBJECT

    using Life = ui::DraftLife;
    using State = Life::State;
    using Step = Life::Step;

    static Life changed()
    {
        Life life;
        life.touched();
        return life;
    }
    static Life saving()
    {
        Life life = changed();
        (void)life.save();
        return life;
    }
    static Life sending()
    {
        Life life = changed();
        (void)life.send();
        return life;
    }
    static Life held()
    {
        Life life = sending();
        (void)life.queued();
        return life;
    }

private Q_SLOTS:
    void untouched_it_just_closes()
    {
        Life life;
        QCOMPARE(life.save(), Step::Nothing);
        QCOMPARE(life.close(), Step::Close);
        QCOMPARE(life.state(), State::Gone);
    }

    void changed_it_is_kept_before_it_closes()
    {
        Life life = changed();
        QVERIFY(life.isUnsaved());
        QCOMPARE(life.close(), Step::Save);
        QCOMPARE(life.saved(), Step::Close);
        QCOMPARE(life.state(), State::Gone);
    }

    void a_close_waits_for_what_was_typed_meanwhile()
    {
        Life life = saving();
        life.touched();
        QCOMPARE(life.close(), Step::Nothing);
        QCOMPARE(life.saved(), Step::Save);
        QCOMPARE(life.saved(), Step::Close);
    }

    void only_one_version_is_on_its_way()
    {
        Life life = saving();
        QCOMPARE(life.save(), Step::Nothing);
        QCOMPARE(life.send(), Step::Nothing);
        QCOMPARE(life.discard(), Step::Nothing);
        Life out = sending();
        QCOMPARE(out.save(), Step::Nothing);
        QCOMPARE(out.send(), Step::Nothing);
        QCOMPARE(out.close(), Step::Nothing);
        QCOMPARE(out.discard(), Step::Nothing);
        QCOMPARE(out.state(), State::Sending);
    }

    void nothing_takes_a_send_back_unsaid()
    {
        Life life = saving();
        QVERIFY(!life.isHandingOver());
        (void)life.send();
        QVERIFY(life.isHandingOver());
        (void)life.close();
        (void)life.discard();
        QCOMPARE(life.saved(), Step::Send);
        QCOMPARE(life.state(), State::Sending);
    }

    void a_send_needs_no_draft_but_a_close_does()
    {
        Life life = saving();
        (void)life.send();
        QCOMPARE(life.notSaved(), Step::Send);
        Life closing = saving();
        (void)closing.close();
        QCOMPARE(closing.notSaved(), Step::Nothing);
        QCOMPARE(closing.state(), State::Changed);
        QCOMPARE(closing.save(), Step::Save); // and again later
        QCOMPARE(closing.saved(), Step::Nothing);
    }

    void thrown_away_while_saving_it_goes_with_the_version_that_was_saved()
    {
        Life life = saving();
        (void)life.discard();
        (void)life.close();
        QCOMPARE(life.saved(), Step::Discard);
        QCOMPARE(life.state(), State::Gone);
        Life failed = saving();
        (void)failed.discard();
        QCOMPARE(failed.notSaved(), Step::Discard);
    }

    void kept_in_part_it_neither_goes_out_nor_out_of_sight_before_that_was_read()
    {
        for (Step (Life::*wish)() : {&Life::send, &Life::close}) {
            Life life = saving();
            (void)(life.*wish)();
            QCOMPARE(life.savedInPart(), Step::Nothing);
            QCOMPARE(life.state(), State::Kept);
            QVERIFY(!life.isHandingOver());
        }
        Life thrownAway = saving();
        (void)thrownAway.discard();
        QCOMPARE(thrownAway.savedInPart(), Step::Discard);
    }

    void what_could_not_be_taken_back_can_be_tried_again()
    {
        Life life = held();
        (void)life.undo();
        life.notTakenBack();
        QCOMPARE(life.undo(), Step::TakeBack);
    }

    void refused_it_is_only_on_the_screen()
    {
        Life life = sending();
        life.refused();
        QCOMPARE(life.state(), State::Changed);
        QVERIFY(!life.isHandingOver());
        QCOMPARE(life.close(), Step::Save);
    }

    void taken_back_once_it_is_a_draft_again()
    {
        Life life = held();
        QCOMPARE(life.undo(), Step::TakeBack);
        QCOMPARE(life.undo(), Step::Nothing);
        life.left();
        QCOMPARE(life.state(), State::TakingBack);
        life.takenBack();
        QCOMPARE(life.state(), State::Kept);
    }

    void what_has_left_is_not_taken_back()
    {
        Life life = held();
        life.left();
        QCOMPARE(life.undo(), Step::Nothing);
        Life late = held();
        (void)late.undo();
        late.leftAlready();
        QCOMPARE(late.state(), State::Left);
    }

    void answers_that_belong_to_no_step_change_nothing()
    {
        Life life;
        QCOMPARE(life.saved(), Step::Nothing);
        QCOMPARE(life.notSaved(), Step::Nothing);
        QCOMPARE(life.queued(), Step::Nothing);
        life.refused();
        life.takenBack();
        life.leftAlready();
        QCOMPARE(life.state(), State::Kept);
    }
};

} // namespace petrel::test
