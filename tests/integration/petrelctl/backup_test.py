#!/usr/bin/env python3
"""The only copy is copied: a backup is made, read back and restored, by hand and while petrelctl is killed in the middle of it."""

import random
import shutil
import tempfile
import time
import unittest
from pathlib import Path

from bench import DISK, DONE, Imap, Petrelctl, Profile, USAGE, letter, maildrop_size
from kill_test import Killing

POP = "ada.pop@petrel.example"
LARGE = "A line of a large letter that lies in a file of its own.\n" * 20_000


class Backups(Petrelctl):
    def setUp(self):
        super().setUp()
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", letter("First", to=POP), letter("Large", to=POP, body=LARGE))
        self.assertEqual(self.profile.add_account(self.servers, "pop3", POP).code, DONE)
        self.profile.done("sync")
        self.assertEqual(maildrop_size(self.servers, POP), 0)  # our copy is the only copy

    def raw(self, subject: str) -> bytes:
        return self.profile.run("message", "show", self.profile.id_of("ada.pop", subject), "--raw").out

    def test_what_was_deleted_for_good_comes_back_and_what_came_since_stays(self):
        made = self.profile.done("backup", "make")
        self.assertEqual(made["messages"], 2)
        self.assertEqual(self.profile.done("backup", "list"), [made])
        large = self.raw("Large")
        for _ in range(2):  # to Trash, then for good
            folder = "INBOX" if self.profile.subjects("ada.pop") == ["First", "Large"] else "Trash"
            self.profile.done("message", "delete", self.profile.id_of("ada.pop", "Large", folder))
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", letter("Since", to=POP))
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Since"])
        restored = self.profile.done("backup", "restore")
        self.assertEqual(restored["messages"], 3)
        self.assertTrue(Path(restored["formerDatabase"]).exists())
        self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Large", "Since"])
        self.assertEqual(self.raw("Large"), large)
        self.assertEqual(self.profile.subjects("ada.pop", "Trash"), [])
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Large", "Since"])
        self.assertEqual(self.profile.done("check")["ok"], True)

    def test_a_lost_profile_is_made_of_a_backup_elsewhere(self):
        with tempfile.TemporaryDirectory() as disk:
            made = self.profile.done("backup", "make", "--in", disk)
            self.assertEqual(self.profile.done("backup", "verify", made["directory"]), {"ok": True, "findings": []})
            shutil.rmtree(self.profile.directory)
            self.profile.done("backup", "restore", made["directory"])
            self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Large"])
            self.assertEqual(self.profile.done("check")["ok"], True)

    def test_a_damaged_backup_is_found_and_not_used(self):
        made = self.profile.done("backup", "make")
        database = Path(made["directory"]) / "mail.db"
        content = bytearray(database.read_bytes())
        content[len(content) // 3] ^= 1
        database.write_bytes(content)
        answer = self.profile.run("backup", "verify", made["name"])
        self.assertEqual((answer.code, answer.json["ok"]), (DISK, False), answer)
        answer = self.profile.run("backup", "restore", made["name"])
        self.assertEqual(answer.code, DISK, answer)
        self.assertIn("The backup is damaged and was not used", answer.err)
        self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Large"])

    def test_a_rotten_file_costs_one_mail_and_has_a_name(self):
        noise = random.Random(4)
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", letter("Noise", to=POP, body="".join(noise.randbytes(36).hex() + "\n" for _ in range(8000))))
        self.profile.done("sync")
        (content,) = (self.profile.directory / "blobs").glob("??/*")
        with content.open("r+b") as file:
            file.seek(100)
            file.write(b"damage")
        answer = self.profile.run("backup", "make")
        self.assertEqual((answer.code, answer.json["damaged"]), (DISK, ["Noise"]), answer)
        self.profile.done("message", "delete", self.profile.id_of("ada.pop", "First"))
        self.profile.done("message", "delete", self.profile.id_of("ada.pop", "First", "Trash"))
        self.assertEqual(self.profile.done("backup", "restore")["damaged"], ["Noise"])
        self.assertEqual(self.profile.subjects("ada.pop"), ["First", "Large", "Noise"])

    def test_usage(self):
        self.assertEqual(self.profile.done("backup", "list"), [])
        for words in (("verify",), ("restore",), ("restore", "2020-01-01T00-00-00Z"), ("make", "there")):
            with self.subTest(words=words):
                answer = self.profile.run("backup", *words)
                self.assertEqual(answer.code, USAGE, answer)
                self.assertRegex(answer.err, r"petrelctl: .+")


class KilledWhileCopying(Killing):
    """Until the last step a backup is none, and a restore has not begun."""

    def fetched(self) -> Profile:
        profile = self.prepare("pop3", POP, *(letter(f"Parcel {n}", to=POP, body=LARGE if n == 3 else "Contents\n") for n in range(1, 4)))
        profile.done("sync")
        return profile

    def test_a_backup_that_is_being_made(self):
        profile = self.fetched()
        profile.done("backup", "make")
        time.sleep(1.1)  # its name tells the second
        snapshot = self.snapshot(profile, POP)
        for how in self.kills(profile, snapshot, "backup", "make"):
            with self.subTest(how):
                backups = profile.done("backup", "list")
                self.assertIn(len(backups), (1, 2))  # of one day, the newer one goes on where the older one stood
                for backup in backups:
                    self.assertEqual(profile.done("backup", "verify", backup["name"])["ok"], True)
                profile.done("backup", "make")
                self.assertEqual([path.name for path in (profile.directory / "backups").glob(".making*")], [])
                self.assertEqual(profile.done("check")["ok"], True)

    def test_a_restore(self):
        profile = self.fetched()
        profile.done("backup", "make")
        profile.done("message", "delete", profile.id_of("ada.pop", "Parcel 3"))
        profile.done("message", "delete", profile.id_of("ada.pop", "Parcel 3", "Trash"))
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", letter("Since", to=POP))
        profile.done("sync")
        snapshot = self.snapshot(profile, POP)
        for how in self.kills(profile, snapshot, "backup", "restore"):
            with self.subTest(how):
                self.assertIn(profile.subjects("ada.pop"), (["Parcel 1", "Parcel 2", "Since"], ["Parcel 1", "Parcel 2", "Parcel 3", "Since"]))
                profile.done("backup", "restore")
                self.assertEqual(profile.subjects("ada.pop"), ["Parcel 1", "Parcel 2", "Parcel 3", "Since"])
                self.assertEqual(profile.done("check")["ok"], True)


if __name__ == "__main__":
    unittest.main()
