"""Field by field, who says what, where the claims of one incident cannot all be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations

from sayso import vocabulary
from sayso.incidents.compare import near_enough
from sayso.incidents.corrections import EFFECTS
from sayso.incidents.told import Told, days_of, names_of
from sayso.model import Claim, ClaimId, Disagreement, Effect
from sayso.tolls import agree, toll_of
from sayso.words import Bounds, count_words, listed, place_words, when_words

#: (value as words, the claims that say it)
Values = tuple[tuple[str, tuple[ClaimId, ...]], ...]
Clash = Callable[[Claim, Claim], bool]


def find_disagreements(
    told: Sequence[Told], superseded: Collection[tuple[ClaimId, Effect]] = ()
) -> tuple[Disagreement, ...]:
    """The fields on which the claims differ so that not all can be right, in a fixed order.

    Figures that are ``superseded`` contradict nothing: their source has corrected them.
    """
    claims = [one.claim for one in told]
    found = [
        ("happened", _values_if_denied(claims)),
        *((effect, _tolls(claims, effect, superseded)) for effect in EFFECTS),
        ("by", _doers(claims)),
        ("kind", _values(claims, _kind_value, _kinds_clash)),
        ("weapons", _values(claims, _weapon_value, _weapons_clash)),
        ("place", _values(claims, _place_value, _places_clash)),
        ("when", _values(claims, lambda claim: when_words(claim.when), _days_clash)),
    ]
    return tuple(Disagreement(field, values) for field, values in found if values)


def disowns(claim: Claim) -> bool:
    """Whether it denies that somebody did it, rather than that it happened."""
    return claim.stance == "denies" and bool(claim.by)


def denies_it(claim: Claim) -> bool:
    """Whether it denies that anything happened, rather than who did it or how many were hurt."""
    return claim.stance == "denies" and not claim.by and not claim.casualties


def _values_if_denied(claims: Sequence[Claim]) -> Values:
    """Who says that it happened and who that it did not; nothing if nobody denies it."""
    denials = [claim for claim in claims if denies_it(claim)]
    rest = [claim for claim in claims if claim.stance not in ("denies", "threatens")]
    if not denials or not rest:
        return ()
    return _sorted({"it did not happen": _ids(denials), "it happened": _ids(rest)})


def _tolls(claims: Sequence[Claim], effect: Effect, superseded: Collection[tuple[ClaimId, Effect]]) -> Values:
    counted = [claim for claim in claims if (claim.id, effect) not in superseded]
    tolls = [(claim, toll) for claim in counted if (toll := toll_of(claim, effect)) is not None]
    denied = [
        (claim, bounds)
        for claim in counted
        for bounds in _denied_figures(claim, effect)
        if any(agree(bounds, toll) for _, toll in tolls)
    ]
    if not denied and all(agree(one, other) for (_, one), (_, other) in combinations(tolls, 2)):
        return ()
    said = [(count_words(toll), claim.id) for claim, toll in tolls]
    return _grouped([*said, *((f"not {count_words(bounds)}", claim.id) for claim, bounds in denied)])


def _denied_figures(claim: Claim, effect: Effect) -> list[Bounds]:
    """The figures that a denial says are wrong."""
    counts = [count for count in claim.casualties if count.effect == effect and claim.stance == "denies"]
    return [(count.low, count.high) for count in counts if count.high != 0 and (count.low or count.high)]


def _doers(claims: Sequence[Claim]) -> Values:
    """Who is named as having done the same thing; "not …" where somebody denies that they did it."""
    # a denial by "our forces" is shown beside all that are named, in however vague a word
    denied = any(disowns(claim) for claim in claims)
    named = [claim for claim in claims if names_of(claim.by) or (denied and claim.by)]
    blamed = [claim for claim in named if not disowns(claim)]
    if len(blamed) == len(named) and not _any(_other_doer, blamed):
        return ()
    spoken = _spoken_names(named)
    return _grouped((("not " if disowns(claim) else "") + spoken[claim.id], claim.id) for claim in named)


def _spoken_names(claims: Sequence[Claim]) -> dict[ClaimId, str]:
    """One name for each claim's doer: the first claim's name for all that share a word with it."""
    spoken: dict[ClaimId, str] = {}
    for position, claim in enumerate(claims):
        alike = next((other for other in claims[:position] if not _other_names(claim, other)), claim)
        spoken[claim.id] = spoken.get(alike.id) or listed(actor.canonical or actor.name for actor in claim.by)
    return spoken


def _other_names(one: Claim, other: Claim) -> bool:
    return not names_of(one.by) & names_of(other.by)


def _other_doer(one: Claim, other: Claim) -> bool:
    return _same_deed(one, other) and _other_names(one, other)


def _same_deed(one: Claim, other: Claim) -> bool:
    """Whether they tell of one deed: a protest and the arrests at it have different doers without dispute."""
    general = vocabulary.load("sameness")["general"]
    return one.kind == other.kind or one.kind in general or other.kind in general


def _kind_value(claim: Claim) -> str:
    return "" if claim.kind in vocabulary.load("sameness")["general"] else claim.kind.replace("_", " ")


def _kinds_clash(one: Claim, other: Claim) -> bool:
    rows = vocabulary.load("sameness")["mistaken"]
    return one.kind != other.kind and any(one.kind in row and other.kind in row for row in rows)


def _weapon_value(claim: Claim) -> str:
    return listed(name.replace("_", " ") for name in _weapon_classes(claim))


def _weapons_clash(one: Claim, other: Claim) -> bool:
    first, second = _weapon_classes(one), _weapon_classes(other)
    return _same_deed(one, other) and bool(first and second) and not set(first) & set(second)


def _weapon_classes(claim: Claim) -> list[str]:
    return [weapon.weapon_class for weapon in claim.weapons if weapon.weapon_class]


def _place_value(claim: Claim) -> str:
    return place_words(claim.place) if claim.place and claim.place.lat is not None else ""


def _places_clash(one: Claim, other: Claim) -> bool:
    return bool(one.place and other.place) and not near_enough(one.place, other.place)  # type: ignore[arg-type]


def _days_clash(one: Claim, other: Claim) -> bool:
    first, second = days_of(one.when), days_of(other.when)
    return first is not None and second is not None and max(first[0], second[0]) >= min(first[1], second[1])


def _values(claims: Sequence[Claim], value: Callable[[Claim], str], clash: Clash) -> Values:
    """Every value that is said, if two of them clash."""
    saying = [claim for claim in claims if value(claim)]
    if not _any(clash, saying):
        return ()
    return _grouped((value(claim), claim.id) for claim in saying)


def _any(clash: Clash, claims: Sequence[Claim]) -> bool:
    return any(clash(one, other) for one, other in combinations(claims, 2))


def _grouped(said: Iterable[tuple[str, ClaimId]]) -> Values:
    by_value: dict[str, tuple[ClaimId, ...]] = {}
    for value, claim in said:
        by_value[value] = tuple(dict.fromkeys((*by_value.get(value, ()), claim)))
    return _sorted(by_value)


def _sorted(by_value: dict[str, tuple[ClaimId, ...]]) -> Values:
    """Most said first; of equals, the one said first."""
    return tuple(sorted(by_value.items(), key=lambda item: -len(item[1])))


def _ids(claims: Sequence[Claim]) -> tuple[ClaimId, ...]:
    return tuple(claim.id for claim in claims)
