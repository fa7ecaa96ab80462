"""SMTP: letters out of the outbox to a real Postfix, durable at every step; beside a socket that pipelines and remembers nothing."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import figures  # noqa: E402
import raw_connection  # noqa: E402
from bench_ground import Ground  # noqa: E402
from figures import Table  # noqa: E402
from slow_line import SlowLine  # noqa: E402

ADDRESS = "ada.pop@petrel.example"
BYTES = 10_000
FAR = 0.05


class Sender:
    """The helper program `submit_many` with a profile of its own for each measurement."""

    def __init__(self, helpers: Path, ground: Ground):
        self._program = helpers / "submit_many"
        self._ground = ground
        self._profiles = 0

    def _run(self, what: str, directory: Path, port: int, count: int, size: int) -> tuple[figures.Cost, dict]:
        environment = {"PETREL_BENCH_PASSWORD": self._ground.mailbox(ADDRESS).password, "HOME": str(directory.parent)}
        cost, output = figures.run([self._program, what, directory, port, self._ground.ca_file, ADDRESS, count, size], environment=environment)
        return cost, json.loads(output)

    def send(self, count: int, size: int, *, each_alone: bool = False, port: int | None = None) -> tuple[figures.Cost, dict]:
        """Queued by one process and sent by another, so that its memory is that of sending."""
        self._profiles += 1
        directory = self._ground.directory / f"outbox-{self._profiles}"
        port = port or self._ground.servers.ports["submissions"]
        if each_alone:
            cost, report = self._run("each", directory, port, count, size)
        else:
            self._run("queue", directory, port, count, size)
            cost, report = self._run("send", directory, port, count, size)
        assert report["sent"] == count, report
        return cost, report


def letter(size: int) -> bytes:
    line = b"Sail, tide and anchor: seventy bytes or so that say nothing at all to anybody.\r\n"
    return f"From: {ADDRESS}\r\nTo: {ADDRESS}\r\nSubject: bench\r\n\r\n".encode() + line * (size // len(line))


class Notes:
    """A file that is on the disk after every line: what it takes to know, whatever happens, which message may have been sent."""

    def __init__(self, path: Path):
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def keep(self):
        os.write(self._file, b"sending, or sent\n")
        os.fdatasync(self._file)


def raw(ground: Ground, count: int, *, each_alone: bool = False, port: int | None = None, notes: Notes | None = None) -> float:
    """The same letters by a socket: envelope and DATA in one packet, then the content; as few turns as Petrel. `notes`: two a message, as Petrel."""
    envelope = f"MAIL FROM:<{ADDRESS}>\r\nRCPT TO:<{ADDRESS}>\r\nDATA\r\n".encode()
    content = letter(BYTES) + b".\r\n"
    port = port or ground.servers.ports["submissions"]
    begun = time.monotonic()
    connection = None
    for _ in range(count):
        if connection is None or each_alone:
            connection = raw_connection.open_smtp(port, ADDRESS, ground.mailbox(ADDRESS).password, ground.ca_file)
        connection.send(envelope)
        connection.drain_until(b"354 ")
        if notes:
            notes.keep()
        connection.send(content)
        connection.drain_until(b"250 ")
        if notes:
            notes.keep()
        if each_alone:
            connection.send(b"QUIT\r\n")
            connection.close()
    return time.monotonic() - begun


def row(table: Table, what: str, run: tuple[figures.Cost, dict], limit: float | None = None, target: str = ""):
    cost, report = run
    rate = f"{report['sent'] / report['seconds']:.0f}" if report["sent"] > 1 else ""
    table.row(what, report["seconds"], limit, cpu=cost.cpu, memory=cost.memory, received=report["bytesIn"], turns=report["roundTrips"],
              target=target, rate=rate)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="not needed here")
    parser.add_argument("--helpers", type=Path, required=True, help="where submit_many lies")
    parser.add_argument("--messages", type=int, default=1_000)
    options = parser.parse_args()
    with Ground(options.programs, submission="postfix", largest=220_000_000) as ground:
        sender, table = Sender(options.helpers, ground), Table()
        count, few = options.messages, max(1, options.messages // 10)
        limits = [raw(ground, count)]
        run = sender.send(count, BYTES)
        limits.append(raw(ground, count))
        row(table, f"{count} messages of 10 KB, one connection", run, min(limits), "ratio 1.3")
        table.row("  a socket that notes before the end and after the answer", None, raw(ground, count, notes=Notes(ground.directory / "notes")))
        limits = [raw(ground, few, each_alone=True)]
        run = sender.send(few, BYTES, each_alone=True)
        limits.append(raw(ground, few, each_alone=True))
        row(table, f"{few} messages of 10 KB, a connection each", run, min(limits), "ratio 1.3")
        with SlowLine(ground.servers.ports["submissions"], None, FAR) as line:
            limit = raw(ground, few, port=line.port)
            row(table, f"{few} messages of 10 KB, one connection, {FAR * 1000:.0f} ms far", sender.send(few, BYTES, port=line.port), limit, "2 turns a message")
        row(table, "1 message of 10 KB", sender.send(1, BYTES))
        row(table, "1 message of 100 MB", sender.send(1, 100_000_000), target="memory as above, and what parsing 32 MB takes")


if __name__ == "__main__":
    main()
