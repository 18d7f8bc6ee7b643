"""A model server that speaks the real protocol over real HTTP, and does what a test tells it to.

It checks every request as real servers do (path, key, model, messages, terms), so that a client which
asks wrongly fails here too. What it answers is a function of the request: a Reply, or the text of one.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What goes back: a status and a body, after a pause, in so many parts with a pause between two."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    parts: int = 1
    #: hang up in the middle of the body
    broken: bool = False


def completion(text: str | None, finish: str = "stop", usage: dict[str, int] | None = None) -> Reply:
    """A completion as servers send it."""
    record = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": "stand-in",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": usage or {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
    }
    return Reply(json.dumps(record).encode())


def claims(*records: dict[str, Any]) -> Reply:
    """A completion with these claims."""
    return completion(json.dumps({"claims": list(records)}, ensure_ascii=False))


def error(status: int, message: str, **headers: str) -> Reply:
    """A complaint as servers send it."""
    body = json.dumps({"error": {"message": message, "type": "invalid_request_error"}}).encode()
    return Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class StandIn:
    """A running server: its address, what was asked, and what it answers next."""

    answer: Callable[[Asked], Reply | str]
    key: str | None = None
    model: str = "stand-in"
    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: most requests at one time
    most: int = 0
    now: int = 0

    @property
    def base_url(self) -> str:
        return f"http://{self.address}/v1"


def text_of(asked: Asked) -> str:
    """The piece of the report that a request asks about."""
    words = asked["messages"][-1]["content"]
    return str(words.split("===== report ", 1)[1].split("\n", 1)[1].rsplit("\n===== end", 1)[0])


@contextmanager
def serving(answer: Callable[[Asked], Reply | str], **about: Any) -> Iterator[StandIn]:
    """A server on a free port of this machine, until the block ends."""
    stand_in = StandIn(answer, **about)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stand_in))
    server.daemon_threads = True
    stand_in.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with stand_in.lock:
                stand_in.now += 1
                stand_in.most = max(stand_in.most, stand_in.now)
                stand_in.headers.append(dict(self.headers))
            try:
                self.send(_checked(stand_in, self.path, self.headers.get("Authorization"), body))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with stand_in.lock:
                    stand_in.now -= 1

        def send(self, reply: Reply) -> None:
            time.sleep(reply.pause_s if reply.parts == 1 else 0)
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.broken:
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.wfile.flush()
                self.close_connection = True
                return
            size = -(-len(reply.body) // reply.parts) or 1
            for at in range(0, len(reply.body), size):
                self.wfile.write(reply.body[at : at + size])
                self.wfile.flush()
                time.sleep(reply.pause_s if reply.parts > 1 else 0)

        def log_message(self, format: str, *args: Any) -> None:
            return

    return Handler


def _checked(stand_in: StandIn, path: str, key: str | None, body: bytes) -> Reply:
    """The answer, or the complaint of a real server about the request."""
    if path != "/v1/chat/completions":
        return error(404, f"no such path: {path}")
    if stand_in.key and key != f"Bearer {stand_in.key}":
        return error(401, f"Incorrect API key provided: {key}")
    asked = json.loads(body)
    with stand_in.lock:
        stand_in.asked.append(asked)
    if asked.get("model") != stand_in.model:
        return error(404, f"The model `{asked.get('model')}` does not exist")
    roles = [message["role"] for message in asked["messages"]]
    if roles != ["system", "user"] or not all(isinstance(m["content"], str) for m in asked["messages"]):
        return error(400, "messages are not as they should be")
    if unknown := set(asked) - {
        "model",
        "messages",
        "temperature",
        "max_tokens",
        "max_completion_tokens",
        "response_format",
    }:
        return error(400, f"Unrecognized request argument supplied: {sorted(unknown)[0]}")
    wanted = asked.get("response_format", {"type": "text"})
    if (
        wanted["type"] == "json_schema"
        and wanted["json_schema"]["schema"]["additionalProperties"] is not False
    ):
        return error(400, "Invalid schema for response_format")
    got = stand_in.answer(asked)
    return completion(got) if isinstance(got, str) else got
