"""How much longer than its English a translation may be on each small sheet: measured by setting the sheet, and told to translators.

All words of a sheet are made longer together until it is full, on each of its papers: a share that every text may take, whatever the
others do. Measuring takes a second or two for a sheet, so what was found is kept in `locales/lengths.json`, under a digest of the
sheet's English, and measured anew where that has changed. Left out on purpose: what a translation that is longer may do, which
only its own layout tells.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kit import content, translate
from kit.build.documents import ready, shown_of, source
from kit.build.job import Job
from kit.digest import digest
from kit.document import Document, Options, Text, sheets_for, texts
from kit.errors import KitError
from kit.files import read_text, write_whole
from kit.formats import FORMATS
from kit.formats.record import Box, Format
from kit.locale import SOURCE, Locale
from kit.translate.template import LENGTH, Message

KEPT = "locales/lengths.json"
_STEP, _MOST = 5, 100  # percent
_ANY_DAY = datetime.date(2000, 1, 1)
_WIDE = frozenset(("Hang", "Hans", "Hant", "Jpan", "Kore"))
"""Scripts whose letters are as wide as high: about twice as wide as those of the English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRoom:
    """What room one small sheet has: by how many percent all its words may be longer, and in how many lines each of them then stands.

    `words` is a digest of the English that was measured.
    """

    words: str
    longer: int
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRooms:
    """What room the small sheets have, by "topic format sheet"; called, it tells translators (`kit.translate.update.Lengths`)."""

    rooms: Mapping[str, SheetRoom]
    measured: tuple[str, ...] = ()

    def __call__(self, locale: Locale, message: Message) -> tuple[str, ...]:
        """A note that says the letters and lines on each kind of sheet that shows a text, the tightest of its kind; or none."""
        fits: dict[str, tuple[int, int]] = {}
        for name, room in self.rooms.items():
            if message.ctx in room.lines:
                kind = name.split()[1].replace("-", " ")
                own = (_letters(message.english, room.longer, locale), room.lines[message.ctx])
                fits[kind] = min(own, fits.get(kind, own))
        if not fits:
            return ()
        said = (f"{letters} letters ({_counted(lines)}) on the {kind}" for kind, (letters, lines) in fits.items())
        return (f"{LENGTH}room for about {', '.join(said)}; the English has {len(message.english)}.",)


def _letters(english: str, longer: int, locale: Locale) -> int:
    most = translate.longest(english, longer / 100)
    return math.ceil(most / 2) if locale.script in _WIDE else most


def _counted(lines: int) -> str:
    return f"{lines} line{'' if lines == 1 else 's'}"


def lengths(root: Path) -> SheetRooms:
    """The room of every small sheet of a project, measured where its English has changed since it was kept, and then kept."""
    known = _kept(root / KEPT)
    rooms: dict[str, SheetRoom] = {}
    measured: list[str] = []
    for job, form in _small(root):
        name = f"{job.topic} {job.format} {job.sheet}"
        words = _words(job)
        if name not in known or known[name].words != words:
            known[name] = _measured(job, form, words)
            measured.append(name)
        rooms[name] = known[name]
    if measured or len(known) != len(rooms):
        written = json.dumps({name: asdict(room) for name, room in rooms.items()}, ensure_ascii=False, indent=1)
        write_whole(root / KEPT, f"{written}\n".encode())
    return SheetRooms(rooms=rooms, measured=tuple(measured))


def _kept(path: Path) -> dict[str, SheetRoom]:
    """What was kept; nothing where the file is not there or is no such file, as it can be made anew."""
    try:
        return {name: SheetRoom(**row) for name, row in json.loads(read_text(path)).items()}
    except (KitError, ValueError, TypeError, AttributeError):
        return {}


def _small(root: Path) -> Iterator[tuple[Job, Format]]:
    """A job for each sheet in each format that is made of sheets only, in its first edition, in English."""
    for topic in content.topics(root / "content"):
        document = source(root, topic)
        for form in FORMATS.values():
            for plan in sheets_for(document, form.name) if form.takes == ("sheet",) else ():
                yield _job(root, topic, form, plan.name(form.name)), form


def _job(root: Path, topic: str, form: Format, sheet: str) -> Job:
    return Job(
        root=root,
        topic=topic,
        locale=SOURCE.tag,
        format=form.name,
        options=Options(),
        edition=form.editions[0],
        region="",
        clinic=None,
        today=_ANY_DAY,
        release=False,
        out=Path(),
        sheet=sheet,
    )


def _own(document: Document) -> dict[str, Text]:
    """The texts of its topic that a sheet shows: title, message, blocks, and the lines for safety facts."""
    chosen = document.selection
    blocks = tuple(section.blocks for section in document.sections)
    every = texts((document.title, document.main_message, blocks, chosen and (chosen.strip, chosen.call)))
    return {text.id: text for text in every if text.id.startswith(f"{document.topic}/") and not text.verbatim}


def _words(job: Job) -> str:
    return digest(*((ident, text.source) for ident, text in _own(shown_of(job)).items())).hex()[:12]


def _measured(job: Job, form: Format, words: str) -> SheetRoom:
    """The greatest share by which all words may be longer before a paper has no room for a block that it holds in English."""
    document = ready(job)
    papers = [replace(job.options, paper=paper) for paper in form.papers]  # type: ignore[arg-type]  # from the table of formats
    holds = [_held(form.fit(document, paper)) for paper in papers]

    def has_room(percent: int) -> bool:
        longer = translate.stretched(document, percent / 100)
        return all(_fits(form, longer, paper, held) for paper, held in zip(papers, holds, strict=True))

    low, high = 0, _MOST // _STEP
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if has_room(middle * _STEP) else (low, middle - 1)
    percent = low * _STEP
    longer = translate.stretched(document, percent / 100)
    lines: dict[str, int] = {}
    for paper in papers:
        for ident, boxes in _placed(form, longer, paper).items():
            lines[ident] = max(lines.get(ident, 0), len(boxes))
    return SheetRoom(words=words, longer=percent, lines={ident: lines[ident] for ident in _own(document) if ident in lines})


def _fits(form: Format, document: Document, options: Options, held: frozenset[str]) -> bool:
    try:
        fitted = form.fit(document, options)
        return held <= _held(fitted) and bool(_placed(form, fitted, options))
    except KitError:
        return False


def _placed(form: Format, document: Document, options: Options) -> Mapping[str, Sequence[tuple[int, Box]]]:
    assert form.places is not None
    return form.places(form.fit(document, options), options)


def _held(document: Document) -> frozenset[str]:
    return frozenset(block.meta.id for section in document.sections for block in section.blocks)
