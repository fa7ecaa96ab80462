#pragma once

#include "core/store/flag_merge.h"

#include <QtTest>

namespace petrel::test {

using store::FlagState;

/** The three-way merge as tables: server's base, wishes, and what each event makes of them. */
class FlagMergeTest : public QObject
{
    Q_OBJECT

    static Flags bits(const char *letters)
    {
        Flags flags;
        for (const char *c = letters; *c; ++c)
            flags |= *c == 's' ? Flag::Seen : *c == 'f' ? Flag::Flagged : Flag::Answered;
        return flags;
    }
    static FlagState state(const char *base, const char *set, const char *clear) { return {bits(base), bits(set), bits(clear)}; }

    struct Row
    {
        const char *name;
        FlagState before;
        const char *first;  ///< set, server, or sent set
        const char *second; ///< clear, unused, or sent clear
        FlagState after;
        const char *view;
    };
    static void compare(const Row &row, const FlagState &got)
    {
        QVERIFY2(got == row.after, row.name);
        QVERIFY2(got.view() == bits(row.view), row.name);
        QVERIFY2(!(got.wantSet & got.wantClear), row.name);
    }

private Q_SLOTS:
    void what_the_person_wants()
    {
        const Row rows[] = {
            {"set an unset bit", state("", "", ""), "s", "", state("", "s", ""), "s"},
            {"clear a set bit", state("s", "", ""), "", "s", state("s", "", "s"), ""},
            {"set what the server has", state("s", "", ""), "s", "", state("s", "", ""), "s"},
            {"clear what nobody has", state("", "", ""), "", "s", state("", "", ""), ""},
            {"toggle twice leaves nothing", state("", "s", ""), "", "s", state("", "", ""), ""},
            {"toggle back a clear", state("s", "", "s"), "s", "", state("s", "", ""), "s"},
            {"other bits stay", state("a", "f", ""), "s", "a", state("a", "sf", "a"), "sf"},
            {"set wins over clear of the same bit", state("", "", ""), "s", "s", state("", "s", ""), "s"},
        };
        for (const Row &row : rows)
            compare(row, store::wanted(row.before, bits(row.first), bits(row.second)));
    }

    void what_the_server_says()
    {
        const Row rows[] = {
            {"nothing wanted: server wins", state("", "", ""), "sf", "", state("sf", "", ""), "sf"},
            {"nothing wanted: server clears", state("sf", "", ""), "", "", state("", "", ""), ""},
            {"pending set wins for its bit", state("", "s", ""), "f", "", state("f", "s", ""), "sf"},
            {"pending clear wins for its bit", state("s", "", "s"), "sf", "", state("sf", "", "s"), "f"},
            {"the server did what was wanted", state("", "s", ""), "s", "", state("s", "", ""), "s"},
            {"somebody else cleared what we clear", state("s", "", "s"), "", "", state("", "", ""), ""},
            {"the same again", state("s", "f", ""), "s", "", state("s", "f", ""), "sf"},
        };
        for (const Row &row : rows)
            compare(row, store::pulled(row.before, bits(row.first)));
    }

    void what_was_pushed()
    {
        const Row rows[] = {
            {"sent set becomes base", state("", "s", ""), "s", "", state("s", "", ""), "s"},
            {"sent clear becomes base", state("s", "", "s"), "", "s", state("", "", ""), ""},
            {"a wish made meanwhile stays", state("", "sf", ""), "s", "", state("s", "f", ""), "sf"},
            {"toggled back meanwhile: the opposite is wanted", state("", "", ""), "s", "", state("s", "", "s"), ""},
            {"cleared, then set again meanwhile", state("s", "", ""), "", "s", state("", "s", ""), "s"},
            {"a pull was faster", state("s", "", ""), "s", "", state("s", "", ""), "s"},
            {"pull was faster, then cleared here", state("s", "", "s"), "s", "", state("s", "", "s"), ""},
            {"pushed twice changes nothing", state("s", "", ""), "s", "", state("s", "", ""), "s"},
        };
        for (const Row &row : rows)
            compare(row, store::pushed(row.before, bits(row.first), bits(row.second)));
    }
};

} // namespace petrel::test
