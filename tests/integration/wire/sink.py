"""A submission server that takes everything and keeps each byte it heard."""

import socket
import threading
from dataclasses import dataclass, field

_PATIENCE = 60  # seconds


@dataclass
class Mail:
    sender: str = ""
    recipients: list = field(default_factory=list)
    content: bytes = b""  # as the author wrote it: dots unstuffed, chunks put together


class Sink:
    """Serves one connection after the other on a port of the loopback until close()."""

    def __init__(self, offers):
        self._offers = offers
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard = b""
        self.mails: list[Mail] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(_PATIENCE)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(_PATIENCE)
                self._talk(connection)

    def _talk(self, connection):
        lines = connection.makefile("rb")
        say = lambda *answer: connection.sendall("".join(f"{line}\r\n" for line in answer).encode())
        say("220 sink ready")
        mail = Mail()
        while line := self._read(lines.readline()):
            verb = line.split(b" ", 1)[0].strip().upper()
            if verb == b"EHLO":
                say("250-sink", *(f"250-{offer}" for offer in self._offers), "250 ENHANCEDSTATUSCODES")
            elif verb == b"AUTH":
                say("235 2.7.0 welcome")
            elif verb == b"MAIL":
                mail = Mail(sender=_path(line))
                say("250 2.1.0 ok")
            elif verb == b"RCPT":
                mail.recipients.append(_path(line))
                say("250 2.1.5 ok")
            elif verb == b"DATA":
                say("354 go on")
                while (text := self._read(lines.readline())) not in (b".\r\n", b""):
                    mail.content += text[1:] if text.startswith(b".") else text
                self._take(mail, say)
            elif verb == b"BDAT":
                mail.content += self._read(lines.read(int(line.split()[1])))
                if line.upper().rstrip().endswith(b"LAST"):
                    self._take(mail, say)
                else:
                    say("250 2.0.0 ok")
            elif verb == b"QUIT":
                say("221 2.0.0 bye")
                return
            else:
                say("250 2.0.0 ok")

    def _read(self, data: bytes) -> bytes:
        self.heard += data
        return data

    def _take(self, mail: Mail, say):
        self.mails.append(mail)
        say("250 2.0.0 taken")


def _path(line: bytes) -> str:
    return line[line.index(b"<") + 1:line.index(b">")].decode()
