"""The texts of a catalog as a translator meets them: each with its English, its words, its state and what the checks say of it.

A domain is a topic, the labels of files, or the desk's own words. Left out on purpose: pages (`translating`), and the file
itself (`editing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask import abort

from kit import build, content, translate
from kit.checks import translation
from kit.desk import editing
from kit.desk.context import desk, t
from kit.document import Document, Text
from kit.errors import Finding, KitError
from kit.locale import Locale, find
from kit.translate import Entry, Message

DOMAINS = (translate.LABELS, translate.DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedText:
    """One text of a list: what there is to translate, what the catalog has, and its state."""

    message: Message
    entry: Entry
    state: str
    section: str

    @property
    def first(self) -> str:
        """The English's first words."""
        return cut(self.message.english)

    @property
    def words(self) -> str:
        """The translation's first words."""
        return cut(self.entry.words)


def cut(words: str, most: int = 90) -> str:
    """At most so many characters, cut between words where they are parted by spaces, with a sign that there is more."""
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]}…"


def locale_named(tag: str) -> Locale:
    """The locale of a translation of this project; 404 for any other tag, and for the source."""
    if tag == "en" or tag not in build.locales_of(desk().root):
        abort(404)
    return find(tag, desk().root / "locales")


def english(topic: str) -> Document:
    """The English of a topic as its files have it now; 404 for a topic that is none."""
    root = desk().root
    build.refresh(root)
    if topic not in content.topics(root / "content"):
        abort(404)
    return build.translated(root, topic, "en", desk().today())


def messages_of(topic: str) -> tuple[Message, ...]:
    """What there is to translate in a topic, in the labels or in the desk's own words."""
    root = desk().root
    if topic == translate.DESK:
        return translate.word_messages(content.desk_words(root / "content"))
    if topic == translate.LABELS:
        return translate.label_messages(english(content.topics(root / "content")[0]))
    return translate.messages(english(topic))


def path_of(tag: str, topic: str) -> Path:
    """The PO file of a domain; 404 where there is no such domain, KitError where the file is not made yet."""
    if topic not in (*content.topics(desk().root / "content"), *DOMAINS):
        abort(404)
    path = desk().root / "locales" / tag / f"{topic}.po"
    if not path.is_file():
        raise KitError(
            f"locales/{tag}/{topic}.po is not there yet", "Make it with: python3 run.py translate sync. It takes a moment."
        )
    return path


def items(tag: str, topic: str) -> tuple[ListedText, ...]:
    """Every text of a domain with its translation, in the order of the sheet."""
    locale = locale_named(tag)
    wanted = messages_of(topic)  # and 404 for a topic that is none
    entries = translate.load(desk().root, locale, topic).by_ctx()
    found = []
    for message in wanted:
        entry = entries.get(message.ctx)
        text = Text(id=message.ctx, source=message.english, text=message.english, lang="en", safety=message.safety)
        section = message.ctx.partition("/")[2].partition(".")[0]
        found.append(
            ListedText(
                message=message,
                entry=entry or Entry(ctx=message.ctx, english=message.english),
                state=translate.state(text, entry),
                section=section,
            )
        )
    return tuple(found)


def counts_of(tag: str, topic: str) -> Mapping[str, int]:
    """How many texts of a domain are in each state; nothing where its file can't be read."""
    try:
        found = items(tag, topic)
    except KitError:
        return {}
    counts = dict.fromkeys(("total", "missing", "stale", "machine", "human"), 0)
    for item in found:
        counts[item.state] = counts.get(item.state, 0) + 1
    return {**counts, "total": len(found)}


def name_of(topic: str) -> str:
    """A domain as people call it."""
    if topic in DOMAINS:
        return t().plain(f"translate.{topic}")
    return english(topic).title.text


def all_findings(tag: str, topic: str) -> dict[str, list[Finding]]:
    """What the checks find in a whole catalog, by text."""
    root = desk().root
    if topic == translate.DESK:
        found = translation.check_desk(root, tag)
    else:
        found = translation.check_locale(
            root, english(topic if topic not in DOMAINS else content.topics(root / "content")[0]), tag
        )
    out: dict[str, list[Finding]] = {}
    for finding in found:
        ctx = finding.where.rpartition(" ")[2]
        if ctx.startswith(f"{topic}/"):
            out.setdefault(ctx, []).append(finding)
    return out


def findings(tag: str, topic: str, entry: Entry) -> tuple[Finding, ...]:
    """What the checks say of one translation, errors first; what a catalog can't hold at all is an error too."""
    root, locale = desk().root, locale_named(tag)
    if not entry.words:
        return ()
    catalog = translate.Catalog(path=f"{topic}.po", locale=locale, entries=(replace(entry, previous="", fuzzy=False),))
    hard = tuple(
        Finding(id="translation.broken", severity="error", where=fault.path, message=f"{fault.what}. {fault.advice}")
        for fault in translate.faults(catalog)
    )
    if hard:
        return hard
    if topic == translate.DESK:
        found = translation.check_some(root, content.desk_words(root / "content"), (catalog,))
    else:
        found = translation.check_some(
            root, (english(topic if topic not in DOMAINS else content.topics(root / "content")[0]),), (catalog,)
        )
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def tried(item: ListedText, words: str) -> Entry:
    """The entry as it would be with these words, for the checks."""
    return editing.edited(replace(item.entry, english=item.message.english), words, done=True)


def found_at(tag: str, topic: str, ctx: str) -> tuple[tuple[ListedText, ...], int]:
    """The texts of a domain, and which of them is the one asked for; 404 if none is."""
    found = items(tag, topic)
    at = next((number for number, item in enumerate(found) if item.message.ctx == f"{topic}/{ctx}"), -1)
    if at < 0:
        abort(404)
    return found, at
