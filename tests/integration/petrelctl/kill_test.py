#!/usr/bin/env python3
"""petrelctl is killed in the middle of its work, and started again: no message is lost, none is there twice.

Killed at calls that change something (the N-th write, sync, rename, unlink or send of all threads) and at moments of no meaning. Short as
a rule; with --long at every such call. A POP3 session, whose mail is nowhere else afterwards, is always killed at each sync, rename,
unlink and send.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from bench import DONE, IN_PART, Imap, MailServers, Profile, home_of, letter, maildrop_size, serve

ADA, POP, BOB = "ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example"
CALLS = "pwrite,write,sync,rename,unlink,truncate,send"
STEPS = "sync,rename,unlink,send"  # what lies between two of these is one state to a program that is killed
LONG = "--long" in sys.argv
SHORT_KILLS = 3
RANDOM_KILLS = 1000 if LONG else 1
POP3_LETTERS = 50 if LONG else 5
# Of the points to kill at: another one at every landing would be found by whoever lands next. The long run looks for new ones.
SEED = int(os.environ.get("PETREL_SEED", "0")) or (random.SystemRandom().randrange(1, 2**31) if LONG else 20261122)


class Snapshot:
    """A profile and the mailboxes at the server at one moment; nobody is connected."""

    def __init__(self, servers: MailServers, profile: Profile, addresses):
        self.servers, self.profile = servers, profile
        self.directory = Path(tempfile.mkdtemp(prefix="petrel-snapshot-"))
        self.pairs = [(profile.directory, self.directory / "profile")]
        self.pairs += [(home_of(servers, address), self.directory / address) for address in addresses]
        for source, copy in self.pairs:
            duplicate(source, copy)

    def restore(self):
        for source, copy in self.pairs:
            shutil.rmtree(source)
            duplicate(copy, source)

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)


def run_failing(profile: Profile, calls: str, *, when="", error=0, count="", run=("sync",)) -> subprocess.CompletedProcess:
    """Lets calls fail, or the program die at one; what the words mean stands in tests/support/faults/failing_calls.cpp."""
    orders = {"LD_PRELOAD": os.environ["FAILING_CALLS_LIBRARY"], "FAILING_CALLS": calls, "FAILING_WHEN": when, "FAILING_HOW": str(error or ""),
              "FAILING_COUNT": str(count), "ASAN_OPTIONS": "verify_asan_link_order=0"}
    return subprocess.run(profile.command(*run), stdin=subprocess.DEVNULL, capture_output=True, env=profile.environment() | orders, timeout=120)


def duplicate(source: Path, target: Path):
    """With owners: the servers may run as somebody else."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


class Killing(unittest.TestCase):
    """How a run is killed, again and again from the same state. The classes below say in the middle of what."""

    server_settings = ()
    calls = CALLS
    kills_at_each = LONG

    @classmethod
    def setUpClass(cls):
        cls.servers = serve(dovecot_settings=cls.server_settings)
        cls.random = random.Random(SEED)
        print(f"PETREL_SEED={SEED}", file=sys.stderr)

    @classmethod
    def tearDownClass(cls):
        cls.servers.close()

    def prepare(self, kind: str, address: str, *letters: bytes) -> Profile:
        profile = Profile()
        self.addCleanup(profile.remove)
        with Imap(self.servers, address) as imap:
            imap.empty("INBOX", "Sent", "Archive")
            imap.put("INBOX", *letters)
        answer = profile.add_account(self.servers, kind, address, security="none", smtp_security="starttls")
        self.assertEqual(answer.code, DONE, answer)
        return profile

    def snapshot(self, profile: Profile, *addresses) -> Snapshot:
        snapshot = Snapshot(self.servers, profile, addresses)
        self.addCleanup(snapshot.remove)
        return snapshot

    def kill_at(self, profile: Profile, number: int, run=("sync",)) -> bool:
        """Runs it until its N-th call; False: this time it made fewer, and came to its end."""
        return run_failing(profile, self.calls, when=str(number), run=run).returncode == -signal.SIGKILL

    def count_calls(self, profile: Profile, *run) -> int:
        count = profile.home / "calls"
        ended = run_failing(profile, self.calls, count=count, run=run or ("sync",))
        self.assertEqual(ended.returncode, DONE, ended)
        return int(count.read_text())

    def kills(self, profile: Profile, snapshot: Snapshot, *run):
        """Runs `sync`, or what `run` says, once for each way to be killed, from the same state each time; yields after each kill."""
        run = run or ("sync",)
        calls = self.count_calls(profile, *run)
        self.assertGreater(calls, 10)
        # How many there are differs a little from run to run, as two threads make them.
        moments = range(1, calls + 1) if self.kills_at_each else sorted(self.random.sample(range(20, calls * 4 // 5), SHORT_KILLS))
        killed = 0
        for number in moments:
            snapshot.restore()
            killed += self.kill_at(profile, number, run)
            yield f"killed at call {number} of {calls}"
        self.assertGreater(killed, 0)
        snapshot.restore()
        began = time.monotonic()
        profile.done(*run)
        usual = time.monotonic() - began
        for _ in range(RANDOM_KILLS):
            snapshot.restore()
            wait = self.random.uniform(0, usual)
            process = profile.start(*run)
            time.sleep(wait)
            process.kill()
            process.communicate()
            yield f"killed after {wait:.3f} s"

    def comes_through(self, profile: Profile, letters: dict):
        """Of a maildrop that is emptied nothing is lost at any moment; and the next run has each letter once, whole."""
        here = set(profile.subjects("ada.pop"))
        with Imap(self.servers, POP) as imap:
            self.assertEqual(here | set(imap.subjects()), set(letters))
        profile.done("sync")
        self.assertEqual(profile.subjects("ada.pop"), sorted(letters))
        self.assertEqual(maildrop_size(self.servers, POP), 0)
        for message in self.random.sample(profile.messages("ada.pop"), 2):
            self.assertEqual(profile.run("message", "show", message["id"], "--raw").out, letters[message["subject"]])
        self.assertEqual(profile.done("check")["ok"], True)  # and the digest of each content


class KilledWhileTheMaildropIsEmptied(Killing):
    """Our copy is the only copy afterwards: no step is left out."""

    calls = CALLS if LONG else STEPS
    kills_at_each = True

    def test_a_pop3_session_that_deletes(self):
        letters = {f"Parcel {n}": letter(f"Parcel {n}", to=POP, body=f"Contents {n}\n" * 50 * n) for n in range(1, POP3_LETTERS + 1)}
        profile = self.prepare("pop3", POP, *letters.values())
        snapshot = self.snapshot(profile, POP)
        for how in self.kills(profile, snapshot):
            with self.subTest(how):
                self.comes_through(profile, letters)


class Killed(Killing):
    """COPY and UID EXPUNGE have more places to be cut at than MOVE: these servers have no MOVE."""

    server_settings = ["imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS IDLE"]

    def test_a_move_at_an_imap_server(self):
        subjects = [f"Crate {n}" for n in range(1, 4)]
        profile = self.prepare("imap", ADA, *(letter(subject) for subject in subjects), letter("Stays"))
        profile.done("sync")
        profile.done("message", "move", *(profile.id_of("ada", subject) for subject in subjects), "--to", "Archive")
        snapshot = self.snapshot(profile, ADA)
        for how in self.kills(profile, snapshot):
            with self.subTest(how):
                profile.done("sync")
                profile.done("sync")  # what floats after a lost answer is bound by the next look
                with Imap(self.servers, ADA) as imap:
                    self.assertEqual(imap.subjects("Archive"), subjects)
                    self.assertEqual(imap.subjects(), ["Stays"])
                self.assertEqual(profile.subjects("ada", "Archive"), subjects)
                self.assertEqual(profile.subjects("ada"), ["Stays"])
                self.assertEqual(profile.done("check")["ok"], True)

    def test_a_message_that_is_sent(self):
        with Imap(self.servers, BOB) as bob:
            bob.empty("INBOX")
        profile = self.prepare("imap", ADA)
        profile.done("sync")
        outcomes = {}
        base = self.snapshot(profile, ADA)
        for number, how in enumerate(self.send_kills(profile, base)):
            subject = f"Flare {number}"
            with self.subTest(how):
                codes = {profile.run("sync").code, profile.run("sync").code}
                waiting = [item["state"] for item in profile.done("outbox", "list")]
                self.assertIn(waiting, ([], ["uncertain"]))
                self.assertEqual(codes, {IN_PART if waiting else DONE})  # what nobody can know is told each time
                outcomes[subject] = "uncertain" if waiting else "sent"
                with Imap(self.servers, ADA) as imap:
                    copies = imap.subjects("Sent")
                self.assertEqual(copies, [] if waiting else [subject])  # once, and only of what is known to be sent
                self.assertEqual(profile.subjects("ada", "Sent"), copies)
        with Imap(self.servers, BOB) as bob:
            for subject, outcome in outcomes.items():
                if outcome == "sent":
                    self.assertEqual(bob.await_subject(subject), 1, subject)
            time.sleep(1)
            arrived = bob.subjects()
        for subject, outcome in outcomes.items():
            self.assertLessEqual(arrived.count(subject), 1, f"{subject} arrived twice, and is {outcome}")

    def send_kills(self, profile: Profile, base: Snapshot):
        """As kills(), with another message each time, so that what arrives tells which run sent it."""
        profile.done("send", "--queue-only", "-", feed=letter("Flare to count", to=BOB, sender=ADA))
        calls = self.count_calls(profile)
        # The sending is over after the first third; what follows brings the copy to Sent.
        moments = range(1, calls + 1) if LONG else sorted(self.random.sample(range(20, calls // 3), SHORT_KILLS))
        for number, moment in enumerate([*moments, *([None] * RANDOM_KILLS)]):
            base.restore()
            profile.done("send", "--queue-only", "-", feed=letter(f"Flare {number}", to=BOB, sender=ADA))
            if moment:
                self.kill_at(profile, moment)
                yield f"killed at call {moment} of {calls}"
                continue
            process = profile.start("sync")
            time.sleep(self.random.uniform(0.2, 1.2))
            process.kill()
            process.communicate()
            yield "killed at a random moment"


class KilledWhereMoveIsOffered(Killing):
    """The server as it comes: MOVE, CONDSTORE, QRESYNC and all."""

    def test_moves_and_flags_are_pushed(self):
        crates = [f"Crate {n}" for n in range(1, 4)]
        profile = self.prepare("imap", ADA, *(letter(subject) for subject in crates), letter("Stays"))
        profile.done("sync")
        profile.done("message", "flag", profile.id_of("ada", "Crate 1"), profile.id_of("ada", "Stays"), "--set", "flagged")
        profile.done("message", "flag", profile.id_of("ada", "Crate 2"), "--set", "seen,answered")
        profile.done("message", "move", *(profile.id_of("ada", subject) for subject in crates), "--to", "Archive")
        snapshot = self.snapshot(profile, ADA)
        wanted = {"Crate 1": {b"\\Flagged"}, "Crate 2": {b"\\Seen", b"\\Answered"}, "Crate 3": set()}
        for how in self.kills(profile, snapshot):
            with self.subTest(how):
                with Imap(self.servers, ADA) as imap:  # at every moment each is there once, here or there
                    self.assertEqual(sorted(imap.subjects() + imap.subjects("Archive")), [*crates, "Stays"])
                profile.done("sync")
                profile.done("sync")  # what floats after a lost answer is bound by the next look
                with Imap(self.servers, ADA) as imap:
                    self.assertEqual(flags_of(imap, "Archive"), wanted)
                    self.assertEqual(flags_of(imap, "INBOX"), {"Stays": {b"\\Flagged"}})
                self.assertEqual(profile.subjects("ada", "Archive"), crates)
                self.assertEqual(profile.subjects("ada"), ["Stays"])
                flags = {message["subject"]: set(message["flags"]) for message in profile.messages("ada", "Archive")}
                self.assertEqual(flags, {"Crate 1": {"flagged"}, "Crate 2": {"seen", "answered"}, "Crate 3": set()})
                self.assertEqual(profile.done("check")["ok"], True)


def flags_of(imap: Imap, folder: str) -> dict:
    """What the person set; \\Recent is the server's own."""
    subjects = imap.subjects(folder)
    flags = {subject: given - {b"\\Recent"} for subject, given in imap.flags(folder).items()}
    assert len(flags) == len(subjects), f"something is there twice: {subjects}"
    return flags


if __name__ == "__main__":
    unittest.main(argv=[argument for argument in sys.argv if argument != "--long"])
