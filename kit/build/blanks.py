"""The texts that wait for words before a language offers what somebody wants of it, as a list to fill in.

    # 12 texts, 98 words
    # SAFETY. an item of a list
    # English: Call {emergency_number}.
    heroin-withdrawal/naloxone.steps.call: ""

`kit translate draft` takes the filled file. Left out on purpose: what a language offers (`offering`) and writing catalogs (`translate`).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit import content, translate
from kit.build.documents import catalog_of, source
from kit.build.job import Job
from kit.build.offering import Lacking, lacking, product_of, shown
from kit.document import Options, offers
from kit.errors import KitError
from kit.formats import FORMATS
from kit.translate import Message

SHEETS = "sheets"
"""All that is one sheet of paper or less, and the card to point to: what a language is begun with."""

_LISTS = f"{translate.LABELS}/index."


def products(root: Path, wanted: Collection[str]) -> tuple[Job, ...]:
    """The products of these formats, topics and sheets, by name ("all" or none: every one). KitError names what there is."""
    found = [job for topic in content.topics(root / "content") for job in _products(root, topic)]
    names = {name for job in found for name in (job.format, job.topic, job.sheet) if name}
    for name in wanted:
        if name not in (*names, SHEETS, "all"):
            raise KitError(f"--for {name}: there is no such product", f"Write {SHEETS}, all, or: {', '.join(sorted(names))}.")
    if not wanted or "all" in wanted:
        return tuple(found)
    return tuple(job for job in found if _is_wanted(root, job, wanted))


def _is_wanted(root: Path, job: Job, wanted: Collection[str]) -> bool:
    gathers = job.format in FORMATS and FORMATS[job.format].gathers
    if SHEETS in wanted and (job.sheet or gathers or source(root, job.topic).sheet == "card"):
        return True
    return not {job.format, job.topic, job.sheet}.isdisjoint(wanted)


def _products(root: Path, topic: str) -> Iterator[Job]:
    def job(form: str, *, sheet: str = "", session: int = 0) -> Job:
        return product_of(
            Job(
                root=root,
                topic=topic,
                locale="",
                format=form,
                options=Options(),
                edition="",
                region="",
                clinic=None,
                today=datetime.date.min,
                release=False,
                out=Path(),
                sheet=sheet,
                session=session,
            )
        )

    document = source(root, topic)
    for form in content.formats(root / "content", topic, tuple(FORMATS)):
        if "topic" in FORMATS[form].takes or (FORMATS[form].gathers and document.sheets):
            yield job(form)
    for offer in offers(document):
        for form in offer.formats:
            yield job(form, sheet=offer.name if offer.kind == "sheet" else "", session=offer.minutes)


def standing(root: Path, tag: str) -> tuple[tuple[Job, Lacking], ...]:
    """Every product with what the language lacks of it, in the order of topics; nothing lacks where it is offered whole."""
    every = (replace(job, locale=tag) for job in products(root, ()) if job.format in FORMATS)
    return tuple((job, lacking(job)) for job in every)


def waiting(root: Path, tag: str, wanted: Sequence[str], *, every: bool = False) -> tuple[Message, ...]:
    """What must have words before the language offers these products: its topics' texts in their order, then labels.

    With the names by which the list of files calls them. Texts with words are left out unless `every` asks for them or their English has changed.
    """
    chosen = products(root, wanted)
    ids = {text.id for job in chosen for text in shown(job)}
    ids |= {text.id for job in chosen for text in (source(root, job.topic).title, source(root, job.topic).audience)}
    ids |= _of_lists(root, chosen)
    found: dict[str, Message] = {}
    topics = tuple(dict.fromkeys(job.topic for job in chosen))
    for topic in topics:
        found |= {message.ctx: message for message in translate.messages(source(root, topic))}
    for topic in topics:
        found |= {message.ctx: message for message in translate.label_messages(source(root, topic))}
    wanted_texts = tuple(message for ctx, message in found.items() if ctx in ids)
    if every:
        return wanted_texts
    entries = {domain: catalog_of(root, tag, domain).by_ctx() for domain in (*topics, translate.LABELS)}
    return tuple(message for message in wanted_texts if _waits(message, entries[message.ctx.partition("/")[0]]))


def _of_lists(root: Path, chosen: Sequence[Job]) -> set[str]:
    """The labels of the list of files, but for names of formats that nobody asked for."""
    forms = {job.format for job in chosen}
    others = {label for name, row in FORMATS.items() if name not in forms for label in _named(name)}
    mine = {label for name in forms & FORMATS.keys() for label in _named(name)}
    every = (text.id for text in source(root, chosen[0].topic).labels) if chosen else ()
    return {ident for ident in every if ident.startswith(_LISTS) and ident not in others - mine}


def _named(form: str) -> set[str]:
    labels = FORMATS[form].labels
    names = (*labels.names.values(), *labels.uses.values(), labels.use, labels.count, labels.counted)
    return {f"{translate.LABELS}/{name}" for name in names}


def _waits(message: Message, entries: dict[str, translate.Entry]) -> bool:
    entry = entries.get(message.ctx)
    return entry is None or not entry.complete or entry.msgid != message.msgid or bool(entry.previous)


def to_fill(messages: Sequence[Message], forms: int) -> str:
    """The list as YAML with empty words, in the order in which they are read; `forms` is how many plural forms the language has."""
    words = sum(len((message.plural or message.english).split()) for message in messages)
    safety = sum(message.safety for message in messages)
    lines = [f"# {len(messages)} texts, {words} words; {safety} texts are marked SAFETY: a life can depend on them."]
    for message in messages:
        lines += ["", *(f"# {note}" for note in _told(message)), f"{message.ctx}: {_empty(message, forms)}"]
    return "\n".join(lines) + "\n"


def _told(message: Message) -> Iterator[str]:
    if message.safety:
        yield "SAFETY"
    yield from (line for note in message.notes for line in note.splitlines() if line != "SAFETY")
    if message.plural:
        yield f"English, one: {message.english}"
    yield f"English: {message.plural or message.english}"


def _empty(message: Message, forms: int) -> str:
    return json.dumps({"forms": [""] * forms}) if message.plural else '""'


__all__ = ["SHEETS", "products", "standing", "to_fill", "waiting"]
