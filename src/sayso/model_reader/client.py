"""The one place that talks to a model server: chat completions over HTTP, with retries that end.

Only the address that the user named is asked: no redirect is followed, and no proxy of the environment is
used, so that the text goes where the user was told it goes.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from sayso.model_reader.account import Account
from sayso.model_reader.cache import Answer
from sayso.model_reader.keys import Key
from sayso.model_reader.prompt import Message, answer_schema
from sayso.model_reader.server import Server
from sayso.problems import MissingExtra, ServerRefuses

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 4
CONNECT_S = 10.0
#: for one whole answer, however slowly it drips
ANSWER_S = 300.0
#: a server that asks for a longer pause is not waited for
LONGEST_PAUSE_S = 60.0
LARGEST = 8_000_000
#: ways to ask for JSON, the strictest first; a server that has not the one is asked for the next
FORMATS = ("json_schema", "json_object", "")
_AGAIN = frozenset((408, 409, 425, 429))
_TOO_LONG = (
    "context length",
    "context_length",
    "maximum context",
    "context window",
    "too many tokens",
    "too long",
)
#: signs of a server's own words that are quoted
_QUOTED = 160


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, and why, as the end of a sentence."""

    why: str


@dataclass(slots=True)
class _Terms:
    """What the server was found to take; shared by all threads, only ever lowered."""

    format: int = 0
    length_field: str = "max_tokens"
    temperature: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    """Asks one model of one server. Threads may share it."""

    def __init__(
        self,
        server: Server,
        model: str,
        key: Key | None,
        account: Account,
        *,
        answer_s: float = ANSWER_S,
        attempts: int = ATTEMPTS,
        connections: int = 4,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server
        self.model = model
        self._key = key
        self._account = account
        self._answer_s = answer_s
        self._attempts = attempts
        self._pause = pause
        self._terms = _Terms()
        self._http = _http(key, answer_s, connections)

    def ask(self, messages: list[Message], length: int) -> Answer | Silence:
        """The answer to the messages, of at most ``length`` tokens; a Silence after the last attempt.

        ServerRefuses for what no further attempt would change: a wrong key, no such model.
        """
        why, failed = "", 0
        while failed < self._attempts:
            if failed:
                self._account.count(repeated=1)
            got = self._once(messages, length)
            if isinstance(got, Answer | Silence):
                return got
            if isinstance(got, _OtherTerms):
                continue
            why, failed = got.why, failed + 1
            wait = min(2.0 ** (failed - 1) + random.uniform(0, 0.25), LONGEST_PAUSE_S)
            wait = wait if got.wait_s is None else got.wait_s
            if wait > LONGEST_PAUSE_S:
                return Silence(f"{why} and asks for a pause of {wait:,.0f} s")
            if failed < self._attempts:
                self._pause(wait)
        return Silence(f"{why}, {failed} times" if failed > 1 else why)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _once(self, messages: list[Message], length: int) -> Answer | Silence | _Failed | _OtherTerms:
        import httpx

        terms = self._terms
        body, level = self._body(messages, length), terms.format
        try:
            status, headers, data = self._post(body)
        except httpx.TimeoutException:
            return _Failed(f"it took longer than {self._answer_s:g} s")
        except httpx.InvalidURL as error:
            return Silence(str(error))
        except httpx.HTTPError as error:
            return _Failed(f"it cannot be reached: {self._safe(str(error)) or type(error).__name__}")
        if data is None:
            return Silence(f"its answer is larger than {LARGEST:,} bytes")
        if status == 200:
            return _answer(data)
        said = self._safe(_complaint(data))
        told = f"it answered {status}{f': {said}' if said else ''}"
        if status in (400, 413, 422) and any(words in said.lower() for words in _TOO_LONG):
            return Answer("", "length")
        if status in (400, 422) and self._lowered(said.lower(), level):
            return _OtherTerms()
        self._refuse_for_good(status, told)
        if status in _AGAIN or status >= 500:
            return _Failed(told, _pause_of(headers.get("retry-after")))
        return Silence(told)

    def _body(self, messages: list[Message], length: int) -> dict[str, Any]:
        terms = self._terms
        body: dict[str, Any] = {"model": self.model, "messages": messages, terms.length_field: length}
        if terms.temperature:
            body["temperature"] = 0
        name = FORMATS[terms.format]
        if name == "json_schema":
            schema = {"name": "claims", "strict": True, "schema": answer_schema()}
            body["response_format"] = {"type": name, "json_schema": schema}
        elif name:
            body["response_format"] = {"type": name}
        return body

    def _post(self, body: dict[str, Any]) -> tuple[int, httpx.Headers, bytes | None]:
        """Status, headers, body; None for a body larger than any answer."""
        import httpx

        end = time.monotonic() + self._answer_s
        data = bytearray()
        with self._http.stream("POST", f"{self.server.base_url}/chat/completions", json=body) as response:
            for part in response.iter_bytes():
                data += part
                if len(data) > LARGEST:
                    return response.status_code, response.headers, None
                if time.monotonic() > end:
                    raise httpx.ReadTimeout("too slow")
            return response.status_code, response.headers, bytes(data)

    def _lowered(self, said: str, level: int) -> bool:
        """Was the complaint about something that can be asked for in another way? Then it is, from now on."""
        terms = self._terms
        with terms.lock:
            if "max_completion_tokens" in said and terms.length_field == "max_tokens":
                terms.length_field = "max_completion_tokens"
                return True
            if "temperature" in said and terms.temperature:
                terms.temperature = False
                return True
            if level < len(FORMATS) - 1:
                # another thread may have lowered it already
                terms.format = max(terms.format, level + 1)
                return True
        return False

    def _refuse_for_good(self, status: int, told: str) -> None:
        if status in (401, 403):
            raise ServerRefuses(
                self.server.name, told, "Set the key in SAYSO_MODEL_KEY, or in the keyring under sayso."
            )
        if status in (404, 405):
            raise ServerRefuses(
                self.server.name, told, f"Check --base-url (mostly it ends in /v1) and --model {self.model}."
            )
        if 300 <= status < 400:
            raise ServerRefuses(
                self.server.name,
                f"{told}; it sends the text elsewhere, and that is not followed",
                "Give the address itself.",
            )

    def _safe(self, text: str) -> str:
        """What a server or a library says, short, on one line and without the key."""
        line = " ".join((self._key.hidden_in(text) if self._key else text).split())
        return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


@dataclass(frozen=True, slots=True)
class _Failed:
    """An attempt that may be made again, after so many seconds if the server says how many."""

    why: str
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class _OtherTerms:
    """The server takes no such request; the next one is another, and no attempt is lost."""


def _http(key: Key | None, answer_s: float, connections: int) -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise MissingExtra("A language model as a reader", "model") from error
    return httpx.Client(
        headers={"User-Agent": "sayso"} | ({"Authorization": key.header()} if key else {}),
        timeout=httpx.Timeout(answer_s, connect=min(CONNECT_S, answer_s)),
        limits=httpx.Limits(max_connections=connections),
        follow_redirects=False,
        trust_env=False,
    )


def _answer(data: bytes) -> Answer | _Failed:
    """The answer in a completion; a body that is none may be the hiccup of a proxy."""
    try:
        record = json.loads(data)
        choice = record["choices"][0]
        content = choice["message"].get("content")
        usage = record.get("usage") or {}
        text = content if isinstance(content, str) else _joined(content)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return _Failed("what came back is no completion")
    finish = choice.get("finish_reason")
    counts = (_whole(usage, "prompt_tokens"), _whole(usage, "completion_tokens"))
    return Answer(text, finish if isinstance(finish, str) else None, *counts)


def _joined(content: Any) -> str:
    """Some servers give the text in parts; None is no text."""
    return "".join(part.get("text") or "" for part in content or () if part.get("type") == "text")


def _whole(usage: Any, name: str) -> int | None:
    found = usage.get(name) if isinstance(usage, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _complaint(data: bytes) -> str:
    """The server's own words about what is wrong."""
    try:
        record = json.loads(data)
        error = record.get("error", record)
        said = error.get("message", "") if isinstance(error, dict) else error
        return str(said or record.get("detail") or "")
    except (ValueError, AttributeError, RecursionError):
        return data[:_QUOTED].decode("utf-8", "replace")


def _pause_of(header: str | None) -> float | None:
    """The seconds that a server asks to wait, given as a number or as a moment."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
