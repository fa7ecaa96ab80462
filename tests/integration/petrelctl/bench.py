"""What the stories about petrelctl stand on: a profile, a person's view of it, and the server's own view."""

import atexit
import email.message
import imaplib
import json
import os
import poplib
import pty
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "tests/support/servers"))

from mail_servers import MailServers  # noqa: E402
from slow_line import SlowLine  # noqa: E402

PETRELCTL = os.environ.get("PETRELCTL", "petrelctl")
RUN_SECONDS = 60
ARRIVAL_SECONDS = 30

DONE, USAGE, AUTHENTICATION, NETWORK, TLS, REFUSED, IN_PART, PROFILE, DISK = 0, 2, 3, 4, 5, 6, 7, 8, 9
INTERRUPTED, TERMINATED = 130, 143


def letter(subject: str, to: str = "ada@petrel.example", body: str = "The ferry leaves at nine.\n",
           sender: str = "bob@petrel.example", message_id: str | None = None) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = "Mon, 02 Nov 2026 09:30:00 +0000"
    message["Message-ID"] = message_id or f"<{subject.replace(' ', '.').lower()}@petrel.example>"
    message.set_content(body)
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def serve(**options) -> MailServers:
    """Servers for all stories of a program. They end with it, also when it is told to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers = MailServers(**options)
    atexit.register(servers.close)
    return servers.__enter__()


class Answer:
    """One finished run."""

    def __init__(self, process: subprocess.CompletedProcess):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"exit {self.code}\n{self.out.decode(errors='replace')[-2000:]}\n{self.err[-2000:]}"


class Profile:
    """A profile and petrelctl on it."""

    def __init__(self, directory: Path | None = None):
        self.home = Path(tempfile.mkdtemp(prefix="petrelctl-test-"))
        self.directory = directory or self.home / "profile"

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def command(self, *words) -> list:
        return [PETRELCTL, "--profile", str(self.directory), "--secrets", self.secrets, "--json", *map(str, words)]

    passphrase = "a phrase for tests"
    secrets = "file"

    def environment(self) -> dict:
        variables = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return variables | ({"PETREL_PASSPHRASE": self.passphrase} if self.passphrase else {})

    def run(self, *words, feed: bytes = b"", **how) -> Answer:
        return Answer(subprocess.run(self.command(*words), input=feed, capture_output=True, timeout=RUN_SECONDS,
                                     env=self.environment(), **how))

    def start(self, *words) -> subprocess.Popen:
        return subprocess.Popen(self.command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=self.environment())

    @staticmethod
    def has_opened(process: subprocess.Popen, name: str) -> bool:
        """Once it has: it is at work then, and hears signals in its own way."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if any(path.is_symlink() and os.readlink(path).endswith(name) for path in Path(f"/proc/{process.pid}/fd").iterdir()):
                return True
            time.sleep(0.02)
        return False

    def at_terminal(self, typed: bytes, *words):
        """Runs it at a terminal of its own and types this when it asks; exit code, and all that the terminal showed."""
        child, terminal = pty.fork()
        if child == 0:
            os.execvpe(PETRELCTL, self.command(*words), self.environment())
        shown = b""
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # how Linux says that nobody is at the other end any more
                break
            shown += piece
            if typed and shown.endswith(b": "):
                os.write(terminal, typed)
                typed = b""
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode(errors="replace")

    def done(self, *words, feed: bytes = b""):
        """Must succeed; the answer's JSON."""
        answer = self.run(*words, feed=feed)
        assert answer.code == DONE, f"{words}: {answer}"
        return answer.json if answer.out else None

    def add_account(self, servers: MailServers, kind: str, address: str, *more, **changed) -> Answer:
        """Good settings for this mailbox; `changed` replaces options: host="nowhere.invalid", security="starttls"."""
        options = {"name": address.split("@")[0], "email": address, "incoming": kind, "host": "localhost",
                   "security": "tls", "user": address, "smtp_host": "localhost", "smtp_security": "tls",
                   "sent_copies": "petrel", "ca_file": servers.certificates.ca, "password": password_of(servers, address)}
        options.update(changed)
        options.setdefault("port", servers.ports[kind + ("s" if options["security"] == "tls" else "")])
        options.setdefault("smtp_port", servers.ports["submissions" if options["smtp_security"] == "tls" else "submission"])
        password = options.pop("password")
        words = [word for name, value in options.items() if value is not None
                 for word in ("--" + name.replace("_", "-"), value)]
        return self.run("account", "add", *words, "--password-stdin", *more, feed=password.encode() + b"\n")

    def messages(self, account: str, folder: str = "INBOX") -> list:
        return self.done("message", "list", "--account", account, "--folder", folder)

    def subjects(self, account: str, folder: str = "INBOX") -> list:
        return sorted(message["subject"] for message in self.messages(account, folder))

    def id_of(self, account: str, subject: str, folder: str = "INBOX") -> int:
        found = [message["id"] for message in self.messages(account, folder) if message["subject"] == subject]
        assert len(found) == 1, f"{subject}: {found}"
        return found[0]


def password_of(servers: MailServers, address: str) -> str:
    return next((box.password for box in servers.mailboxes if box.address == address), "none")


def home_of(servers: MailServers, address: str) -> Path:
    return next(box.home for box in servers.mailboxes if box.address == address)


def trust(servers: MailServers) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(servers.certificates.ca))


class Imap:
    """The server's own view of a mailbox, by Python's imaplib: nothing of Petrel's code."""

    def __init__(self, servers: MailServers, address: str):
        self.imap = imaplib.IMAP4_SSL("localhost", servers.ports["imaps"], ssl_context=trust(servers))
        self.imap.login(address, password_of(servers, address))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.imap.logout()

    def put(self, folder: str, *letters: bytes):
        for one in letters:
            kind, text = self.imap.append(folder, None, None, one)
            assert kind == "OK", text

    def empty(self, *folders: str):
        for folder in folders:
            if self.imap.select(folder)[1] != [b"0"]:
                self.imap.store("1:*", "+FLAGS", "\\Deleted")
                self.imap.expunge()

    def flags(self, folder: str = "INBOX") -> dict:
        """Subject: flags, of what is in the folder."""
        if self.imap.select(folder, readonly=True)[1] == [b"0"]:
            return {}
        found = {}
        for part in self.imap.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
            if isinstance(part, tuple):
                found[part[1].decode().strip().removeprefix("Subject: ")] = set(imaplib.ParseFlags(part[0]))
        return found

    def subjects(self, folder: str = "INBOX") -> list:
        if self.imap.select(folder, readonly=True)[1] == [b"0"]:
            return []
        return sorted(part[1].decode().strip().removeprefix("Subject: ")
                      for part in self.imap.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1] if isinstance(part, tuple))

    def await_subject(self, subject: str, folder: str = "INBOX") -> int:
        """How often it is there, once it is there at all."""
        deadline = time.monotonic() + ARRIVAL_SECONDS
        while time.monotonic() < deadline:
            count = self.subjects(folder).count(subject)
            if count:
                return count
            time.sleep(0.1)
        return 0


def maildrop_size(servers: MailServers, address: str) -> int:
    pop3 = poplib.POP3_SSL("localhost", servers.ports["pop3s"], context=trust(servers))
    pop3.user(address)
    pop3.pass_(password_of(servers, address))
    count = pop3.stat()[0]
    pop3.quit()
    return count


class Petrelctl(unittest.TestCase):
    """A fresh profile for each story, and servers with empty mailboxes."""

    MAILBOXES = ("ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example")
    FOLDERS = ("INBOX", "Sent", "Archive", "Trash", "Drafts")

    @classmethod
    def setUpClass(cls):
        cls.servers = serve()

    @classmethod
    def tearDownClass(cls):
        cls.servers.close()

    def setUp(self):
        self.profile = Profile()
        self.addCleanup(self.profile.remove)
        for address in self.MAILBOXES:
            with Imap(self.servers, address) as imap:
                imap.empty(*self.FOLDERS)

    def put(self, address: str, *letters: bytes, folder: str = "INBOX"):
        with Imap(self.servers, address) as imap:
            imap.put(folder, *letters)
