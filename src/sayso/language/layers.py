"""The names of everything the language layer writes on a spaCy Doc. Names only, no behaviour.

Tokens carry ``tag_`` (Penn), ``pos_`` (UD), ``morph``, ``lemma_``, ``dep_`` (UD relations, "root"
written "ROOT"), ``head`` and ``is_sent_start``. ``doc.spans[MENTIONS]`` holds names and the like,
labelled with MENTION_LABELS. ``doc.spans[SPEECH]`` holds the parts of attributions, labelled
SOURCE, CUE or CONTENT; parts of one attribution share their ``span.id_`` ("1", "2" …).
``doc.user_data[FACTUALITY]`` has for each token how far it is said to have happened, from -3 to 3; 0 for white space.
``doc.user_data[HAPPENINGS]`` has, by the place of a token, the kind of happening it names, and how sure that is (0 to 1).
``doc.user_data[FILLERS]`` says how surely a word fills a role of a happening (``fillers.Fillers``).
"""

from __future__ import annotations

MENTIONS = "mentions"
SPEECH = "speech"
FACTUALITY = "factuality"
HAPPENINGS = "happenings"
FILLERS = "fillers"

#: what may fill a happening: who did it, to whom; who was killed, injured, captured; who is missing, who fled; where, when, with what
ROLES = ("by", "to", "dead", "hurt", "held", "missing", "displaced", "at", "when", "with")

SOURCE = "source"
CUE = "cue"
CONTENT = "content"

PERSON = "person"
ORGANISATION = "organisation"
PLACE = "place"
NATIONALITY = "nationality"
WEAPON = "weapon"
PLATFORM = "platform"
TIME = "time"
QUANTITY = "quantity"

MENTION_LABELS = (PERSON, ORGANISATION, PLACE, NATIONALITY, WEAPON, PLATFORM, TIME, QUANTITY)
