#!/usr/bin/env python3
"""The last hop behind Dovecot's submission server where there is no Postfix: takes SMTP from it on loopback and
hands each message to Dovecot's LMTP. Refuses what Postfix would refuse. Not a server to talk to directly.

Usage: relay.py PORT LMTP_SOCKET ADDRESS...
"""

import asyncio
import re
import sys


class Refusal(Exception):
    """An SMTP reply that ends the current command."""


class Conversation:
    """One SMTP connection: collects an envelope, then repeats it to LMTP."""

    def __init__(self, reader, writer, lmtp: str, mailboxes: set[str]):
        self._reader = reader
        self._writer = writer
        self._lmtp = lmtp
        self._mailboxes = mailboxes
        self._sender = None
        self._recipients: list[str] = []

    async def run(self):
        self._reply("220 localhost relay")
        while line := await self._reader.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words.split(" ", 1)[0].upper()
            if verb == "QUIT":
                self._reply("221 2.0.0 Bye")
                break
            try:
                await self._command(verb, words)
            except Refusal as refusal:
                self._reply(str(refusal))
            await self._writer.drain()
        await self._writer.drain()
        self._writer.close()

    async def _command(self, verb: str, words: str):
        if verb == "EHLO":
            self._reply("250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 PIPELINING")
        elif verb in ("HELO", "NOOP", "XCLIENT"):
            self._reply("250 2.0.0 OK")
        elif verb == "RSET":
            self._forget()
            self._reply("250 2.0.0 OK")
        elif verb == "MAIL":
            self._forget()
            self._sender = self._address(words)
            self._reply("250 2.1.0 OK")
        elif verb == "RCPT":
            self._recipients.append(self._mailbox_for(self._address(words)))
            self._reply("250 2.1.5 OK")
        elif verb == "DATA":
            await self._data()
        else:
            raise Refusal("502 5.5.2 Command not known")

    @staticmethod
    def _address(words: str) -> str:
        found = re.search(r"<([^>]*)>", words)
        if not found:
            raise Refusal("501 5.5.4 Address expected")
        return found.group(1)

    def _mailbox_for(self, address: str) -> str:
        domain = address.rpartition("@")[2].lower()
        if address.lower() in self._mailboxes:
            return address
        if domain == "petrel.example":
            raise Refusal(f"550 5.1.1 <{address}>: no such mailbox here")
        if domain.endswith(".example"):
            return "elsewhere@petrel.example"
        raise Refusal(f"554 5.7.1 <{address}>: this private server delivers to .example addresses only")

    async def _data(self):
        if self._sender is None or not self._recipients:
            raise Refusal("503 5.5.1 Envelope first")
        self._reply("354 End with a dot")
        await self._writer.drain()
        lines = []
        while (line := await self._reader.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line)
        self._reply(await self._deliver(b"".join(lines)))
        self._forget()

    async def _deliver(self, stuffed: bytes) -> str:
        reader, writer = await asyncio.open_unix_connection(self._lmtp)

        async def ask(command: str) -> str:
            writer.write(command.encode() + b"\r\n")
            return await self._lmtp_reply(reader)

        await self._lmtp_reply(reader)
        await ask("LHLO localhost")
        await ask(f"MAIL FROM:<{self._sender}>")
        for recipient in self._recipients:
            await ask(f"RCPT TO:<{recipient}>")
        await ask("DATA")
        writer.write(stuffed + b".\r\n")
        replies = [await self._lmtp_reply(reader) for _ in self._recipients]
        writer.write(b"QUIT\r\n")
        await writer.drain()
        writer.close()
        return next((reply for reply in replies if not reply.startswith("2")), replies[0])

    @staticmethod
    async def _lmtp_reply(reader) -> str:
        while line := (await reader.readline()).decode("utf-8", "replace"):
            if line[3:4] != "-":
                return line.strip()
        raise Refusal("451 4.3.0 The mailbox server went away")

    def _forget(self):
        self._sender = None
        self._recipients = []

    def _reply(self, text: str):
        self._writer.write(text.encode() + b"\r\n")


async def serve(port: int, lmtp: str, mailboxes: set[str]):
    async def accept(reader, writer):
        try:
            await Conversation(reader, writer, lmtp, mailboxes).run()
        except (ConnectionError, OSError) as error:
            print(f"relay: {error}", file=sys.stderr, flush=True)
            writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", port, limit=1 << 20)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], set(sys.argv[3:])))
