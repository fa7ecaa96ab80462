#!/usr/bin/env python3
"""A message of 100 MB passes through petrelctl in little memory, a limit spares its line, and what lies at the server is the person's to choose."""

import base64
import socketserver
import subprocess
import threading
import unittest

from bench import DONE, Profile, USAGE

MEGABYTE = 1_000_000
LARGE = 100 * MEGABYTE
MOST_MEMORY = 160 * 1024 * 1024  # peak resident; a small message takes some 40 MB

HEADER = (b"From: bob@petrel.example\r\nSubject: Film\r\nMessage-ID: <film@petrel.example>\r\nMIME-Version: 1.0\r\n"
          b"Content-Type: multipart/mixed; boundary=cut\r\n\r\n")
TEXT = b"--cut\r\nContent-Type: text/plain\r\n\r\nHere is the film.\r\n"
FILE = b"--cut\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
LINES = (base64.b64encode(bytes(range(57))) + b"\r\n") * 1000


class OneFilm(socketserver.StreamRequestHandler):
    """A POP3 server with one message, made as it is sent."""

    size = 0
    heard = []

    def say(self, *lines: bytes):
        self.wfile.write(b"\r\n".join(lines) + b"\r\n")

    def handle(self):
        self.say(b"+OK ready")
        for line in self.rfile:
            word = line.strip().upper()
            OneFilm.heard.append(word)
            if word == b"CAPA":
                self.say(b"+OK", b"USER", b"UIDL", b"TOP", b".")
            elif word == b"UIDL":
                self.say(b"+OK", b"1 film", b".")
            elif word == b"LIST":
                self.say(b"+OK", b"1 %d" % self.size, b".")
            elif word == b"TOP 1 0":
                self.say(b"+OK", HEADER + b".")
            elif word == b"RETR 1":
                self.send_film()
            else:
                self.say(b"+OK")
            if word == b"QUIT":
                return

    def send_film(self):
        self.wfile.write(b"+OK\r\n" + HEADER + TEXT + FILE)
        for _ in range(self.size // len(LINES)):
            self.wfile.write(LINES)
        self.wfile.write(b"--cut--\r\n.\r\n")


class LargeMail(unittest.TestCase):
    def setUp(self):
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), OneFilm)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.profile = Profile()
        self.profile.secrets = "memory"  # opening a file of passwords takes more memory than any message
        OneFilm.heard.clear()

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.profile.remove()

    def add(self, size: int, *more):
        OneFilm.size = size
        words = {"name": "pop", "email": "pop@petrel.example", "incoming": "pop3", "host": "localhost", "port": self.server.server_address[1],
                 "security": "none", "user": "pop", "smtp-host": "localhost", "smtp-port": 25, "smtp-security": "none"}
        options = [word for name, value in words.items() for word in ("--" + name, value)]
        answer = self.profile.run("account", "add", *options, *more, "--no-test", "--password-stdin", feed=b"secret\n")
        self.assertEqual(answer.code, DONE, answer)

    def sync(self) -> int:
        """The peak of its resident memory, in bytes."""
        script = ("import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode; "
                  "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run(["/usr/bin/python3", "-c", script, *self.profile.command("sync", "--password-stdin")], input=b"secret\n", env=self.profile.environment(),
                              capture_output=True, timeout=200, check=True)
        code, kilobytes = map(int, done.stdout.split())
        self.assertEqual(code, DONE, done.stderr.decode())
        return kilobytes * 1024

    def test_it_passes_in_little_memory(self):
        self.add(LARGE)
        peak = self.sync()
        print(f"100 MB: peak of resident memory {peak // MEGABYTE} MB", flush=True)
        self.assertEqual([(m["subject"], m["bodyState"]) for m in self.profile.messages("pop")], [("Film", "full")])
        self.assertLess(peak, MOST_MEMORY)
        self.assertIn(b"DELE 1", OneFilm.heard)

    def test_a_limit_leaves_it_there(self):
        self.add(LARGE, "--pop3-whole", 10 * MEGABYTE)
        self.sync()
        self.assertEqual([(m["subject"], m["bodyState"], m["size"]) for m in self.profile.messages("pop")], [("Film", "header", LARGE)])
        self.assertNotIn(b"RETR 1", OneFilm.heard)
        self.assertNotIn(b"DELE 1", OneFilm.heard)

    def maildrop(self, *words):
        return self.profile.run("maildrop", *words, "--password-stdin", feed=b"secret\n")

    def test_what_lies_there_is_listed_fetched_and_deleted_as_chosen(self):
        self.add(MEGABYTE, "--pop3-whole", 10_000, "--pop3-delete", "never")
        listed = self.maildrop("list")
        self.assertEqual([(m["uidl"], m["subject"], m["from"], m["size"], m["here"]) for m in listed.json],
                         [("film", "Film", "bob@petrel.example", MEGABYTE, "nothing")], listed)
        self.assertEqual(self.profile.subjects("pop"), [])  # looking fetches nothing
        self.sync()
        self.assertEqual(self.maildrop("list").json[0]["here"], "header")
        refused = self.maildrop("delete", "film")
        self.assertEqual(refused.code, USAGE, refused)
        self.assertIn("no way back", refused.err)
        self.assertNotIn(b"DELE 1", OneFilm.heard)
        self.assertEqual(self.maildrop("fetch", "film").code, DONE)
        self.assertEqual([m["bodyState"] for m in self.profile.messages("pop")], ["full"])
        self.assertEqual(self.maildrop("delete", "film").code, DONE)
        self.assertIn(b"DELE 1", OneFilm.heard)
        self.assertEqual(self.profile.subjects("pop"), ["Film"])
        self.assertEqual(self.maildrop("fetch", "no-such-film").code, USAGE)


if __name__ == "__main__":
    unittest.main(verbosity=2)
