"""What a language offers: a product (a topic in a format, or one sheet, session or choice of parts of it) that is whole in it.

A locale offers a product if each text of it has words, and no error is open in any of them; a machine's drafts count, and so do words
for an older English, which print with their marks. Else the product is listed as not there yet, and made only where somebody asks for
it half English (`--allow-partial`). What a language was finished in once it promises (`promised.txt`): that is offered through every
change of the English, and new texts stand in English, marked, until somebody drafts them. Whoever plans, counts or lists products asks
`lacking` and `offers`. Left out on purpose: how far a topic is on the whole (`kit.translate.coverage`).
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, replace
from pathlib import Path

from kit import content, translate
from kit.build.documents import catalog_of, chosen, gate_of, source
from kit.build.job import Job
from kit.build.showing import texts_shown
from kit.document import Options, Text, select_packet
from kit.errors import KitError
from kit.files import read_text
from kit.formats import FORMATS
from kit.locale import SOURCE

PROMISED = "promised.txt"
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Why a language does not offer a product: the ids of its texts without words, and of those with an open error."""

    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong)


def lacking(job: Job) -> Lacking:
    """What the job's language lacks of its product, and the one that stands beside it; nothing if it is offered.

    A packet is offered if its front is, and any of its sheets (`offered_of`).
    """
    if job.members and (lacks := min(map(lacking, job.members), key=bool)):
        return lacks
    found = [_lacking(product_of(job), tag) for tag in (job.locale, job.beside) if tag not in ("", SOURCE.tag)]
    return Lacking(
        missing=tuple(ident for each in found for ident in each.missing),
        wrong=tuple(ident for each in found for ident in each.wrong),
    )


@functools.lru_cache(maxsize=64)
def promised(root: Path, tag: str) -> frozenset[str]:
    """What a language promises: names of formats, ids of topics, or "all". KitError where a line is none of these."""
    path = root / "locales" / tag / PROMISED
    if not path.is_file():
        return frozenset()
    lines = (line.partition("#")[0].strip() for line in read_text(path).splitlines())
    found = frozenset(line for line in lines if line)
    if unknown := sorted(found - {ALL, *FORMATS, *content.topics(root / "content")}):
        raise KitError(f"{path}: unknown product '{unknown[0]}'", f"Write a format ({', '.join(FORMATS)}), a topic, or {ALL}.")
    return found


def offers(job: Job) -> bool:
    """Whether the job's language, and the one beside it, offer its product: it is whole, or it was promised."""
    tags = tuple(tag for tag in (job.locale, job.beside) if tag not in ("", SOURCE.tag))
    if all(promised(job.root, tag) & {ALL, job.format, job.topic} for tag in tags):
        return True
    return not lacking(job)


def offered_of(job: Job) -> Job:
    """The job of an offered product; of a packet with those of its sheets that are offered."""
    return replace(job, members=tuple(member for member in job.members if offers(member))) if job.members else job


def named(job: Job) -> str:
    """What a job's product is called in messages: "vi: heroin-withdrawal sheet overdose"."""
    which = job.sheet or (f"{job.session} minutes" if job.session else "") or " ".join(job.parts)
    return f"{job.locale}: {job.topic} {job.format} {which}".rstrip()


def product_of(job: Job) -> Job:
    """The job without what does not change which texts it shows: every edition shows what the standard one does, or less."""
    return replace(
        job,
        locale="",
        beside="",
        edition="",
        options=Options(),
        region="",
        clinic=None,
        release=False,
        out=Path(),
        today=_ANY,
        members=(),
        before="",
        force=False,
    )


_ANY = datetime.date(2000, 1, 1)


@functools.lru_cache(maxsize=2048)
def _lacking(product: Job, tag: str) -> Lacking:
    wanted = shown(product)
    entries = _entries(product.root, tag, product.topic)
    missing = tuple(text.id for text in wanted if translate.state(text, entries.get(text.id)) == "missing")
    if missing:
        return Lacking(missing=missing)
    errors = gate_of(product.root, tag).drafts
    return Lacking(wrong=tuple(text.id for text in wanted if text.id in errors))


@functools.lru_cache(maxsize=128)
def _entries(root: Path, tag: str, topic: str) -> dict[str, translate.Entry]:
    labels = catalog_of(root, tag, translate.LABELS).by_ctx()
    return {**catalog_of(root, tag, topic).by_ctx(), **labels}


@functools.lru_cache(maxsize=512)
def shown(product: Job) -> tuple[Text, ...]:
    """The English texts that a product shows in any of its editions, each once, in order: those of its topic, then labels."""
    document = source(product.root, product.topic)
    gathers = product.format in FORMATS and FORMATS[product.format].gathers
    return texts_shown(select_packet(document, ()) if gathers else chosen(document, product), product.format)


__all__ = ["Lacking", "lacking", "named", "offered_of", "offers", "product_of", "promised", "shown"]
