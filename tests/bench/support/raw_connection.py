"""The limit of the network: a socket that asks and drains, and does nothing with what it reads."""

import base64
import re
import socket
import ssl
import zlib


class RawConnection:
    """Counts the bytes it reads. TLS when given a CA file."""

    def __init__(self, port: int, ca_file: str | None = None):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if ca_file:
            self._socket = ssl.create_default_context(cafile=ca_file).wrap_socket(self._socket, server_hostname="localhost")
        self.received = 0  # as they came, compressed or not
        self._tail = b""
        self._expand = self._compress = None

    def send(self, data: bytes):
        if self._compress:
            data = self._compress.compress(data) + self._compress.flush(zlib.Z_SYNC_FLUSH)
        self._socket.sendall(data)

    def answer_until(self, mark: bytes) -> bytes:
        """As drain_until(), for a short answer that is to be read."""
        text = self._tail
        while not (found := re.search(rb"^" + re.escape(mark) + rb"[^\r]*\r\n", text, re.MULTILINE)):
            text += self._receive()
        self._tail = text[found.end():]
        return text[:found.end()]

    def deflate(self):
        """What the server sends from here on is compressed (RFC 4978); after this only drain_until()."""
        self.send(b"z COMPRESS DEFLATE\r\n")
        self.drain_until(b"z OK")
        self._expand, self._compress = zlib.decompressobj(-15), zlib.compressobj(wbits=-15)

    def drain_until(self, mark: bytes):
        """Reads until the line that begins with `mark` is whole."""
        wanted = b"\r\n" + mark
        tail = b"\r\n" + self._tail
        while True:
            found = tail.find(wanted)
            if found >= 0 and tail.find(b"\r\n", found + 2) >= 0:
                self._tail = tail[tail.find(b"\r\n", found + 2) + 2:]
                return
            tail = (tail[found:] if found >= 0 else tail[-len(wanted):]) + self._receive()

    def drain_marks(self, mark: bytes, count: int):
        """Reads until `mark` came `count` times."""
        tail = self._tail
        while count > 0:
            tail = tail[-(len(mark) - 1):] + self._receive()
            count -= tail.count(mark)
            if tail.endswith(mark):
                tail = b""

    def close(self):
        self._socket.close()

    def _receive(self) -> bytes:
        data = self._socket.recv(1 << 20)
        if not data:
            raise RuntimeError("the server hung up")
        self.received += len(data)
        return self._expand.decompress(data) if self._expand else data


def open_imap(port: int, user: str, password: str, ca_file: str | None = None) -> RawConnection:
    connection = RawConnection(port, ca_file)
    connection.drain_until(b"* OK")
    word = base64.b64encode(f"\0{user}\0{password}".encode())
    connection.send(b"a AUTHENTICATE PLAIN " + word + b"\r\n")
    connection.drain_until(b"a OK")
    return connection


def open_pop3(port: int, user: str, password: str) -> RawConnection:
    connection = RawConnection(port)
    connection.drain_until(b"+OK")
    connection.send(f"USER {user}\r\nPASS {password}\r\n".encode())
    connection.drain_until(b"+OK")
    connection.drain_until(b"+OK")
    return connection


def open_smtp(port: int, user: str, password: str, ca_file: str) -> RawConnection:
    connection = RawConnection(port, ca_file)
    connection.drain_until(b"220 ")
    connection.send(b"EHLO [127.0.0.1]\r\n")
    connection.drain_until(b"250 ")
    connection.send(b"AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode()) + b"\r\n")
    connection.drain_until(b"235 ")
    return connection
