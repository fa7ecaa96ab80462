#!/usr/bin/env python3
"""The demo's mailbox is what it claims to be: a few hundred well-formed, varied messages, the same for the same seed."""

import datetime
import email
import email.policy
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "resources/demo"))

from mailbox_filler import letters_for  # noqa: E402

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.timezone.utc)
INVENTED = re.compile(r"@([\w.-]+\.)?(example|invalid)\b")


class DemoMail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.letters = letters_for("ada@petrel.example", 7, NOW)
        cls.messages = [email.message_from_bytes(letter.message.as_bytes(), policy=email.policy.default) for letter in cls.letters]

    def test_there_are_a_few_hundred_over_two_years_up_to_now(self):
        self.assertGreater(len(self.letters), 300)
        self.assertLess(NOW - self.letters[-1].date, datetime.timedelta(days=1))
        self.assertGreater(NOW - self.letters[0].date, datetime.timedelta(days=600))
        self.assertTrue(all(letter.date <= NOW for letter in self.letters))

    def test_the_same_seed_gives_the_same_bytes(self):
        again = letters_for("ada@petrel.example", 7, NOW)
        self.assertEqual([letter.message.as_bytes() for letter in self.letters], [letter.message.as_bytes() for letter in again])

    def test_every_address_is_invented(self):
        for message in self.messages:
            for name in ("From", "To"):
                for address in message[name].addresses:
                    self.assertRegex("@" + address.domain, INVENTED)

    def test_every_message_is_well_formed(self):
        ids = [message["Message-ID"] for message in self.messages]
        self.assertEqual(len(ids), len(set(ids)))
        for message in self.messages:
            self.assertEqual([], message.defects, message["Subject"])
            self.assertIsNotNone(message["Date"].datetime)

    def test_replies_name_what_they_answer(self):
        ids = {message["Message-ID"] for message in self.messages}
        answers = [message["In-Reply-To"] for message in self.messages if message["In-Reply-To"]]
        self.assertGreater(len(answers), 50)
        self.assertTrue(set(answers) <= ids)

    def test_it_is_varied(self):
        types = {part.get_content_type() for message in self.messages for part in message.walk()}
        self.assertLessEqual({"text/html", "application/pdf", "image/png", "text/calendar", "application/zip",
                              "message/delivery-status", "message/rfc822"}, types)
        charsets = {part.get_content_charset() for message in self.messages for part in message.walk()} - {None}
        self.assertGreaterEqual(len(charsets), 8)
        text = "".join(str(message["Subject"]) for message in self.messages)
        for script in "äęПΤ写于두رתसท":
            self.assertIn(script, text)
        self.assertTrue(any(message["Subject"] is None for message in self.messages))
        self.assertTrue(any(len(str(message["Subject"])) > 180 for message in self.messages))
        self.assertEqual({"", "S", "F", "R", "D"}, {flag for letter in self.letters for flag in letter.flags or [""]})

    def test_the_folders_are_there(self):
        folders = {letter.folder for letter in self.letters}
        self.assertLessEqual({"INBOX", "Archive", "Sent", "Drafts", "Junk", "Trash", "Projects/Ferry terminal",
                              "Rechnungen/2026", "Büro & Übersee"}, folders)


if __name__ == "__main__":
    unittest.main(verbosity=2)
