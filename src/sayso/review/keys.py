"""Every key, what it does, and where: shown on screen and read by the scripts, so that the two cannot differ."""

from __future__ import annotations

#: where → (act, key, what it does)
KEYS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "everywhere": (
        ("help", "?", "show the keys"),
        ("search", "/", "search"),
        ("palette", "Ctrl+k", "all acts and pages by name"),
        ("go-inbox", "g i", "inbox"),
        ("go-queue", "g q", "queue"),
        ("go-incidents", "g n", "incidents"),
        ("go-map", "g m", "map and timeline"),
        ("go-exports", "g e", "exports"),
        ("go-log", "g l", "audit log"),
        ("go-add", "g a", "add reports"),
        ("next", "j", "next row"),
        ("previous", "k", "previous row"),
        ("undo", "u", "take back the last decision"),
        ("back", "Escape", "back"),
    ),
    "queue": (
        ("accept", "a", "accept"),
        ("reject", "x", "reject, then 1–6 for a reason or Enter for none"),
        ("unsure", "s", "unsure: keep for another person"),
        ("fix", "e", "needs correcting: say what"),
        ("merge", "m", "one happening (pairs)"),
        ("not_same", "b", "not the same (pairs)"),
        ("note", "n", "a note with the decision"),
        ("snooze", "z", "later"),
        ("open", "o", "the quote in its report"),
        ("incident", "i", "its incident"),
    ),
    "report": (
        ("claim-next", "c", "next claim"),
        ("claim-previous", "C", "previous claim"),
        ("view", "t", "text, page, original"),
        ("accept", "a", "accept the claim in focus"),
        ("reject", "x", "reject it"),
        ("unsure", "s", "unsure about it"),
        ("fix", "e", "it needs correcting"),
        ("mark", "w", "mark the selected words as a new claim"),
    ),
    "incident": (
        ("table", "v", "who says what"),
        ("source-next", "]", "next source"),
        ("source-previous", "[", "previous source"),
        ("cite", "y", "copy the citation"),
        ("history", "h", "history"),
        ("split", "p", "split off the chosen claims"),
    ),
    "map": (
        ("zoom-in", "+", "nearer"),
        ("zoom-out", "-", "further"),
        ("zoom-all", "0", "everything"),
        ("bins", "b", "bins or points"),
        ("earlier", ",", "a step earlier"),
        ("later", ".", "a step later"),
        ("clear", "x", "clear the filters"),
    ),
}
