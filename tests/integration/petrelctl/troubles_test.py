#!/usr/bin/env python3
"""What goes wrong, one trouble at a time: the exit code says which, a sentence says what to do, and nothing is lost."""

import os
import shutil
import socket
import subprocess
import time
import unittest

from bench import (AUTHENTICATION, DISK, DONE, Imap, MailServers, NETWORK, PETRELCTL, Petrelctl, PROFILE, Profile, TLS, USAGE,
                   letter, maildrop_size)

ADA, POP, BOB = "ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example"
AS_ROOT = os.geteuid() == 0


class Troubles(Petrelctl):
    def fails(self, answer, code: int):
        """With this code, and in words: a sentence, and the error as JSON."""
        self.assertEqual(answer.code, code, answer)
        self.assertRegex(answer.err, r"petrelctl: .+")
        return answer

    # ---- the command line ------------------------------------------------------------------------

    def test_usage(self):
        for words in ((), ("frobnicate",), ("account",), ("account", "add"), ("message", "list"), ("sync", "--bodies", "some"),
                      ("message", "show"), ("sync", "--watch", "soon"), ("search",), ("sync", "--no-such-option"),
                      ("message", "show", "999"), ("sync", "--account", "nobody"), ("message", "flag", "1"),
                      ("outbox", "retry", "7"), ("outbox", "cancel", "x"), ("account", "remove", "nobody")):
            with self.subTest(words=words):
                answer = self.fails(self.profile.run(*words), USAGE)
                self.assertIn("what", answer.json["error"])  # also when the command line itself was not understood

    def test_an_account_that_cannot_be_right_is_not_tried(self):
        for changed in ({"email": "no address"}, {"host": "two words"}, {"security": "maybe"}, {"incoming": "x400"},
                        {"port": "70000"}, {"ca_file": "/nonexistent.pem"}, {"user": ""}):
            with self.subTest(**changed):
                self.fails(self.profile.add_account(self.servers, "imap", ADA, **({"port": "993"} | changed)), USAGE)
        self.assertEqual(self.profile.done("account", "list"), [])

    # ---- where passwords live --------------------------------------------------------------------

    def test_a_file_of_passwords_that_gives_nothing_is_no_damage_to_the_mail(self):
        with Imap(self.servers, ADA) as imap:
            imap.put("INBOX", letter("Whole"))
        self.assertEqual(self.profile.add_account(self.servers, "imap", ADA).code, DONE)
        self.profile.done("sync")
        sealed = self.profile.directory / "secrets.sealed"
        whole = sealed.read_bytes()
        sealed.write_bytes(whole[:-1])
        answer = self.fails(self.profile.run("sync", "--account", "ada"), AUTHENTICATION)
        self.assertIn("Your mail is whole", answer.err)
        sealed.unlink()
        sealed.mkdir()  # nobody can read it, not even root
        self.assertIn("cannot be read", self.fails(self.profile.run("sync", "--account", "ada"), AUTHENTICATION).err)
        sealed.rmdir()
        sealed.write_bytes(whole)
        self.assertEqual(self.profile.subjects("ada"), ["Whole"])
        self.profile.done("sync")

    def test_without_a_keychain(self):
        self.profile.secrets = "keychain"
        answer = self.fails(self.profile.add_account(self.servers, "imap", ADA), AUTHENTICATION)
        self.assertIn("No keychain answers here", answer.err)

    # ---- the network and the server --------------------------------------------------------------

    def test_a_wrong_password(self):
        for kind, address in (("imap", ADA), ("pop3", POP)):
            with self.subTest(kind=kind):
                self.fails(self.profile.add_account(self.servers, kind, address, password="wrong"), AUTHENTICATION)
                self.assertEqual(self.profile.add_account(self.servers, kind, address, "--no-test", password="wrong").code, DONE)
                self.fails(self.profile.run("sync", "--account", address), AUTHENTICATION)

    def test_a_server_that_is_gone(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.fails(self.profile.add_account(self.servers, "imap", ADA, port=port), NETWORK)
        self.fails(self.profile.add_account(self.servers, "imap", ADA, smtp_port=port), NETWORK)

    def test_a_name_that_is_not_found(self):
        self.fails(self.profile.add_account(self.servers, "imap", ADA, host="mail.nowhere.invalid"), NETWORK)
        self.assertEqual(self.profile.done("account", "list"), [])

    def test_a_certificate_that_is_not_right(self):
        for certificate in ("expired", "self-signed", "wrong-name"):
            with self.subTest(certificate=certificate), MailServers(certificate) as servers:
                for kind, security in (("imap", "tls"), ("pop3", "starttls")):
                    answer = self.fails(self.profile.add_account(servers, kind, ADA, security=security), TLS)
                    self.assertNotIn("PASS", answer.err)
                    log = servers.logs()
                    self.assertNotIn("Login: user", log)  # no password before the certificate was judged

    # ---- the profile -----------------------------------------------------------------------------

    def add_ada(self, *letters: bytes):
        with Imap(self.servers, ADA) as imap:
            imap.put("INBOX", *letters)
        answer = self.profile.add_account(self.servers, "imap", ADA)
        self.assertEqual(answer.code, DONE, answer)

    def test_two_never_write_one_profile(self):
        self.add_ada(letter("Watched"))
        first = self.profile.start("sync", "--watch", "60")
        self.addCleanup(first.stdout.close)
        self.addCleanup(first.stderr.close)
        try:
            self.assertTrue(self.profile.has_opened(first, "mail.db"))
            for words in (("sync",), ("message", "list", "--account", "ada", "--folder", "INBOX"), ("check",)):
                self.fails(self.profile.run(*words), PROFILE)
        finally:
            first.terminate()
            asked = time.monotonic()
            first.wait(10)
        self.assertLess(time.monotonic() - asked, 5)
        self.assertEqual(self.profile.run("account", "list").code, DONE)

    def test_a_killed_owner_leaves_no_lock(self):
        self.add_ada(letter("Left"))
        first = self.profile.start("sync", "--watch", "60")
        self.assertTrue(self.profile.has_opened(first, "mail.db"))
        first.kill()
        first.communicate()
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("ada"), ["Left"])

    def test_a_directory_that_cannot_be_read(self):
        self.profile.home.chmod(0o755)
        self.profile.directory.mkdir(mode=0o700)
        how = {}
        if AS_ROOT:  # nothing is unreadable for root
            program = self.profile.home / "petrelctl"
            shutil.copyfile(shutil.which(PETRELCTL), program)
            program.chmod(0o755)
            how = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        else:
            program = PETRELCTL
            self.profile.directory.chmod(0)
            self.addCleanup(self.profile.directory.chmod, 0o700)
        words = [program, *self.profile.command("account", "list")[1:]]
        ran = subprocess.run(words, capture_output=True, env=self.profile.environment(), timeout=60, **how)
        self.assertEqual(ran.returncode, PROFILE, ran)
        self.assertEqual(list(self.profile.directory.iterdir()) if AS_ROOT else [], [])

    def test_a_damaged_database_is_told_and_left_as_it_is(self):
        self.add_ada(letter("Precious"))
        self.profile.done("sync", "--bodies", "all")
        database = self.profile.directory / "mail.db"
        whole = database.read_bytes()
        damages = {"text": b"This was a database once.\n" * 400, "emptied": b"", "cut": whole[:9000],
                   "zeroed": whole[:100] + bytes(8000) + whole[8100:]}
        for name, damaged in damages.items():
            with self.subTest(name):
                database.write_bytes(damaged)
                self.fails(self.profile.run("message", "list", "--account", "ada", "--folder", "INBOX"), DISK)
                self.assertEqual(database.read_bytes(), damaged)
        database.write_bytes(whole)
        self.assertEqual(self.profile.subjects("ada"), ["Precious"])

    @unittest.skipUnless(AS_ROOT, "only root can make a small disk")
    def test_a_full_disk_stops_it_and_it_goes_on_when_there_is_space(self):
        letters = [letter(f"Big {n}", to=POP, body=os.urandom(150_000).hex() + "\n") for n in range(1, 9)]
        with Imap(self.servers, POP) as imap:
            imap.put("INBOX", *letters)
        disk = self.profile.home / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2500k", "petrel-test", str(disk)], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=False)
        small = Profile(disk / "profile")
        self.addCleanup(small.remove)
        self.assertEqual(small.add_account(self.servers, "pop3", POP).code, DONE)
        self.fails(small.run("sync"), DISK)

        subjects = [f"Big {n}" for n in range(1, 9)]
        here = small.subjects("ada.pop")
        with Imap(self.servers, POP) as imap:
            there = imap.subjects()
        self.assertEqual(sorted(set(here) | set(there)), subjects)  # each is at the server or here
        self.fails(small.run("sync"), DISK)

        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        small.done("sync")
        self.assertEqual(small.subjects("ada.pop"), subjects)
        self.assertEqual(maildrop_size(self.servers, POP), 0)
        for n, sent in enumerate(letters, 1):
            self.assertEqual(small.run("message", "show", small.id_of("ada.pop", f"Big {n}"), "--raw").out, sent)
        self.assertEqual(small.done("check")["ok"], True)


if __name__ == "__main__":
    unittest.main()
