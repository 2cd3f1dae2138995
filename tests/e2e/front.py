"""A server before the program that gives out one of two versions of the notebook: the second's files have other names."""

import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# The parts of the built program: a name, a hash, an ending.
PART = re.compile(rb"(assets/|\./)([\w.-]+-[\w-]{8})\.(js|css)\b")
SECOND = "-v2"
ONE_WAY = ("connection", "transfer-encoding", "content-length", "content-encoding", "keep-alive")


class Front:
    """Forwards to the program on a port; `version` 1 as it was built, 2 as if it had been built anew."""

    def __init__(self, port: int) -> None:
        self.version = 1
        front = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                """Ask the program, change what tells the versions apart, answer."""
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, text = front.answer(port, self.command, self.path, dict(self.headers), body)
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ONE_WAY:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_one

            def log_message(self, format: str, *arguments: Any) -> None:
                """Nothing is told."""

        self._server = ThreadingHTTPServer(("localhost", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """No more answers."""
        self._server.shutdown()
        self._server.server_close()

    def answer(
        self, port: int, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """The program's answer, in the words of the version; what belongs to the other one is not there."""
        if path.endswith("/live/") or "/live?" in path:
            return 204, [], b""
        part = "/static/notebook/" in path
        if part and (SECOND in path) != (self.version == 2):
            return 404, [], b""
        line = http.client.HTTPConnection("localhost", port, timeout=30)
        line.request(
            method, path.replace(SECOND, ""), body or None, headers | {"Accept-Encoding": "identity"}
        )
        reply = line.getresponse()
        text = reply.read()
        line.close()
        if self.version == 2 and (part or path == "/sw.js" or re.match(r"/(\d{12}/)?notebook/", path)):
            text = PART.sub(rb"\1\2" + SECOND.encode() + rb".\3", text)
            text = text.replace(b"<html ", b'<html data-version="2" ', 1)
        return reply.status, reply.getheaders(), text
