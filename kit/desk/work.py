"""What the desk's worker processes do: make a file, draw one to look at, paint a page of it.

Each function is called by name in another process with plain values. Left out on purpose: the cache's keys (`pictures`) and
who may ask (`guard`).
"""

from __future__ import annotations

import datetime
import io
import json
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kit import build, content, personalize, review, translate
from kit.art import SVG, Art, path_data
from kit.build import Job
from kit.content import cards, lists
from kit.content.cards import Listed
from kit.content.logo import read as read_logo
from kit.document import Document, Options, Text, map_texts, texts
from kit.document.selections import session_of, whole
from kit.errors import Finding, KitError
from kit.formats import FORMATS
from kit.locale import SOURCE, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made: where it is on the shelf, what it is called, and what its checks found."""

    path: str
    name: str
    title: str
    status: str
    pages: int
    bytes: int
    code: str
    published: bool
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, path: Path) -> Made | None:
        """What was written down beside a made file; None if there is nothing, or nothing whole."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            made = cls(**{**values, "findings": tuple(Finding(**finding) for finding in values["findings"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return made if not made.published or Path(made.path).is_file() else None


def warm(root: Path, today: datetime.date) -> None:
    """Load what the first page will need, before anybody asks for it: a topic drawn once loads words, fonts and writers."""
    import pypdfium2  # noqa: F401 - loaded now, used later

    build.refresh(root)
    names = content.topics(root / "content")
    form = next((row for row in FORMATS.values() if row.proof and row.places), None)
    if names and form:
        document = build.translated(root, names[0], SOURCE.tag, today)
        form.write(personalize.personalize(document, region=None, clinic=None, today=today), Options())


def make(job: Job, folder: Path) -> Made:
    """Make the file, read it back and check it; a file with an error is not kept, its findings are."""
    build.refresh(job.root)
    result = build.make(replace(job, out=folder))
    made = Made(
        path=str(folder / result.path),
        name=result.path.rpartition("/")[2],
        title=result.title,
        status=result.status,
        pages=result.pages,
        bytes=result.bytes,
        code=result.code,
        published=result.published,
        findings=result.findings,
    )
    build.publish(folder / "made.json", json.dumps(asdict(made), ensure_ascii=False).encode())
    return made


def draw(job: Job, folder: Path) -> int:
    """Write a PDF to look at, not yet read back or checked; how many pages it has. KitError if it can't be made."""
    import pypdfium2

    build.refresh(job.root)
    form = FORMATS[job.format]
    data = form.write(form.fit(build.ready(job), job.options), job.options)
    build.publish(folder / "drawn.pdf", data)
    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
    finally:
        document.close()
    build.publish(folder / "count", str(count).encode())
    return count


def sketch(job: Job, folder: Path) -> int:
    """Draw each slide of a deck as SVG, as its plan has it, without any office program; how many. KitError: it can't be made."""
    build.refresh(job.root)
    form = FORMATS[job.format]
    pictures = form.draw(form.fit(build.ready(job), job.options), job.options) if form.draw else ()
    for number, picture in enumerate(pictures, start=1):
        build.publish(folder / f"slide-{number}.svg", picture)
    return len(pictures)


def paint(pdf: Path, page: int, dots: int, picture: Path) -> None:
    """Paint one page (from 1) of a PDF of ours as WebP at so many dots an inch. KitError if there is no such page."""
    from kit.formats.print import painted

    build.publish(picture, painted.page(pdf.read_bytes(), page, dots))


def spoken(pdf: Path, format_name: str) -> tuple[tuple[int, str, str], ...]:
    """What a screen reader hears of a file, as (page, language, words), for those who can't see its picture."""
    outline = FORMATS[format_name].read(pdf.read_bytes())
    said = ((item.page, item.lang, item.text.strip() or item.alt.strip()) for item in outline.items)
    return tuple(line for line in said if line[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file is called: its title and its topic's, in `lang`; its kind (sheet, poster ...) and use in `kind_lang`."""

    title: str
    topic: str
    lang: str
    kind: str
    use: str
    kind_lang: str


def tell(jobs: tuple[Job, ...], ui: str, path: Path) -> tuple[Told, ...]:
    """What the files of these jobs are called; kept at `path`."""
    build.refresh(jobs[0].root)
    found = tuple(_told(job, ui) for job in jobs)
    build.publish(path, json.dumps([asdict(told) for told in found], ensure_ascii=False).encode())
    return found


def _told(job: Job, ui: str) -> Told:
    document = build.translated(job.root, job.topic, job.locale, job.today)
    title = session_of(document, job.session).name if job.session else build.title_of(job)
    own = build.translated(job.root, job.topic, ui, job.today)
    labels = {text.id.removeprefix("labels/"): text for text in own.labels}
    names = FORMATS[job.format].labels
    kind = labels.get(names.names.get(job.edition) or next(iter(names.names.values())))
    use = labels.get(names.use_of(job.edition))
    return Told(
        title=title.text,
        topic=document.title.text,
        lang=title.lang,
        kind=kind.text if kind else job.format,
        use=use.text if use else "",
        kind_lang=kind.lang if kind else "en",
    )


def lacking(jobs: tuple[Job, ...], path: Path) -> tuple[bool, ...]:
    """For each job whether its language does not offer it yet; kept at `path`."""
    build.refresh(jobs[0].root)
    found = [not build.offers(job) for job in jobs]
    build.publish(path, json.dumps(found).encode())
    return tuple(found)


def read_lacking(path: Path) -> tuple[bool, ...]:
    """What `lacking` kept; nothing where it did not."""
    try:
        return tuple(map(bool, json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return ()


def read_told(path: Path) -> tuple[Told, ...]:
    """What `tell` kept; nothing where it did not."""
    try:
        return tuple(Told(**row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return ()


def logo(data: bytes) -> tuple[str, bytes]:
    """A logo from outside as (suffix, bytes) written by us: a PNG of its pixels, or an SVG of its paths alone. KitError if it is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logo"
        path.write_bytes(data)
        try:
            found = read_logo(path).image
        except KitError as error:
            raise KitError(
                error.message.replace(f"{path.as_posix()}: ", "").replace(path.as_posix(), "the logo"), error.advice
            ) from None
    return ("png", found) if isinstance(found, bytes) else ("svg", svg(found))


def svg(art: Art) -> bytes:
    """A drawing as the plain SVG that the kit reads."""
    paths = "".join(
        f'<path fill="{path.color or "currentColor"}"{" fill-rule=" + chr(34) + "evenodd" + chr(34) if path.even_odd else ""} '
        f'd="{path_data(path.commands)}"/>'
        for path in art.paths
    )
    return f'<svg xmlns="{SVG}" viewBox="0 0 {art.width:g} {art.height:g}">{paths}</svg>'.encode()


ROWS = 5_000
"""Rows that one page of a browser shows; for longer lists there is `kit build --clinics`."""


def listed(data: bytes, encoding: str, folder: Path) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """The rows of a list of clinics, each with its clinic or its faults; and columns that say nothing of ours, which are left out.

    A column whose name is close to one of ours stays, and is a fault of each row that fills it: somebody meant it to be printed.
    """
    rows = lists.table(data, "list", encoding, ROWS)
    names = dict.fromkeys(name for row in rows for name in row.values)
    strange = tuple(name for name in names if name not in cards.LIMITS and not cards.meant(name))
    kept = [replace(row, values={name: words for name, words in row.values.items() if name not in strange}) for row in rows]
    return cards.listed(kept, folder / "list"), strange


SIGNING = threading.Lock()
"""Held while a statement of a person is appended to a file."""


def add_person(path: Path, form: Mapping[str, str]) -> None:
    """Append a person to people.toml, in their own words. KitError: something is missing, or the handle is taken."""
    words = {name: form.get(name, "").strip() for name in ("handle", "name", "qualification")}
    if not all(value and value.isprintable() and len(value) <= 200 for value in words.values()):
        raise KitError("handle, name and qualification must each be stated, in one line", "Nothing was written.")
    if words["handle"] in review.ledger(path.parent).people:
        raise KitError(f"'{words['handle']}' is taken", "Choose another short name.")
    flags = {name: form.get(name) == "yes" for name in ("credit", "translator", "clinician")}
    rows = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in words.items()]
    rows += [f"{name} = {str(value).lower()}" for name, value in flags.items()]
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "") + "\n".join(("", "[[person]]", *rows, ""))
    build.publish(path, text.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """Where a text stands: page (from 1), the size of the page and boxes (x, y, width, height) in points from its top left."""

    page: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


def _as_saved(root: Path, topic: str, tag: str) -> Document:
    """The topic in a language with every word as it is saved, whatever the checks say of it: a translator looks at their own words."""
    locale = find(tag, root / "locales")
    build.refresh(root)
    english = build.source(root, topic)
    made = translate.translate(
        english, translate.load(root, locale, topic), translate.load(root, locale, translate.LABELS), locale
    )
    return review.status(whole(made), review.SourceReview(state="draft", reason="being translated"))


def place(root: Path, topic: str, tag: str, ctx: str, words: str, today: datetime.date, picture: Path) -> TextPlace | None:
    """Draw the page on which a text stands, with `words` in its place if there are any; None if no sheet shows it."""
    import pypdfium2

    document = _as_saved(root, topic, tag)
    if words:
        document = map_texts(document, lambda text: replace(text, text=words, lang=tag) if text.id == ctx else text)
    document = personalize.personalize(document, region=None, clinic=None, today=today)
    form = next(row for row in FORMATS.values() if row.proof and row.places)
    assert form.places is not None
    found = form.places(document, Options()).get(ctx, ())
    if not found:
        return None
    number = found[0][0]
    data = form.write(document, Options())
    opened = pypdfium2.PdfDocument(data)
    try:
        sheet = opened[number - 1]
        width, height = sheet.get_size()
        image = sheet.render(scale=1.6).to_pil().convert("RGB")
        pages = len(opened)
    finally:
        opened.close()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    build.publish(picture, out.getvalue())
    boxes = tuple(box for page, box in found if page == number)
    return TextPlace(page=number, pages=pages, width=width, height=height, boxes=boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A product in a language: what it is called, its status, and how many of the texts that it shows are in which state.

    `whole` is the topic itself, counted with all its texts. `offered` says that the language has it; `blank` and `wrong` are how
    many of its texts have no words, or an error that is open.
    """

    topic: str
    told: Told
    whole: bool
    status: str
    total: int
    machine: int
    missing: int
    reviewed: int
    offered: bool
    blank: int
    wrong: int


def standings(root: Path, tag: str, ui: str, today: datetime.date, path: Path) -> tuple[Standing, ...]:
    """How far each topic and each product is in a language, named for a page in the language `ui`; kept at `path`."""
    build.refresh(root)
    rows = []
    for topic in content.topics(root / "content"):
        document = build.translated(root, topic, tag, today)
        mine = [(replace(job, today=today), lacks) for job, lacks in build.standing(root, tag) if job.topic == topic]
        if mine:
            told = _told(replace(mine[0][0], sheet="", session=0), ui)
            rows.append(_stands(topic, replace(told, kind="", use=""), document.status, tuple(texts(document)), None, whole=True))
            rows += [_product(job, lacks, ui) for job, lacks in mine]
    build.publish(path, json.dumps([asdict(row) for row in rows], ensure_ascii=False).encode())
    return tuple(rows)


def _product(job: Job, lacks: build.Lacking, ui: str) -> Standing:
    document = build.shown_of(job)
    shown = build.texts_shown(document, job.format)
    return _stands(job.topic, _told(job, ui), document.status, shown, job, lacks=lacks)


def _stands(
    topic: str,
    told: Told,
    status: str,
    every: tuple[Text, ...],
    job: Job | None,
    *,
    lacks: build.Lacking | None = None,
    whole: bool = False,
) -> Standing:
    states = Counter({text.id: text.state for text in every if text.id and not text.verbatim}.values())
    lacks = lacks or build.Lacking()
    return Standing(
        topic=topic,
        told=told,
        whole=whole,
        status=status,
        total=states.total(),
        machine=states["machine"],
        missing=states["missing"] + states["stale"],
        reviewed=states["reviewed"] + states["clinical"] + states["source"],
        offered=job is None or build.offers(job),
        blank=len(lacks.missing),
        wrong=len(lacks.wrong),
    )


def kept_standings(path: Path) -> tuple[Standing, ...]:
    """What `standings` kept; nothing where it did not."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Standing(**{**row, "told": Told(**row["told"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError):
        return ()
