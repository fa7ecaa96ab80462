#!/usr/bin/env python3
"""Stories of a person at a terminal: petrelctl against the real servers, and the servers asked by others."""

import re
import socket
import sqlite3
import ssl
import subprocess
import threading
import unittest
from pathlib import Path

from bench import (AUTHENTICATION, DISK, DONE, Imap, IN_PART, MailServers, NETWORK, Petrelctl, Profile, REFUSED, USAGE, home_of, letter,
                   maildrop_size, password_of, serve, SlowLine)

ADA, POP, BOB = "ada@petrel.example", "ada.pop@petrel.example", "bob@petrel.example"
DIARY = letter("Kelp diary", body="Today the kelp was brown as tea.\n")
MAN_PAGE = Path(__file__).resolve().parents[3] / "installers/man/petrelctl.1"


class Stories(Petrelctl):
    def server(self, address: str, folder: str = "INBOX") -> list:
        with Imap(self.servers, address) as imap:
            return imap.subjects(folder)

    def with_imap(self, *more, **changed) -> Profile:
        answer = self.profile.add_account(self.servers, "imap", ADA, *more, **changed)
        self.assertEqual(answer.code, DONE, answer)
        return self.profile

    def with_pop3(self, *more) -> Profile:
        answer = self.profile.add_account(self.servers, "pop3", POP, *more, security="starttls", smtp_security="starttls")
        self.assertEqual(answer.code, DONE, answer)
        return self.profile

    # ---- IMAP ------------------------------------------------------------------------------------

    def test_labels_have_names_here_and_keywords_at_the_server(self):
        self.put(ADA, letter("Kelp"), letter("Ferry"))
        ada = self.with_imap()
        ada.done("sync")
        self.assertEqual([label["name"] for label in ada.done("label", "list")], ["Important", "Work", "Personal", "To do", "Later"])
        made = ada.done("label", "add", "Båter & co", "--colour", "teal")
        self.assertEqual(made, {"keyword": "B&AOU-ter_&-_co", "name": "Båter & co", "colour": "teal", "listed": True})
        self.assertEqual(ada.run("label", "add", "båter & CO").code, USAGE)
        self.assertEqual(ada.run("label", "change", "nobody", "--name", "x").code, USAGE)
        ada.done("message", "flag", ada.id_of("ada", "Kelp"), "--label", made["keyword"])
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertIn(made["keyword"].encode(), imap.flags()["Kelp"])
        ada.done("label", "change", "Båter & co", "--name", "Ships", "--colour", "red")
        self.assertEqual([row["subject"] for row in ada.done("search", "tag:ships")], ["Kelp"])
        ada.done("label", "forget", "ships")
        self.assertNotIn("Ships", [label["name"] for label in ada.done("label", "list")])

    def test_recipients_read_the_name_of_the_person_and_not_of_the_account(self):
        ada = self.with_imap("--person", "Ada Lindqvist")
        with sqlite3.connect(f"file:{ada.directory}/mail.db?mode=ro", uri=True) as database:
            self.assertEqual([("Ada Lindqvist", ADA)], database.execute("SELECT name, email FROM identity").fetchall())

    def test_what_is_flagged_moved_and_deleted_here_is_so_at_the_server(self):
        self.put(ADA, *(letter(f"Story {n}") for n in range(1, 5)))
        ada = self.with_imap()
        self.assertEqual(ada.done("sync", "--bodies", "all")["new"], 4)
        ada.done("message", "flag", ada.id_of("ada", "Story 1"), "--set", "seen,flagged", "--label", "work,later")
        ada.done("message", "flag", ada.id_of("ada", "Story 1"), "--unlabel", "later")
        self.assertEqual(ada.done("message", "show", ada.id_of("ada", "Story 1"))["labels"], ["work"])
        ada.done("message", "move", ada.id_of("ada", "Story 2"), "--to", "Archive")
        ada.done("message", "delete", ada.id_of("ada", "Story 3"))
        self.assertEqual(ada.subjects("ada"), ["Story 1", "Story 4"])  # seen at once, before any sync
        self.assertEqual(ada.done("sync")["pushed"], 4)

        with Imap(self.servers, ADA) as imap:
            self.assertEqual(imap.flags()["Story 1"] - {b"\\Recent"}, {b"\\Seen", b"\\Flagged", b"work"})
            self.assertEqual(imap.subjects(), ["Story 1", "Story 4"])
            self.assertEqual(imap.subjects("Archive"), ["Story 2"])
            self.assertEqual(imap.subjects("Trash"), ["Story 3"])
        again = ada.done("sync")
        self.assertEqual((again["new"], again["gone"], again["pushed"], again["troubles"]), (0, 0, 0, []))

        ada.done("message", "delete", ada.id_of("ada", "Story 3", "Trash"))  # from Trash it goes for good
        ada.done("sync")
        self.assertEqual(self.server(ADA, "Trash"), [])
        self.assertEqual(ada.subjects("ada", "Archive"), ["Story 2"])

    def test_a_second_profile_sees_what_the_first_did(self):
        self.put(ADA, letter("Shared"), letter("Left alone"))
        first = self.with_imap()
        second = Profile()
        self.addCleanup(second.remove)
        self.assertEqual(second.add_account(self.servers, "imap", ADA, security="starttls").code, DONE)
        for profile in (first, second):
            profile.done("sync")
        first.done("message", "flag", first.id_of("ada", "Shared"), "--set", "flagged,answered")
        first.done("message", "move", first.id_of("ada", "Left alone"), "--to", "Archive")
        first.done("sync")
        report = second.done("sync")
        self.assertEqual((report["flagsChanged"], report["gone"]), (1, 1))
        self.assertEqual(second.messages("ada")[0]["flags"], ["answered", "flagged"])
        self.assertEqual(second.subjects("ada", "Archive"), ["Left alone"])

    def test_without_move_a_copy_and_uid_expunge_do_the_same(self):
        with MailServers(dovecot_settings=["imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS IDLE"]) as servers:
            with Imap(servers, ADA) as imap:
                imap.put("INBOX", letter("Carried"), letter("Marked by another client"))
                imap.imap.select("INBOX")
                imap.imap.store("2", "+FLAGS", "\\Deleted")
            profile = self.profile
            self.assertEqual(profile.add_account(servers, "imap", ADA).code, DONE)
            profile.done("sync")
            profile.done("message", "move", profile.id_of("ada", "Carried"), "--to", "Archive")
            self.assertEqual(profile.done("sync")["pushed"], 1)  # as by MOVE
            with Imap(servers, ADA) as imap:
                self.assertEqual(imap.subjects("Archive"), ["Carried"])
                # Never a bare EXPUNGE: what others marked is theirs.
                self.assertEqual(imap.subjects(), ["Marked by another client"])

    def test_a_slow_line_is_compressed_where_the_server_offers_it(self):
        inbox = home_of(self.servers, ADA) / "inbox/cur"
        for number in range(1500):
            (inbox / f"{1_600_000_000 + number}.M{number}.petrel:2,").write_bytes(letter(f"Letter {number}"))
        self.servers.give_to_person()
        passed = []
        for hidden in (b"COMPRESS=DEFLATE", b""):
            with SlowLine(self.servers.ports["imap"], 3e5, 0, hides=hidden) as line:
                profile = Profile()
                self.addCleanup(profile.remove)
                profile.add_account(self.servers, "imap", ADA, "--no-test", port=line.port, security="none")
                self.assertEqual(profile.done("sync", "--folder", "INBOX")["new"], 1500)
                passed.append(line.to_client)
        self.assertLess(passed[1], 0.8 * passed[0])

    def test_inbox_in_any_case_names_the_inbox(self):
        self.put(ADA, letter("Hello"))
        self.put(POP, letter("Ahoy", to=POP))
        ada = self.with_imap()
        self.with_pop3()
        ada.done("sync", "--account", "ada", "--folder", "inbox")
        ada.done("sync", "--account", "ada.pop")
        for name in ("INBOX", "inbox", "Inbox", "iNbOx"):
            self.assertEqual(ada.subjects("ada", name), ["Hello"])
            self.assertEqual(ada.subjects("ada.pop", name), ["Ahoy"])

    # ---- POP3 ------------------------------------------------------------------------------------

    def test_download_and_delete_leaves_the_maildrop_empty_and_everything_readable(self):
        letters = [letter(f"Diary {n}", to=POP, body=f"Day {n}: kelp.\n.\n..dots at the start\n") for n in range(1, 6)]
        self.put(POP, *letters)
        pop = self.with_pop3()
        self.assertEqual(pop.done("sync")["new"], 5)
        self.assertEqual(maildrop_size(self.servers, POP), 0)
        for n, sent in enumerate(letters, 1):
            message = pop.id_of("ada.pop", f"Diary {n}")
            self.assertEqual(pop.run("message", "show", message, "--raw").out, sent)
            self.assertIn(f"Day {n}: kelp.", pop.done("message", "show", message)["text"])
        self.assertEqual(pop.done("check")["ok"], True)
        self.assertEqual(pop.done("sync")["new"], 0)

    def test_a_kept_copy_stays_and_is_not_fetched_twice(self):
        self.put(POP, letter("Kept", to=POP))
        pop = self.with_pop3("--pop3-delete", "never")
        self.assertEqual(pop.done("sync")["new"], 1)
        self.assertEqual(pop.done("sync")["new"], 0)
        self.assertEqual(maildrop_size(self.servers, POP), 1)

    def test_with_local_the_copy_at_the_server_goes_with_ours(self):
        self.put(POP, letter("One", to=POP), letter("Two", to=POP))
        pop = self.with_pop3("--pop3-delete", "with-local")
        pop.done("sync")
        pop.done("message", "delete", pop.id_of("ada.pop", "One"))
        pop.done("sync")
        self.assertEqual(maildrop_size(self.servers, POP), 2)  # in Trash is not gone yet
        pop.done("message", "delete", pop.id_of("ada.pop", "One", "Trash"))
        pop.done("sync")
        self.assertEqual(maildrop_size(self.servers, POP), 1)
        self.assertEqual(pop.subjects("ada.pop"), ["Two"])

    # ---- sending ---------------------------------------------------------------------------------

    def test_what_is_sent_arrives_and_its_copy_is_in_sent_once(self):
        ada = self.with_imap()
        ada.done("sync")
        sent = ada.done("send", "-", feed=letter("Ferry times", to=BOB, sender=ADA))
        self.assertEqual(sent["state"], "sent")
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.await_subject("Ferry times"), 1)
        ada.done("sync")
        self.assertEqual(self.server(ADA, "Sent"), ["Ferry times"])
        self.assertEqual(ada.subjects("ada", "Sent"), ["Ferry times"])
        self.assertEqual(ada.done("outbox", "list"), [])

    def test_whether_the_server_files_copies_in_sent_is_found_out(self):
        ada = self.with_imap(sent_copies=None)
        self.assertEqual(ada.done("account", "list")[0]["sentCopies"], "learn")
        ada.done("sync")
        for subject in ("First", "Second"):
            ada.done("send", "-", feed=letter(subject, to=BOB, sender=ADA))
        self.assertEqual(sorted(self.server(ADA, "Sent")), ["First", "Second"])
        ada.done("sync")
        self.assertEqual(ada.subjects("ada", "Sent"), ["First", "Second"])
        said = ada.done("account", "sending", "ada", "--sent-copies", "server", "--partial-refusal", "nobody")
        self.assertEqual((said["sentCopies"], said["partialRefusal"]), ("server", "nobody"))
        self.assertEqual(ada.run("account", "sending", "ada", "--sent-copies", "perhaps").code, USAGE)

    def test_a_blind_copy_arrives_and_is_told_to_nobody(self):
        ada = self.with_imap()
        ada.done("send", "-", feed=letter("Blind", to=ADA, sender=ADA).replace(b"Subject:", b"bcc : bob@petrel.example\r\nSubject:"))
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.await_subject("Blind"), 1)
            bob.imap.select("INBOX", readonly=True)
            raw = bob.imap.fetch("1", "(BODY.PEEK[])")[1][0][1]
        self.assertNotRegex(raw, rb"(?im)^bcc\s*:")

    def test_what_is_wished_of_a_messages_way_is_told_to_the_server(self):
        pop = self.with_pop3()
        reported = pop.done("send", "--ask-delivered", "-", feed=letter("With a receipt", to=BOB, sender=POP))
        self.assertEqual((reported["state"], reported["reports"]), ("sent", "given"))
        strict = pop.run("send", "--require-tls", "-", feed=letter("Only in secret", to=BOB, sender=POP))
        self.assertEqual((strict.code, strict.json["state"]), (REFUSED, "refused"))  # this server promises no such thing
        later = pop.done("send", "--not-before", "2199-12-24T18:00Z", "-", feed=letter("Much later", to=BOB, sender=POP))
        self.assertEqual((later["state"], later["notBefore"]), ("queued", "2199-12-24T18:00:00Z"))
        self.assertEqual(pop.run("send", "--not-before", "soon", "-", feed=letter("Never", to=BOB, sender=POP)).code, USAGE)
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.await_subject("With a receipt"), 1)
            self.assertEqual(bob.subjects("INBOX"), ["With a receipt"])

    def test_a_pop3_account_keeps_its_sent_copy_here(self):
        pop = self.with_pop3()
        pop.done("send", "-", feed=letter("From the boat", to=BOB, sender=POP))
        self.assertEqual(pop.subjects("ada.pop", "Sent"), ["From the boat"])

    def test_a_reply_written_offline_leaves_with_the_next_sync(self):
        self.put(ADA, letter("Supper?"))
        ada = self.with_imap()
        ada.done("sync", "--bodies", "all")
        self.servers.down()
        try:
            reply = letter("Re: Supper?", to=BOB, sender=ADA).replace(b"Subject:", b"In-Reply-To: <supper?@petrel.example>\r\nSubject:")
            self.assertEqual(ada.done("send", "--queue-only", "-", feed=reply)["state"], "queued")
            self.assertEqual(ada.run("sync").code, NETWORK)
            self.assertEqual([item["state"] for item in ada.done("outbox", "list")], ["queued"])
        finally:
            self.servers.up()
        self.assertEqual(ada.done("sync")["sent"], 1)
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.await_subject("Re: Supper?"), 1)
        ada.done("sync")
        self.assertEqual(self.server(ADA, "Sent"), ["Re: Supper?"])

    def test_what_is_cancelled_in_the_outbox_is_a_draft_again(self):
        ada = self.with_imap()
        ada.done("sync")
        hidden = letter("Second thoughts", to=BOB, sender=ADA, body="Perhaps not.\n").replace(b"Subject:", b"Bcc: eve@petrel.example\r\nSubject:")
        queued = ada.done("send", "--queue-only", "-", feed=hidden)
        self.assertEqual(ada.done("outbox", "cancel", queued["id"])["state"], "cancelled")
        self.assertEqual(ada.done("outbox", "list"), [])
        draft = ada.id_of("ada", "Second thoughts", "Drafts")
        shown = ada.run("message", "show", draft, "--raw").out
        self.assertIn(b"Perhaps not.", shown)
        self.assertIn(b"Bcc: eve@petrel.example", shown)  # whom it was for is not lost either
        ada.done("sync")
        self.assertEqual(self.server(ADA, "Drafts"), ["Second thoughts"])
        self.assertNotEqual(ada.run("outbox", "cancel", queued["id"]).code, DONE)  # once

    def test_a_refused_recipient_is_told_and_the_others_get_it(self):
        ada = self.with_imap()
        refused = ada.run("send", "-", feed=letter("To nobody", to="nobody@refused.invalid", sender=ADA))
        self.assertEqual(refused.code, REFUSED, refused)
        self.assertIn("nobody@refused.invalid", refused.err)
        partly = ada.run("send", "-", feed=letter("To both", to=f"{BOB}, nobody@refused.invalid", sender=ADA))
        self.assertEqual(partly.code, IN_PART, partly)
        states = {one["address"]: one["state"] for one in partly.json["recipients"]}
        self.assertEqual(states, {BOB: "accepted", "nobody@refused.invalid": "refused"})
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.await_subject("To both"), 1)
        # Tried again, it is not sent again to who has it, and Sent gets no second copy.
        ada.done("outbox", "retry", partly.json["id"])
        ada.run("sync")
        ada.run("sync")
        with Imap(self.servers, BOB) as bob:
            self.assertEqual(bob.subjects(), ["To both"])
        self.assertEqual(self.server(ADA, "Sent"), ["To both"])

    def test_a_message_whose_fate_is_unknown_is_told_as_that(self):
        with ClosesAfterTheDot(self.servers) as submission:
            ada = self.with_imap("--no-test", smtp_port=submission.port)
            answer = ada.run("send", "-", feed=letter("Perhaps", to=BOB, sender=ADA))
        self.assertEqual((answer.code, answer.json["state"]), (IN_PART, "uncertain"), answer)
        self.assertIn("may have been sent", answer.err)
        self.assertNotIn("safe", answer.err)  # a script that read "network: try again" would send it twice

    # ---- the second start ------------------------------------------------------------------------

    def test_with_the_servers_gone_everything_read_before_is_here(self):
        self.put(ADA, DIARY, letter("Supper", body="Mussels at six.\n"))
        self.put(POP, letter("Ahoy", to=POP, body="A barnacle on the hull.\n"))
        ada = self.with_imap()
        self.with_pop3()
        ada.done("sync", "--bodies", "all")
        self.servers.down()
        try:
            self.assertEqual(ada.subjects("ada"), ["Kelp diary", "Supper"])
            self.assertIn("brown as tea", ada.done("message", "show", ada.id_of("ada", "Kelp diary"))["text"])
            self.assertEqual(ada.run("message", "show", ada.id_of("ada", "Kelp diary"), "--raw").out, DIARY)
            self.assertEqual([found["subject"] for found in ada.done("search", "mussels")], ["Supper"])
            self.assertEqual([found["account"] for found in ada.done("search", "barnacle")], ["ada.pop"])
            ada.done("message", "flag", ada.id_of("ada", "Supper"), "--set", "seen")
            self.assertEqual(ada.run("sync").code, NETWORK)
            # Reading what is here asks for no passphrase.
            ada.passphrase = None
            self.assertIn("brown as tea", ada.done("message", "show", ada.id_of("ada", "Kelp diary"))["text"])
            self.assertEqual(ada.run("sync").code, AUTHENTICATION)
            ada.passphrase = Profile.passphrase
        finally:
            self.servers.up()
        ada.done("sync")
        with Imap(self.servers, ADA) as imap:
            self.assertIn(b"\\Seen", imap.flags()["Supper"])

    # ---- finding ---------------------------------------------------------------------------------

    def test_a_search_goes_on_at_the_server_for_texts_that_are_not_here(self):
        self.put(ADA, DIARY, letter("Supper", body="Mussels at six.\n"), letter("Breakfast", body="Kippers, and M\u00fcsli.\n"))
        ada = self.with_imap()
        ada.done("sync", "--bodies", "none")
        found = lambda *words: [(row["subject"], row["found"]) for row in ada.done("search", "--server", *words)]
        self.assertEqual(ada.done("search", "mussels"), [])
        self.assertEqual(found("mussels"), [("Supper", "server")])
        self.assertEqual(found("m\u00fcsli"), [("Breakfast", "server")])
        self.assertEqual(sorted(found("mussels OR subject:breakfast")), [("Breakfast", "here"), ("Supper", "server")])
        self.assertEqual(found("subject:supper"), [("Supper", "here")])
        self.assertEqual(found("mussels", "before:2001"), [])
        self.assertEqual(found("mussels", "after:2001", "larger:10", "-is:flagged"), [("Supper", "server")])
        self.assertEqual(found("mussels", "has:attachment"), [])
        ada.done("message", "show", ada.id_of("ada", "Supper"))
        self.assertEqual(found("mussels"), [("Supper", "here")])
        self.assertEqual(found("mussels", "in:archive"), [])

    def test_with_the_server_gone_a_search_tells_what_is_here_and_that_it_is_not_all(self):
        self.put(ADA, letter("Supper", body="Mussels at six.\n"))
        ada = self.with_imap()
        ada.done("sync", "--bodies", "none")
        self.servers.down()
        try:
            answer = ada.run("search", "--server", "supper")
            self.assertEqual((answer.code, [row["subject"] for row in answer.json]), (NETWORK, ["Supper"]), answer)
            self.assertIn("not searched to its end", answer.err)
        finally:
            self.servers.up()

    # ---- what scripts rely on --------------------------------------------------------------------

    def test_every_json_key_stands_in_the_manual_page(self):
        self.put(ADA, letter("Keys"))
        ada = self.with_imap()
        documents = [ada.done("sync", "--bodies", "all"), ada.done("account", "list"), ada.done("account", "test", "ada"),
                     ada.done("folder", "list"), ada.messages("ada"), ada.done("message", "show", ada.id_of("ada", "Keys")),
                     ada.done("message", "show", ada.id_of("ada", "Keys"), "--parts"),
                     ada.done("message", "show", ada.id_of("ada", "Keys"), "--headers"),
                     ada.done("message", "flag", ada.id_of("ada", "Keys"), "--set", "seen"),
                     ada.done("send", "--queue-only", "-", feed=letter("Waits", to=BOB, sender=ADA)),
                     ada.done("outbox", "list"), ada.done("search", "--server", "Keys"), ada.done("check"), ada.run("message", "show", "999").json]
        manual = MAN_PAGE.read_text().split(".SH JSON", 1)
        self.assertEqual(len(manual), 2, "the manual page has no section JSON")
        words = set(re.findall(r"\w+", manual[1].split(".SH", 1)[0]))
        missing = sorted(keys_of(documents) - words)
        self.assertEqual(missing, [])

    def test_an_answer_that_could_not_be_written_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            answer = subprocess.run(self.profile.command("account", "list"), stdout=full, stderr=subprocess.PIPE,
                                    env=self.profile.environment(), timeout=60)
        self.assertEqual(answer.returncode, DISK, answer)
        self.assertIn(b"petrelctl: ", answer.stderr)

    def test_lists_are_arrays_and_a_message_has_its_promised_keys(self):
        self.put(ADA, letter("Promised"))
        ada = self.with_imap()
        report = ada.done("sync")
        self.assertGreaterEqual(set(report), {"new", "flagsChanged", "gone", "pushed", "parked", "bytesIn", "bytesOut", "roundTrips", "seconds"})
        for words in (("account", "list"), ("folder", "list"), ("outbox", "list"), ("search", "Promised")):
            self.assertIsInstance(ada.done(*words), list)
        message, = ada.messages("ada")
        self.assertEqual(set(message), {"id", "account", "folder", "uid", "messageId", "from", "to", "subject", "date", "size", "flags",
                                        "hasAttachments", "bodyState"})
        self.assertEqual(message["messageId"], "promised@petrel.example")

    # ---- passwords -------------------------------------------------------------------------------

    def test_a_password_that_is_not_kept_is_given_or_asked_for(self):
        self.put(ADA, letter("Remembered"))
        ada, password = self.profile, password_of(self.servers, ADA)
        ada.secrets = "memory"
        self.with_imap()
        nobody = ada.run("sync")
        self.assertEqual(nobody.code, AUTHENTICATION, nobody)
        self.assertIn("--password-stdin", nobody.err)
        self.assertEqual(ada.run("sync", "--password-stdin", feed=b"wrong\n").code, AUTHENTICATION)
        given = ada.run("sync", "--password-stdin", feed=password.encode() + b"\n")
        self.assertEqual(given.code, DONE, given)
        self.assertEqual(ada.subjects("ada"), ["Remembered"])
        code, shown = ada.at_terminal(password.encode() + b"\n", "sync")
        self.assertEqual(code, DONE, shown)
        self.assertIn(f"Password for ada ({ADA}): ", shown)
        self.assertNotIn(password, shown)
        self.assertEqual(ada.run("send", "--password-stdin", "-", feed=password.encode() + b"\n").code, USAGE)


class ClosesAfterTheDot:
    """A submission server that takes a message and hangs up instead of answering."""

    def __init__(self, servers: MailServers):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(servers.certificates.certificate, servers.certificates.key)
        self.listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join(30)
        self.listener.close()

    def serve(self):
        connection, _ = self.listener.accept()
        answers = {b"EHLO": b"250-localhost\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 2.7.0 welcome\r\n", b"DATA": b"354 go on\r\n"}
        with connection, connection.makefile("rwb", buffering=0) as line:
            line.write(b"220 localhost ESMTP\r\n")
            while (heard := line.readline()) != b".\r\n":
                if (word := heard[:4].upper()) in (b"MAIL", b"RCPT", *answers):
                    line.write(answers.get(word, b"250 2.1.0 fine\r\n"))


def keys_of(document) -> set:
    if isinstance(document, list):
        return set().union(*map(keys_of, document)) if document else set()
    if isinstance(document, dict):
        return set(document) | set().union(*map(keys_of, document.values()))
    return set()


if __name__ == "__main__":
    unittest.main()
