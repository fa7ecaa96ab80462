"""Letters: reads threads/*.txt, plays by mail, and turns each speech into a message.

A thread starts with `=== Subject`, has lines like `folder: Archive`, `age: 3.5` (days since its last message) and
`charset: koi8-r`, and then one `--- Name [mark] [mark: words]` per message, `me` being Ada.
"""

import datetime
import html
import random
import re
import textwrap
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path

from attachments import attachment, invitation

THREADS = Path(__file__).resolve().parent / "threads"
ME = "Ada Lindqvist"


@dataclass
class Speech:
    """One message of a thread as it was written down."""
    speaker: str
    marks: dict[str, str]
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n") + "\n"


@dataclass
class Thread:
    subject: str
    folder: str = "INBOX"
    age: float = 1.0
    charset: str = "utf-8"
    speeches: list[Speech] = field(default_factory=list)


@dataclass
class Letter:
    """A finished message and where it lies: flags are those of a Maildir file name (S seen, R answered, F flagged)."""
    folder: str
    date: datetime.datetime
    flags: str
    message: EmailMessage


def cast() -> dict[str, str]:
    """Addresses by name."""
    lines = (THREADS / "cast.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {name.strip(): address.strip() for name, address in rows}


def read_threads(name: str) -> list[Thread]:
    threads: list[Thread] = []
    for line in (THREADS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("==="):
            threads.append(Thread(line[3:].strip()))
        elif line.startswith("---"):
            marks = dict(re.findall(r"\[([a-z]+)(?:: ([^\]]*))?\]", line))
            threads[-1].speeches.append(Speech(re.sub(r"\[.*", "", line[3:]).strip(), marks))
        elif threads and threads[-1].speeches:
            threads[-1].speeches[-1].lines.append(line)
        elif ":" in line:
            key, value = (part.strip() for part in line.split(":", 1))
            setattr(threads[-1], key, float(value) if key == "age" else value)
    return threads


class Writer:
    """Turns threads into letters to and from `me`, the same ones for the same seed and time."""

    def __init__(self, me: str, now: datetime.datetime, chance: random.Random):
        self.me = me
        self.now = now
        self.chance = chance
        self._addresses = cast() | {ME: me}
        self._count = 0

    def write(self, thread: Thread) -> list[Letter]:
        letters: list[Letter] = []
        dates = self._dates(thread)
        for speech, date in zip(thread.speeches, dates):
            letters.append(self._letter(thread, speech, date, letters, last=speech is thread.speeches[-1]))
        return letters

    def _dates(self, thread: Thread) -> list[datetime.datetime]:
        """The last one `age` days ago, the others some hours apart before it."""
        age, dates = thread.age, []
        for _ in thread.speeches:
            date = by_day(self.now - datetime.timedelta(days=age))
            dates.append(min(date, dates[-1] - datetime.timedelta(minutes=9)) if dates else date)
            age += self.chance.uniform(0.06, 1.2)
        return dates[::-1]

    def _letter(self, thread: Thread, speech: Speech, date, before: list[Letter], last: bool) -> Letter:
        mine = speech.speaker == "me"
        speaker = ME if mine else speech.speaker
        others = [s.speaker for s in thread.speeches if s.speaker not in ("me", speech.speaker)]
        message = self.new_message(speaker, others[-1] if mine and others else ME, date)
        subject = thread.subject if not before else f"Re: {thread.subject}"
        if thread.subject:
            message["Subject"] = subject
        if before:
            message["In-Reply-To"] = before[-1].message["Message-ID"]
            message["References"] = " ".join(letter.message["Message-ID"] for letter in before)
        self._fill(message, thread, speech, before[-1] if before else None, date)
        folder = "Sent" if mine and thread.folder == "INBOX" else thread.folder
        return Letter(folder, date, self._flags(speech, mine, last), message)

    def new_message(self, speaker: str, to: str, date: datetime.datetime) -> EmailMessage:
        self._count += 1
        address = self.address(speaker)
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr((speaker, address))
        message["To"] = formataddr((to, self.address(to)))
        message["Date"] = format_datetime(date)
        message["Message-ID"] = f"<{self._count:05}.{self.chance.randrange(16**10):010x}@{address.partition('@')[2]}>"
        return message

    def address(self, name: str) -> str:
        return self._addresses.get(name) or re.sub(r"[^a-z]+", ".", name.lower()).strip(".") + "@petrel.example"

    @staticmethod
    def _flags(speech: Speech, mine: bool, last: bool) -> str:
        flags = "" if "unread" in speech.marks else "S"
        flags += "F" if "flagged" in speech.marks else ""
        return flags + ("R" if "answered" in speech.marks or not (last or mine) else "")

    def _fill(self, message: EmailMessage, thread: Thread, speech: Speech, answered: Letter | None, date):
        words = speech.text + (quoted(answered) if answered else "")
        text = wrapped(words)
        if thread.charset != "utf-8":
            text = text.encode(thread.charset, "replace").decode(thread.charset)
        message.set_content(text, charset=thread.charset)
        if "html" in speech.marks:
            message.add_alternative(simple_html(words), subtype="html")
        for name in speech.marks.get("attach", "").split():
            main, sub, content = attachment(name, self.chance)
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        if "invite" in speech.marks:
            summary, days, place = (part.strip() for part in speech.marks["invite"].split("|"))
            start = (date + datetime.timedelta(days=float(days))).replace(hour=9, minute=0, second=0, microsecond=0)
            calendar = invitation(summary, start, place, self.address(speech.speaker), self.me)
            message.add_attachment(calendar, maintype="text", subtype="calendar", filename="invitation.ics",
                                   params={"method": "REQUEST"})


def by_day(date: datetime.datetime) -> datetime.datetime:
    """People write by day: what would fall in the small hours was written the evening before."""
    return date - datetime.timedelta(hours=8) if date.hour < 7 else date


def wrapped(text: str) -> str:
    """Plain text as most programs send it: no line longer than 72 characters where its words allow it."""
    def lines(line: str) -> list[str]:
        if len(line) <= 78:
            return [line]
        marks = re.match(r"(?:> ?)*", line).group()
        return textwrap.wrap(line, 72 + len(marks), subsequent_indent=marks, break_long_words=False, break_on_hyphens=False)

    # A long line of the stories goes on in the next one: a paragraph is wrapped whole.
    whole = re.sub(r"^(?!>)(.{91,})\n(?=\w)(?!\d+\.)", r"\1 ", text, flags=re.MULTILINE)
    return "\n".join(part for line in whole.split("\n") for part in lines(line))


def quoted(letter: Letter) -> str:
    body = letter.message.get_body(("plain",)).get_content().rstrip()
    name = letter.message["From"].addresses[0].display_name
    lines = "\n".join(f"> {line}".rstrip() for line in body.splitlines())
    return f"\nOn {letter.date:%d %b %Y at %H:%M}, {name} wrote:\n{lines}\n"


def simple_html(text: str) -> str:
    """The letter as many programs send it: paragraphs, a quotation, nothing else."""
    own, _, quotation = text.partition("\nOn ")
    paragraphs = "".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>\n" for block in own.split("\n\n"))
    cited = f"<blockquote type=\"cite\"><p>On {html.escape(quotation).replace(chr(10), '<br>')}</p></blockquote>" if quotation else ""
    return f"<html><body style=\"font-family: sans-serif\" dir=\"auto\">\n{paragraphs}{cited}</body></html>\n"
