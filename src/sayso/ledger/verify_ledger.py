"""python verify_ledger.py FILE …: checks a copied ledger, checkpoints and proofs; signatures too, if a public key is among
the files. Needs Python 3.9 only. Prints "sound" or "damaged" (status 1). Written from docs/ledger.md, apart from sayso."""

import base64
import hashlib
import json
import sqlite3
import sys
import zlib
from pathlib import Path
from typing import Any

P, D = 2**255 - 19, -121665 * pow(121666, 2**255 - 21, 2**255 - 19)
Q = 2**252 + 27742317777372353535851937790883648493


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def seal_of(number: int, kind: str, made: str, body: bytes, previous: str) -> bytes:
    sealed = json.dumps(
        [number, kind, made, sha(body).hex(), previous], ensure_ascii=False, separators=(",", ":")
    )
    return sha(b"sayso/ledger/entry-1\n", sealed.encode("utf-8", "surrogateescape"))


def root_of(leaves: list[bytes]) -> bytes:  # RFC 6962, section 2.1
    if len(leaves) < 2:
        return sha(b"\0", leaves[0]) if leaves else sha(b"")
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root_of(leaves[:middle]), root_of(leaves[middle:]))


def climb(index: int, last: int, start: bytes, steps: list[bytes]) -> Any:  # RFC 9162, 2.1.3.2, 2.1.4.2
    left = whole = start
    for step in steps:
        if index & 1 or index == last:
            left, whole = sha(b"\1", step, left), sha(b"\1", step, whole)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            whole = sha(b"\1", whole, step)
        index, last = index >> 1, last >> 1 if last else -1
    return (left, whole) if last == 0 else None


def add(a: Any, b: Any) -> Any:
    """Two points of edwards25519; with the next three functions, RFC 8032, 5.1.3 to 5.1.7."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    e, f, g, h = n - m, 2 * (a[2] * b[2] - a[3] * b[3] * D), 2 * (a[2] * b[2] + a[3] * b[3] * D), n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n: int, point: Any) -> Any:
    return add(times(n >> 1, add(point, point)), point if n & 1 else (0, 1, 1, 0)) if n else (0, 1, 1, 0)


def point_of(raw: bytes) -> Any:
    y, odd = int.from_bytes(raw, "little") & (2**255 - 1), raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    x = P - x if x & 1 != odd else x
    if y >= P or (x * x - square) % P:
        raise ValueError("a key or signature is no point of the curve")
    return (x, y, 1, x * y % P)


def is_signed(text: bytes, signature: bytes, public: bytes) -> bool:
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % Q
    one = times(s, point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))
    two = add(point_of(signature[:32]), times(k, point_of(public)))
    return s < Q and all((one[i] * two[2] - two[i] * one[2]) % P == 0 for i in (0, 1))


def checkpoint(text: str, key: str) -> tuple[int, bytes]:
    """Size and root; with a key, the note must carry its signature."""
    signed, _, lines = text.partition("\n\n")
    _, size, root, _ = signed.split("\n")
    if key:
        name, key_id, public = key.strip().split("+", 2)
        notes = [base64.b64decode(n.split(" ")[2]) for n in lines.splitlines() if n.startswith(f"— {name} ")]
        raw, mine = base64.b64decode(public)[1:], [note[4:] for note in notes if note[:4].hex() == key_id]
        if not any(is_signed(f"{signed}\n".encode(), one, raw) for one in mine):
            raise ValueError(f"the checkpoint of {size} entries is not signed with the key of {name}")
    return int(size), base64.b64decode(root)


def check_proof(proof: Any, notes: list[str], key: str) -> str:
    size, root = checkpoint(proof["checkpoint"], key)
    if notes and proof["checkpoint"] not in notes:
        raise ValueError("the proof is under another checkpoint than the one given")
    steps = [bytes.fromhex(step) for step in proof["hashes"]]
    if proof["proof"] == "sayso/ledger/inclusion-1":
        e = proof["entry"]
        seal = seal_of(e["number"], e["kind"], e["made_utc"], e["body"].encode(), e["previous"])
        found = climb(e["number"] - 1, size - 1, sha(b"\0", seal), steps)
        if not 1 <= e["number"] <= size or not found or found[1] != root:
            raise ValueError(f"entry {e['number']} is not under the checkpoint")
        return f"sound: entry {e['number']} is under the checkpoint of {size} entries"
    old_size, old_root = checkpoint(proof["older"], key)
    same = (old_size, old_root) in ((size, root), (0, sha(b"")))
    shift = (old_size & -old_size).bit_length() - 1
    if not same and shift >= 0:
        start, *steps = steps if old_size & (old_size - 1) else [old_root, *steps]
        same = climb((old_size - 1) >> shift, (size - 1) >> shift, start, steps) == (old_root, root)
    if not same or old_size > size:
        raise ValueError(f"the first {old_size} entries are not those of the older checkpoint")
    return f"sound: the first {old_size} of {size} entries are those of the older checkpoint"


def check_ledger(path: str, notes: list[str], key: str) -> str:
    file = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    file.text_factory = bytes
    seals, named, before = [], dict[str, Any](), b"0" * 64
    rows = file.execute("SELECT number, kind, made_utc, body, previous, seal FROM entries ORDER BY number")
    for place, (number, kind, made, body, previous, seal) in enumerate(rows, 1):
        words = [str(word, "utf-8", "surrogateescape") for word in (kind, made, previous)]
        seals.append(seal_of(number, words[0], words[1], body, words[2]))
        if number != place or previous != before or seals[-1].hex().encode() != seal:
            raise ValueError(f"entry {place} is missing, was changed or does not follow the one before")
        if kind == b"report":
            named.setdefault((told := json.loads(body))["report"], told.get("artefact"))
        before = seal
    if file.execute("SELECT size, seal FROM head").fetchall() != [(len(seals), before)]:
        raise ValueError(f"entry {len(seals)} is not the end that the ledger notes")
    for name, packed, its in file.execute("SELECT sha256, packed, packed_sha256 FROM artefacts"):
        kept = (sealed := named.pop(name.decode())) or sha(zlib.decompress(packed)).hex()
        if sha(packed).hex() != its.decode() or kept not in (sealed and its.decode(), name.decode()):
            raise ValueError(f"artefact {name.decode()} was changed")
    if named:
        raise ValueError(f"artefacts are missing: {sorted(named)}")
    for size, root in (checkpoint(note, key) for note in notes):
        if size > len(seals) or root_of(seals[:size]) != root:
            raise ValueError(f"entries 1 to {size} are not those of the checkpoint")
    return f"sound: {len(seals)} entries, {len(notes)} checkpoints"


if __name__ == "__main__":
    try:
        ledgers = [path for path in sys.argv[1:] if Path(path).read_bytes()[:16] == b"SQLite format 3\0"]
        texts = [Path(path).read_text("utf-8") for path in sys.argv[1:] if path not in ledgers]
        proofs, notes = [t for t in texts if t[0] == "{"], [t for t in texts if "\n\n" in t]
        key = "".join(text for text in texts if text not in proofs + notes)
        said = [check_ledger(ledger, notes, key) for ledger in ledgers]
        print("\n".join(said + [check_proof(json.loads(proof), notes, key) for proof in proofs]))
    except Exception as error:
        sys.exit(f"damaged: {error}")
