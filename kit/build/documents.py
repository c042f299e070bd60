"""The Document of a job: a topic in a language, with its review status and short code, then with its region and clinic.

Loaded and translated Documents are kept for the jobs that follow. Left out on purpose: which jobs there are, and what is written.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import functools
import threading
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

from kit import caches, content, personalize, review, translate
from kit.build import verdicts
from kit.build.job import Job
from kit.build.program import digests, kit_digest, short
from kit.build.showing import texts_shown
from kit.digest import digest
from kit.document import (
    Document,
    Region,
    SheetFormat,
    Text,
    bind,
    paired,
    select_packet,
    select_parts,
    select_session,
    select_sheet,
    session_of,
    sheets_for,
    texts,
    whole,
)
from kit.errors import KitError
from kit.formats import FORMATS
from kit.judging import gate
from kit.locale import SOURCE, overrides


def locales_of(root: Path) -> tuple[str, ...]:
    """The source language, then every folder in locales/ that holds catalogs, in the order of their tags."""
    folder = root / "locales"
    found = sorted({path.parent.name for path in folder.glob("*/*.po")})
    return (SOURCE.tag, *(tag for tag in found if tag != SOURCE.tag))


_reading = threading.RLock()
"""Held while a file is read for a cache, or the caches are emptied: what one thread reads is not kept after another has forgotten it,
and threads that want the same do not each read it."""
_R = TypeVar("_R")


def _alone(cached: functools._lru_cache_wrapper[_R]) -> functools._lru_cache_wrapper[_R]:
    """The cached function, run by one thread at a time."""

    @functools.wraps(cached)
    def call(*arguments: Hashable) -> _R:
        with _reading:
            return cached(*arguments)

    for name in ("cache_clear", "cache_info", "cache_parameters"):
        setattr(call, name, getattr(cached, name))
    return cast("functools._lru_cache_wrapper[_R]", call)


@_alone
@functools.lru_cache(maxsize=8)
def source(root: Path, topic: str) -> Document:
    """The English of a topic, as its files have it."""
    return content.load(root / "content", topic)


def sources(root: Path) -> tuple[Document, ...]:
    """The English of every topic, in the order of their names."""
    return tuple(source(root, topic) for topic in content.topics(root / "content"))


@_alone
@functools.lru_cache(maxsize=128)
def catalog_of(root: Path, tag: str, domain: str) -> translate.Catalog:
    """A locale's words for a topic, or for the labels."""
    return translate.load(root, translate.locale_of(root, tag), domain)


@_alone
@functools.lru_cache(maxsize=64)
def translated(root: Path, topic: str, tag: str, today: datetime.date) -> Document:
    """The topic in a locale with its review status and short code: everything before region and clinic."""
    document = source(root, topic)
    if tag != SOURCE.tag:
        locale = translate.locale_of(root, tag)
        document = translate.translate(document, catalog_of(root, tag, topic), catalog_of(root, tag, translate.LABELS), locale)
        document = gate.standing(document, gate_of(root, tag), review.ledger(root / "locales" / tag))
    return _standing(document, root, tag, today)


def _standing(document: Document, root: Path, tag: str, today: datetime.date, form: str = "") -> Document:
    """The document with its review status, by the texts that a format's files show where `form` is given; and its short code."""
    shown = texts_shown(document, form) if form else None
    document = review.status(document, reviewed_of(root, document, today), shown)
    return replace(document, code=_code(document, tag))


@_alone
@functools.lru_cache(maxsize=32)
def gate_of(root: Path, tag: str) -> gate.Gate:
    """What the checks say of a locale's texts, all topics together: names that differ between topics show only so.

    Kept for other processes too, under a digest of all that the checks read.
    """
    key = _gate_key(root, tag)
    kept = verdicts.read(key)
    if isinstance(kept, dict):
        with contextlib.suppress(KeyError, TypeError, AttributeError):
            return gate.Gate.of(kept)
    found = gate.gate(root, sources(root), tag)
    if _gate_key(root, tag) == key:  # nobody has written to the files meanwhile
        verdicts.keep(key, found.plain())
    return found


def _gate_key(root: Path, tag: str) -> str:
    """The digest of what the gate of a locale rests on: the English, the locale's folder, the words for checks, and the kit."""
    english = (part for text in texts(sources(root)) if not text.verbatim for part in (text.id, text.source))
    places = [root / "locales" / tag, *(root / place for place in _READ)]
    files = {path for place in places for path in (place, *place.rglob("*")) if path.is_file()}
    return short(("gate", tag, kit_digest(), *english, *digests(root, files)))


_READ = (f"locales/{SOURCE.tag}", "content/terms", "content/facts.yaml", "content/glossary.yaml")
"""What checks of translations read beside the topics and the folder of the language."""


def trial(root: Path, topic: str, tag: str, today: datetime.date) -> Document:
    """The topic in a test language (`translate.PSEUDO`), for looking at layouts; never published."""
    return _standing(whole(translate.pseudo(source(root, topic), tag)), root, tag, today)


@_alone
@functools.lru_cache(maxsize=8)
def reviewed(root: Path, topic: str, today: datetime.date) -> review.SourceReview:
    """Who signed the English of a topic, if anyone, and whether that still holds on that day."""
    return review.source(root / "content", source(root, topic), today)


def reviewed_of(root: Path, document: Document, today: datetime.date) -> review.SourceReview:
    """The same of what a document shows of its topic: a sheet can be signed while the rest of the topic is not."""
    return review.source(root / "content", source(root, document.topic), today, shown=document)


def forget(*, english: bool = True) -> None:
    """Drop every Document that was kept, and what was worked out from one, so that the files are read again.

    Without `english` the source texts stay, where only words of other languages have changed.
    """
    with _reading:
        for name, cache in caches.caches():
            if name.startswith(f"{__package__}.") and (english or cache not in (source, _region)):
                cache.cache_clear()


def _code(document: Document, tag: str) -> str:
    """The short code of a printed sheet: topic, version, language and four letters that change with any word.

    The topic is said by two initials and, if its name has more words, the first three letters of each further one.
    """
    letters = base64.b32encode(digest(*((text.id, text.text) for text in texts(document))))[:4].decode()
    words = document.topic.split("-")
    short = "".join([*(word[0] for word in words[:2]), *(word[:3] for word in words[2:])]).upper()
    return f"{short}{document.version}-{tag}-{letters}"


def region_of(job: Job) -> Region | None:
    """The region whose numbers a job prints."""
    return _region(job.root, job.region) if job.region else None


@_alone
@functools.lru_cache(maxsize=8)
def _region(root: Path, code: str) -> Region:
    return content.region(root / "content", code)


def ready(job: Job) -> Document:
    """The job's Document, translated and personalized, ready to be written."""
    region = region_of(job)

    def own(document: Document) -> Document:
        beside = there(job, region, document.locale.tag)
        return personalize.personalize(document, region=region, clinic=job.clinic, today=job.today, there=beside)

    if job.members:
        return bind(own(replace(_front(job), bound=())), [ready(member) for member in job.members])
    first, *second = map(own, translations(job))
    if not second:
        return first
    return bind(first, second) if job.sheet else paired(first, second[0])


def _front(job: Job) -> Document:
    """The front of a packet with its sheets bound in, before region and clinic: its code tells of the words of all."""
    sheets = [document for member in job.members for document in translations(member)]
    front = select_packet(translated(job.root, job.topic, job.locale, job.today), sheets)
    alone = _standing(_set_for(replace(front, bound=()), job), job.root, job.locale, job.today, job.format)
    whole_packet = bind(alone, sheets)
    return replace(whole_packet, code=_code(whole_packet, job.locale))


def chosen(document: Document, job: Job) -> Document:
    """What the job shows of its topic: a sheet, some parts, one session, or all of it."""
    if job.sheet:
        (plan,) = sheets_for(document, job.format, (job.sheet,))
        return select_sheet(document, plan, form=cast("SheetFormat", job.format), edition=job.options.edition)
    if job.session:
        return select_session(document, session_of(document, job.session))
    return select_parts(document, job.parts) if job.parts else whole(document)


def title_of(job: Job) -> Text:
    """What the job's product is called in its language: the title of its sheet, or of its topic."""
    document = translated(job.root, job.topic, job.locale, job.today)
    (plan,) = sheets_for(document, job.format, (job.sheet,)) if job.sheet else (None,)
    return plan.title if plan else document.title


def there(job: Job, region: Region | None, tag: str) -> Document | None:
    """The topic in the language that people speak where the job's reader is, if she reads another and the kit has it."""
    spoken = personalize.spoken_languages(region, tag)[:1]
    if not spoken or spoken[0] == SOURCE.tag or spoken[0] not in locales_of(job.root):
        return None
    return translated(job.root, job.topic, spoken[0], job.today)


def translations(job: Job) -> tuple[Document, ...]:
    """What the job shows of its topic, in its language and, if a second one stands beside it, in that too."""
    if job.members:
        front = _front(job)
        return (replace(front, bound=()), *front.bound)
    for_anyone = replace(job, clinic=None, out=Path(), before="", force=False)
    return tuple(_shown(replace(for_anyone, locale=tag, beside="")) for tag in (job.locale, job.beside) if tag)


def shown_of(job: Job) -> Document:
    """What a product shows of its topic in the job's language; of a packet its front."""
    return replace(_front(job), bound=()) if FORMATS[job.format].gathers else translations(job)[0]


@_alone
@functools.lru_cache(maxsize=32)
def _shown(job: Job) -> Document:
    """What a job without a clinic shows of its topic in its language: the same for every clinic."""
    document = _set_for(chosen(translated(job.root, job.topic, job.locale, job.today), job), job)
    return _standing(document, job.root, job.locale, job.today, job.format)


def _set_for(document: Document, job: Job) -> Document:
    """The document in the script that its language sets the job's format in. KitError where it names one for no format."""
    for form, _ in document.locale.scripts:
        if form not in FORMATS:
            path = job.root / "locales" / document.locale.tag / overrides.FILE
            raise KitError(f"{path}: unknown format '{form}'", f"Write one of {', '.join(FORMATS)}.")
    return replace(document, locale=document.locale.set_for(job.format))
