"""What the measurements stand on: real servers with mail by the thousand, and fresh profiles for petrelctl."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(_REPOSITORY / "tests/support/servers"))

import figures  # noqa: E402
import mail_maker  # noqa: E402
from mail_servers import MailServers  # noqa: E402


class Ground:
    """A private Dovecot and a directory for profiles; all of it goes at the end of `with`."""

    def __init__(self, programs: Path, *, submission: str = "dovecot", largest: int | None = None):
        """`submission` and `largest`: which server takes mail, and how large (see MailServers)."""
        self._programs = programs
        self._submission = {"submission": submission, **({"largest": largest} if largest else {})}

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="petrel-bench-"))
        self.servers = MailServers(**self._submission).__enter__()
        self.ca_file = str(self.servers.certificates.ca)
        self._profiles = 0
        return self

    def __exit__(self, *exception):
        self.servers.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def mailbox(self, address: str):
        return next(box for box in self.servers.mailboxes if box.address == address)

    def fill(self, address: str, folder: str, count: int, size: int):
        home = self.mailbox(address).home
        mail_maker.fill(home / "inbox" if folder == "INBOX" else home / "mail" / folder, count, size)
        self.servers.give_to_person()

    def profile(self, address: str, *, incoming: str = "imap", tls: bool = False, after: str | None = None,
                port: int | None = None, secrets: str = "memory") -> "Profile":
        """
        A fresh profile with one account; `after` is the word for --pop3-delete, `port` that of a line to the server. With `secrets`
        "file" passwords are kept, under the passphrase "bench"; else each run is given them.
        """
        self._profiles += 1
        profile = Profile(self._programs / "petrelctl", self.directory / f"profile-{self._profiles}", self.mailbox(address).password, secrets)
        self.add_account(profile, address, incoming=incoming, tls=tls, after=after, port=port)
        return profile

    def without_mail(self, table: figures.Table):
        """What every run below costs before it fetches anything: the program's start, the store's, and a log-in."""
        profile = self.profile("elsewhere@petrel.example")
        profile.sync("--bodies", "none")
        table.synchronised("an account without mail", profile.sync("--bodies", "none"), target="its CPU is in every line")
        profile.remove()

    def add_account(self, profile: "Profile", address: str, *, incoming: str = "imap", tls: bool = False, after: str | None = None,
                    port: int | None = None):
        box, ports = self.mailbox(address), self.servers.ports
        profile.run("account", "add", "--name", box.name, "--email", address, "--incoming", incoming,
                    "--host", "localhost", "--port", port or ports[incoming + ("s" if tls else "")],
                    "--security", "tls" if tls else "none", "--user", address, "--ca-file", self.ca_file,
                    "--smtp-host", "localhost", "--smtp-port", ports["submissions"], "--smtp-security", "tls",
                    *(("--pop3-delete", after) if after else ()), "--no-test")


class Profile:
    """A passphrase is stretched on purpose, which is no matter of mail: as a rule the password comes with each run instead."""

    def __init__(self, program: Path, directory: Path, password: str, secrets: str):
        self._program = program
        self._password = password
        self._secrets = secrets
        self.directory = directory

    def run(self, *arguments) -> tuple[figures.Cost, str]:
        words = [self._program, "--profile", self.directory, "--secrets", self._secrets, "--json", *arguments, "--password-stdin"]
        return figures.run(words, environment={"PETREL_PASSPHRASE": "bench", "HOME": str(self.directory.parent)}, input_text=self._password + "\n")

    def sync(self, *arguments) -> tuple[figures.Cost, dict]:
        cost, output = self.run("sync", *arguments)
        return cost, json.loads(output)

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)
