#!/usr/bin/python3
"""Shows Petrel with private mail servers and the mail of an invented person; nothing of it is kept.

Started by `./dev demo`. With --screenshot DIR it takes pictures of the window instead of waiting for a person.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests/support/servers"))

from mail_servers import MailServers, Problem  # noqa: E402

PASSPHRASE = "a demo needs no secret"
PICTURES = {"main-light": ("main", "light"), "main-dark": ("main", "dark"), "compose": ("compose", "light"),
            "compose-dark": ("compose", "dark"), "wizard": ("wizard", "light"), "settings": ("settings", "light")}


class Profile:
    """A private profile directory, with the accounts of the demo's person."""

    def __init__(self, programs: Path, directory: Path):
        self._petrel = programs / "petrel"
        self._petrelctl = programs / "petrelctl"
        self.directory = directory
        # The profile remembers "file"; with the passphrase in the environment the window then opens without a question.
        self._options = ["--profile", str(directory), "--secrets", "file"]
        self._environment = os.environ | {"PETREL_PASSPHRASE": PASSPHRASE}

    def add_account(self, facts: dict, address: str, name: str):
        user = next(user for user in facts["users"] if user["address"] == address)
        service = {"imap": "imaps", "pop3": "pop3"}[user["incoming"]]
        security = {"imaps": "tls", "pop3": "starttls"}[service]
        self.control("account", "add", "--name", name, "--person", user["name"], "--email", address, "--incoming", user["incoming"],
                     "--host", facts["host"], "--port", facts["ports"][service], "--security", security, "--user", address,
                     "--smtp-host", facts["host"], "--smtp-port", facts["ports"]["submissions"], "--smtp-security", "tls",
                     "--ca-file", facts["ca"], *(["--pop3-delete", "never"] if service == "pop3" else []),
                     "--password-stdin", words=user["password"] + "\n")

    def control(self, *arguments, words: str | None = None):
        done = subprocess.run([self._petrelctl, *self._options, *map(str, arguments)], env=self._environment, text=True,
                              input=words, capture_output=True)
        if done.returncode != 0:
            raise Problem(f"petrelctl {' '.join(map(str, arguments[:2]))} ended with {done.returncode}: "
                          f"{(done.stderr or done.stdout).strip()}")

    def show(self) -> int:
        return subprocess.run([self._petrel, "--profile", self.directory], env=self._environment).returncode

    def take_picture(self, view: str, scheme: str, file: Path):
        subprocess.run([self._petrel, "--profile", self.directory, "--screenshot", str(file), "--view", view, "--scheme", scheme],
                       env=self._environment, timeout=120, check=True)
        if not file.exists() or file.stat().st_size < 1000:
            raise Problem(f"Petrel took no picture {file.name}.")


def demonstrate(programs: Path, screenshots: Path | None, home: Path) -> int:
    with MailServers() as servers:
        print(f"Dovecot and {servers.facts()['submissionServer']} are running on this machine only. Writing two years of mail ...")
        servers.fill()
        profile = Profile(programs, home / "profile")
        profile.add_account(servers.facts(), "ada@petrel.example", "Home")
        profile.add_account(servers.facts(), "ada.pop@petrel.example", "Harbour")
        if screenshots is None:
            print("Petrel opens. Close its window to end the demo; write to ada@petrel.example to see mail arrive.")
            return profile.show()
        profile.control("sync", "--bodies", "all")
        for name, (view, scheme) in PICTURES.items():
            profile.take_picture(view, scheme, screenshots / f"{name}.png")
            print(f"  {screenshots / name}.png")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshot", type=Path, metavar="DIR", help="take pictures instead")
    parser.add_argument("--programs", type=Path, default=REPOSITORY / "build/release/app", help="where petrel and petrelctl are")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="petrel-demo-", dir="/tmp"))
    try:
        return demonstrate(options.programs, options.screenshot, home)
    except KeyboardInterrupt:
        return 130
    except (Problem, subprocess.SubprocessError, OSError) as problem:
        print(f"The demo could not go on. {problem}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
