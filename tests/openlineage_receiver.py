"""A receiver of OpenLineage events on this machine, and the standard's own schemas to hold them against."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

SCHEMAS = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "golden" / "openlineage").glob("*.json"))
]
REGISTRY: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS]
)


@contextmanager
def receiver(answer: int = 201) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the address of a server and the events that it was sent, in their order."""
    events: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            events.append(json.loads(body))
            self.send_response(answer)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", events
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def faults_of(event: dict[str, Any]) -> list[str]:
    """Return what the standard's schemas say against an event and each of its facets."""
    faults = [error.message for error in _validator(event["schemaURL"]).iter_errors(event)]
    for facet in _facets(event):
        faults += [error.message for error in _validator(facet["_schemaURL"]).iter_errors(facet)]
    return faults


def _validator(address: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": address}, registry=REGISTRY, format_checker=FormatChecker())


def _facets(content: Any) -> Iterator[dict[str, Any]]:
    if isinstance(content, dict):
        if "_schemaURL" in content:
            yield content
        for part in content.values():
            yield from _facets(part)
    elif isinstance(content, list):
        for part in content:
            yield from _facets(part)
