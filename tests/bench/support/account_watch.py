"""An account's workers at work without a window: when rows came in, and what the account was at."""

import os
import subprocess
import threading
import time
from pathlib import Path

from figures import Cost, peak_memory

PATIENCE_SECONDS = 300


class AccountWatch:
    """The helper program `account_watch` on a profile, from `with` to its end; lines are (what, number, monotonic time)."""

    def __init__(self, helpers: Path, profile, address: str, password: str):
        self._command = [helpers / "account_watch", profile.directory, address]
        self._environment = {**os.environ, "PETREL_BENCH_PASSWORD": password, "HOME": str(profile.directory.parent)}
        self._lines: list[tuple[str, int, float]] = []
        self._came = threading.Condition()

    def __enter__(self) -> "AccountWatch":
        self._begun = time.monotonic()
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment, text=True)
        threading.Thread(target=self._listen, daemon=True).start()
        self.started = self.await_line(0, "start")
        return self

    def __exit__(self, *_):
        memory = peak_memory(self._process.pid)
        self._process.stdin.close()
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self.cost = Cost(time.monotonic() - self._begun, usage.ru_utime + usage.ru_stime, memory)

    def _listen(self):
        for line in self._process.stdout:
            what, number, seconds = line.split()
            with self._came:
                self._lines.append((what, int(number), float(seconds)))
                self._came.notify_all()

    def mark(self) -> int:
        """Here and now: what comes is behind it."""
        with self._came:
            return len(self._lines)

    def await_line(self, mark: int, what: str, least: int = 0) -> float:
        """When the first line behind `mark` came that begins so and has at least this number."""
        def found():
            return next((seconds for word, number, seconds in self._lines[mark:] if word == what and number >= least), None)
        with self._came:
            if not self._came.wait_for(lambda: found() is not None, PATIENCE_SECONDS):
                raise RuntimeError(f"no {what} {least} came; the last was {self._lines[-1:]}")
            return found()

    def rows(self) -> int:
        with self._came:
            return max((number for word, number, _ in self._lines if word == "rows"), default=0)

    def await_quiet(self, seconds: float = 1.5):
        """Until nothing is told for a while: everything is here, and the inbox is watched."""
        self.await_line(0, "up-to-date")
        mark = self.mark()
        while True:
            time.sleep(seconds)
            if self.mark() == mark:
                return
            mark = self.mark()

    def reconnect(self) -> float:
        """The computer slept, or is in another network; when that was told."""
        mark = self.mark()
        self._process.stdin.write("reconnect\n")
        self._process.stdin.flush()
        return self.await_line(mark, "told")
