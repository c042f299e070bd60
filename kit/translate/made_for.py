"""Which English the words of an entry were made for, kept in a comment that survives every gettext tool.

    # made for: 1a2b3c4d5e6f (words 0f9e8d7c6b5a)

The first digest is that of the English, the second that of the words. msgmerge, pybabel and hand copies carry the comment along with
the words; where the entry's English is another one and the words are the same, they are stale, whatever marks the tool has set or
lost. `asked` is the digest of newer English for which `sync` asked a person to look: words kept after that are accepted.
Left out on purpose: who made them (`origin:` comments, `kit.review`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.digest import digest as kit_digest
from kit.translate.po import Entry

_MARK = re.compile(r"made for: ([0-9a-f]{12}) \(words ([0-9a-f]{12})\)(?:, asked for ([0-9a-f]{12}))?")
ORIGIN = "origin: machine"
"""A translator comment that starts so says: a machine wrote these words and nobody has accepted them while they are fuzzy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFor:
    """Digests of the English, of the words, and of the English that a person was asked to look at, or ""."""

    english: str
    words: str
    asked: str = ""

    def __str__(self) -> str:
        return f"made for: {self.english} (words {self.words})" + (f", asked for {self.asked}" if self.asked else "")


def digest(texts: Iterable[str]) -> str:
    """12 hex digits of the digest of these texts, none of which can run into the next."""
    return kit_digest(*texts).hex()[:12]


def mark(entry: Entry) -> MadeFor | None:
    """What the entry's comment says, if it has one."""
    found = next((match for line in entry.comments if (match := _MARK.fullmatch(line.strip()))), None)
    return MadeFor(english=found[1], words=found[2], asked=found[3] or "") if found else None


def is_old(entry: Entry) -> bool:
    """Whether the words were made for other English than the entry has, and nobody has touched or accepted them since."""
    said = mark(entry)
    if said is None or said.words != digest(entry.said()):
        return False
    here = digest(entry.msgid)
    return said.english != here and (entry.fuzzy or said.asked != here)


def is_machine(entry: Entry) -> bool:
    """Whether the words are a machine's, for the English that the entry has, and nobody has accepted them."""
    machine = any(comment.strip().startswith(ORIGIN) for comment in entry.comments)
    return machine and entry.fuzzy and not entry.previous and not is_old(entry)


def stamped(entry: Entry) -> Entry:
    """The entry with its mark, if its words are for its English: a person's, or a machine's draft."""
    if not entry.words or is_old(entry) or (entry.fuzzy and not is_machine(entry)):
        return entry
    return _with(entry, MadeFor(english=digest(entry.msgid), words=digest(entry.said())))


def asked(entry: Entry, before: Entry) -> Entry:
    """The entry, whose English has just changed from that of `before`, with a note that a person is asked to look at it.

    A draft of a machine, or what a person had marked as unfinished, needs more than a look.
    """
    said = mark(before)
    if said is None or (before.fuzzy and not said.asked):
        return entry
    return _with(entry, replace(said, asked=digest(entry.msgid)))


def returned(entry: Entry) -> Entry:
    """The entry as it was before its English went away and came back, if that is what happened."""
    said = mark(entry)
    if said is None or said.english != digest(entry.msgid) or said.words != digest(entry.said()):
        return entry
    back = replace(entry, previous="", fuzzy=entry.fuzzy and not said.asked)
    return _with(back, replace(said, asked=""))


def _with(entry: Entry, said: MadeFor) -> Entry:
    line = str(said)
    if line in entry.comments:
        return entry
    kept = [comment for comment in entry.comments if not _MARK.fullmatch(comment.strip())]
    first = 1 if kept and kept[0].startswith("origin:") else 0
    return replace(entry, comments=(*kept[:first], line, *kept[first:]))
