"""Translation: from an English document to catalogs that people edit, and from catalogs to a translated document.

`sync` writes PO files, `translate` reads them back into a Document, `draft` takes a machine's words as drafts, `coverage`
counts, `pseudo` makes test languages, `extract` serves `pybabel`. Catalogs are keyed on stable ids and merged without
guesses (`kit.translate.update`). Left out on purpose: the people who answer for a translation (`kit.review`).
"""

from __future__ import annotations

from kit.translate.machine import Drafted, draft
from kit.translate.po import Catalog, Entry
from kit.translate.scan import extract
from kit.translate.states import LADDER, MARKS, Coverage, catalog, coverage, faults, load, mark, state, status, translate
from kit.translate.template import DESK, LABELS, Message, label_messages, messages, word_messages
from kit.translate.trial import PSEUDO, longest, pseudo, stretched
from kit.translate.update import Lengths, Stats, locale_of, merge, start, sync, templates

__all__ = [
    "DESK",
    "LABELS",
    "LADDER",
    "MARKS",
    "PSEUDO",
    "Catalog",
    "Coverage",
    "Drafted",
    "Entry",
    "Lengths",
    "Message",
    "Stats",
    "catalog",
    "coverage",
    "draft",
    "extract",
    "faults",
    "label_messages",
    "load",
    "locale_of",
    "longest",
    "mark",
    "merge",
    "messages",
    "pseudo",
    "start",
    "state",
    "status",
    "stretched",
    "sync",
    "templates",
    "translate",
    "word_messages",
]
