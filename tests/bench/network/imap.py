"""IMAP against a real Dovecot on loopback, beside a socket that asks for the same and drains: first listing and first screen of
folders of growing size, resync, whole messages, and how soon new mail and a new line are there."""

import argparse
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import raw_connection  # noqa: E402
from account_watch import AccountWatch  # noqa: E402
from bench_ground import Ground  # noqa: E402
from figures import Table  # noqa: E402

ADA = "ada@petrel.example"
BOB = "bob@petrel.example"
# As Petrel asks.
HEADERS = (b"f UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]"
           b" MODSEQ)\r\n")
BODIES = b"f UID FETCH 1:* (UID BODY.PEEK[])\r\n"
ROUNDS = 3
MAIL_BYTES = 3_000
BODY_BYTES = 30_000
ARRIVALS = 20
RESUMES = 5


def raw(ground: Ground, address: str, tls: bool = False) -> raw_connection.RawConnection:
    ports = ground.servers.ports
    return raw_connection.open_imap(ports["imaps" if tls else "imap"], address, ground.mailbox(address).password,
                                    ground.ca_file if tls else None)


def drained(ground: Ground, address: str, *commands: bytes, tls: bool = False) -> tuple[float, int]:
    """Seconds of log-in, these commands, the last with the tag f, drained; and the bytes that came."""
    start = time.monotonic()
    connection = raw(ground, address, tls)
    for command in commands:
        connection.send(command)
        connection.drain_until(command.split(b" ", 1)[0] + b" OK")
    connection.close()
    return time.monotonic() - start, connection.received


SELECT = b"s SELECT INBOX\r\n"


def best(runs: list) -> tuple:
    return min(runs, key=lambda run: run[0].seconds)


def rate(count: int, seconds: float) -> str:
    return f"{count / seconds:,.0f}"


def first_listing(ground: Ground, table: Table, count: int, rounds: int, tls: bool):
    limits, runs, profiles = [], [], []
    for _ in range(rounds):
        limits.append(drained(ground, ADA, SELECT, HEADERS, tls=tls))
        profiles.append(ground.profile(ADA, tls=tls))
        runs.append(profiles[-1].sync("--folder", "INBOX", "--bodies", "none"))
    run, (seconds, received) = best(runs), min(limits)
    assert run[1]["new"] == count, run
    table.synchronised(f"first listing of {count}, {'TLS' if tls else 'plain'}", run, seconds, "ratio 2, CPU 1.5 s at 20,000, 6 turns",
                       rate(count, run[0].seconds))
    table.row("  the drained socket", None, seconds, received=received, rate=rate(count, seconds))
    for profile in profiles[1:]:
        profile.remove()
    return profiles[0]


def resync(ground: Ground, table: Table, profile, count: int):
    table.synchronised("  again, nothing changed, this folder", profile.sync("--folder", "INBOX", "--bodies", "none"),
                       target="1.5 KB, 4 turns")
    profile.sync("--bodies", "none")
    table.synchronised("  again, nothing changed, all folders", profile.sync("--bodies", "none"), target="one turn more")
    connection = raw(ground, ADA)
    connection.send(b"s STATUS INBOX (UIDVALIDITY HIGHESTMODSEQ)\r\n")
    words = connection.answer_until(b"s OK").replace(b"(", b" ").replace(b")", b" ").split()
    validity, mod_seq = (words[words.index(name) + 1] for name in (b"UIDVALIDITY", b"HIGHESTMODSEQ"))
    connection.send(SELECT)
    connection.drain_until(b"s OK")
    connection.send(b"c STORE " + b",".join(b"%d" % number for number in range(1, count, 100)) + b" +FLAGS.SILENT (\\Flagged)\r\n")
    connection.drain_until(b"c OK")
    connection.close()
    seconds, received = drained(ground, ADA, b"e ENABLE QRESYNC\r\n", b"f SELECT INBOX (QRESYNC (%s %s))\r\n" % (validity, mod_seq))
    run = profile.sync("--folder", "INBOX", "--bodies", "none")
    assert run[1]["flagsChanged"] == len(range(1, count, 100)), run
    table.synchronised("  again, flags of one in a hundred changed", run, seconds, "1.5 times the drained bytes")
    table.row("    the drained socket", None, seconds, received=received)


def first_screen(ground: Ground, options, table: Table, count: int):
    """By the workers that the window has, from nothing: connect, log in, list the folders, the newest headers stored."""
    profile = ground.profile(ADA, tls=True)
    with AccountWatch(options.helpers, profile, ADA, ground.mailbox(ADA).password) as watch:
        screen = watch.await_line(0, "rows", 1) - watch.started
        listed = watch.await_line(0, "rows", count) - watch.started
    table.row(f"first screen of {count}, from no connection on, TLS", screen, target="1 s")
    table.row("  all of it listed by the workers; cost of the whole run", listed, cpu=watch.cost.cpu, memory=watch.cost.memory,
              target="75 MB at 100,000, the window's own included")
    profile.remove()


def bodies(ground: Ground, table: Table, count: int):
    megabytes = lambda seconds: f"{received / 1e6 / seconds:.0f} MB"
    seconds, received = min(drained(ground, BOB, SELECT, BODIES, tls=True) for _ in range(ROUNDS))
    runs = []
    for _ in range(ROUNDS):
        profile = ground.profile(BOB, tls=True)
        profile.sync("--folder", "INBOX", "--bodies", "none")
        runs.append(profile.sync("--folder", "INBOX", "--bodies", "all"))
        profile.remove()
    run = best(runs)
    assert run[1]["bodies"] == count, run
    table.synchronised(f"{count} whole messages, TLS", run, seconds, "ratio 4, 1 s for 1,000", megabytes(run[0].seconds))
    table.row("  the drained socket", None, seconds, received=received, rate=megabytes(seconds))


class Idler:
    """A raw connection in IDLE: when the server announced something."""

    def __init__(self, ground: Ground):
        self._connection = raw(ground, ADA)
        self._connection.send(SELECT)
        self._connection.drain_until(b"s OK")
        self._connection.send(b"i IDLE\r\n")
        self._connection.drain_until(b"+ ")
        self.announced: list[float] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                text = self._connection.answer_until(b"* ")
            except (OSError, RuntimeError):
                return
            if b"EXISTS" in text:
                self.announced.append(time.monotonic())

    def close(self):
        self._connection.close()


def spread(table: Table, what: str, seconds: list[float], target: str):
    table.row(what, statistics.median(seconds), target=f"{target}; {len(seconds)} times, the longest {max(seconds):.3f} s")


def arrival(ground: Ground, options, table: Table):
    profile = ground.profile(ADA, tls=True)
    password = ground.mailbox(ADA).password
    from_append, from_announcement, resumed, back = [], [], [], []
    with AccountWatch(options.helpers, profile, ADA, password) as watch:
        watch.await_quiet()
        idler, sender = Idler(ground), raw(ground, ADA)
        for number in range(ARRIVALS):
            mark, rows, before = watch.mark(), watch.rows(), len(idler.announced)
            appended = append(sender, number)
            shown = watch.await_line(mark, "rows", rows + 1)
            from_append.append(shown - appended)
            while len(idler.announced) == before:
                time.sleep(0.01)
            from_announcement.append(max(0.0, shown - idler.announced[before]))
            time.sleep(0.2)
        idler.close()
    spread(table, "new mail: from APPEND's OK to its row", from_append, "1 s")
    spread(table, "  from the server's announcement to its row", from_announcement, "0.3 s")
    for number in range(RESUMES):
        # A program each: there are only so many sign-ins in a minute, and each of these takes two.
        with AccountWatch(options.helpers, profile, ADA, password) as watch:
            watch.await_quiet()
            mark, rows = watch.mark(), watch.rows()
            told = watch.reconnect()
            append(sender, ARRIVALS + number)
            back.append(watch.await_line(mark, "up-to-date") - told)
            resumed.append(watch.await_line(mark, "rows", rows + 1) - told)
    spread(table, "lines presumed dead: until up to date again", back, "seconds, up to one of them on purpose")
    spread(table, "  until the row of what came meanwhile", resumed, "the same")


def append(connection: raw_connection.RawConnection, number: int) -> float:
    letter = (f"From: bob@petrel.example\r\nTo: {ADA}\r\nSubject: Arrival {number}\r\nMessage-ID: <arrival-{number}@petrel.example>\r\n"
              "\r\nThe ferry is in.\r\n").encode()
    connection.send(b"p APPEND INBOX {%d+}\r\n%s\r\n" % (len(letter), letter))
    connection.drain_until(b"p OK")
    return time.monotonic()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrelctl lies")
    parser.add_argument("--helpers", type=Path, required=True, help="where account_watch lies")
    parser.add_argument("--headers", type=int, nargs="*", default=[1_000, 20_000, 100_000])
    parser.add_argument("--bodies", type=int, default=1_000)
    parser.add_argument("--no-arrival", action="store_true", help="only listings and bodies")
    options = parser.parse_args()
    table = Table()
    for count in options.headers:
        with Ground(options.programs) as ground:
            ground.fill(ADA, "INBOX", count, MAIL_BYTES)
            drained(ground, ADA, SELECT, HEADERS)  # so that the server has read its mail once, for both
            if count == options.headers[0]:
                ground.without_mail(table)
            rounds = ROUNDS if count <= 20_000 else 1
            resync(ground, table, first_listing(ground, table, count, rounds, False), count)
            first_listing(ground, table, count, rounds, True).remove()
            first_screen(ground, options, table, count)
    with Ground(options.programs) as ground:
        if options.bodies:
            ground.fill(BOB, "INBOX", options.bodies, BODY_BYTES)
            drained(ground, BOB, SELECT, BODIES)
            bodies(ground, table, options.bodies)
        if not options.no_arrival:
            ground.fill(ADA, "INBOX", 1_000, MAIL_BYTES)
            arrival(ground, options, table)


if __name__ == "__main__":
    main()
