"""A line as slow and as far as wished, between a client and a server on loopback."""

import collections
import socket
import threading
import time


class SlowLine:
    """
    Passes connections on to `target`, each way with so many bytes a second (None: as fast as it goes) and half of `latency`
    seconds later. `hides`: words of the server that are made unreadable, to see a client without an extension. From `with` on.
    """

    def __init__(self, target: int, bytes_per_second: float | None, latency: float = 0.04, hides: bytes = b""):
        self._target = target
        self._rate = bytes_per_second
        self._delay = latency / 2
        self._hides = hides
        self.to_client = 0  # bytes that have come from the server

    def __enter__(self) -> "SlowLine":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _Way(server, client, self._rate, self._delay, self._from_server)
            _Way(client, server, self._rate, self._delay, lambda data: data)

    def _from_server(self, data: bytes) -> bytes:
        self.to_client += len(data)
        return data.replace(self._hides, b"X" * len(self._hides)) if self._hides else data


class _Way:
    """One direction: what was read stands in a queue until its time has come."""

    def __init__(self, source: socket.socket, sink: socket.socket, rate: float | None, delay: float, change):
        self._source, self._sink, self._rate, self._delay, self._change = source, sink, rate, delay, change
        self._piece = 1 << 16 if rate is None else max(1024, min(1 << 16, int(rate * 0.01)))
        # What a line holds is little: who writes more waits, as for a full window.
        self._most = 1 << 22 if rate is None else int(rate * (delay + 0.05)) + self._piece
        self._queue = collections.deque()
        self._held = 0
        self._changed = threading.Condition()
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()

    def _read(self):
        free_at = 0.0
        while True:
            try:
                data = self._source.recv(self._piece)
            except OSError:
                data = b""
            data = self._change(data)
            free_at = max(time.monotonic(), free_at) + (len(data) / self._rate if self._rate else 0.0)
            with self._changed:
                self._changed.wait_for(lambda: self._held < self._most)
                self._queue.append((free_at + self._delay, data))
                self._held += len(data)
                self._changed.notify_all()
            if not data:
                return

    def _write(self):
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue)
                due, data = self._queue.popleft()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                if not data:
                    self._sink.shutdown(socket.SHUT_WR)
                    return
                self._sink.sendall(data)
            except OSError:
                pass  # nobody is there any more: what still comes is thrown away
            with self._changed:
                self._held -= len(data)
                self._changed.notify_all()
