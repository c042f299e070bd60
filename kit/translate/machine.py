"""Taking a machine's translations into the catalogs, as drafts: fuzzy, and marked with where they came from.

The file is YAML or JSON: `id: words`, `id: {text: words, ignore: {numbers: reason}}`, or for a text that goes with a number
`id: {forms: [words, words ...]}` with each plural form of the language. Every entry is measured against
its English before anything is written. What a person has translated is never overwritten. Left out on purpose: asking a
machine. The kit sends nothing anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kit.composing import NEST, SLOW, compose, quick
from kit.errors import ContentError, Fault, KitError
from kit.files import read_text
from kit.locale import Locale
from kit.translate import made_for, words
from kit.translate.po import Entry, read, render
from kit.translate.template import LABELS
from kit.translate.update import locale_of, write

IGNORE = "ignore "
"""A translator comment `ignore <check>: <reason>` says that a person has judged this finding of this translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What was taken in: how many texts were written and how many were there already, word for word."""

    written: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    ctx: str
    texts: tuple[str, ...]
    ignore: tuple[tuple[str, str], ...]
    file: str
    line: int

    def fault(self, what: str, advice: str) -> Fault:
        return Fault(file=self.file, line=self.line, column=1, path=self.ctx, what=what, advice=advice)


def draft(root: Path, tag: str, file: Path, engine: str) -> Drafted:
    """Write the translations of a file into locales/<tag> as machine drafts.

    `engine` says what made them and when ("machine draft, 2026-11-22"); it becomes the comment `origin: ...`. ContentError
    lists every entry that can't be taken; then nothing is written.
    """
    locale = locale_of(root, tag)
    origin = f"origin: {engine.strip()}"
    if not origin.startswith(made_for.ORIGIN) or "\n" in origin:
        raise KitError(
            f"'{engine}' does not say that a machine made it", "Begin with 'machine', as in 'machine draft, 2026-11-22'."
        )
    paths = {path.stem: path for path in sorted((root / "locales" / tag).glob("*.po"))}
    before = {domain: path.read_bytes() for domain, path in paths.items()}
    catalogs = {domain: read(path, locale, name=path.relative_to(root).as_posix()) for domain, path in paths.items()}
    faults: list[Fault] = []
    new: dict[str, Entry] = {}
    same = 0
    for given in _read(file):
        catalog = catalogs.get(given.ctx.partition("/")[0])
        old = catalog.by_ctx().get(given.ctx) if catalog else None
        found = tuple(_faults(given, old, locale))
        faults += found
        if old is None or found:
            continue
        entry = _drafted(given, old, origin)
        if entry.words == old.words and not old.previous and (not old.fuzzy or _ignored(entry) == _ignored(old)):
            same += 1
        else:
            new[given.ctx] = entry
    if faults:
        raise ContentError(tuple(faults))
    for domain, catalog in catalogs.items():
        entries = tuple(new.get(entry.ctx, entry) for entry in catalog.entries)
        if entries != catalog.entries:
            write(paths[domain], render(replace(catalog, entries=entries)), before=before[domain])
    return Drafted(written=len(new), same=same)


def _ignored(entry: Entry) -> set[str]:
    return {comment for comment in entry.comments if comment.startswith(IGNORE)}


def _drafted(given: _Given, old: Entry, origin: str) -> Entry:
    kept = tuple(c for c in old.comments if not c.startswith(("origin:", "made for:", IGNORE)))
    ignored = tuple(f"{IGNORE}{check}: {reason}" for check, reason in given.ignore)
    said = tuple(_tidy(text, old) for text in given.texts)
    forms = said if old.plural else ()
    new = replace(old, words=said[-1], forms=forms, fuzzy=True, previous="", comments=(origin, *ignored, *kept))
    return made_for.stamped(new)


def _tidy(text: str, old: Entry) -> str:
    text = unicodedata.normalize("NFC", text)
    return text if old.english != old.english.strip() else text.strip()


def _faults(given: _Given, old: Entry | None, locale: Locale) -> Iterator[Fault]:
    if old is None:
        domain = LABELS if given.ctx.startswith(LABELS) else given.ctx.partition("/")[0]
        advice = "Ids are the msgctxt lines of the PO file. If it is a new text, run 'python3 run.py translate sync' first."
        yield given.fault(f"there is no such text in {domain}.po", advice)
        return
    said = tuple(_tidy(text, old) for text in given.texts)
    if old.words and not old.fuzzy and old.said() != said:
        yield given.fault("a person has translated this text", "Leave it out of the file, or change it in the PO file by hand.")
    wanted = locale.forms if old.plural else 1
    if len(said) != wanted:
        advice = f"Write forms: [...] with {wanted} texts, as the file's Plural-Forms counts them." if old.plural else ""
        yield given.fault(f"{len(said)} texts where {wanted} belong", advice or "Write one text.")
    for text in said:
        yield from _text_faults(given, old, text)


def _text_faults(given: _Given, old: Entry, text: str) -> Iterator[Fault]:
    if not text.strip():
        yield given.fault("the translation is empty", "Leave the text out of the file; it then stays English and marked.")
    if wrong := words.unprintable(text):
        yield given.fault(f"the translation has {wrong}", "Write it as one line of plain words.")
    if wrong := words.placeable_fault(old.plural or old.english, text):
        yield given.fault(f"placeables differ from the English: {wrong}", "Copy the names in braces as they are.")
    if wrong := words.bold_fault(text) or words.bold_difference(old.english, text):
        yield given.fault(f"** marks: {wrong}", "Put ** before and after the words that stand out in the English.")


def _read(file: Path) -> Iterator[_Given]:
    text = read_text(file)
    if NEST.search(text):
        raise KitError(f"{file}: nested too deeply", "Write `id: words`, one text an entry.")
    try:
        node = compose(text) if len(text) <= SLOW else quick(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        fault = Fault(file=str(file), line=line, column=1, what=f"not YAML or JSON: {error.problem}", advice="Mend the line.")
        raise ContentError((fault,)) from None
    except (YAMLError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        raise KitError(f"{file}: not YAML or JSON in UTF-8: {error}", "Write `id: words`, one text an entry.") from None
    if node is None and len(text) > SLOW:
        raise KitError(
            f"{file}: not plain YAML, and too long to find out why",
            f"Split it: a file of up to {SLOW // 1_000} kB is told what is wrong.",
        )
    if not isinstance(node, MappingNode):
        raise KitError(f"{file}: not a mapping of ids to words", "Write `id: words`, one text an entry.")
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        given = _given(str(key.value), value, str(file), line)
        if given.ctx in seen:
            raise ContentError((given.fault("the id stands twice in the file", "Keep one of them."),))
        seen.add(given.ctx)
        yield given


def _given(ctx: str, value: Node, file: str, line: int) -> _Given:
    parts = {str(key.value): part for key, part in value.value} if isinstance(value, MappingNode) else {"text": value}
    text, ignore, forms = parts.get("text"), parts.get("ignore"), parts.get("forms")
    nodes = forms.value if isinstance(forms, SequenceNode) else [text]
    pairs = ignore.value if isinstance(ignore, MappingNode) else ()
    reasons = tuple((str(k.value), " ".join(str(v.value).split())) for k, v in pairs if isinstance(v, ScalarNode) and v.value)
    texts = tuple(str(part.value) for part in nodes if isinstance(part, ScalarNode))
    given = _Given(ctx=ctx, texts=texts, ignore=reasons, file=file, line=line)
    if not texts or len(texts) != len(nodes) or set(parts) - {"text", "ignore", "forms"} or (text and forms):
        what = "neither words nor {text: ..., ignore: ...}"
        raise ContentError((given.fault(what, "Write `id: words`, or `id: {text: words, ignore: {numbers: reason}}`."),))
    return given
