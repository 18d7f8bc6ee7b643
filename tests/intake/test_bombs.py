"""Files that are small until somebody opens them, and archives with names that lead outside."""

from __future__ import annotations

import gzip
import io
import os
import resource
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from intake_makings import NEWS, answered, of_objects, record, rss, stream, tarred, zipped

from sayso import intake
from sayso.intake import Arrival, Refusal
from sayso.intake.jail import jail

MB = 1_000_000


def _zeros(size: int, level: int = 1) -> bytes:
    """Zeros as deflate packs them, without their ever being in memory."""
    packer, out = zlib.compressobj(level, zlib.DEFLATED, -15), []
    for _ in range(size // MB):
        out.append(packer.compress(b"\0" * MB))
    return b"".join([*out, packer.flush()])


def _gzip_of_zeros(size: int) -> bytes:
    packed = _zeros(size)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + packed + struct.pack("<II", 0, size & 0xFFFFFFFF)


def _zip_of_zeros(size: int, said: int | None = None) -> bytes:
    """A ZIP whose member unpacks to so many zeros, and says that it has ``said``."""
    packed, size_said = _zeros(size), size if said is None else said
    local = (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(packed), size_said, 5, 0)
        + b"a.txt"
        + packed
    )
    entry = (
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            len(packed),
            size_said,
            5,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a.txt"
    )
    return local + entry + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), len(local), 0)


def _overlapping(members: int) -> bytes:
    """A ZIP whose members are all the same bytes."""
    packed = _zeros(20 * MB)
    local = (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(packed), 20 * MB, 5, 0)
        + b"a.txt"
        + packed
    )
    entries = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, 0, len(packed), 20 * MB, 5, 0, 0, 0, 0, 0, 0
        )
        + f"{number:05}".encode()
        for number in range(members)
    )
    return (
        local
        + entries
        + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, members, members, len(entries), len(local), 0)
    )


def _pdf(data: bytes, filters: str) -> bytes:
    return of_objects([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>", stream(data, f"/Filter {filters}"),
    ])  # fmt: skip


def _laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha ha ha ">{entities}]>'.encode()


def _tar_of_zeros(size: int) -> bytes:
    info = tarfile.TarInfo("a.txt")
    info.size = size
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return (
        packer.compress(info.tobuf())
        + b"".join(packer.compress(b"\0" * MB) for _ in range(size // MB))
        + packer.flush()
    )


def _nested(depth: int, width: int) -> bytes:
    data = zipped({"x.txt": b"\0" * 5 * MB})
    for _ in range(depth):
        data = zipped({f"{number}.zip": data for number in range(width)})
    return data


def _png(width: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"")
        + chunk(b"IEND", b"")
    )


def _brotli(size: int) -> bytes:
    import brotli

    return bytes(brotli.compress(b"\0" * size, quality=2))


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip of 300 MB": lambda: _gzip_of_zeros(300 * MB),
    "gzip of gzip": lambda: gzip.compress(_gzip_of_zeros(300 * MB)),
    "zip of 300 MB": lambda: _zip_of_zeros(300 * MB),
    "zip that lies about its size": lambda: _zip_of_zeros(300 * MB, 10),
    "zip with members over one another": lambda: _overlapping(500),
    "zip of 20,000 members": lambda: zipped({f"{number}.txt": b"" for number in range(20_000)}),
    "zips in zips, wide": lambda: _nested(2, 30),
    "zips in zips, deep": lambda: _nested(8, 1),
    "tar of 300 MB": lambda: _tar_of_zeros(300 * MB),
    "bzip2 in bzip2": lambda: __import__("bz2").compress(b"\0" * 60 * MB),
    "xz of 100 MB": lambda: __import__("lzma").compress(b"\0" * 100 * MB, preset=0),
    "warc with a body of 300 MB in gzip": lambda: record("response", "http://a.example/", answered(_gzip_of_zeros(300 * MB), "text/html", **{"Content-Encoding": "gzip"})),
    "warc with a body of 100 MB in brotli": lambda: record("response", "http://a.example/", answered(_brotli(100 * MB), "text/html", **{"Content-Encoding": "br"})),
    "warc record of 300 MB": lambda: _gzip_of(b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 1000000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 300),
    "pdf stream of 200 MB": lambda: _pdf(b"\x78\xda" + _zeros(200 * MB) + b"\0\0\0\0", "/FlateDecode"),
    "pdf stream packed twice": lambda: _pdf(zlib.compress(b"\x78\xda" + _zeros(200 * MB) + b"\0\0\0\0", 9), "[/FlateDecode /FlateDecode]"),
    "huge picture": lambda: _png(2**31 - 1),
    "entities in a feed": lambda: _laughs("rss") + b"<rss><channel><title>&l10;</title><item><title>&l10;</title><description>&l10;</description></item></channel></rss>",
    "entities in a page": lambda: _laughs("html") + b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&l10;</p></body></html>',
    "entities in a head": lambda: _laughs("feed") + b"<feed xmlns='http://www.w3.org/2005/Atom'>&l10;</feed>",
    "mail in mail in mail": lambda: b"".join(b"Message-ID: <%d@x>\nFrom: a@b\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" % n for n in range(3_000)),
    "parts in parts": lambda: b"".join(b'Message-ID: <%d@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n, n) for n in range(3_000)),
    "json without end": lambda: b'{"a":' + b"[" * 5 * MB,
    "boxes in boxes": lambda: b"<html>" + b"<div><span>" * 300_000 + b"x",
}  # fmt: skip


def _gzip_of(head: bytes, zeros_mb: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return (
        packer.compress(head)
        + b"".join(packer.compress(b"\0" * MB) for _ in range(zeros_mb))
        + packer.flush()
    )


@pytest.fixture
def fresh() -> Iterator[None]:
    """Children of this test's own, so that their memory is that of one bomb."""
    jail().close()
    yield
    jail().close()


def _peak_mb() -> float:
    """The most memory that a child of now has had; of those that died nothing is known, so their limit counts."""
    peaks = [0.0]
    for child in jail()._idle:
        lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")]
    return max(peaks)


def _temp_mb() -> float:
    return sum(path.stat().st_size for child in jail()._idle for path in child.folder.rglob("*")) / MB


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_a_line(name: str, fresh: None) -> None:
    """Each bomb is refused, or read as the few words it has, within 5 s and 200 MB, with nothing on the disk."""
    data = BOMBS[name]()
    jail().read(b"<html><body><p>" + NEWS.encode() + b"</p></body></html>", "text/html", "warm")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    found = list(intake.read_reports(data, origin=name))
    took = time.monotonic() - began
    ours = max(0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    lines = [str(one.error) for one in found if isinstance(one, Refusal)]
    print(
        f"{name}: {len(data):,} bytes, {took:.2f} s, {_peak_mb():.0f} MB in the child, {ours:.0f} MB more here; {lines[-1:] or 'read'}"
    )
    assert took < 5 * _patience() and _peak_mb() < 200 and ours < 200 and _temp_mb() < 100
    assert all(len(line.splitlines()) == 1 for line in lines) and len(found) < 3_100
    assert lines or all(len(one.report.text) < 2_000 for one in found if isinstance(one, Arrival))


def _patience() -> float:
    """How much longer things may take because others use the machine too."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


OUTSIDE = [
    "../escaped.txt", "a/../../escaped.txt", "/tmp/escaped.txt", "/etc/cron.d/escaped", "C:\\escaped.txt", "C:escaped.txt",
    "\\\\server\\share\\escaped.txt", "..\\escaped.txt", "a\\..\\..\\escaped.txt", "./../escaped.txt", "//escaped.txt",
    "a/b/../../../escaped.txt", "x" * 10_000, "a/" * 2_000 + "escaped.txt", "..",
]  # fmt: skip
ODD = [
    "CON.txt",
    "a\r\nb.txt",
    "a\x1b[31m.txt",
    "a\u202etxt.exe",
    "é.txt",
    "a b.txt",
    "-rf.txt",
    "~root.txt",
    "$(id).txt",
    "%2e%2e%2fescaped.txt",
]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_in_archives_lead_nowhere(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, whatever the names; those that lead outside are refused, the good ones beside them read."""
    monkeypatch.chdir(tmp_path)
    names = [*OUTSIDE, *ODD, "good.txt"]
    members = {name: f"{number}. {NEWS}".encode() for number, name in enumerate(names)}
    data = zipped(members) if kind == "zip" else tarred(members)
    before = {
        path: path.stat().st_mtime
        for folder in ("/tmp", "/etc")
        for path in Path(folder).iterdir()
        if "escaped" in path.name
    }
    found = list(intake.read_reports(data, origin="a"))
    refused = [str(one.error) for one in found if isinstance(one, Refusal)]
    read = [one.report for one in found if isinstance(one, Arrival)]
    print(f"{kind}: {len(names)} names, {len(refused)} refused, {len(read)} read")
    assert len(refused) == len(OUTSIDE) and len(read) == len(ODD) + 1
    assert list(tmp_path.rglob("*")) == [] and before == {}
    assert all(report.retrieval and report.retrieval.origin.isprintable() for report in read)
    assert all(len(line) < 400 and line.isprintable() for line in refused)


def test_links_and_devices_in_archives_are_left_alone() -> None:
    """Links, devices and pipes in archives are refused; the good file beside them is read."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("pipe", tarfile.FIFOTYPE),
            ("disk", tarfile.BLKTYPE),
            ("tty", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(f"{name}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("good.txt")
        info.size = len(NEWS)
        archive.addfile(info, io.BytesIO(NEWS.encode()))
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as other:
        info_ = zipfile.ZipInfo("link.txt")
        info_.external_attr = 0o120777 << 16
        other.writestr(info_, "/etc/passwd")
        other.writestr("good.txt", NEWS)
    for data, refused in ((out.getvalue(), 5), (linked.getvalue(), 1)):
        found = list(intake.read_reports(data, origin="a"))
        assert sum(isinstance(one, Refusal) for one in found) == refused
        assert [one.report.text for one in found if isinstance(one, Arrival)] == [NEWS]


def test_a_feed_is_not_made_larger_by_its_entities() -> None:
    """An entity that a feed defines stays as it is written."""
    (one,) = intake.read_reports(
        _laughs("rss")
        + rss(["<item><title>x</title><description>&l10; " + NEWS + "</description></item>"]).partition(
            b"?>"
        )[2],
        origin="in",
    )
    assert isinstance(one, Arrival) and len(one.report.text) < 400
