"""Bringing a catalog up to date with the English text, and never by guessing.

The rule, per text: same id and same English keeps the words (and finds them again among the obsolete); same id and changed
English keeps the words, marks them fuzzy and writes the English they truly translate as `#|`; anything else is new and
empty. Words never move to another id. Similarity of texts plays no part: tools that guess by it have put "2 tablets" in
place of "8 tablets". Words whose text is gone go to the end of the file as obsolete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.document import Document, Text
from kit.errors import KitError
from kit.files import write_whole
from kit.locale import SOURCE, Locale, find
from kit.translate import made_for
from kit.translate.po import Catalog, Entry, read, render
from kit.translate.scan import positions
from kit.translate.template import DESK, LABELS, LENGTH, Message, label_messages, messages, word_messages

_COMMENTS = (
    "{language}: {topic}.",
    "Translate with Poedit or any other PO editor. 'python3 run.py translate sync' keeps this file in step with the English.",
    "Marked as needing work (fuzzy): drafts made by a machine, and texts whose English has changed since.",
)

_PEOPLE = """# Who works on the {language} translation. Each person writes about themselves; the kit adds nobody.
#
# [[person]]
# handle = "ana"                                   # short name, used in review.tsv
# name = "Ana Example"
# qualification = "certified medical interpreter"  # in your own words
# credit = true                                    # may be named in print
# translator = true                                # translated this; then another person must review it
# clinician = false                                # may sign that the medicine is right
"""


Terms = Callable[[str, str], tuple[str, ...]]
"""What a language calls the terms in an English text, a note each: asked with the tag ("" for a template) and the English."""


def no_terms(_tag: str, _english: str) -> tuple[str, ...]:
    """No notes, for texts whose language has no lists."""
    return ()


Lengths = Callable[[Locale, Message], tuple[str, ...]]
"""How many letters fit a text's place on small sheets, a note each; asked with the language of the words."""


def no_lengths(_locale: Locale, _message: Message) -> tuple[str, ...]:
    """No notes, where nothing was measured."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What a merge did to one file: texts kept, changed in English, new, found again, and put aside as obsolete."""

    path: str
    kept: int = 0
    changed: int = 0
    new: int = 0
    revived: int = 0
    obsolete: int = 0
    written: bool = False

    def __str__(self) -> str:
        counts = (
            ("kept", self.kept),
            ("new", self.new),
            ("changed in English", self.changed),
            ("found again", self.revived),
            ("no longer used", self.obsolete),
        )
        said = ", ".join(f"{count} {name}" for name, count in counts if count) or "empty"
        return f"{self.path}: {said}; {'written' if self.written else 'up to date'}"


def merge(old: Catalog, wanted: Sequence[Message], references: Mapping[str, str] | None = None) -> tuple[Catalog, Stats]:
    """The catalog with exactly the wanted texts, in their order, and what was done. Merging twice changes nothing more."""
    live = old.by_ctx()
    dead: dict[str, list[Entry]] = {}
    for entry in sorted((e for e in old.obsolete if e.words), key=lambda e: (e.ctx, e.english, e.words)):
        dead.setdefault(entry.ctx, []).append(entry)
    counts = {"kept": 0, "changed": 0, "new": 0, "revived": 0}
    used: set[int] = set()
    entries = []
    for message in wanted:
        found, kind = _match(message, live.get(message.ctx), dead.get(message.ctx, ()))
        counts[kind] += 1
        if found:
            used.add(id(found))
        reference = (references or {}).get(message.ctx, "")
        entries.append(_entry(message, found, kind, reference))
    left = [entry for entry in (*old.entries, *old.obsolete) if id(entry) not in used and entry.words]
    gone = sum(not entry.obsolete for entry in left)
    live_entries, obsolete = _put_aside(entries, left)
    counted = Stats(
        path=old.path, obsolete=gone, kept=counts["kept"], changed=counts["changed"], new=counts["new"], revived=counts["revived"]
    )
    return replace(old, entries=live_entries, obsolete=obsolete), counted


def _put_aside(entries: Sequence[Entry], left: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The live entries and the obsolete ones, sorted.

    No two may have the same id and English (GNU gettext refuses the file), so further words for the same text are kept in
    a comment of the entry that stays.
    """
    out: dict[tuple[str, str], Entry] = {(entry.ctx, entry.english): entry for entry in entries}
    live = set(out)
    for entry in sorted(left, key=lambda e: (e.ctx, e.english, e.obsolete, e.words)):
        key = (entry.ctx, entry.english)
        if key not in out:
            out[key] = replace(entry, obsolete=True, notes=(), references=())
        elif entry.words != out[key].words:
            comment = f"also: {' '.join(entry.words.split())}"
            kept = out[key].comments
            out[key] = replace(out[key], comments=kept if comment in kept else (*kept, comment))
    return tuple(out[key] for key in out if key in live), tuple(out[key] for key in sorted(set(out) - live))


def _match(message: Message, live: Entry | None, dead: Sequence[Entry]) -> tuple[Entry | None, str]:
    """The entry whose words this text keeps, among those of its own id, and how: kept, revived, changed or new."""
    if live and live.words and live.msgid == message.msgid:
        return live, "kept"
    for entry in dead:
        if entry.msgid == message.msgid:
            return entry, "revived"
    if live and live.words:
        return live, "changed"
    if dead:
        return dead[0], "changed"
    if live and live.msgid == message.msgid:
        return live, "kept"
    return None, "new"


def _entry(message: Message, found: Entry | None, kind: str, reference: str) -> Entry:
    entry = Entry(
        ctx=message.ctx,
        english=message.english,
        plural=message.plural,
        notes=message.notes,
        references=(reference,) if reference else (),
    )
    if found is None:
        return entry
    words, forms = _fitted(found, message)
    entry = replace(entry, words=words, forms=forms, comments=found.comments, fuzzy=found.fuzzy, previous=found.previous)
    if kind == "changed":
        # the first English the words were made for, not the one before this change
        entry = made_for.asked(replace(entry, fuzzy=True, previous=found.previous or found.plural or found.english), found)
    return made_for.returned(entry)


def _fitted(found: Entry, message: Message) -> tuple[str, tuple[str, ...]]:
    """Words and forms as the text takes them: a text that came to go with a number keeps its words as the last form."""
    if bool(found.plural) == bool(message.plural):
        return found.words, found.forms
    return found.words, (found.words,) if message.plural else ()


def start(
    root: Path,
    documents: Iterable[Document],
    tag: str,
    *,
    desk: Sequence[Text] = (),
    terms: Terms = no_terms,
    lengths: Lengths = no_lengths,
) -> tuple[Stats, ...]:
    """Make the folder of a new locale: empty catalogs of every topic and of the labels, and the list of people.

    KitError if the locale is unknown or its folder exists already.
    """
    folder = root / "locales" / tag
    locale = find(tag, root / "locales")
    if locale.tag == SOURCE.tag:
        raise KitError("English is the source, not a translation", "Edit the files in content/ instead.")
    if any(folder.glob("*.po")):
        raise KitError(f"locales/{tag} exists already", f"Bring it up to date with 'python3 run.py translate sync {tag}'.")
    done = sync(root, documents, (tag,), desk=desk, terms=terms, lengths=lengths)
    if not (folder / "people.toml").exists():
        write(folder / "people.toml", _PEOPLE.format(language=locale.english_name))
    return done


def templates(
    root: Path,
    documents: Iterable[Document],
    *,
    desk: Sequence[Text] = (),
    terms: Terms = no_terms,
    lengths: Lengths = no_lengths,
) -> tuple[Path, ...]:
    """Write locales/templates/<topic>.pot and labels.pot, for translation services that ask for one; not kept in git."""
    written = []
    for domain, (title, date, found, references) in _domains(root, tuple(documents), desk):
        path = root / "locales" / "templates" / f"{domain}.pot"
        old = Catalog(path=path.name, locale=SOURCE, header=(("Language-Team", "none"),), comments=(f"Template: {title}.",))
        merged, _ = merge(_with_header(old, title, date), _with_notes(found, SOURCE, terms, lengths), references)
        header = tuple((name, "" if name == "Language" else value) for name, value in merged.header if name != "Plural-Forms")
        entries = tuple(replace(entry, forms=("", "")) if entry.plural else entry for entry in merged.entries)
        write(path, render(replace(merged, header=header, entries=entries)))
        written.append(path)
    return tuple(written)


def sync(
    root: Path,
    documents: Iterable[Document],
    tags: Iterable[str],
    *,
    desk: Sequence[Text] = (),
    terms: Terms = no_terms,
    lengths: Lengths = no_lengths,
) -> tuple[Stats, ...]:
    """Bring locales/<tag>/<topic>.po and labels.po of each locale in step with the English documents.

    A file is written only where it changes, and whole or not at all. A file that can't be read stops everything before
    anything is written (ContentError). `terms` are the notes on words that the language's glossary has,
    `lengths` those on the room that small sheets have.
    """
    documents = tuple(documents)
    wanted = dict(_domains(root, documents, desk))
    results: list[tuple[Path, str, bytes, Stats]] = []
    for locale in (find(tag, root / "locales") for tag in tags):
        if locale.tag == SOURCE.tag:
            continue
        for domain, (title, date, found, references) in wanted.items():
            path = root / "locales" / locale.tag / f"{domain}.po"
            name = path.relative_to(root).as_posix()
            before = path.read_bytes() if path.exists() else b""
            old = read(path, locale, name=name) if before else Catalog(path=name, locale=locale)
            merged, stats = merge(_with_header(old, title, date), _with_notes(found, locale, terms, lengths), references)
            text = render(replace(merged, entries=tuple(_finished(entry, locale) for entry in merged.entries)))
            results.append((path, text, before, replace(stats, written=before != text.encode("utf-8"))))
    for path, text, before, stats in results:
        if stats.written:
            write(path, text, before=before)
    return tuple(stats for _, _, _, stats in results)


def _with_notes(found: Sequence[Message], locale: Locale, terms: Terms, lengths: Lengths) -> tuple[Message, ...]:
    """The messages with notes on their terms and on the room they have; what was measured stands for what layouts are tried with."""
    tag = "" if locale == SOURCE else locale.tag

    def noted(message: Message) -> Message:
        measured = lengths(locale, message)
        notes = [note for note in message.notes if not (measured and note.startswith(LENGTH))]
        return replace(message, notes=(*notes, *measured, *terms(tag, message.plural or message.english)))

    return tuple(map(noted, found))


def _finished(entry: Entry, locale: Locale) -> Entry:
    """The entry as it is written: a place for each plural form, and the mark of the English its words are for."""
    if entry.plural:
        entry = replace(entry, forms=(*entry.forms[: locale.forms], *[""] * (locale.forms - len(entry.forms))))
    return made_for.stamped(entry)


_Domain = tuple[str, str, tuple[Message, ...], dict[str, str]]


def _domains(root: Path, documents: Sequence[Document], desk: Sequence[Text]) -> Iterator[tuple[str, _Domain]]:
    """What each PO file is to hold: the labels first, then the desk's words, then each topic."""
    if documents:
        labels = {message.ctx: message for document in documents for message in label_messages(document)}
        date = max(document.date for document in documents)
        yield LABELS, ("labels", date, tuple(labels.values()), positions(root, LABELS))
        if desk:
            yield DESK, ("desk", date, word_messages(desk), positions(root, DESK))
    for document in documents:
        title = f"{document.topic} {document.version}"
        yield document.topic, (title, document.date, messages(document), positions(root, document.topic))


def _with_header(old: Catalog, title: str, date: str) -> Catalog:
    """The catalog with a header that every gettext tool accepts. Who translated and when stays as their editor wrote it."""
    locale = old.locale
    fields = {
        "PO-Revision-Date": f"{date} 00:00+0000",
        "Last-Translator": "nobody yet",
        "Language-Team": locale.english_name,
        "X-Generator": "kit translate",
        **dict(old.header),
        "Project-Id-Version": title,
        "Language": locale.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": locale.plural,
    }
    topic = title.partition(" ")[0]
    comments = old.comments or tuple(line.format(language=locale.english_name, topic=topic) for line in _COMMENTS)
    return replace(old, header=tuple(fields.items()), comments=comments)


def write(path: Path, text: str, *, before: bytes | None = None) -> None:
    """Write a text file whole or not at all, in UTF-8 with line feeds.

    `before` are the bytes it held when it was read (b"": it was not there). KitError if somebody, such as a PO editor, has
    saved it since: their words are not written over.
    """
    if before is not None and (path.read_bytes() if path.exists() else b"") != before:
        raise KitError(f"{path} has changed while it was worked on", "Nothing was written to it. Run the command again.")
    write_whole(path, text.encode())


def locale_of(root: Path, tag: str) -> Locale:
    """The locale of a folder in locales/; KitError if it has not been started."""
    locale = find(tag, root / "locales")
    if not (root / "locales" / tag).is_dir():
        raise KitError(f"locales/{tag} does not exist", f"Start it with 'python3 run.py translate start {tag}'.")
    return locale
