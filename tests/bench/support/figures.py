"""What a run of a program cost, and the table that sets it beside the limit of the same machine."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Of one process and the children it waited for: wall-clock and processor seconds, greatest resident memory in MB."""
    seconds: float
    cpu: float
    memory: float


def peak_memory(process_id: int) -> float:
    """
    The most that a program was resident, in MB; 0 when it has ended. What wait4() tells of a child counts the memory of this
    interpreter too, as it was when the child was begun.
    """
    with open(f"/proc/{process_id}/status", encoding="ascii") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0) / 1024


def run(arguments, *, environment=None, input_text="", until: bytes | None = None) -> tuple[Cost, str]:
    """Runs a program to its end and returns its cost and output. `until`: the clock stops at the line that begins so."""
    start = time.monotonic()
    process = subprocess.Popen([str(a) for a in arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               env={**os.environ, **(environment or {})})
    process.stdin.write(input_text.encode())
    process.stdin.close()
    seconds = None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if until and seconds is None and line.startswith(until):
            seconds = time.monotonic() - start
    _, status, usage = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    output = b"".join(lines).decode(errors="replace")
    if process.returncode != 0 or (until and seconds is None):
        raise RuntimeError(f"{' '.join(map(str, arguments))} ended with {process.returncode}:\n{output}")
    return Cost(seconds or time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), output


def bytes_for_people(count: int) -> str:
    if count < 10_000:
        return f"{count} B"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


class Table:
    """Lines of figures; each says what was measured, Petrel's seconds, the limit's, what does not depend on load, the target."""

    COLUMNS = ("", "Petrel", "limit", "ratio", "CPU", "memory", "bytes in", "turns", "SQL", "a second", "target")
    WIDTHS = (50, 9, 9, 6, 8, 8, 9, 6, 8, 10, 0)

    def __init__(self):
        self._print(self.COLUMNS)

    def row(self, what: str, petrel: float | None = None, limit: float | None = None, *, cpu: float | None = None,
            memory: float | None = None, received: int | None = None, turns: int | None = None, statements: int | None = None,
            rate: str = "", target: str = ""):
        seconds = lambda value: "" if value is None else f"{value:.3f} s"
        self._print((what, seconds(petrel), seconds(limit), f"{petrel / limit:.1f}" if petrel and limit else "",
                     seconds(cpu), "" if memory is None else f"{memory:.0f} MB",
                     "" if received is None else bytes_for_people(received),
                     "" if turns is None else str(turns), "" if statements is None else str(statements), rate, target))

    def synchronised(self, what: str, run: tuple[Cost, dict], limit: float | None = None, target: str = "", rate: str = ""):
        """A line of one `petrelctl sync`, with what it reports of itself."""
        cost, report = run
        self.row(what, cost.seconds, limit, cpu=cost.cpu, memory=cost.memory, received=report["bytesIn"],
                 turns=report["roundTrips"], statements=report.get("statements"), target=target, rate=rate)

    def _print(self, cells):
        *first, last = zip(cells, self.WIDTHS)
        name, *rest = first
        print(f"{name[0]:<{name[1]}}" + " ".join(f"{cell:>{width}}" for cell, width in rest) + f"  {last[0]}".rstrip(), flush=True)
