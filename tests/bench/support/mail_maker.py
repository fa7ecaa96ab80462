"""Mail by the thousand for the measurements, written straight into a Maildir: letters, newsletters, attachments."""

import os
import random
from pathlib import Path

_WORDS = ("harbour lantern sail tide rope anchor chart compass gull storm deck mast crew cargo wind north island coast "
          "light watch bell wave current signal letter meeting invoice draft garden recipe concert ticket bicycle").split()
_FIRST_DAY = 1_600_000_000


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _text(chance: random.Random, size: int) -> str:
    lines = []
    while size > 0:
        lines.append(_sentence(chance, 11))
        size -= len(lines[-1]) + 2
    return "\r\n".join(lines) + "\r\n"


def message(number: int, seconds: int, size: int) -> bytes:
    """One letter of about `size` bytes; every third has an HTML twin, every eighth an attachment."""
    chance = random.Random(number)
    sender = chance.randrange(400)
    head = [f"Date: {_date(seconds)}", f"Message-ID: <bench-{number}@petrel.example>",
            f"From: Sender Number {sender} <sender{sender}@elsewhere.example>", "To: Ada Lindqvist <ada@petrel.example>",
            f"Subject: {_sentence(chance, 5)} {number}", "MIME-Version: 1.0"]
    if number % 5 == 4:
        head += [f"In-Reply-To: <bench-{number - 1}@petrel.example>", f"References: <bench-{number - 1}@petrel.example>"]
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    if number % 8 == 7:
        body = (f"--b\r\n{plain}{_text(chance, size // 4)}--b\r\nContent-Type: application/pdf; name=\"report {number}.pdf\"\r\n"
                f"Content-Disposition: attachment; filename=\"report {number}.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + "QUJD" * 18 + "\r\n" + ("UGV0cmVs" * 9 + "\r\n") * (size * 3 // 4 // 74) + "--b--\r\n")
        head.append("Content-Type: multipart/mixed; boundary=b")
    elif number % 3 == 2:
        text = _text(chance, size // 2)
        markup = "<html><body><p>" + text.replace("\r\n", "</p>\r\n<p>") + "</p></body></html>\r\n"
        body = f"--b\r\n{plain}{text}--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{markup}--b--\r\n"
        head.append("Content-Type: multipart/alternative; boundary=b")
    else:
        head.append("Content-Type: text/plain; charset=utf-8")
        body = _text(chance, size)
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def _date(seconds: int) -> str:
    from email.utils import formatdate
    return formatdate(seconds)


def fill(maildir: Path, count: int, size: int, first: int = 1):
    """`count` messages of about `size` bytes, a minute apart; nine of ten are read."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        seconds = _FIRST_DAY + number * 60
        content = message(number, seconds, size)
        flags = "" if number % 10 == 0 else "S"
        path = maildir / "cur" / f"{seconds}.M{number:06}P1.petrel,S={len(content)}:2,{flags}"
        path.write_bytes(content)
        os.utime(path, (seconds, seconds))
