#!/usr/bin/env python3
"""The real servers keep their promises: mail submitted arrives, strangers are refused, nothing is left behind."""

import email.message
import imaplib
import json
import os
import poplib
import signal
import smtplib
import ssl
import subprocess
import sys
import time
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().with_name("mail_servers.py")
ARRIVAL_SECONDS = 20


class Session:
    """The program as tests use it: one JSON line, then commands."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([sys.executable, SCRIPT, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.facts = self.read()
        if "ports" not in self.facts:
            self.end()
            raise AssertionError(self.facts.get("problem"))
        self.people = {user["address"]: user["password"] for user in self.facts["users"]}

    def read(self) -> dict:
        return json.loads(self.process.stdout.readline() or '{"problem": "no answer"}')

    def command(self, word: str) -> dict:
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.read()

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(30)

    def port(self, service: str) -> int:
        return self.facts["ports"][service]

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.facts["ca"])

    def submit(self, to: str, subject: str, tls: bool, password: str | None = None):
        message = email.message.EmailMessage()
        message["From"], message["To"], message["Subject"] = "bob@petrel.example", to, subject
        message.set_content("The ferry leaves at nine.\n")
        if tls:
            server = smtplib.SMTP_SSL("localhost", self.port("submissions"), context=self.trust())
        else:
            server = smtplib.SMTP("localhost", self.port("submission"))
            server.starttls(context=self.trust())
        with server:
            server.login("bob@petrel.example", password or self.people["bob@petrel.example"])
            server.send_message(message)

    def imap_subjects(self, address: str) -> list[str]:
        with imaplib.IMAP4_SSL("localhost", self.port("imaps"), ssl_context=self.trust()) as imap:
            imap.login(address, self.people[address])
            answer, messages = imap.select("INBOX", readonly=True)
            if answer != "OK" or messages == [b"0"]:
                return []  # refused while the first delivery makes the mailbox: as good as empty
            _, found = imap.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            return [part[1].decode().strip() for part in found if isinstance(part, tuple)]

    def pop3_subjects(self, address: str) -> list[str]:
        pop3 = poplib.POP3("localhost", self.port("pop3"))
        pop3.stls(context=self.trust())
        pop3.user(address)
        pop3.pass_(self.people[address])
        lines = [line for number in range(1, pop3.stat()[0] + 1) for line in pop3.top(number, 0)[1]]
        pop3.quit()
        return [line.decode() for line in lines if line.startswith(b"Subject:")]


def arrives(look, subject: str) -> bool:
    """Delivery follows acceptance by a moment; the mailbox is asked until it is there."""
    deadline = time.monotonic() + ARRIVAL_SECONDS
    while time.monotonic() < deadline:
        if f"Subject: {subject}" in look():
            return True
        time.sleep(0.05)
    return False


def processes_naming(directory: str) -> list[str]:
    """Command lines of all processes that mention the directory."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if directory in line:
                found.append(line)
    return found


class Servers:
    """The promises, for one choice of submission server."""
    choice = "any"

    @classmethod
    def setUpClass(cls):
        cls.session = Session("--submission", cls.choice)

    @classmethod
    def tearDownClass(cls):
        cls.session.end()

    def test_mail_submitted_with_implicit_tls_arrives_in_imap(self):
        self.session.submit("ada@petrel.example", "Over TLS", tls=True)
        self.assertTrue(arrives(lambda: self.session.imap_subjects("ada@petrel.example"), "Over TLS"))

    def test_mail_submitted_with_starttls_arrives_in_pop3(self):
        self.session.submit("ada.pop@petrel.example", "Over STARTTLS", tls=False)
        self.assertTrue(arrives(lambda: self.session.pop3_subjects("ada.pop@petrel.example"), "Over STARTTLS"))

    def test_a_reply_to_an_invented_person_is_taken_in(self):
        self.session.submit("mateus@oliveira-atelier.example", "To Porto", tls=True)
        self.assertTrue(arrives(lambda: self.session.imap_subjects("elsewhere@petrel.example"), "To Porto"))

    def test_an_unknown_mailbox_is_refused_for_good(self):
        with self.assertRaises(smtplib.SMTPRecipientsRefused) as refused:
            self.session.submit("nobody-here@petrel.example", "Lost", tls=True)
        self.assertEqual(550, refused.exception.recipients["nobody-here@petrel.example"][0])

    def test_the_real_world_is_never_written_to(self):
        with self.assertRaises(smtplib.SMTPRecipientsRefused) as refused:
            self.session.submit("someone@debian.org", "Stray", tls=True)
        self.assertEqual(554, refused.exception.recipients["someone@debian.org"][0])

    def test_a_wrong_password_is_refused(self):
        with self.assertRaises(smtplib.SMTPAuthenticationError):
            self.session.submit("ada@petrel.example", "Thief", tls=True, password="guess")
        with imaplib.IMAP4("localhost", self.session.port("imap")) as imap:
            with self.assertRaises(imaplib.IMAP4.error):
                imap.login("ada@petrel.example", "guess")

    def test_nothing_is_sent_without_logging_in(self):
        with smtplib.SMTP("localhost", self.session.port("submission")) as server:
            with self.assertRaises((smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused)):
                server.sendmail("bob@petrel.example", ["ada@petrel.example"], "Subject: anonymous\r\n\r\n")

    def test_folders_have_their_roles(self):
        with imaplib.IMAP4_SSL("localhost", self.session.port("imaps"), ssl_context=self.session.trust()) as imap:
            imap.login("ada@petrel.example", self.session.people["ada@petrel.example"])
            listing = b"\n".join(imap.list()[1]).decode()
        for role in ("Archive", "Drafts", "Junk", "Sent", "Trash"):
            self.assertIn(f"\\{role}", listing)


class AsWeAre(Servers, unittest.TestCase):
    """What everybody gets: Postfix as root, Dovecot's submission server otherwise."""


class WithDovecotAlone(Servers, unittest.TestCase):
    choice = "dovecot"


class ComingAndGoing(unittest.TestCase):
    def test_down_and_up_keep_ports_and_mail(self):
        session = Session()
        self.addCleanup(session.end)
        session.submit("ada@petrel.example", "Before", tls=True)
        self.assertTrue(arrives(lambda: session.imap_subjects("ada@petrel.example"), "Before"))
        self.assertEqual({"did": "down"}, session.command("down"))
        with self.assertRaises(ConnectionRefusedError):
            session.imap_subjects("ada@petrel.example")
        self.assertEqual({"did": "up"}, session.command("up"))
        # A server that was stopped in the midst of a delivery delivers once more: a set, not a list.
        self.assertEqual({"Subject: Before"}, set(session.imap_subjects("ada@petrel.example")))

    def test_the_end_of_the_input_leaves_nothing(self):
        session = Session()
        directory = session.facts["directory"]
        self.assertTrue(processes_naming(directory))
        session.end()
        self.assertEqual([], processes_naming(directory))
        self.assertFalse(os.path.exists(directory))

    def test_a_killed_test_leaves_no_process(self):
        session = Session()
        directory = session.facts["directory"]
        session.process.send_signal(signal.SIGKILL)
        session.end()
        deadline = time.monotonic() + ARRIVAL_SECONDS
        while processes_naming(directory) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual([], processes_naming(directory))
        subprocess.run(["rm", "-rf", "--", directory], check=True)


class Certificates(unittest.TestCase):
    def refused_because(self, kind: str) -> str:
        session = Session("--certificate", kind)
        self.addCleanup(session.end)
        with self.assertRaises(ssl.SSLCertVerificationError) as refused:
            session.imap_subjects("ada@petrel.example")
        return refused.exception.verify_message

    def test_an_expired_one_is_expired(self):
        self.assertIn("expired", self.refused_because("expired"))

    def test_a_self_signed_one_is_self_signed(self):
        self.assertIn("self-signed", self.refused_because("self-signed"))

    def test_one_for_another_name_does_not_match(self):
        self.assertIn("localhost", self.refused_because("wrong-name"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
