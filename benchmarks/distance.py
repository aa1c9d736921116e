"""A server far away: a proxy that delays what it passes on and counts round trips, and a server with TLS and a login."""
import collections
import pathlib
import socket
import ssl
import subprocess
import threading
import time


class Far:
    """Passes connections on to a port of this machine, as if the network took so long for a round trip."""

    def __init__(self, port, seconds):
        self.target, self.seconds, self.trips = int(port), seconds, 0
        self.lock = threading.Lock()

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def take(self):
        """The round trips so far, which are forgotten. TCP's own and the greeting's are among them."""
        with self.lock:
            trips, self.trips = self.trips, 0
        return trips

    def add(self, trips):
        with self.lock:
            self.trips += trips

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            Pair(self, client).start()


class Pair:
    """One connection. The server's first bytes are late by one more round trip, in which TCP connects."""

    def __init__(self, far, client):
        self.far, self.client = far, client
        self.server = socket.create_connection(("127.0.0.1", far.target))
        for side in (client, self.server):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.has_asked = False
        self.is_over = False

    def start(self):
        self.far.add(2)
        delay = self.far.seconds / 2
        Line(self.client, self.server, delay, 0, seen=self.ask, ended=self.end).start()
        Line(self.server, self.client, delay, 1.5 * self.far.seconds, passed=self.answer).start()

    def ask(self):
        self.has_asked = True

    # An answer for which nobody waits costs no time.
    def answer(self):
        if self.has_asked and not self.is_over:
            self.far.add(1)
        self.has_asked = False

    def end(self):
        self.is_over = True


class Line:
    """One direction: bytes arrive as long after they were sent as the network takes."""

    def __init__(self, source, sink, delay, first, seen=lambda: None, passed=lambda: None, ended=lambda: None):
        self.source, self.sink, self.delay, self.first = source, sink, delay, first
        self.seen, self.passed, self.ended = seen, passed, ended
        self.queue, self.ready = collections.deque(), threading.Semaphore(0)

    def start(self):
        threading.Thread(target=self.read, daemon=True).start()
        threading.Thread(target=self.write, daemon=True).start()

    def read(self):
        late = self.first
        while True:
            try:
                piece = self.source.recv(1 << 16)
            except OSError:
                piece = b""
            (self.seen if piece else self.ended)()
            self.queue.append((time.perf_counter() + self.delay + late, piece))
            self.ready.release()
            if not piece:
                return
            late = 0

    def write(self):
        while True:
            self.ready.acquire()
            due, piece = self.queue.popleft()
            time.sleep(max(0, due - time.perf_counter()))
            try:
                if not piece:
                    self.sink.shutdown(socket.SHUT_WR)
                    return
                self.passed()
                self.sink.sendall(piece)
            except OSError:
                return


class Submission:
    """A server that wants STARTTLS and takes every login and mail."""

    def __init__(self, folder):
        self.files = [str(pathlib.Path(folder) / name) for name in ("key.pem", "certificate.pem")]

    def __enter__(self):
        key, certificate = self.files
        subprocess.check_call(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", key, "-out", certificate], stderr=subprocess.DEVNULL)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.context.num_tickets = 0  # nobody waits for them, but they would be counted
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def talk(self, connection):
        try:
            self.greet(connection)
        except OSError:
            pass
        finally:
            connection.close()

    def greet(self, connection):
        connection.sendall(b"220 benchmark\r\n")
        lines = connection.makefile("rb")
        for line in lines:
            if line.upper().startswith(b"EHLO"):
                connection.sendall(b"250-benchmark\r\n250-PIPELINING\r\n250 STARTTLS\r\n")
            elif line.upper().startswith(b"STARTTLS"):
                connection.sendall(b"220 go\r\n")
                self.serve_mail(self.context.wrap_socket(connection, server_side=True))
                return

    @staticmethod
    def serve_mail(connection):
        lines, is_content, said = connection.makefile("rb"), False, b""
        for line in lines:
            verb = line[:4].upper()
            if is_content:
                is_content = line != b".\r\n"
                said += b"" if is_content else b"250 taken\r\n"
            elif verb == b"EHLO":
                said += b"250-benchmark\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n"
            elif verb == b"AUTH":
                said += b"235 in\r\n"
            elif verb == b"DATA":
                is_content, said = True, said + b"354 go\r\n"
            else:
                said += b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"
            if not is_content or said:
                connection.sendall(said)
                said = b""
