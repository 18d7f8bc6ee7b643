"""MUC-4 (1992): from one report to its incident records, none for a report without one.

The reader's layers and rules (``features.Told``) are what small linear models see: is the report relevant, which sentences
tell of an incident and of which type, which wordings fill which slot, and which things belong to one incident.
``training/muc4`` has the recipe; learned from the train half alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line
from sayso.evaluation.muc4.incidents import Incidents
from sayso.evaluation.muc4.model import layers
from sayso.evaluation.muc4.settings import Settings
from sayso.evaluation.muc4.templates import find_templates
from sayso.evaluation.muc4.weighing import features_of, weigh

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.gazetteer import Gazetteer
    from sayso.pipeline import Reader


def predict_muc4(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a report, with its incidents."""
    records = list(records)
    docs = reader.nlp.pipe(record["text"] for record in records)
    for record, doc in zip(records, docs, strict=True):
        yield as_line(
            {"id": record["id"], "incidents": incidents_of(doc, record["published"], reader.gazetteer)}
        )


def incidents_of(doc: Doc, published: str | None, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The incidents of one report."""
    weighed = weigh(features_of(doc), layers())
    templates = find_templates(weighed, layers())
    if not templates:
        return []
    settings = Settings(doc, published, gazetteer, weighed.featured.told.sentence_of)
    writer = Incidents(weighed, layers(), settings)
    return [writer.record(template) for template in templates]
