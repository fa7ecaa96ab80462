#!/usr/bin/env python3
"""What leaves this computer with a message, byte by byte: right for every script, and nothing of the computer or its person.

Sent under a host name, user, home, time zone and language that bear marks; what a server hears is judged by Python's own email package."""

import base64
import email
import email.policy
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from sink import Sink

SEND_LETTERS = os.environ.get("SEND_LETTERS", "send_letters")
HOST, USER, HOME = "leakhost", "leakuser", "leakhome"
MARKS = (HOST, USER, HOME, "katmandu", "kathmandu", "petrel-wire", "sv_se", "+0545")
ALLOWED_FIELDS = {"date", "from", "to", "cc", "reply-to", "subject", "message-id", "in-reply-to", "references", "mime-version", "content-type",
                  "content-transfer-encoding"}
ALLOWED_PART_FIELDS = {"content-type", "content-transfer-encoding", "content-disposition", "content-id"}
SCRIPTS = {
    "Latin": "Grüße aus Ålesund, señor Dvořák – çok teşekkürler",
    "Cyrillic": "Привет из Владивостока и снова привет",
    "Greek": "Καλημέρα από τη Θεσσαλονίκη",
    "Hebrew": "שלום מחיפה ומתל אביב",
    "Arabic": "مرحبا من الإسكندرية",
    "Chinese": "來自高雄的問候，天氣很好",
    "Japanese": "函館からこんにちは、カモメより",
    "Korean": "부산에서 안녕하세요",
    "Thai": "สวัสดีจากภูเก็ต",
    "Hindi": "मुंबई से नमस्ते",
    "Emoji": "Ahoy 😀🐦🚀 👩‍🚀",
    "Quotes": 'He said: "a\\b", (c) <d@e>; =?utf-8?q?f?= , [g]',
}


def person(name: str, local: str) -> dict:
    return {"name": name, "email": f"{local}@petrel.example"}


def file(name: str, data: bytes, kind: str = "application/pdf", **more) -> dict:
    return {"name": name, "type": kind, "base64": base64.b64encode(data).decode(), **more}


def plain_name(words: str) -> str:
    """Without what no file system likes: such names are made harmless before they leave, which has tests of its own."""
    return re.sub(r'[\\/:*?"<>|=;]', "", words)


def letters() -> list:
    """Every script in every field, and each shape a message may have."""
    written = []
    for number, (script, words) in enumerate(SCRIPTS.items()):
        written.append({
            "from": person(words[:20].strip(), "ada"),
            "to": [person(words, f"to{number}"), person("", "bare")],
            "cc": [person(f"{words} und Söhne", f"cc{number}")],
            "bcc": [person(words, f"hidden{number}")],
            "replyTo": [person(words, "answers")],
            "subject": " ".join([f"{script}:", words, *[words] * (number % 4)]),
            "text": f"{words}\n.\n..\n.dots\nFrom the start\n\n{words * 30}\n",
            "html": f"<p>{words}</p>" if number % 2 else "",
            "pictures": [file("pic.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png", cid=f"pic{number}@x")] if number % 4 == 1 else [],
            "attachments": [file(f"/home/{USER}/{HOME}/{plain_name(words)}.pdf", bytes(range(256)) * 9)] if number % 3 else [],
            "inReplyTo": "first@petrel.example" if number % 2 else "",
        })
    return written


def base_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


class OnTheWire(unittest.TestCase):
    """All letters over one connection; each case looks at one thing."""

    offers = ("PIPELINING", "8BITMIME", "SIZE 10000000", "AUTH PLAIN")

    @classmethod
    def setUpClass(cls):
        cls.letters = letters()
        cls.sink = Sink(cls.offers)
        with tempfile.TemporaryDirectory(prefix="petrel-wire-") as directory:
            home = Path(directory) / HOME
            home.mkdir()
            environment = {"HOME": str(home), "USER": USER, "LOGNAME": USER, "HOSTNAME": HOST, "TZ": "Asia/Kathmandu", "LANG": "sv_SE.UTF-8",
                           "LC_ALL": "C.UTF-8", "LANGUAGE": "sv_SE", "PATH": os.environ["PATH"]}
            # A host name of our own: as root at once, as anybody else where user name spaces are allowed.
            own = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
            sending = ["unshare", "--uts", *own, "sh", "-c", f'hostname {HOST} && exec "$@"', "sh", SEND_LETTERS, str(home / "profile"), str(cls.sink.port)]
            done = subprocess.run(sending, input=json.dumps(cls.letters).encode(), env=environment, capture_output=True, timeout=120)
        cls.sink.close()
        if done.returncode != 0:
            raise AssertionError(f"not sent: {done.stderr.decode()}")
        cls.messages = [email.message_from_bytes(mail.content, policy=email.policy.default) for mail in cls.sink.mails]

    def of_each(self, look):
        """Looks at each letter as it was written, as it was heard, and as Python reads it."""
        for letter, mail, message in zip(self.letters, self.sink.mails, self.messages, strict=True):
            with self.subTest(letter["subject"].split(":")[0]):
                look(letter, mail, message)

    def test_nothing_tells_of_this_computer_or_its_person(self):
        heard = self.sink.heard.lower()
        for message in self.messages:
            for part in message.walk():
                if not part.is_multipart():
                    heard += part.get_payload(decode=True).lower()
        for mark in MARKS:
            self.assertNotIn(mark.encode(), heard)
            self.assertNotIn(base64.b64encode(mark.encode()).rstrip(b"=")[:-1].lower(), heard)
        self.assertTrue(self.sink.heard.startswith(b"EHLO [127.0.0.1]\r\n"))

    def test_only_the_fields_that_a_message_needs(self):
        def look(_letter, _mail, message):
            self.assertLessEqual({name.lower() for name in message.keys()}, ALLOWED_FIELDS)
            for part in list(message.walk())[1:]:
                self.assertLessEqual({name.lower() for name in part.keys()}, ALLOWED_PART_FIELDS)

        self.of_each(look)

    def test_the_hidden_recipients_are_in_the_envelope_alone(self):
        def look(letter, mail, _message):
            everybody = [one["email"] for one in letter["to"] + letter["cc"] + letter["bcc"]]
            self.assertEqual(mail.recipients, everybody)
            self.assertEqual(mail.sender, "ada@petrel.example")
            self.assertNotIn(b"hidden", mail.content)
            self.assertNotRegex(mail.content, rb"(?im)^bcc")

        self.of_each(look)

    def test_lines_end_in_crlf_are_short_and_hold_seven_bits(self):
        def look(_letter, mail, _message):
            self.assertNotRegex(mail.content, rb"(?<!\r)\n|\r(?!\n)")
            self.assertTrue(mail.content.endswith(b"\r\n"))
            self.assertLessEqual(max(map(len, mail.content.split(b"\r\n"))), 998)
            self.assertNotRegex(mail.content, rb"[^\t\r\n\x20-\x7e]")
            header = mail.content.split(b"\r\n\r\n", 1)[0]
            for line in header.split(b"\r\n"):
                self.assertLessEqual(len(line), 76 if b"=?" in line else 78, line)  # RFC 2047 section 2, RFC 5322 section 2.1.1
            for word in re.findall(rb"=\?[^?]+\?[bBqQ]\?[^?]*\?=", header):
                self.assertLessEqual(len(word), 75)

        self.of_each(look)

    def test_what_python_reads_is_what_was_written(self):
        def look(letter, mail, message):
            self.assertEqual(message["subject"], letter["subject"])
            for field, key in (("from", "from"), ("to", "to"), ("cc", "cc"), ("reply-to", "replyTo")):
                wanted = letter[key] if isinstance(letter[key], list) else [letter[key]]
                read = people(field_of(mail.content, field))
                self.assertEqual(read, [(one["name"], one["email"]) for one in wanted])
            text = message.get_body(("plain",)).get_content()
            self.assertEqual(unflowed(text).split(), letter["text"].split())
            if letter["html"]:
                self.assertEqual(message.get_body(("html",)).get_content().strip(), letter["html"])
            attached = [(part.get_filename(), part.get_content()) for part in message.iter_attachments() if part.get_content_disposition() == "attachment"]
            self.assertEqual(attached, [(base_name(one["name"]), base64.b64decode(one["base64"])) for one in letter["attachments"]])
            pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]
            self.assertEqual([part["content-id"] for part in pictures], [f"<{one['cid']}>" for one in letter["pictures"]])
            self.assertEqual(message.defects, [])

        self.of_each(look)

    def test_the_date_tells_no_time_zone_and_each_id_is_new(self):
        ids = set()
        def look(_letter, _mail, message):
            self.assertTrue(message["date"].endswith("+0000"))
            self.assertIsNotNone(parsedate_to_datetime(message["date"]))
            self.assertRegex(message["message-id"], r"^<[\w.-]{20,}@petrel\.example>$")
            ids.add(message["message-id"])

        self.of_each(look)
        self.assertEqual(len(ids), len(self.letters))

    def test_a_line_of_a_dot_arrives_as_one(self):
        def look(_letter, _mail, message):
            lines = [line.rstrip() for line in message.get_body(("plain",)).get_content().splitlines()]
            self.assertEqual([line for line in lines if line.startswith(".")], [".", "..", ".dots"])

        self.of_each(look)


class OnTheWireInChunks(OnTheWire):
    """The same where the server takes the content as it is (RFC 3030): nothing is stuffed then."""

    offers = (*OnTheWire.offers, "CHUNKING")

    def test_it_came_in_chunks(self):
        self.assertIn(b"BDAT ", self.sink.heard)
        self.assertNotIn(b"\r\nDATA\r\n", self.sink.heard)


def field_of(content: bytes, name: str) -> str:
    return email.message_from_bytes(content)[name]


def people(written: str) -> list:
    """By the older of Python's two ways: the newer one puts a space between two encoded words of one name (RFC 2047 section 6.2)."""
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([re.sub(r"\r?\n", "", written)])]


def unflowed(text: str) -> str:
    """RFC 3676: lines that end in a space go on in the next."""
    return re.sub(r" \n", " ", re.sub(r"(?m)^ (?=[ >F])", "", text.replace("\r\n", "\n")))


if __name__ == "__main__":
    sys.exit(unittest.main())
