"""The witness as a small HTTP server. Source: c2sp.org/tlog-witness.

POST /add-checkpoint                 GET /<SHA-256 of the origin in hex>/checkpoint
"""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer

from ..errors import EvaluationError
from .note import MOST_BYTES
from .witness import Answer, Witness

SECONDS_PER_REQUEST = 10


class WitnessHandler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"  # keep-alive
    server_version = "truenorth-witness"
    sys_version = ""
    timeout = SECONDS_PER_REQUEST  # a client that says nothing must not keep the others waiting
    server: WitnessServer

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            self.close_connection = True  # the body was not read, so the next request cannot be found
            self._answer(Answer(400, "a request has a length of at most 1 MB\n"))
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._answer(Answer(404, "there is only /add-checkpoint\n"))
            return
        try:
            answer = self.server.witness.add_checkpoint(body.decode())
        except UnicodeDecodeError:
            answer = Answer(400, "the request is not UTF-8\n")
        except EvaluationError as refusal:
            answer = Answer(500, f"{refusal.code}\n")
        self._answer(answer)

    def do_GET(self) -> None:
        origin_hash, _, rest = self.path.removeprefix("/").partition("/")
        found = self.server.witness.latest(origin_hash) if rest == "checkpoint" else None
        self._answer(
            Answer(404, "no checkpoint of that log was cosigned here\n")
            if found is None
            else Answer(200, found)
        )

    def log_message(self, format: str, *args: object) -> None:
        """Keep no record of who asks."""

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        kind = "text/x.tlog.size" if answer.status == 409 else "text/plain; charset=utf-8"
        self.send_response(answer.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class WitnessServer(HTTPServer):
    """Answers one request after the other: SQLite would let only one of them write anyway."""

    def __init__(self, witness: Witness, host: str, port: int) -> None:
        super().__init__((host, port), WitnessHandler)
        self.witness = witness
