"""What the session decks come to, a line each: `python3 -m tools.deck_table [TAG...] [--region US] [--fast]`.

For each session and language that offers it, bare and with a clinic: slides, minutes of the plan and of exercises, slides whose
words end in the upper 60 % of their place, the least size of safety texts, the largest of all other lists, pages of notes that
overflow, kB; which safety texts are smaller than those lists. `--fast` writes no file.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit import build, content
from kit.build import Job, Request
from kit.checks.deck import fit
from kit.document import Document, Exercise
from kit.formats.deck import timing
from kit.formats.deck.fit import Ruler
from kit.formats.deck.larger import safety_facts
from kit.formats.deck.plan import OPENING, our_stage, plan
from kit.formats.deck.shapes import Grid, Para, Plot, Shape, Slide, SlideDrawing, SlideWords
from kit.formats.deck.template import look
from kit.formats.deck.writer import write
from kit.opc import Package

ROOT = Path(__file__).resolve().parent.parent
CLINIC = ROOT / "content" / "clinics" / "example.toml"
FULL = 0.6
"""A slide whose words end above this part of its body's height is one of few."""
_BARE = ("bar", "strokes")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckRow:
    """What one deck comes to: `least` is the smallest size of its safety texts, with their slide; `most` the largest of other lists.

    `smaller` are the slides of safety texts in smaller type than that.
    """

    session: int
    locale: str
    clinic: bool
    slides: int
    minutes: int
    exercises: int
    high: tuple[str, ...]
    least: tuple[int, str]
    most: int
    smaller: tuple[str, ...]
    notes: int = 0
    size: int = 0


def jobs(tags: Sequence[str] = (), region: str = "", today: datetime.date | None = None) -> Iterator[Job]:
    """Every session deck that a language offers, bare and with the example clinic."""
    clinic = content.clinic(CLINIC)
    for card in (None, clinic):
        request = Request(
            root=ROOT,
            out=ROOT / "output",
            locales=tuple(tags),
            formats=("deck",),
            region=region,
            clinics=(card,) if card else (),
            sessions=tuple(one.minutes for one in build.source(ROOT, "heroin-withdrawal").sessions),
            today=today or datetime.datetime.now(tz=datetime.UTC).date(),
        )
        yield from build.plan(request)


def row(job: Job, *, fast: bool = True) -> DeckRow:
    """What the deck of a job comes to."""
    document = build.ready(job)
    found = plan(document)
    clock = timing.minutes(document)
    timed = [block for one in document.sections for block in one.blocks if isinstance(block, Exercise)]
    left_out = timing.optional(document)
    data = b"" if fast else write(document, job.options)
    safety = list(safety_sizes(found, document))
    most = max((size for size, _ in other_sizes(found, document)), default=0)
    return DeckRow(
        session=job.session,
        locale=job.locale,
        clinic=job.clinic is not None,
        slides=len(found),
        minutes=max((minute for _, minute in clock.values()), default=0),
        exercises=sum(block.minutes for block in timed if block.meta.id not in left_out),
        high=tuple(slide.key for slide in found if end(slide, document) < FULL),
        least=min(safety, default=(0, "")),
        most=most,
        smaller=tuple(key for size, key in safety if size < most),
        notes=0 if fast else len(list(fit.notes_room(Package(data)))),
        size=len(data),
    )


def safety_sizes(found: Sequence[Slide], document: Document) -> Iterator[tuple[int, str]]:
    """The smallest size of each slide of a block that says a safety fact, labels left out."""
    facts = safety_facts(document)
    for slide in found:
        if slide.key.partition("/")[0] in facts:
            yield min(para.size for para in _listed(slide)), slide.key


def other_sizes(found: Sequence[Slide], document: Document) -> Iterator[tuple[int, str]]:
    """The largest size on each slide of a part that says no safety fact.

    Messages, questions and single paragraphs, which stand alone, are left out.
    """
    facts = safety_facts(document)
    parts = {slide.section for slide in found} - {OPENING}
    for slide in found:
        ordinary = slide.section in parts and slide.key.partition("/")[0] not in facts
        sizes = [para.size for para in _listed(slide)]
        if ordinary and slide.layout not in ("message", "activity") and len(sizes) > 1:
            yield max(sizes), slide.key


def _listed(slide: Slide) -> Iterator[Para]:
    """A slide's words but for its title and the label and lead of a box."""
    for shape in slide.shapes:
        if isinstance(shape, SlideWords) and shape.slot != "band":
            yield from shape.paras
        elif isinstance(shape, Grid):
            yield from itertools.chain.from_iterable(shape.rows)


def end(slide: Slide, document: Document) -> float:
    """Where a slide's content ends, as a part of its body's height."""
    stage = our_stage(document)
    ruler = Ruler(document.locale, stage.line, stage.wide)
    lowest = max((_lowest(shape, slide, ruler) for shape in slide.shapes), default=0)
    return (lowest - stage.body.y) / stage.body.height


def _lowest(shape: Shape, slide: Slide, ruler: Ruler) -> int:
    match shape:
        case SlideWords(frame=frame) if frame:
            tall = ruler.heights(shape.paras, frame.width - 2 * shape.inset)
            spare = max(0, frame.height - tall)
            anchor = shape.anchor or look(slide.layout, shape.slot)[1]
            return frame.bottom - {"t": spare, "ctr": spare // 2}.get(anchor, 0)
        case SlideDrawing() if shape.art.id not in _BARE:
            return shape.frame.bottom
        case Grid() | Plot():
            return shape.frame.bottom
        case _:
            return 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tags", nargs="*", metavar="TAG")
    parser.add_argument("--region", default="")
    parser.add_argument("--fast", action="store_true", help="leave out what needs the finished file")
    asked = parser.parse_args()
    heads = (
        "session",
        "locale",
        "clinic",
        "slides",
        "min",
        "exercises",
        "high",
        "least",
        "others",
        "notes",
        "kB",
        "safety texts smaller than others; those that end high",
    )
    sys.stdout.write("\t".join(heads) + "\n")
    for job in jobs(asked.tags, asked.region):
        one = row(job, fast=asked.fast)
        told = (one.session, one.locale, "yes" if one.clinic else "no", one.slides, one.minutes, one.exercises, len(one.high))
        rest = (one.least[0], one.most, one.notes, round(one.size / 1000), f"{' '.join(one.smaller)}; {' '.join(one.high)}")
        sys.stdout.write("\t".join(map(str, (*told, *rest))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
