#!/usr/bin/env python3
"""The disk fails while petrelctl works (the N-th write, sync, rename ... of all threads answers EIO or ENOSPC): no message is lost, none is
there twice, the exit code and a sentence say so, and the next run goes on. A profile that may only be read is left as it is.
"""

import errno
import os
import subprocess
import sys
import unittest

from bench import DISK, DONE, IN_PART, PROFILE, letter, maildrop_size
from kill_test import Killing, LONG, run_failing

POP = "ada.pop@petrel.example"
ON_DISK = "pwrite,sync,rename,unlink,truncate"
SHORT_FAULTS = 6


class FaultyDisk(Killing):
    calls = ON_DISK

    def parcels(self):
        letters = {f"Parcel {n}": letter(f"Parcel {n}", to=POP, body=f"Contents {n}\n" * 50 * n) for n in range(1, 4)}
        letters["Chest"] = letter("Chest", to=POP, body="A line of a letter that lies in a file of its own.\n" * 8000)
        return letters, self.prepare("pop3", POP, *letters.values())

    def test_a_pop3_session_on_a_disk_that_fails(self):
        letters, profile = self.parcels()
        snapshot = self.snapshot(profile, POP)
        calls = self.count_calls(profile)
        once = range(1, calls + 1) if LONG else sorted(self.random.sample(range(5, calls * 4 // 5), SHORT_FAULTS))
        from_then_on = self.random.randrange(5, calls * 4 // 5)
        for error in (errno.EIO, errno.ENOSPC):
            for when in [*map(str, once), f"{from_then_on}+"]:
                with self.subTest(error=errno.errorcode[error], when=when, calls=calls):
                    snapshot.restore()
                    run = run_failing(profile, ON_DISK, when=when, error=error)
                    self.assertIn(run.returncode, (DONE, IN_PART, PROFILE, DISK), run)
                    if run.returncode not in (DONE, IN_PART):
                        self.assertRegex(run.stderr.decode(), r"petrelctl: .+")
                    self.comes_through(profile, letters)

    @unittest.skipIf(os.geteuid() == 0, "root may write wherever it likes: the next story stands for it")
    def test_a_profile_that_may_only_be_read(self):
        letters, profile = self.parcels()
        self.tell_of_read_only(letters, profile, lambda: profile.directory.chmod(0o500), lambda: profile.directory.chmod(0o700))

    @unittest.skipUnless(os.geteuid() == 0, "only root may mount")
    def test_a_file_system_that_may_only_be_read(self):
        letters, profile = self.parcels()
        place = str(profile.directory)

        def close():
            subprocess.run(["mount", "--bind", place, place], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)

        self.tell_of_read_only(letters, profile, close, lambda: subprocess.run(["umount", place], check=True))

    def tell_of_read_only(self, letters, profile, close, reopen):
        close()
        try:
            answer = profile.run("sync")
        finally:
            reopen()
        self.assertEqual(answer.code, PROFILE, answer)
        self.assertIn("cannot be read or written", answer.err)
        self.assertEqual(maildrop_size(self.servers, POP), len(letters))
        profile.done("sync")
        self.assertEqual(profile.subjects("ada.pop"), sorted(letters))


if __name__ == "__main__":
    unittest.main(argv=[argument for argument in sys.argv if argument != "--long"])
