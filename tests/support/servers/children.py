"""Child processes that cannot outlive us, and the ordinary user they run as."""

import ctypes
import grp
import os
import pwd
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


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


class Child:
    """A server process in a process group of its own, ended by its id; the kernel ends it when we die."""

    def __init__(self, arguments, *, person: Person | None = None, log: Path, directory: Path):
        def prepare():
            if person is not None and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(person.gid)
                os.setuid(person.uid)
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

        with open(log, "ab") as output:
            self._process = subprocess.Popen([str(a) for a in arguments], stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=output, cwd=directory, start_new_session=True, preexec_fn=prepare)
        self.log = log

    @property
    def pid(self) -> int:
        return self._process.pid

    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self, seconds: float = 5.0):
        """Asks politely, then insists, then makes sure that nothing of its group is left."""
        if self.running():
            self._process.terminate()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        deadline = time.monotonic() + seconds
        while self._group_lives() and time.monotonic() < deadline:
            time.sleep(0.01)
        if self._group_lives():
            os.killpg(self.pid, signal.SIGKILL)

    def _group_lives(self) -> bool:
        try:
            os.killpg(self.pid, 0)
        except ProcessLookupError:
            return False
        return True
