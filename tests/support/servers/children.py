"""Child processes that cannot outlive us, and the ordinary user they run as."""

import contextlib
import grp
import os
import pwd
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

_GRACE_SECONDS = 0.2


@dataclass(frozen=True)
class Person:
    """A system user: whom a server runs as."""
    name: str
    group: str
    uid: int
    gid: int

    @staticmethod
    def unprivileged() -> "Person":
        """Ourselves; or, when we are root, `nobody`, because a mail server should not need root."""
        entry = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        return Person(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)


class Guard:
    """A shell that waits for our end, however it comes, and then ends the process group `group`."""

    def __init__(self, group: int):
        self._shell = subprocess.Popen(["/bin/sh", "-c", 'read -r _; kill -s TERM -- "-$1"', "guard", str(group)],
                                       stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)

    def dismiss(self):
        self._shell.kill()
        self._shell.wait()
        self._shell.stdin.close()


class Child:
    """A server process with a process group of its own, ended by its id, and guarded against our own sudden end."""

    def __init__(self, arguments, *, person: Person | None = None, output: Path, directory: Path):
        identity = {}
        if person is not None and os.geteuid() == 0:
            identity = dict(user=person.uid, group=person.gid, extra_groups=[])
        with open(output, "ab") as stream:
            self._process = subprocess.Popen([str(a) for a in arguments], stdin=subprocess.DEVNULL, stdout=stream,
                                             stderr=stream, cwd=directory, start_new_session=True, **identity)
        self._guard = Guard(self.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self):
        """Asks politely, then ends whatever is left of the group: these servers are made to survive a power cut."""
        self._guard.dismiss()
        if self.running():
            self._process.terminate()
            try:
                self._process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                pass
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
