"""Any language model as a reader: report → what the model told of it, tied to the report's own words.

Nothing here is on unless the user names a server. The model gives words; ``drafts`` refuses all that do
not stand in what a reader can see; ``second_reader`` has their meanings found out like all others'.
"""

from __future__ import annotations

from sayso.model_reader.account import Account, Price
from sayso.model_reader.addressed import addressed_to_a_model
from sayso.model_reader.align import Aligner
from sayso.model_reader.asking import CONTEXT, Asking, Told
from sayso.model_reader.cache import Cache, users_cache
from sayso.model_reader.client import Client
from sayso.model_reader.drafts import Counted, Draft, Phrase, drafts_of
from sayso.model_reader.keys import key_for
from sayso.model_reader.prompt import VERSION, instructions
from sayso.model_reader.server import Server, server_at
from sayso.model_reader.visible import Visible, visible

__all__ = [
    "CONTEXT",
    "VERSION",
    "Account",
    "Aligner",
    "Asking",
    "Cache",
    "Client",
    "Counted",
    "Draft",
    "Phrase",
    "Price",
    "Server",
    "Told",
    "Visible",
    "addressed_to_a_model",
    "drafts_of",
    "instructions",
    "key_for",
    "server_at",
    "users_cache",
    "visible",
]
