"""Where the text goes, with which key, and what is remembered."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from model_makings import DRONE, MAYOR, REPORT, model_reader, reading_of
from standin import claims, error, serving

from sayso.ids import canonical_json
from sayso.ledger import open_ledger
from sayso.model_reader import Account, key_for, server_at
from sayso.pipeline import Reader
from sayso.problems import NoSuchServer, ServerRefuses
from sayso.records import reading_record

KEY = "sk-very-secret-0123456789"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://models.example/v1", "it is no http(s) address"),
        ("models.example/v1", "it is no http(s) address"),
        ("https:///v1", "it is no http(s) address"),
        ("https://me:pw@models.example/v1", "a name or password in an address is shown to everybody"),
        ("https://models.example/v1?key=pw", "it has more than a path"),
        ("http://models.example:99999/v1", "Port out of range 0-65535"),
        ("file:///etc/passwd", "it is no http(s) address"),
    ],
)
def test_addresses_that_are_none(address: str, why: str) -> None:
    """One line says why, with the next step, and shows no password."""
    with pytest.raises(NoSuchServer) as refused:
        server_at(address)
    assert (
        why in str(refused.value)
        and "Give --base-url" in str(refused.value)
        and "pw" not in str(refused.value)
    )


def test_the_notice_says_where_the_text_goes() -> None:
    """Plainly: whether it leaves the machine, to which host, and whether anything encrypts it."""
    assert server_at("https://models.example/v1/").notice("big-1") == (
        "The text of each report LEAVES THIS MACHINE: it is sent to models.example, to be read by big-1."
    )
    assert "Nothing encrypts it" in server_at("http://10.0.0.7:8000/v1").notice("big-1")
    for here in ("http://127.0.0.1:8000/v1", "http://localhost:8000/v1", "http://[::1]:8000/v1"):
        assert "on this machine" in server_at(here).notice("m") and server_at(here).local


def test_the_key_is_sent_and_never_shown(
    reader: Reader, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """It goes to the server in its header; not into logs, messages, readings, the ledger or the cache."""
    caplog.set_level(logging.DEBUG)
    with (
        serving(lambda _: claims(DRONE), key=KEY) as stand_in,
        model_reader(stand_in, reader, key=KEY, cache=tmp_path / "cache") as model,
    ):
        reading = reading_of(REPORT, model)
        assert len(reading.claims) == 1 and stand_in.headers[0]["Authorization"] == f"Bearer {KEY}"
        stand_in.key = "another"
        with pytest.raises(ServerRefuses) as refused:
            reading_of(REPORT + " More.", model)
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        ledger.add_reading(reading, REPORT.encode())
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    shown = "".join(capfd.readouterr()) + caplog.text + str(refused.value) + repr(model.__dict__)
    assert "Bearer …" in str(refused.value) and "SAYSO_MODEL_KEY" in str(refused.value)
    assert KEY not in shown + canonical_json(reading_record(reading)) and KEY.encode() not in kept


def test_where_the_key_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment first, then the keyring under the server's name; a vendor's variable for that vendor alone."""

    class Ring(KeyringBackend):  # type: ignore[misc]
        priority = 1  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return {("sayso", "models.example"): "from-ring"}.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

        def delete_password(self, service: str, username: str) -> None:
            raise NotImplementedError

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        server = server_at("https://models.example/v1")
        found = key_for(server)
        assert found is not None and found.header() == "Bearer from-ring" and "ring" not in repr(found)
        monkeypatch.setenv("OPENAI_API_KEY", "vendor")
        assert key_for(server_at("http://127.0.0.1:8000/v1")) is None
        vendor = key_for(server_at("https://api.openai.com/v1"))
        assert vendor is not None and vendor.header() == "Bearer vendor"
        monkeypatch.setenv("SAYSO_MODEL_KEY", KEY)
        own = key_for(server)
        assert own is not None and own.header() == f"Bearer {KEY}"
        with pytest.raises(ServerRefuses, match="anybody on the way could read the key"):
            key_for(server_at("http://models.example/v1"))
    finally:
        keyring.set_keyring(before)


def test_the_second_time_nothing_is_asked(reader: Reader, tmp_path: Path) -> None:
    """The same report by the same model costs no question and gives the same reading, byte for byte."""
    readings, accounts = [], [Account(), Account()]
    with serving(lambda _: claims(DRONE, MAYOR)) as stand_in:
        for account in accounts:
            with model_reader(stand_in, reader, account=account, cache=tmp_path) as model:
                readings.append(canonical_json(reading_record(reading_of(REPORT, model))))
    assert len(stand_in.asked) == 1 and readings[0] == readings[1]
    assert (accounts[1].asked, accounts[1].remembered, accounts[1].tokens_in) == (0, 1, 0)
    files = list(tmp_path.rglob("*.json"))
    assert files and all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_what_is_remembered_is_of_that_question(reader: Reader, tmp_path: Path) -> None:
    """Another text, another day of publication or another model is another question; damage is forgotten."""
    with serving(lambda _: claims(DRONE)) as stand_in:
        with model_reader(stand_in, reader, cache=tmp_path) as model:
            reading_of(REPORT, model)
            reading_of(REPORT + " ", model)
            reading_of(REPORT, model, published="2031-05-06")
        for path in tmp_path.rglob("*.json"):
            path.write_bytes(b"{broken")
        stand_in.model = "other"
        with model_reader(stand_in, reader, cache=tmp_path) as model:
            reading_of(REPORT, model)
    assert len(stand_in.asked) == 4


def test_no_failure_is_remembered(reader: Reader, tmp_path: Path) -> None:
    """What failed is asked again by the next call."""
    with (
        serving(lambda _: error(418, "a teapot")) as stand_in,
        model_reader(stand_in, reader, cache=tmp_path) as model,
    ):
        reading_of(REPORT, model)
        stand_in.answer = lambda _: "no json"
        reading_of(REPORT, model)
        stand_in.answer = lambda _: claims(DRONE)
        assert len(reading_of(REPORT, model).claims) == 1
    assert [*tmp_path.rglob("*.json")] != []
