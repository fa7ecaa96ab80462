#!/usr/bin/env python3
"""Real mail servers for one test or one demo, private to the caller: Dovecot and a submission server on loopback.

As a program: starts them, prints one JSON line (ports, CA file, users), then obeys lines on its input: "down" stops
the servers and keeps mail and ports, "up" starts them again. The end of the input (or a signal) stops everything
and removes the directory. As a module: `with MailServers() as servers:`. See README.md beside this file.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dovecot as dovecot_server  # noqa: E402
import postfix as postfix_server  # noqa: E402
from certificates import KINDS, Certificates  # noqa: E402
from children import Child, Person  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[3]
SERVICES = ("imap", "imaps", "pop3", "pop3s", "submission", "submissions")
PYTHON = "/usr/bin/python3"  # one that the user `nobody` may read, whatever stands first in PATH
TLS_SERVICES = ("imaps", "pop3s", "submissions")
START_SECONDS = 30
START_ATTEMPTS = 3


class Problem(Exception):
    """What keeps the servers from starting, as a sentence for a person."""


@dataclass(frozen=True)
class Mailbox:
    name: str
    address: str
    password: str
    incoming: str
    home: Path


PEOPLE = (("Ada Lindqvist", "ada@petrel.example", "lantern-harbour-42", "imap"),
          ("Ada Lindqvist", "ada.pop@petrel.example", "kelp-diary-17", "pop3"),
          ("Bob Eide", "bob@petrel.example", "boat-shed-key-8", "imap"),
          ("Everyone elsewhere", "elsewhere@petrel.example", "far-away-3", "imap"))


class DovecotSubmission:
    """Dovecot's own submission server, part of the same Dovecot, with a small last hop of ours behind it."""
    name = "Dovecot submission"

    def __init__(self, directory: Path, person: Person, port: int, lmtp: Path, mailboxes):
        self._directory = directory
        self._person = person
        # A copy, because the repository may lie where `nobody` may not read.
        program = directory / "relay.py"
        shutil.copyfile(Path(__file__).resolve().with_name("relay.py"), program)
        self._arguments = [PYTHON, program, port, lmtp, *(box.address for box in mailboxes)]
        self._child = None
        self.log = directory / "relay.log"

    def start(self):
        self._child = Child(self._arguments, person=self._person, output=self.log, directory=self._directory)

    def running(self) -> bool:
        return self._child is not None and self._child.running()

    def stop(self):
        if self._child:
            self._child.stop()
            self._child = None


class MailServers:
    """Started by `with`, stopped at its end. `facts()` is what the JSON line says. `largest`: bytes of a message that Postfix takes."""

    def __init__(self, certificate: str = "good", dovecot_settings=(), submission: str = "any", largest: int = 40 * 1024 * 1024):
        self._largest = largest
        self._certificate = certificate
        self._dovecot_settings = list(dovecot_settings)
        self._ports_are_promised = False
        self._submission = None
        self._use_postfix = submission != "dovecot" and postfix_server.usable()
        if submission == "postfix" and not self._use_postfix:
            raise Problem("Postfix can serve only when this runs as root and the package postfix is installed.")
        missing = dovecot_server.missing_packages(submission=not self._use_postfix)
        if missing:
            raise Problem(f"The mail servers need the Debian package(s) {', '.join(missing)}: "
                          "run ./dev test once, or install them with apt.")
        if shutil.which("openssl") is None:
            raise Problem("The mail servers need the Debian package openssl: run ./dev test once, or install it with apt.")

    def __enter__(self) -> "MailServers":
        # Unix sockets have short names only, whatever TMPDIR says.
        self.directory = Path(tempfile.mkdtemp(prefix="petrel-servers-", dir="/tmp"))
        try:
            self._prepare()
            self.up()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def _prepare(self):
        self.directory.chmod(0o711)
        self.person = Person.unprivileged()
        for name in ("run", "log", "homes"):
            (self.directory / name).mkdir(mode=0o755)
        self.mailboxes = [Mailbox(name, address, password, incoming, self.directory / "homes" / address)
                          for name, address, password, incoming in PEOPLE]
        for box in self.mailboxes:
            box.home.mkdir()
        self.certificates = Certificates(self.directory / "tls", self._certificate)
        self._choose_ports()

    def _choose_ports(self):
        *ports, relay = free_ports(len(SERVICES) + 1)
        self.ports = dict(zip(SERVICES, ports))
        self._inner_ports = [] if self._use_postfix else [relay]
        self._dovecot = dovecot_server.Dovecot(self.directory, self.person, self.certificates, self.mailboxes, self.ports,
                                               self._dovecot_settings, None if self._use_postfix else relay)
        shutil.rmtree(self.directory / "postfix", ignore_errors=True)
        if self._use_postfix:
            self._submission = postfix_server.Postfix(self.directory / "postfix", self.certificates, self.mailboxes,
                                                      self.ports, self._dovecot.lmtp_socket, self._dovecot.auth_socket, self._largest)
        else:
            self._submission = DovecotSubmission(self.directory, self.person, relay, self._dovecot.lmtp_socket,
                                                 self.mailboxes)
        self.give_to_person()

    def give_to_person(self):
        """What Dovecot writes and reads belongs to whom it runs as; Postfix's own directories stay as they are."""
        if os.geteuid() != 0:
            return
        for name in ("run", "log", "homes", "tls", "passwords", "dovecot.conf"):
            path = self.directory / name
            for entry in (path, *path.rglob("*")):
                os.chown(entry, self.person.uid, self.person.gid)

    def up(self):
        """Starts the servers and waits until each port answers. Only the first time may the ports change."""
        for attempt in range(START_ATTEMPTS):
            self._dovecot.start()
            self._submission.start()
            if self._await_answers():
                return
            self.down()
            if not self._ports_are_promised and attempt + 1 < START_ATTEMPTS:
                self._choose_ports()
        raise Problem("The mail servers did not start.\n" + self.logs())

    def _await_answers(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        waiting = [*self.ports.items(), *(("relay", port) for port in self._inner_ports)]
        while waiting and time.monotonic() < deadline:
            if not (self._dovecot.running() and self._submission.running()):
                return False
            waiting = [(service, port) for service, port in waiting if not answers(port, greets=service not in TLS_SERVICES)]
            if waiting:
                time.sleep(0.02)
        self._ports_are_promised |= not waiting
        return not waiting

    def down(self):
        self._submission.stop()
        self._dovecot.stop()

    def close(self):
        if self._submission:
            self.down()
        shutil.rmtree(self.directory, ignore_errors=True)

    def fill(self, seed: int = 7):
        """Puts the demo's mail into the mailboxes. Only while the servers are fresh."""
        sys.path.insert(0, str(REPOSITORY / "resources/demo"))
        import mailbox_filler
        mailbox_filler.fill(self.mailboxes, seed)
        self.give_to_person()

    def logs(self) -> str:
        logs = (self._dovecot.log, self._submission.log) if self._submission else ()
        return "\n".join(log.read_text(errors="replace")[-3000:] for log in logs if log.exists())

    def facts(self) -> dict:
        return {"host": "localhost", "directory": str(self.directory), "ca": str(self.certificates.ca),
                "ports": self.ports, "submissionServer": self._submission.name,
                "users": [{"name": box.name, "address": box.address, "password": box.password,
                           "incoming": box.incoming} for box in self.mailboxes]}


def free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago; a lost race is met by a second attempt."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def answers(port: int, greets: bool) -> bool:
    """True when somebody listens there and, where the server speaks first, has spoken."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            return not greets or len(connection.recv(1)) == 1
    except OSError:
        return False


def say(document: dict):
    print(json.dumps(document), flush=True)


def obey(servers: MailServers):
    for line in sys.stdin:
        word = line.strip()
        try:
            {"up": servers.up, "down": servers.down}[word]()
            say({"did": word})
        except KeyError:
            say({"problem": f"Not a command: {word}. There are: up, down."})
        except Problem as problem:
            say({"problem": str(problem)})


def main() -> int:
    parser = argparse.ArgumentParser(description="Private mail servers on loopback for tests and the demo.")
    parser.add_argument("--certificate", choices=KINDS, default="good")
    parser.add_argument("--submission", choices=("any", "postfix", "dovecot"), default="any")
    parser.add_argument("--dovecot", action="append", default=[], metavar="LINE", help="one more configuration line")
    parser.add_argument("--demo-mail", action="store_true", help="fill the mailboxes")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with MailServers(options.certificate, options.dovecot, options.submission) as servers:
            if options.demo_mail:
                servers.fill()
            say(servers.facts())
            obey(servers)
    except Problem as problem:
        say({"problem": str(problem)})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
