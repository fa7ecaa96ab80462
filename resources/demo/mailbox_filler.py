"""Fills the mailboxes of the demo's people: Maildir files below each home, as Dovecot keeps them.

The same seed and moment give the same mail. `fill(mailboxes, seed)` is used by tests/support/servers/mail_servers.py.
"""

import datetime
import os
import random
from pathlib import Path

from letters import Letter, Writer, read_threads
from series import Series

SUBSCRIBED = ("INBOX", "Archive", "Drafts", "Junk", "Sent", "Trash")


def letters_for(address: str, seed: int, now: datetime.datetime) -> list[Letter]:
    """Every message of one of the demo's addresses, oldest first; those who only receive have none yet."""
    if address not in ("ada@petrel.example", "ada.pop@petrel.example"):
        return []
    random.seed(seed)  # the standard library draws MIME boundaries from here
    chance = random.Random(seed)
    writer = Writer(address, now, chance)
    series = Series(writer, chance)
    if address == "ada.pop@petrel.example":
        letters = [letter for thread in read_threads("pop.txt") for letter in writer.write(thread)] + series.for_pop3()
        for letter in letters:
            letter.folder = "INBOX"
    else:
        letters = [letter for name in ("studio.txt", "home.txt") for thread in read_threads(name) for letter in writer.write(thread)]
        letters += series.everything()
    return sorted(letters, key=lambda letter: letter.date)


def fill(mailboxes, seed: int = 7, now: datetime.datetime | None = None) -> int:
    """Writes the mail of all `mailboxes` (address, home) and returns how many messages there are."""
    now = now or datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    count = 0
    for box in mailboxes:
        letters = letters_for(box.address, seed, now)
        for letter in letters:
            count += 1
            write(Path(box.home), letter, count)
        subscribe(Path(box.home), {letter.folder for letter in letters})
    return count


def write(home: Path, letter: Letter, number: int):
    folder = home / "inbox" if letter.folder == "INBOX" else home / "mail" / letter.folder
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    content = letter.message.as_bytes()
    seconds = int(letter.date.timestamp())
    path = folder / "cur" / f"{seconds}.M{number:06}P1.petrel,S={len(content)}:2,{''.join(sorted(letter.flags))}"
    path.write_bytes(content)
    os.utime(path, (seconds, seconds))  # the Maildir's way to say when a message arrived


def subscribe(home: Path, folders: set[str]):
    (home / "mail").mkdir(exist_ok=True)
    names = sorted(set(SUBSCRIBED) | folders)
    (home / "mail/subscriptions").write_text("".join(name + "\n" for name in names), encoding="utf-8")
