"""Everything people write in content/, read and checked: topics, labels, claims, sources, help lines of regions, clinics.

Every fault says file:line:column, what is wrong and what to do, all faults at once. pydantic and YAML stay in this room;
what leaves it are the values of `kit.document` and the ones named here.
"""

from kit.content import cards, lists
from kit.content.cards import clinic, clinics, good_clinics
from kit.content.forms import review_form
from kit.content.helplines import region, regions
from kit.content.labels import desk_words
from kit.content.ledger import Avoid, Citation, Claim, Source, Term, claims, glossary, sources, terms
from kit.content.lexicons import HIDDEN, FactGroup, FactWords, WordForm, fact_groups, fact_words
from kit.content.positions import Place
from kit.content.questions import TextQuestion, questions
from kit.content.topic import Loaded, formats, load, places, read, topics
from kit.content.versions import Change, diff, keep, words
from kit.content.versions import read as kept_words

__all__ = [
    "HIDDEN",
    "Avoid",
    "Change",
    "Citation",
    "Claim",
    "FactGroup",
    "FactWords",
    "Loaded",
    "Place",
    "Source",
    "Term",
    "TextQuestion",
    "WordForm",
    "cards",
    "claims",
    "clinic",
    "clinics",
    "desk_words",
    "diff",
    "fact_groups",
    "fact_words",
    "formats",
    "glossary",
    "good_clinics",
    "keep",
    "kept_words",
    "lists",
    "load",
    "places",
    "questions",
    "read",
    "region",
    "regions",
    "review_form",
    "sources",
    "terms",
    "topics",
    "words",
]
