"""How many incidents that seem corroborated fall to one origin: several outlets, one account.

    python benchmarks/origins.py DOCS.jsonl.gz …

Each file has a document a line (``doc_id``, ``incident_ids``, ``title``, ``dct``, ``url``, ``text``), as
gva_incidents/docs.*.jsonl.gz; which documents are of one incident is as the file says. Only documents with a text count.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from sayso.incidents.independence import find_origins, independent
from sayso.incidents.traits import outlet_of
from sayso.model import Report, ReportId


def main() -> None:
    for path in sys.argv[1:]:
        incidents = list(incidents_of(path))
        several = [reports for reports in incidents if len(reports) > 1]
        outlets = [reports for reports in several if len({outlet_of(report) for report in reports}) > 1]
        one = [reports for reports in outlets if independent(find_origins(reports)) < 2]
        print(
            f"{path}: {len(incidents)} incidents, {len(several)} with several reports, {len(outlets)} of these told by "
            f"several outlets; of these {len(one)} ({len(one) / max(1, len(outlets)):.0%}) fall to one origin"
        )
        told_by = sum(len({outlet_of(report) for report in reports}) for reports in outlets)
        origins = sum(independent(find_origins(reports)) for reports in outlets)
        fewer = sum(
            independent(find_origins(reports)) < len({outlet_of(report) for report in reports})
            for reports in outlets
        )
        print(
            f"    their {told_by} outlets are {origins} origins; {fewer} of them have fewer origins than outlets"
        )
        for tie, count in why(one).most_common():
            print(f"    {count:>4}  {tie}")


def why(incidents: list[list[Report]]) -> Counter[str]:
    """How many of these incidents have a tie of each kind."""
    ties: Counter[str] = Counter()
    for reports in incidents:
        sentences = " ".join(reason for origin in find_origins(reports) for reason in origin.why)
        for words, tie in (
            ("credit of", "one news agency is credited"),
            ("word for word", "most of one report stands in another"),
            ("belong to", "the outlets have one owner"),
        ):
            ties[tie] += words in sentences
    return ties


def incidents_of(path: str) -> Iterator[list[Report]]:
    """The reports of each incident that have a text."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["text"].strip() and len(row["incident_ids"]) == 1:
                report = Report(
                    ReportId(row["doc_id"]), row["text"], None, row["dct"], (), row["title"], row["url"]
                )
                found[row["incident_ids"][0]].append(report)
    yield from found.values()


if __name__ == "__main__":
    main()
