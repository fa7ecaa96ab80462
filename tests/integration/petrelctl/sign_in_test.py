#!/usr/bin/env python3
"""Accounts without a password: a person at a terminal, an issuer of OAuth 2.0 or a certificate, and a Dovecot that takes either."""

import re
import ssl
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

from bench import AUTHENTICATION, DONE, Imap, Petrelctl, USAGE, letter, serve

from issuer import Issuer

ADA, BOB = "ada@petrel.example", "bob@petrel.example"


def account_words(servers, **more) -> list:
    """Good settings for Ada's mailbox, and how she signs in."""
    options = {"name": "ada", "email": ADA, "incoming": "imap", "host": "localhost", "port": servers.ports["imaps"], "security": "tls", "user": ADA,
               "smtp-host": "localhost", "smtp-port": servers.ports["submissions"], "smtp-security": "tls", "ca-file": servers.certificates.ca} | more
    return [word for name, value in options.items() if value is not None for word in ("--" + name, value)]


class SignIn(Petrelctl):
    @classmethod
    def setUpClass(cls):
        cls.issuer = Issuer(ADA)
        cls.servers = serve(dovecot_settings=cls.issuer.dovecot_settings())
        cls.issuer.open(cls.servers.certificates.certificate, cls.servers.certificates.key)

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.issuer.close()

    def setUp(self):
        super().setUp()
        self.issuer.refuses = False

    def words(self, **changed) -> list:
        return account_words(self.servers, **({"oauth-client": "petrel-1", "oauth-authorize": self.issuer.url("authorize"), "oauth-token": self.issuer.url("token"),
                                               "oauth-device": self.issuer.url("device"), "oauth-scopes": "mail"} | changed))

    def told(self, process) -> str:
        """The sentence that says where to sign in."""
        line = process.stderr.readline().decode()
        self.assertIn("Sign in here", line)
        return line

    def browse(self, process):
        """The person opens the page that is told, signs in, and is sent back."""
        address = re.search(r"https://\S+", self.told(process)).group()
        trusting = ssl.create_default_context(cafile=self.servers.certificates.ca)
        try:
            page = urllib.request.urlopen(address, context=trusting, timeout=20)
        except urllib.error.HTTPError as refused:
            page = refused
        return page.read().decode()

    def ended(self, process) -> tuple:
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err.decode()

    def signed_in(self):
        process = self.profile.start("account", "add", *self.words())
        self.assertIn("go back to the terminal", self.browse(process))
        code, out, err = self.ended(process)
        self.assertEqual(code, DONE, err)
        return self.profile

    # ---- from the browser to the server ----------------------------------------------------------

    def test_who_signs_in_in_the_browser_reads_and_sends(self):
        ada = self.signed_in()
        self.assertEqual(ada.done("account", "list")[0]["signIn"], "oauth")
        self.put(ADA, letter("Kelp diary"))
        ada.done("sync")
        self.assertEqual(ada.subjects("ada"), ["Kelp diary"])
        ada.done("send", "-", feed=letter("Ferry", to=BOB, sender=ADA))
        self.assertEqual([side["ok"] for side in ada.done("account", "test", "ada")], [True, True])

    def test_tokens_are_in_the_store_of_secrets_alone(self):
        ada = self.signed_in()
        ada.done("sync")
        self.assertTrue(self.issuer.tokens())
        for file in ada.directory.rglob("*"):
            for token in self.issuer.tokens() if file.is_file() else ():
                self.assertNotIn(token.encode(), file.read_bytes(), file)

    def test_an_access_token_that_ended_is_refreshed_and_rotated(self):
        ada = self.signed_in()
        for _ in range(3):  # each run begins with a refresh, and each refresh token is good for one
            self.issuer.end_access()
            ada.done("sync")

    def test_a_grant_that_was_revoked_wants_a_sign_in_and_no_password(self):
        ada = self.signed_in()
        self.issuer.revoke()
        answer = ada.run("sync")
        self.assertEqual(answer.code, AUTHENTICATION, answer)
        self.assertIn("account sign-in", answer.err)
        self.assertNotIn("password", answer.err)

        process = ada.start("account", "sign-in", "ada", "--device")
        self.issuer.type_code(re.search(r"type the code (\w+):", self.told(process)).group(1))
        code, _, err = self.ended(process)
        self.assertEqual(code, DONE, err)
        ada.done("sync")

    def test_who_says_no_in_the_browser_has_no_account(self):
        self.issuer.refuses = True
        process = self.profile.start("account", "add", *self.words())
        self.browse(process)
        code, _, err = self.ended(process)
        self.assertEqual(code, AUTHENTICATION, err)
        self.assertIn("declined", err)
        self.assertEqual(self.profile.done("account", "list"), [])

    def test_a_client_that_the_issuer_does_not_know_is_told(self):
        process = self.profile.start("account", "add", *self.words(**{"oauth-client": "petrel-2"}))
        self.browse(process)
        code, _, err = self.ended(process)
        self.assertEqual(code, AUTHENTICATION, err)
        self.assertIn("client id", err)

    # ---- the command line ------------------------------------------------------------------------

    def test_one_way_to_sign_in_is_given_and_no_more(self):
        for changed in ({"oauth-client": None, "oauth-authorize": None, "oauth-token": None, "oauth-device": None, "oauth-scopes": None},
                        {"oauth-client": None}, {"oauth-authorize": "http://localhost/"}, {"oauth-authorize": None, "oauth-token": None, "oauth-device": None}):
            with self.subTest(changed=changed):
                self.assertEqual(self.profile.run("account", "add", *self.words(**changed)).code, USAGE)
        self.assertEqual(self.profile.run("account", "add", *self.words(), "--password-stdin", feed=b"x\n").code, USAGE)

    def test_an_account_with_a_password_signs_in_nowhere(self):
        self.assertEqual(self.profile.add_account(self.servers, "imap", ADA, "--only-plain").code, DONE)
        answer = self.profile.run("account", "sign-in", "ada")
        self.assertEqual(answer.code, USAGE, answer)
        self.profile.done("sync")


class SignInByCertificate(Petrelctl):
    """A Dovecot that lets people in by the certificate they show (SASL EXTERNAL)."""

    @classmethod
    def setUpClass(cls):
        cls.keys = tempfile.TemporaryDirectory(prefix="petrel-keys-")
        directory = Path(cls.keys.name)
        directory.chmod(0o755)
        openssl = lambda *words: subprocess.run(["openssl", *map(str, words)], cwd=directory, check=True, capture_output=True)
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", 2, "-subj", "/CN=People")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "ada.key", "-out", "ada.csr", "-subj", "/CN=" + ADA)
        openssl("x509", "-req", "-in", "ada.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "ada.crt", "-days", 2)
        (directory / "ada.pem").write_bytes((directory / "ada.crt").read_bytes() + (directory / "ada.key").read_bytes())
        (directory / "ca.pem").chmod(0o644)
        cls.certificate = directory / "ada.pem"
        cls.servers = serve(submission="dovecot", dovecot_settings=[
            f"ssl_ca = <{directory}/ca.pem", "ssl_verify_client_cert = yes", "ssl_require_crl = no", "auth_ssl_username_from_cert = yes",
            "auth_mechanisms = plain external", "passdb {", "  driver = static", "  args = nopassword=yes", "  mechanisms = external", "}"])

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.keys.cleanup()

    def add(self, certificate, *more):
        return self.profile.run("account", "add", *account_words(self.servers, certificate=certificate), *more)

    def test_who_shows_a_certificate_needs_no_password(self):
        answer = self.add(self.certificate)
        self.assertEqual(answer.code, DONE, answer)
        self.assertEqual(answer.json["signIn"], "certificate")
        self.put(ADA, letter("Kelp diary"))
        self.profile.done("sync")
        self.assertEqual(self.profile.subjects("ada"), ["Kelp diary"])
        for file in self.profile.directory.rglob("*"):
            self.assertNotIn(b"PRIVATE KEY", file.read_bytes() if file.is_file() else b"", file)

    def test_a_file_without_a_key_is_no_certificate_of_the_persons(self):
        for name in ("ada.crt", "ada.key", "nobody.pem"):
            with self.subTest(name=name):
                self.assertEqual(self.add(self.certificate.parent / name, "--no-test").code, USAGE)


if __name__ == "__main__":
    unittest.main()
