"""IMAP over lines of several speeds, 40 ms far: listings and whole messages, with COMPRESS as Petrel chooses and without it;
beside a socket that drains, plain and deflated. What Petrel chose is right where it is the faster of the two."""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import raw_connection  # noqa: E402
from bench_ground import Ground  # noqa: E402
from figures import Table  # noqa: E402
from imap import ADA, BODIES, BOB, HEADERS, SELECT  # noqa: E402
from slow_line import SlowLine  # noqa: E402

LINES = (("2 Mbit/s", 2e6 / 8), ("20 Mbit/s", 20e6 / 8), ("unlimited", None))
COMPRESS = b"COMPRESS=DEFLATE"


def drained(ground: Ground, line: SlowLine, address: str, command: bytes, deflated: bool) -> tuple[float, int]:
    start = time.monotonic()
    connection = raw_connection.open_imap(line.port, address, ground.mailbox(address).password)
    if deflated:
        connection.deflate()
    for one, mark in ((SELECT, b"s OK"), (command, b"f OK")):
        connection.send(one)
        connection.drain_until(mark)
    connection.close()
    return time.monotonic() - start, connection.received


def synchronised(ground: Ground, line: SlowLine, address: str, bodies: bool):
    """A listing; or the bodies behind one over the same line that is not counted."""
    profile = ground.profile(address, port=line.port)
    run = profile.sync("--folder", "INBOX", "--bodies", "none")
    if bodies:
        run = profile.sync("--folder", "INBOX", "--bodies", "all")
    profile.remove()
    return run


def measure(ground: Ground, table: Table, name: str, speed: float | None, what: tuple[str, str, bytes, bool]):
    title, address, command, bodies = what
    with SlowLine(ground.servers.ports["imap"], speed) as line, SlowLine(ground.servers.ports["imap"], speed, hides=COMPRESS) as plain_line:
        for deflated in (False, True):
            seconds, received = drained(ground, line, address, command, deflated)
            table.row(f"{title}, {name}: drained, {'deflated' if deflated else 'plain'}", None, seconds, received=received)
        for word, way in (("as Petrel chooses", line), ("without COMPRESS", plain_line)):
            table.synchronised(f"  Petrel, {word}", synchronised(ground, way, address, bodies))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrelctl lies")
    parser.add_argument("--helpers", type=Path, help="not needed here")
    parser.add_argument("--headers", type=int, default=5_000)
    parser.add_argument("--bodies", type=int, default=200)
    options = parser.parse_args()
    with Ground(options.programs) as ground:
        ground.fill(ADA, "INBOX", options.headers, 3_000)
        ground.fill(BOB, "INBOX", options.bodies, 15_000)
        table = Table()
        listing = (f"{options.headers} headers", ADA, HEADERS, False)
        whole = (f"{options.bodies} whole", BOB, BODIES, True)
        for what in (listing, whole):
            with SlowLine(ground.servers.ports["imap"], None, 0) as near:
                drained(ground, near, what[1], what[2], False)  # the server reads its mail once, for all
            for name, speed in LINES:
                measure(ground, table, name, speed, what)


if __name__ == "__main__":
    main()
