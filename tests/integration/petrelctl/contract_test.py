#!/usr/bin/env python3
"""What scripts rely on: which exit code, which report, and which account is meant."""

import hashlib
import signal
import socket
import ssl
import subprocess
import threading
import unittest

from bench import (AUTHENTICATION, DONE, Imap, IN_PART, INTERRUPTED, MailServers, NETWORK, Petrelctl, Profile, REFUSED,
                   TERMINATED, TLS, USAGE, letter, maildrop_size, serve)

ADA, POP, BOB = "ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example"


class Contract(Petrelctl):
    def add(self, *kinds: str, **changed) -> Profile:
        for kind in kinds:
            answer = self.profile.add_account(self.servers, kind, ADA if kind == "imap" else POP, **changed)
            self.assertEqual(answer.code, DONE, answer)
        return self.profile

    def ends(self, code: int, *words, **how):
        answer = self.profile.run(*words, **how)
        self.assertEqual(answer.code, code, answer)
        return answer

    # ---- which folder, which account -------------------------------------------------------------

    def test_a_folder_nobody_has_is_a_usage_error_whatever_the_protocol(self):
        self.add("imap", "pop3")
        for words in (("--account", "ada"), ("--account", "ada.pop"), ()):
            with self.subTest(words=words):
                answer = self.ends(USAGE, "sync", *words, "--folder", "Nowhere")
                self.assertIn("Nowhere", answer.err)
                self.assertTrue(all("Nowhere" in trouble["what"] for trouble in answer.json["troubles"]))

    def test_a_folder_that_one_of_the_accounts_has_is_synchronised_there(self):
        with Imap(self.servers, ADA) as imap:
            imap.imap.create("Projects")
            imap.empty("Projects")
            imap.put("Projects", letter("Harbour"))
        self.put(POP, letter("Left for later", to=POP))
        ada = self.add("pop3", "imap")
        self.assertEqual(self.ends(DONE, "sync", "--folder", "Projects").json["new"], 1)
        self.assertEqual(ada.subjects("ada", "Projects"), ["Harbour"])
        self.assertEqual(maildrop_size(self.servers, POP), 1)  # it has no such folder: it was not meant

    def test_a_maildrop_is_the_inbox_and_whole_messages_come_from_it(self):
        self.put(POP, letter("Ahoy", to=POP))
        pop = self.add("pop3")
        inbox = lambda: next(folder for folder in pop.done("folder", "list") if folder["role"] == "inbox")
        self.assertEqual(pop.done("sync", "--folder", "Sent")["new"], 0)
        self.assertEqual(inbox()["lastSync"], "")
        self.assertEqual(maildrop_size(self.servers, POP), 1)
        self.assertEqual(pop.done("sync", "--folder", "INBOX", "--bodies", "none")["new"], 1)
        self.assertEqual(pop.messages("ada.pop")[0]["bodyState"], "full")
        self.assertNotEqual(inbox()["lastSync"], "")

    def test_what_is_parked_in_one_account_is_no_matter_of_another(self):
        ada = self.add("imap", "pop3")
        self.ends(REFUSED, "send", "--account", "ada", "-", feed=letter("To nobody", to="nobody@refused.invalid", sender=ADA))
        self.ends(DONE, "sync", "--account", "ada.pop")
        self.ends(IN_PART, "sync", "--account", "ada")
        self.ends(IN_PART, "sync")
        self.assertEqual(ada.done("outbox", "list")[0]["state"], "refused")

    # ---- what was done is told -------------------------------------------------------------------

    def test_a_sync_that_fails_tells_what_it_did(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        answer = self.profile.add_account(self.servers, "imap", ADA, "--no-test", smtp_port=port)
        self.assertEqual(answer.code, DONE, answer)
        ada = self.profile
        ada.done("send", "--queue-only", "-", feed=letter("Waits", to=BOB, sender=ADA))
        self.put(ADA, letter("Came in"))
        words = [word for word in ada.command("sync") if word != "--json"]
        plain = subprocess.run(words, capture_output=True, text=True, timeout=60, env=ada.environment())
        self.assertEqual(plain.returncode, NETWORK, plain)
        self.assertRegex(plain.stdout, r"^[1-9]\d* new, ")
        self.assertIn("petrelctl: ", plain.stderr)
        self.put(ADA, letter("Came later"))
        report = self.ends(NETWORK, "sync").json
        self.assertIn("Came later", ada.subjects("ada"))
        self.assertGreaterEqual(report["new"], 1)
        self.assertEqual([trouble["kind"] for trouble in report["troubles"]], ["network"])

    def test_a_message_that_waits_says_why(self):
        with SaysLater(self.servers) as submission:
            answer = self.profile.add_account(self.servers, "imap", ADA, "--no-test", smtp_port=submission.port)
            self.assertEqual(answer.code, DONE, answer)
            answer = self.ends(IN_PART, "send", "-", feed=letter("Greylisted", to=BOB, sender=ADA))
        self.assertEqual(answer.json["state"], "queued")
        self.assertIn("come back in five minutes", answer.err)

    # ---- what is named wrongly, and what went ----------------------------------------------------

    def test_a_rule_of_maildrops_is_none_of_imap(self):
        answer = self.profile.add_account(self.servers, "imap", ADA, "--pop3-delete", "never")
        self.assertEqual(answer.code, USAGE, answer)
        self.assertEqual(self.profile.done("account", "list"), [])

    def test_a_message_gone_at_the_server_is_no_mistake_of_the_command_line(self):
        self.put(ADA, letter("Gone"))
        ada = self.add("imap")
        ada.done("sync", "--bodies", "none")
        gone = ada.id_of("ada", "Gone")
        with Imap(self.servers, ADA) as imap:
            imap.empty("INBOX")
        self.ends(REFUSED, "message", "show", gone)
        self.ends(USAGE, "message", "show", gone + 1000)

    def test_an_account_that_was_not_added_changes_no_choice(self):
        def remembered() -> list:
            settings = self.profile.directory / "settings.ini"
            return [line for line in settings.read_text().splitlines() if line.startswith("mode=")]

        self.add("imap")
        self.assertEqual(remembered(), ["mode=file"])
        self.profile.secrets = "memory"
        answer = self.profile.add_account(self.servers, "pop3", POP, password="wrong")
        self.assertEqual(answer.code, AUTHENTICATION, answer)
        self.assertEqual(remembered(), ["mode=file"])
        self.add("pop3")
        self.assertEqual(remembered(), ["mode=memory"])

    def test_a_signal_tells_which_it_was(self):
        self.add("imap")
        for ending, code in ((signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)):
            with self.subTest(ending=ending.name):
                watching = self.profile.start("sync", "--watch", "60")
                self.addCleanup(watching.stdout.close)
                self.addCleanup(watching.stderr.close)
                self.assertTrue(self.profile.has_opened(watching, "mail.db"))
                watching.send_signal(ending)
                self.assertEqual(watching.wait(10), code)

    # ---- one certificate that is trusted ---------------------------------------------------------

    def test_a_pinned_certificate_is_trusted_and_no_other(self):
        with MailServers("self-signed") as servers:
            certificate = ssl.PEM_cert_to_DER_cert(servers.certificates.certificate.read_text())
            right = hashlib.sha256(certificate).hexdigest()
            shown = ":".join(right[at:at + 2] for at in range(0, 64, 2)).upper()
            wrong = hashlib.sha256(b"another").hexdigest()

            def add(kind, address, **changed):
                return self.profile.add_account(servers, kind, address, **({"ca_file": None, "security": "starttls" if kind == "pop3" else "tls"} | changed))

            refused = add("imap", ADA)
            self.assertEqual(refused.code, TLS, refused)
            self.assertIn(shown, refused.err)  # to be compared with what the server's keeper says
            for pins in ({"pin_sha256": wrong, "smtp_pin_sha256": right}, {"pin_sha256": right, "smtp_pin_sha256": wrong}, {"pin_sha256": right}):
                with self.subTest(**pins):
                    self.assertEqual(add("imap", ADA, **pins).code, TLS)
            for mistaken in ("", "abc", right[:-1] + "g", right + "00"):
                with self.subTest(mistaken=mistaken):
                    self.assertEqual(add("imap", ADA, pin_sha256=mistaken, smtp_pin_sha256=right).code, USAGE)
            self.assertEqual(self.profile.done("account", "list"), [])
            for kind, address in (("imap", ADA), ("pop3", POP)):
                added = add(kind, address, pin_sha256=shown, smtp_pin_sha256=right)
                self.assertEqual(added.code, DONE, added)
                self.assertEqual(added.json["incomingServer"]["pinnedSha256"], right)
            self.ends(DONE, "sync")
            self.assertEqual(self.profile.done("send", "--account", "ada", "-", feed=letter("Pinned", to=BOB, sender=ADA))["state"], "sent")


class SaysLater:
    """A submission server that knows nobody yet: each recipient is to come back later."""

    ANSWERS = {b"EHLO": b"250-localhost\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 2.7.0 welcome\r\n", b"MAIL": b"250 2.1.0 fine\r\n",
               b"RCPT": b"451 4.7.1 greylisted, come back in five minutes\r\n"}

    def __init__(self, servers: MailServers):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(servers.certificates.certificate, servers.certificates.key)
        self.listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join(30)
        self.listener.close()

    def serve(self):
        connection, _ = self.listener.accept()
        with connection, connection.makefile("rwb", buffering=0) as line:
            line.write(b"220 localhost ESMTP\r\n")
            while heard := line.readline():
                line.write(self.ANSWERS.get(heard[:4].upper(), b"250 2.0.0 fine\r\n"))
                if heard[:4].upper() == b"QUIT":
                    return


if __name__ == "__main__":
    unittest.main()
