"""POP3: a maildrop fetched and deleted, each message durable before its DELE; beside a socket that drains."""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import raw_connection  # noqa: E402
from bench_ground import Ground  # noqa: E402
from figures import Table  # noqa: E402

POP = "ada.pop@petrel.example"
IN_FLIGHT = 200


def drained(ground: Ground, count: int) -> tuple[float, int]:
    start = time.monotonic()
    connection = raw_connection.open_pop3(ground.servers.ports["pop3"], POP, ground.mailbox(POP).password)
    for first in range(1, count + 1, IN_FLIGHT):
        numbers = range(first, min(first + IN_FLIGHT, count + 1))
        connection.send(b"".join(b"RETR %d\r\n" % number for number in numbers))
        connection.drain_marks(b"\r\n.\r\n", len(numbers))
    connection.send(b"QUIT\r\n")
    connection.close()
    return time.monotonic() - start, connection.received


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrelctl lies")
    parser.add_argument("--helpers", type=Path, help="not needed here")
    parser.add_argument("--messages", type=int, default=1_000)
    options = parser.parse_args()
    with Ground(options.programs) as ground:
        ground.fill(POP, "INBOX", options.messages, 30_000)
        limits = [drained(ground, options.messages) for _ in range(3)]
        table = Table()
        ground.without_mail(table)
        for word, name in (("never", "left at the server"), ("after-download", "each durable before its DELE")):
            profile = ground.profile(POP, incoming="pop3", after=word)
            run = profile.sync()
            assert run[1]["new"] == options.messages, run
            table.synchronised(f"{options.messages} messages, {name}", run, min(limits)[0], "ratio 4")
        table.row("  the drained socket", None, min(limits)[0], received=min(limits)[1])


if __name__ == "__main__":
    main()
