#!/usr/bin/env python3
"""Folders made, moved and emptied at a terminal, and mail that is copied or goes to another account, at the real servers."""

import unittest

from bench import DONE, Imap, Petrelctl, USAGE, letter, serve

ADA, POP, BOB = "ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example"
LONG_AGO = '"07-Mar-2019 21:10:33 +0000"'


def names(imap: Imap) -> set:
    return {line.decode().rsplit(" ", 1)[1].strip('"') for line in imap.imap.list()[1] if line}


def dates(imap: Imap, folder: str) -> list:
    imap.imap.select(folder, readonly=True)
    return [line.decode().split("INTERNALDATE ")[1].rstrip(")").replace('" ', '"0') for line in imap.imap.fetch("1:*", "(INTERNALDATE)")[1] if line]


class Folders(Petrelctl):
    def with_account(self, address: str, kind: str = "imap"):
        answer = self.profile.add_account(self.servers, kind, address)
        self.assertEqual(answer.code, DONE, answer)
        return self.profile

    def tearDown(self):
        with Imap(self.servers, ADA) as imap:
            for name in sorted(names(imap) - set(self.FOLDERS), reverse=True):
                imap.imap.delete(name)

    def test_folders_are_made_renamed_moved_and_deleted_here_and_then_there(self):
        ada = self.with_account(ADA)
        ada.done("sync")
        made = ada.done("folder", "create", "Trips")
        self.assertEqual((made["path"], made["subscribed"]), ("Trips", True))
        ada.done("folder", "create", "Trips/Ferry")
        ada.done("folder", "create", "Projects")
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertLessEqual({"Trips", "Trips/Ferry", "Projects"}, names(imap))

        self.assertEqual(ada.done("folder", "rename", "Projects", "Work")["path"], "Work")
        self.assertEqual(ada.done("folder", "move", "Trips/Ferry", "--to", "Work")["path"], "Work/Ferry")
        self.assertEqual(ada.done("folder", "subscribe", "Trips", "--off")["subscribed"], False)
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertLessEqual({"Trips", "Work", "Work/Ferry"}, names(imap))
            self.assertNotIn("Projects", names(imap))
            self.assertFalse(any(b"Trips" in line for line in imap.imap.lsub()[1] if line))

        self.assertEqual(ada.done("folder", "move", "Work/Ferry")["path"], "Ferry")
        self.assertEqual(ada.done("folder", "delete", "Work")["path"], "Trash/Work")
        self.assertEqual(ada.done("folder", "delete", "Trips", "--for-good"), {"changed": 1})
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertLessEqual({"Ferry", "Trash/Work"}, names(imap))
            self.assertFalse({"Trips", "Work"} & names(imap))

    def test_what_cannot_be_done_to_a_folder_is_a_usage_error(self):
        ada = self.with_account(ADA)
        ada.done("sync")
        ada.done("folder", "create", "Trips")
        for words in (("create", "Trips"), ("create", "Nowhere/Ferry"), ("create", ""), ("rename", "Nowhere", "Here"), ("rename", "INBOX", "Mail"),
                      ("move", "Trips", "--to", "Trips"), ("move", "Trips", "--to", "Nowhere"), ("delete", "Trash"), ("subscribe", "Nowhere"),
                      ("empty", "INBOX"), ("empty", "Trips"), ("create",), ("rename", "Trips")):
            answer = ada.run("folder", *words)
            self.assertEqual(answer.code, USAGE, (words, answer))

    def test_trash_is_emptied(self):
        self.put(ADA, letter("Old"), letter("Older"), folder="Trash")
        self.put(ADA, letter("Kept"))
        ada = self.with_account(ADA)
        ada.done("sync")
        self.assertEqual(ada.done("folder", "empty", "Trash"), {"changed": 2})
        self.assertEqual(ada.subjects("ada", "Trash"), [])
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertEqual((imap.subjects("Trash"), imap.subjects()), ([], ["Kept"]))

    def test_a_copy_is_at_both_places(self):
        self.put(ADA, letter("Recipe"))
        ada = self.with_account(ADA)
        ada.done("sync")
        ada.done("message", "copy", ada.id_of("ada", "Recipe"), "--to", "Archive")
        self.assertEqual(ada.subjects("ada", "Archive"), ["Recipe"])
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertEqual((imap.subjects(), imap.subjects("Archive")), (["Recipe"], ["Recipe"]))
        self.assertEqual(ada.done("sync")["new"], 0)
        self.assertEqual(ada.subjects("ada", "Archive"), ["Recipe"])

    def test_mail_goes_to_another_account_whole_and_leaves_the_first(self):
        with Imap(self.servers, ADA) as imap:
            for n in range(1, 4):
                imap.imap.append("INBOX", r"(\Flagged \Seen holiday)", LONG_AGO, letter(f"Letter {n}"))
        both = self.with_account(ADA)
        self.with_account(BOB)
        both.done("sync")
        both.done("message", "move", *(both.id_of("ada", f"Letter {n}") for n in (1, 2)), "--to", "Archive", "--to-account", "bob")
        both.done("message", "copy", both.id_of("ada", "Letter 3"), "--to", "Archive", "--to-account", "bob")
        self.assertEqual(both.subjects("bob", "Archive"), ["Letter 1", "Letter 2", "Letter 3"])  # seen at once, before any sync
        both.done("sync")
        with Imap(self.servers, ADA) as ada, Imap(self.servers, BOB) as bob:
            self.assertEqual(ada.subjects(), ["Letter 3"])
            self.assertEqual(bob.subjects("Archive"), ["Letter 1", "Letter 2", "Letter 3"])
            for flags in bob.flags("Archive").values():
                self.assertEqual(flags - {b"\\Recent"}, {b"\\Flagged", b"\\Seen", b"holiday"})
            self.assertEqual(set(dates(bob, "Archive")), {LONG_AGO})
            bob.imap.select("Archive", readonly=True)
            bodies = sorted(part[1] for part in bob.imap.fetch("1:*", "(BODY.PEEK[])")[1] if isinstance(part, tuple))
            self.assertEqual(bodies, [letter(f"Letter {n}") for n in (1, 2, 3)])
        again = both.done("sync")
        self.assertEqual((again["new"], again["pushed"], again["troubles"]), (0, 0, []))
        self.assertEqual(both.subjects("bob", "Archive"), ["Letter 1", "Letter 2", "Letter 3"])
        self.assertEqual(both.subjects("ada"), ["Letter 3"])

    def test_mail_that_is_only_here_goes_to_a_server_and_back(self):
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", letter("Maildrop"))
        both = self.with_account(POP, "pop3")
        self.with_account(BOB)
        both.done("sync")
        both.done("message", "move", both.id_of("ada.pop", "Maildrop"), "--to", "Archive", "--to-account", "bob")
        both.done("sync")
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.subjects("Archive"), ["Maildrop"])
        self.assertEqual(both.subjects("ada.pop"), [])

        both.done("message", "move", both.id_of("bob", "Maildrop", "Archive"), "--to", "Archive", "--to-account", "ada.pop")
        both.done("sync")
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.subjects("Archive"), [])
        self.assertEqual(both.subjects("ada.pop", "Archive"), ["Maildrop"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
