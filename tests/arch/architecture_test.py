#!/usr/bin/env python3
"""The repository keeps its rules; and the rules notice when somebody does not (fixtures/ holds the offenders)."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import architecture  # noqa: E402

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]


class TheRepository(unittest.TestCase):
    def test_keeps_its_rules(self):
        problems = [problem for found in architecture.check(REPOSITORY, HERE).values() for problem in found]
        if problems:
            self.fail(f"{len(problems)} rule(s) broken:\n\n" + "\n".join(problems))

    def test_is_seen_at_all(self):
        self.assertGreater(len(list(architecture.files(REPOSITORY))), 50)
        self.assertIsNotNone(architecture.qt_headers(), "the Qt headers are not where Debian puts them")


class TheRules(unittest.TestCase):
    """Every offence in fixtures/ is found, at its line, and nothing else is."""

    @classmethod
    def setUpClass(cls):
        cls.found = architecture.check(HERE / "fixtures", HERE)

    def assert_found(self, check: str, *places: str):
        self.assertEqual(sorted(places), sorted(problem.split(" ")[0] for problem in self.found[check]), self.found[check])

    def test_find_includes_against_the_layers(self):
        self.assert_found("includes", "core/store/offender.cpp:2", "core/store/offender.cpp:3", "core/store/offender.cpp:4",
                          "core/store/offender.cpp:5", "core/unknown/offender.cpp:1", "ui/viewer/offender.cpp:3")

    def test_find_files_that_grew_too_long(self):
        self.assert_found("sizes", "core/base/long.h")

    def test_find_forbidden_calls_but_not_in_comments_and_strings(self):
        self.assert_found("forbidden calls", *(f"ui/viewer/offender.cpp:{line}" for line in (7, 8, 9, 10, 11, 12, 13, 18)))

    def test_find_folders_without_a_word(self):
        self.assert_found("readmes", "core/unknown", "ui/viewer")

    def test_find_paths_of_a_machine_and_unfinished_work(self):
        self.assert_found("words", "core/store/offender.cpp:8", "core/store/offender.cpp:9")

    def test_find_signals_that_nobody_hears(self):
        self.assert_found("signals", "ui/viewer/unheard.h:11")

    def test_find_strangers_in_the_top_folder(self):
        self.assert_found("top folder", "stray.txt")

    def test_every_problem_says_how_to_mend_it(self):
        for found in self.found.values():
            for problem in found:
                self.assertRegex(problem, r": .{20,}\.$")


if __name__ == "__main__":
    unittest.main(verbosity=2)
