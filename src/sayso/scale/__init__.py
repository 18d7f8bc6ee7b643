"""The same stages past one machine: documents in, claims, problems and incidents out as Parquet, one writer to the ledger.

What is done stands in ``stage``, ``linking``, ``shards`` and ``incident_shards`` and knows no engine; ``local``, ``spark``
and ``spark_linking`` only say where it is done. A shard is a share of the documents by the SHA-256 of their bytes; its name is made from what is
in it and who reads it, so doing it twice gives the same files, and what is finished is not done again.
"""

from __future__ import annotations

from sayso.scale.commit import Committed, commit
from sayso.scale.documents import Document, documents_in
from sayso.scale.shards import Marker, finished

__all__ = ["Committed", "Document", "Marker", "commit", "documents_in", "finished"]
