"""Our precision in the codes of UCDP and ACLED."""

from __future__ import annotations

from typing import get_args

from sayso import vocabulary
from sayso.model import PlacePrecision


def test_codes_of_others() -> None:
    """Each precision with a place has one code of UCDP and at most one of ACLED, which has none for a country."""
    ucdp, acled = (vocabulary.load("places")[table] for table in ("ucdp_where_prec", "acled_geo_precision"))
    assert set(ucdp) == set(get_args(PlacePrecision)) - {"unknown"}
    assert set(acled) == set(ucdp) - {"country"}
    assert set(ucdp.values()) <= {1, 2, 3, 4, 5, 6, 7} and set(acled.values()) <= {1, 2, 3}


def test_vaguer_is_never_a_finer_code() -> None:
    """From point to country the codes only grow."""
    order = ("point", "town", "near", "admin2", "admin1", "country")
    for table in ("ucdp_where_prec", "acled_geo_precision"):
        codes = [code for each in order if (code := vocabulary.load("places")[table].get(each))]
        assert codes == sorted(codes)
