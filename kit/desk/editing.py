"""One translation as a person edits it: what was shown, what is stored, what changed; and words into a PO file without loss.

Two people may edit one file at once: what is compared is the entry, never the file, and a conflict writes nothing. Left out
on purpose: pages, and whether the words are right (`kit.checks.translation`).
"""

from __future__ import annotations

import difflib
import hashlib
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from kit.errors import ContentError, KitError
from kit.locale import Locale
from kit.translate import Catalog, Entry, made_for
from kit.translate.po import read, render
from kit.translate.update import write

Kind = Literal["same", "added", "gone"]
T = TypeVar("T")
_lock = threading.Lock()
QUESTION = "question:"


def digest(entry: Entry) -> str:
    """What of an entry a person saw: its id, English, words and whether it needs work."""
    said = "\x1f".join((entry.ctx, *entry.msgid, *entry.said(), str(entry.fuzzy)))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def changes(before: str, after: str) -> Iterator[tuple[Kind, str]]:
    """Two versions of a text as runs of words that stayed, came or went, in order."""
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
            continue
        if b > a:
            yield "gone", "".join(old[a:b])
        if d > c:
            yield "added", "".join(new[c:d])


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of saving: the entry as it is stored now, and why nothing was written, if so.

    `conflict`: somebody changed this translation since it was shown; `english`: its English changed; `gone`: it is no more.
    """

    entry: Entry | None
    conflict: Literal["", "words", "english", "gone"] = ""


def tidy(words: str) -> str:
    """Words from a form as they are stored: NFC, one line (for a text with forms, one line each), ends trimmed."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", words).splitlines())
    return "\n".join(line for line in lines if line)


def shown(entry: Entry) -> str:
    """An entry's words as a form holds them: a text that goes with a number has a line for each of its forms."""
    return "\n".join(entry.forms) if entry.plural else entry.words


def edited(entry: Entry, words: str, *, done: bool) -> Entry:
    """The entry with a person's words. Done takes away "needs work" and the machine's mark, and nothing else."""
    kept = entry.comments
    if done or words != shown(entry):
        kept = tuple(comment for comment in kept if not comment.strip().startswith(made_for.ORIGIN))
    if done:  # whoever says so has read the present English
        kept = tuple(comment for comment in kept if not comment.strip().startswith("made for:"))
    new = replace(entry, fuzzy=bool(words) and not done, previous="" if done else entry.previous, comments=kept)
    if not entry.plural:
        return made_for.stamped(replace(new, words=" ".join(words.split())))
    forms = (words.split("\n") + [""] * len(entry.forms))[: max(1, len(entry.forms))]
    return made_for.stamped(replace(new, forms=tuple(forms), words=next((form for form in reversed(forms) if form), "")))


def save(path: Path, locale: Locale, ctx: str, seen: str, english: str, words: str, *, done: bool) -> Saved:
    """Put one translation into the file as it is at this moment, if it still is what the person was shown (`digest`).

    KitError: the file can't be read, or keeps being changed by another program.
    """
    words = tidy(words)

    def change(catalog: Catalog) -> tuple[Catalog, Saved]:
        entry = catalog.by_ctx().get(ctx)
        if entry is None:
            return catalog, Saved(entry=None, conflict="gone")
        if entry.english != english:
            return catalog, Saved(entry=entry, conflict="english")
        new = edited(entry, words, done=done)
        if digest(entry) != seen and digest(new) != digest(entry):
            return catalog, Saved(entry=entry, conflict="words")
        entries = tuple(new if one.ctx == ctx else one for one in catalog.entries)
        return replace(catalog, entries=entries), Saved(entry=new)

    return _rewritten(path, locale, change)


def ask(path: Path, locale: Locale, ctx: str, question: str) -> None:
    """Write a translator's question beside the text, for the editors."""
    line = f"{QUESTION} {' '.join(tidy(question).split())[:500]}"

    def change(catalog: Catalog) -> tuple[Catalog, None]:
        entries = tuple(
            replace(one, comments=(*one.comments, line)) if one.ctx == ctx and line not in one.comments else one
            for one in catalog.entries
        )
        return replace(catalog, entries=entries), None

    _rewritten(path, locale, change)


def _rewritten(path: Path, locale: Locale, change: Callable[[Catalog], tuple[Catalog, T]]) -> T:
    """Read, change and write the file under one lock; three tries while another program is at it."""
    with _lock:
        for last in (False, False, True):
            before = path.read_bytes()
            catalog = read(path, locale, name=path.name)
            new, told = change(catalog)
            if new == catalog:
                return told
            try:
                write(path, render(new), before=before)
            except (KitError, PermissionError) as error:
                if last:
                    if isinstance(error, KitError):
                        raise
                    raise KitError("another program holds the file", "Close it there, and save again.") from None
                continue
            return told
    raise AssertionError("unreachable")


Verdict = Literal["new", "changed", "both", "same", "unknown", "english", "empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One text of an uploaded file: the entry as it is here (None: no such text), and what the upload says.

    new: nothing here yet, or a machine's draft. changed: only the upload changed it. both: both did. english: the upload
    translates another English. unknown: no such text here. These last two are never taken.
    """

    ctx: str
    verdict: Verdict
    here: Entry | None
    there: Entry

    @property
    def safe(self) -> bool:
        """Whether taking it writes over nobody's words."""
        return self.verdict == "new" or (self.verdict == "changed" and bool(self.here and self.here.fuzzy))


def proposals(here: Catalog, there: Catalog, base: Catalog | None) -> tuple[Proposed, ...]:
    """What an uploaded file would change, measured against the file as it was downloaded (`base`), if that is known."""
    own, old = here.by_ctx(), base.by_ctx() if base else {}
    out = []
    for entry in there.entries:
        mine = own.get(entry.ctx)
        if verdict := _verdict(mine, entry, old.get(entry.ctx)):
            out.append(Proposed(ctx=entry.ctx, verdict=verdict, here=mine, there=entry))
    return tuple(out)


def _verdict(mine: Entry | None, entry: Entry, old: Entry | None) -> Verdict | None:
    if mine is None:
        return "unknown" if entry.words else None
    if mine.english != entry.english:
        return "english" if entry.words else None
    if not entry.words or (shown(mine), mine.fuzzy) == (shown(entry), entry.fuzzy):
        return None
    if old and (shown(old), old.fuzzy) == (shown(entry), entry.fuzzy):
        return None  # only ours changed since it was downloaded
    if not mine.words or (mine.fuzzy and any(comment.strip().startswith(made_for.ORIGIN) for comment in mine.comments)):
        return "new"
    return "changed" if old and (shown(old), old.fuzzy) == (shown(mine), mine.fuzzy) else "both"


def take(path: Path, locale: Locale, chosen: Mapping[str, Proposed]) -> tuple[int, tuple[str, ...]]:
    """Write the chosen proposals whose entry is still as it was compared; how many, and the ids that changed meanwhile."""

    def change(catalog: Catalog) -> tuple[Catalog, tuple[int, tuple[str, ...]]]:
        taken, late = 0, []
        entries = []
        for entry in catalog.entries:
            found = chosen.get(entry.ctx)
            if found is None or found.verdict in ("unknown", "english"):
                entries.append(entry)
            elif found.here is None or digest(entry) != digest(found.here):
                entries.append(entry)
                late.append(entry.ctx)
            else:
                words = tidy(shown(found.there))
                entries.append(edited(entry, words, done=not found.there.fuzzy))
                taken += 1
        return replace(catalog, entries=tuple(entries)), (taken, tuple(late))

    return _rewritten(path, locale, change)


def uploaded(data: bytes, locale: Locale, folder: Path) -> Catalog:
    """An uploaded PO file, read as strictly as our own. ContentError names every fault with its line."""
    path = folder / "upload.po"
    path.write_bytes(data)
    try:
        return read(path, locale, name="upload.po")
    except (UnicodeDecodeError, RecursionError):
        raise KitError("the file is not a PO file in UTF-8", "Export it again from the translation program as PO.") from None
    except ContentError:
        raise
    finally:
        path.unlink(missing_ok=True)
