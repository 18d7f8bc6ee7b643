"""Time stamps: a request that an authority's program reads, and stored replies checked without a network.

The replies were made with ``openssl ts`` and keys that were thrown away; the certificates are valid for a century.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.cli import run
from sayso.ledger.timestamps import Stamp, check_stamp, stamp_request
from sayso.problems import NoStamp

pytest.importorskip("rfc3161_client", reason="rfc3161-client is missing: pip install 'sayso[timestamps]'")

FOLDER = Path(__file__).parent / "stamps"
CHECKPOINT, REPLY, ROOT = ((FOLDER / name).read_bytes() for name in ("checkpoint", "reply.tsr", "ca.pem"))


def test_a_stored_reply_holds() -> None:
    """The reply says when, and who says so."""
    assert check_stamp(REPLY, CHECKPOINT, ROOT, "reply") == Stamp(
        "2026-11-26T02:47:29Z", "Test Time Authority"
    )


REFUSED = [
    (REPLY, CHECKPOINT + b" ", ROOT, "it is on other bytes than these"),
    ((FOLDER / "refused.tsr").read_bytes(), CHECKPOINT, ROOT, "the authority refused"),
    (b"", CHECKPOINT, ROOT, "it is no reply to a request for a time stamp"),
    (REPLY[:-1], CHECKPOINT, ROOT, "it is no reply to a request for a time stamp"),
    (REPLY, CHECKPOINT, b"", "the file with the trusted certificates has none in PEM"),
]


@pytest.mark.parametrize(("reply", "data", "trusted", "why"), REFUSED)
def test_what_shows_nothing_is_refused(reply: bytes, data: bytes, trusted: bytes, why: str) -> None:
    """Other bytes, a refusal, no reply at all, nobody to believe: each is one line."""
    with pytest.raises(NoStamp) as refused:
        check_stamp(reply, data, trusted, "x.tsr")
    assert str(refused.value) == (
        f"x.tsr: this is no time stamp to rely on: {why}. Ask for one anew: sayso stamp FILE --ask REQUEST"
    )


def test_an_authority_that_nobody_trusts_is_refused() -> None:
    """A reply of which the certificate leads to another root does not hold."""
    with pytest.raises(NoStamp, match="it does not hold"):
        check_stamp(REPLY, CHECKPOINT, (FOLDER / "other.pem").read_bytes(), "x.tsr")


def test_every_flipped_byte_of_the_signed_part_is_refused() -> None:
    """Wherever the time, the hash or the signature is changed, the reply does not hold."""
    start = REPLY.index(hashlib.sha256(CHECKPOINT).digest())
    places = [*range(start, start + 70, 3), *range(len(REPLY) - 256, len(REPLY), 16)]
    for place in places:
        changed = bytearray(REPLY)
        changed[place] ^= 1
        with pytest.raises(NoStamp):
            check_stamp(bytes(changed), CHECKPOINT, ROOT, "x.tsr")


def test_a_request_holds_the_hash_and_no_words() -> None:
    """What goes out is a hash and a number made for this request; two requests differ."""
    request = stamp_request(CHECKPOINT)
    assert hashlib.sha256(CHECKPOINT).digest() in request and b"lantern" not in request
    assert request != stamp_request(CHECKPOINT)


def test_openssl_reads_the_request_and_agrees_on_the_reply(tmp_path: Path) -> None:
    """The standard program understands what we ask and comes to the same answer."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing: apt-get install openssl")
    query = tmp_path / "q.tsq"
    query.write_bytes(stamp_request(CHECKPOINT))
    read = subprocess.run(
        ["openssl", "ts", "-query", "-in", query, "-text"], capture_output=True, text=True, check=True
    )
    assert "Hash Algorithm: sha256" in read.stdout and "Certificate required: yes" in read.stdout
    check = ["openssl", "ts", "-verify", "-data", FOLDER / "checkpoint", "-in", FOLDER / "reply.tsr"]
    done = subprocess.run([*check, "-CAfile", FOLDER / "ca.pem"], capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def test_the_command_asks_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--ask writes the request, --check says when and who; anything else is a wrong call."""
    checkpoint = str(FOLDER / "checkpoint")
    assert run(["stamp", checkpoint, "--ask", str(tmp_path / "q.tsq")]) == 0
    assert (tmp_path / "q.tsq").stat().st_size > 50
    assert (
        run(["stamp", checkpoint, "--check", str(FOLDER / "reply.tsr"), "--trust", str(FOLDER / "ca.pem")])
        == 0
    )
    assert capsys.readouterr().out == (
        f"{checkpoint}: was there at 2026-11-26T02:47:29Z, says Test Time Authority.\n"
    )
    assert run(["stamp", checkpoint]) == 2
    assert capsys.readouterr().err == (
        "stamp: say what. Give --ask REQUEST, or --check REPLY with --trust CERTIFICATES.\n"
    )
