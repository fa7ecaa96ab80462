"""IMAP: the first listing of a large folder, an unchanged resync, whole messages; beside a socket that drains."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import raw_connection  # noqa: E402
from bench_ground import Ground  # noqa: E402
from figures import Table  # noqa: E402

import time  # noqa: E402

ADA = "ada@petrel.example"
BOB = "bob@petrel.example"
HEADERS = b"f FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)\r\n"
BODIES = b"f FETCH 1:* (UID BODY.PEEK[])\r\n"
ROUNDS = 3


def drained(ground: Ground, address: str, command: bytes, tls: bool) -> tuple[float, int]:
    """Seconds of log-in, SELECT and one drained command, and its bytes."""
    start = time.monotonic()
    ports = ground.servers.ports
    connection = raw_connection.open_imap(ports["imaps" if tls else "imap"], address, ground.mailbox(address).password,
                                          ground.ca_file if tls else None)
    connection.send(b"s SELECT INBOX\r\n")
    connection.drain_until(b"s OK")
    connection.send(command)
    connection.drain_until(b"f OK")
    connection.close()
    return time.monotonic() - start, connection.received


def listing(ground: Ground, table: Table, count: int, tls: bool):
    name = f"first listing of {count}, {'TLS' if tls else 'plain'}"
    limits, runs = [], []
    for _ in range(ROUNDS):
        limits.append(drained(ground, ADA, HEADERS, tls))
        profile = ground.profile(ADA, tls=tls)
        runs.append((profile.sync("--folder", "INBOX", "--bodies", "none"), profile))
        runs[-1][1].remove() if len(runs) < ROUNDS else None
    run, profile = min(((run, runs[-1][1]) for run, _ in runs), key=lambda entry: entry[0][0].seconds)
    assert run[1]["new"] == count, run
    seconds, received = min(limits)
    table.synchronised(name, run, seconds, "ratio 2, CPU 1.5 s at 20,000, 6 turns")
    table.row("  the drained socket", None, seconds, received=received)
    return profile


def resync(table: Table, profile):
    table.synchronised("  again, nothing changed, this folder", profile.sync("--folder", "INBOX", "--bodies", "none"),
                       target="1.5 KB, 4 turns")
    profile.sync("--bodies", "none")
    table.synchronised("  again, nothing changed, all folders", profile.sync("--bodies", "none"), target="one turn more")


def bodies(ground: Ground, table: Table, count: int):
    limit, received = min(drained(ground, BOB, BODIES, True) for _ in range(ROUNDS))
    runs = []
    for _ in range(ROUNDS):
        profile = ground.profile(BOB, tls=True)
        profile.sync("--folder", "INBOX", "--bodies", "none")
        runs.append(profile.sync("--folder", "INBOX", "--bodies", "all"))
        profile.remove()
    run = min(runs, key=lambda run: run[0].seconds)
    assert run[1]["bodies"] == count, run
    table.synchronised(f"{count} whole messages, TLS", run, limit, "ratio 4, 1 s for 1,000")
    table.row("  the drained socket", None, limit, received=received)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrelctl lies")
    parser.add_argument("--helpers", type=Path, help="not needed here")
    parser.add_argument("--headers", type=int, default=20_000)
    parser.add_argument("--bodies", type=int, default=1_000)
    options = parser.parse_args()
    with Ground(options.programs) as ground:
        ground.fill(ADA, "INBOX", options.headers, 3_000)
        ground.fill(BOB, "INBOX", options.bodies, 30_000)
        drained(ground, ADA, HEADERS, False)  # so that the server has read its mail once, for both
        drained(ground, BOB, BODIES, False)
        table = Table()
        ground.without_mail(table)
        resync(table, listing(ground, table, options.headers, False))
        listing(ground, table, options.headers, True)
        bodies(ground, table, options.bodies)


if __name__ == "__main__":
    main()
