#!/usr/bin/env python3
"""Several maildrops in one inbox: who fetched a message, and whose server has it, stays true through removals, backups and kills."""

import unittest

from bench import DONE, USAGE, Imap, Petrelctl, letter, maildrop_size
from kill_test import Killing

HOME, WORK = "ada.pop@petrel.example", "bob@petrel.example"


class Delivery(Petrelctl):
    def add_both(self, *more):
        self.assertEqual(self.profile.add_account(self.servers, "pop3", HOME, name="Home").code, DONE)
        self.assertEqual(self.profile.add_account(self.servers, "pop3", WORK, *more, name="Work").code, DONE)
        self.profile.done("account", "deliver", "Work", "--to-account", "Home")

    def delivery(self, account: str):
        return next(one["deliverTo"] for one in self.profile.done("account", "list") if one["name"] == account)

    def test_two_maildrops_come_into_one_inbox(self):
        self.add_both()
        self.assertEqual(self.delivery("Work"), {"account": "Home", "folder": "INBOX"})
        self.assertIsNone(self.delivery("Home"))
        self.put(HOME, letter("At home", to=HOME))
        self.put(WORK, letter("At work", to=WORK))
        self.profile.done("sync")
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("Home"), ["At home", "At work"])
        self.assertEqual(self.profile.subjects("Work"), [])
        self.assertEqual([maildrop_size(self.servers, address) for address in (HOME, WORK)], [0, 0])

        self.assertIsNone(self.profile.done("account", "deliver", "Work")["deliverTo"])
        self.put(WORK, letter("Apart again", to=WORK))
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("Work"), ["Apart again"])
        self.assertEqual(self.profile.done("check")["ok"], True)

    def test_only_another_pop3_account_takes_in_mail(self):
        self.add_both()
        self.assertEqual(self.profile.add_account(self.servers, "imap", "ada@petrel.example", name="Ada").code, DONE)
        for refused in (("Home", "--to-account", "Work"), ("Work", "--to-account", "Ada"), ("Ada", "--to-account", "Home"),
                        ("Work", "--to-account", "Home", "--to", "Trash"), ("Work", "--to", "INBOX")):
            self.assertEqual(self.profile.run("account", "deliver", *refused).code, USAGE, refused)
        self.assertEqual(self.delivery("Work"), {"account": "Home", "folder": "INBOX"})

    def test_when_the_other_account_goes_its_mail_comes_home(self):
        self.add_both("--pop3-delete", "with-local")
        self.put(HOME, letter("At home", to=HOME))
        self.put(WORK, letter("At work", to=WORK), letter("Filed", to=WORK))
        self.profile.done("sync")
        self.profile.done("message", "move", self.profile.id_of("Home", "Filed"), "--to", "Archive")
        self.profile.done("account", "remove", "Home")
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("Work"), ["At work"])
        self.assertEqual(self.profile.subjects("Work", "Archive"), ["Filed"])
        self.assertEqual(maildrop_size(self.servers, WORK), 2)  # nothing was deleted here
        self.assertEqual(self.profile.done("check")["ok"], True)

    def test_a_backup_knows_it_too(self):
        self.add_both()
        self.put(WORK, letter("Before", to=WORK))
        self.profile.done("sync")
        self.profile.done("backup", "make")
        self.put(WORK, letter("Since", to=WORK))
        self.profile.done("sync")
        self.profile.done("backup", "restore")
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("Home"), ["Before", "Since"])
        self.assertEqual(self.delivery("Work"), {"account": "Home", "folder": "INBOX"})
        self.assertEqual(self.profile.done("check")["ok"], True)


class KilledWhileMailIsPutElsewhere(Killing):
    def test_a_session_that_delivers_to_another_account(self):
        letters = {f"Parcel {n}": letter(f"Parcel {n}", to=WORK, body=f"Contents {n}\n" * 50 * n) for n in range(1, 4)}
        profile = self.prepare("pop3", WORK, *letters.values())
        with Imap(self.servers, HOME) as imap:
            imap.empty("INBOX")
        self.assertEqual(profile.add_account(self.servers, "pop3", HOME, name="Home").code, DONE)
        profile.done("account", "deliver", "bob", "--to-account", "Home")
        snapshot = self.snapshot(profile, WORK)
        for how in self.kills(profile, snapshot, "sync", "--account", "bob"):
            with self.subTest(how):
                with Imap(self.servers, WORK) as imap:
                    self.assertEqual(set(profile.subjects("Home")) | set(imap.subjects()), set(letters))
                profile.done("sync", "--account", "bob")
                self.assertEqual(profile.subjects("Home"), sorted(letters))
                self.assertEqual(profile.subjects("bob"), [])
                self.assertEqual(maildrop_size(self.servers, WORK), 0)
                self.assertEqual(profile.done("check")["ok"], True)


if __name__ == "__main__":
    unittest.main()
