"""Entity candidates: what in a sentence may be a name, a date, a time or a quantity, and of which type.

Candidates are guesses from the text alone (links, morphemes, patterns, a gazetteer), made before anybody
annotates: ner shows them as suggestions, re builds pairs of them.
"""

from pipeline.tasks.entities.gazetteer import Gazetteer, gazetteer, read_gazetteer
from pipeline.tasks.entities.mention import Mention, MentionType
from pipeline.tasks.entities.mentions import mentions

__all__ = ["Gazetteer", "Mention", "MentionType", "gazetteer", "mentions", "read_gazetteer"]
