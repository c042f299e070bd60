"""Print: choose by address, see each side, open or keep one file, or gather several as a packet.

Left out on purpose: what a file is made of; the build plans it and the workers make it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale as BabelLocale
from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.build import Job, Result
from kit.build.meant import Kind, meant
from kit.desk import forms, pictures, shelf, work
from kit.desk.clinics import cards, folder_of
from kit.desk.context import Faults, desk, kept, needs, page, t
from kit.desk.forms import Choice, Known
from kit.desk.jobs import Work
from kit.desk.work import Made, Told
from kit.formats import FORMATS
from kit.locale import Locale, find

routes = Blueprint("printing", __name__)
LAST = "kit-last"
YEAR = 366 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """One file on the page: its name in addresses, the job that makes it, and what it is called."""

    name: str
    job: Job
    told: Told


def known() -> Known:
    """What there is to choose from in this project."""
    root = desk().root
    return Known(languages=build.locales_of(root), regions=regions(root), clinics={row.id: row.name for row in cards(root)})


def regions(root: Path) -> dict[str, str]:
    """The regions of a project by code, in the order of their names in the page's language."""
    codes = sorted(path.stem for path in (root / "content" / "regions").glob("*.yaml"))
    names = BabelLocale.parse(t().locale.tag, sep="-").territories
    return dict(sorted(((code, str(names.get(code, code))) for code in codes), key=lambda row: row[1]))


def chosen(there: Known) -> tuple[Choice, dict[str, list[str]]]:
    """The choice in the address; what it leaves open is as on this computer the last time."""
    tag = t().locale.tag
    first = Choice(languages=(tag if tag in there.languages else "en",))
    last, _ = forms.read(_remembered(), there, first)
    return forms.read(request.args, there, replace(last, items=()))


class _Pairs:
    """Values of a cookie as a query."""

    def __init__(self, text: str) -> None:
        self.pairs = [part.partition("=") for part in text[:400].split("&")]

    def getlist(self, key: str) -> list[str]:
        return [value for name, _, value in self.pairs if name == key and value]


def _remembered() -> _Pairs:
    return _Pairs(request.cookies.get(LAST, ""))


def remember(answer: AnyResponse, choice: Choice) -> AnyResponse:
    """Keep language, paper, region and clinic in this browser, and nowhere else."""
    bare = replace(choice, items=(), beside="").query()
    text = "&".join(f"{name}={value}" for name, values in bare.items() for value in values)
    hosted = desk().guard.hosted
    answer.set_cookie(LAST, text, max_age=YEAR, httponly=True, samesite="Strict", secure=hosted, path="/")
    return answer


def jobs(choice: Choice) -> dict[str, Job]:
    """Every file that fits the choice and that its language offers, by its name in addresses."""
    return parted(choice)[0]


def parted(choice: Choice) -> tuple[dict[str, Job], dict[str, Job]]:
    """Every file that fits the choice, by its name in addresses: what its language offers, and what is not there yet."""
    own = desk()
    clinic = content.clinic(folder_of(own.root) / f"{choice.clinic}.toml") if choice.clinic else None
    asked = build.Request(
        root=own.root,
        out=own.shelf.folder,
        topics=content.topics(own.root / "content"),
        locales=choice.languages,
        formats=_FORMATS,
        editions=(choice.edition, *_FOLDS),
        paper=choice.paper,
        region=choice.region,
        clinics=(clinic,) if clinic else (),
        beside=choice.beside,
        partial=True,
        today=own.today(),
    )
    found = build.plan(asked)
    there: dict[str, Job] = {}
    missing: dict[str, Job] = {}
    for job, lacks in zip(found, pictures.lacking(found), strict=True):
        (missing if lacks else there)[name_of(job)] = job
    return there, missing


_FORMATS = tuple(name for name, row in FORMATS.items() if not row.gathers)
"""All but packets, which people put together themselves."""
_FOLDS = tuple(dict.fromkeys(name for row in FORMATS.values() for name in row.editions if name and name not in forms.EDITIONS))
"""Editions that differ in how the paper is folded, not in the size of the letters."""


def name_of(job: Job) -> str:
    """The name of a job's file in addresses: as in the output folder, without clinic and status."""
    return build.name_of(replace(job, clinic=None), "")


def _pages(job: Job) -> bool:
    """Whether a file has pages to look at and print."""
    return bool(FORMATS[job.format].papers)


def listed(found: Mapping[str, Job]) -> list[FileCard]:
    """The jobs with what their files are called, in the order of the plan."""
    told = pictures.told(tuple(found.values()), t().locale.tag)
    return [FileCard(name=name, job=job, told=said) for (name, job), said in zip(found.items(), told, strict=True)]


def one(name: str) -> tuple[Job, Choice, dict[str, Job]]:
    """The job of a name in the address, among those the choice allows; 404 if it is none of them."""
    choice, _ = chosen(known())
    found = jobs(choice)
    if name not in found:
        abort(404)
    return found[name], choice, found


_KINDS: dict[str, Kind] = {
    "language": "language",
    "beside": "language",
    "region": "region",
    "paper": "paper",
    "edition": "edition",
}


def said_of(faults: Faults, there: Known) -> Faults:
    """What is said at each field of values that we do not have, with what may have been meant: "UK" is GB here."""
    known_ = {
        "language": there.languages,
        "region": tuple(there.regions),
        "paper": forms.PAPERS,
        "edition": forms.EDITIONS,
    }

    def said(name: str, value: str) -> str:
        words = t().plain("print.unknown", value=value)
        kind = _KINDS.get(name)
        near = meant(kind, value, known_[kind])[:1] if kind else ()
        return " ".join((words, *(t().plain("print.meant", value=other) for other in near)))

    return {name: [said(name, value) for value in values] for name, values in faults.items()}


@routes.get("/print")
@needs("print")
def choose() -> AnyResponse:
    """The print page: the choice above, the sheets by picture below."""
    there = known()
    choice, faults = chosen(there)
    said = said_of(faults, there)
    found, missing = parted(choice)
    cards_ = listed(found)
    sheets = [card for card in cards_ if _pages(card.job)]
    others = [card for card in cards_ if not _pages(card.job)]
    answer = page(
        "print.html.j2",
        title=t().plain("print.title"),
        faults=said,
        known=there,
        choice=choice,
        groups=_groups(sheets),
        others=others,
        missing=_groups(listed(missing)),
        locales=[named(tag) for tag in there.languages],
        find=named,
    )
    return remember(answer, choice)


def named(tag: str) -> Locale:
    """A language of this project: its name, direction and the rest as its own file has them."""
    return find(tag, desk().root / "locales")


def _groups(sheets: Sequence[FileCard]) -> list[tuple[str, str, list[FileCard]]]:
    """The cards by language and topic, as (tag, topic's title, cards)."""
    groups: dict[tuple[str, str], list[FileCard]] = {}
    for card in sheets:
        groups.setdefault((card.job.locale, card.told.topic), []).append(card)
    return [(tag, title, sorted(own, key=_shows_all)) for (tag, title), own in groups.items()]


def _shows_all(card: FileCard) -> bool:
    """Whether a file shows all of its topic: what is one sheet, card or poster comes first, because it is what people hand out."""
    return not card.job.sheet


@routes.get("/print/sides/<path:name>")
@needs("print")
def sides(name: str) -> AnyResponse:
    """Each page of a file as a picture, and in words what a screen reader hears of it."""
    job, choice, _ = one(name)
    (card,) = listed({name: job})
    pdf, count = pictures.drawn(job)
    spoken = desk().runner.run(work.spoken, pdf, job.format)
    heard: dict[int, list[tuple[str, str]]] = {}
    for number, tag, words in spoken:
        heard.setdefault(number, []).append((tag, words))
    return page("sides.html.j2", title=card.told.title, card=card, choice=choice, count=count, heard=heard, find=named)


@routes.get("/print/picture/<size>/<int:number>/<path:name>")
@needs("print")
def picture(size: str, number: int, name: str) -> AnyResponse:
    """One page as a picture."""
    job, _, _ = one(name)
    if size not in pictures.DOTS or not _pages(job):
        abort(404)
    path, key = pictures.picture(job, number, size)
    return kept(path.read_bytes(), "image/webp", key)


@routes.get("/print/file/<path:name>")
@needs("print")
def file(name: str) -> AnyResponse:
    """The finished file, to open or (`save=1`) to keep; or what its checks found, if they hold it back."""
    job, choice, _ = one(name)
    done = pictures.made(job)
    if not done.published:
        findings = [finding for finding in done.findings if finding.severity == "error"]
        return page("held.html.j2", title=t().plain("held.title"), made=done, findings=findings, choice=choice, status=422)
    answer = Response(Path(done.path).read_bytes(), mimetype=media_of(done.name))
    inline = request.args.get("save") != "1" and FORMATS[job.format].suffix != "pptx"
    if inline and FORMATS[job.format].suffix == "html":
        answer.headers["Content-Security-Policy"] = OWN_PAGE
    answer.headers.set("Content-Disposition", "inline" if inline else "attachment", filename=done.name)
    return answer


OWN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; sandbox"
"""The policy of the kit's own pages, which carry their style inside; no script of any kind."""


def media_of(name: str) -> str:
    """The media type of a file that the kit made: that of the format whose ending it has, or of a picture beside the files."""
    suffix = name.rpartition(".")[2]
    return next((form.media for form in FORMATS.values() if form.suffix == suffix), "image/webp")


@routes.get("/print/packet")
@needs("print")
def packet() -> AnyResponse:
    """What was gathered, in order; the list stands in the address."""
    choice, _ = chosen(known())
    found = jobs(choice)
    items = tuple(item for item in choice.items if item in found)
    moves = {item: (forms.moved(items, item, -1), forms.moved(items, item, 1)) for item in items}
    cards_ = listed({item: found[item] for item in items}) if items else []
    choice = replace(choice, items=items)
    one = build.bound([found[item] for item in items])
    return page("packet.html.j2", title=t().plain("packet.title"), choice=choice, cards=cards_, moves=moves, one=one, find=named)


@routes.post("/print/packet/pdf")
@needs("print")
def packet_pdf() -> AnyResponse:
    """Start making one PDF of the gathered sheets, with a front page; the job's page leads on."""
    choice, _ = forms.read(request.form, known(), Choice(languages=("en",)))
    found = jobs(choice)
    job = build.bound([found[item] for item in choice.items if item in found])
    if job is None:
        return redirect(url_for(".packet", **choice.query()))  # type: ignore[arg-type]  # values of the query, not url_for's own options
    own = desk()
    piece = (work.make, job, own.shelf.place(f"file-{pictures.key_of(job)}"))
    work_ = own.jobs.start([piece], _whole)
    return redirect(url_for(".job", ident=work_.id, **choice.query()))  # type: ignore[arg-type]  # values of the query, not url_for's own options


@routes.post("/print/packet/zip")
@needs("print")
def packet_zip() -> AnyResponse:
    """Start making the gathered files and a zip of them; the job's page leads on."""
    there = known()
    choice, _ = forms.read(request.form, there, Choice(languages=("en",)))
    found = jobs(choice)
    items = tuple(item for item in choice.items if item in found)
    if not items:
        return redirect(url_for(".packet", **choice.query()))  # type: ignore[arg-type]  # values of the query, not url_for's own options
    own = desk()
    pieces = [(work.make, found[item], own.shelf.place(f"file-{pictures.key_of(found[item])}")) for item in items]
    target = own.shelf.place(f"zip-{shelf.key(*(pictures.key_of(found[item]) for item in items))}") / "kit.zip"
    work_ = own.jobs.start(pieces, lambda made: zipped(made, target))
    return redirect(url_for(".job", ident=work_.id, **choice.query()))  # type: ignore[arg-type]  # values of the query, not url_for's own options


def _whole(made: Sequence[object]) -> Path | None:
    """The one published file, or None."""
    return next((Path(one.path) for one in made if isinstance(one, Made) and one.published), None)


def zipped(made: Sequence[object], target: Path) -> Path:
    """The published files as a zip, numbered in their order; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        files = (one for one in made if isinstance(one, Made) and one.published)
        for number, done in enumerate(files, start=1):
            entry = zipfile.ZipInfo(f"{number:02}-{done.name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            out.writestr(entry, Path(done.path).read_bytes())
    build.publish(target, packed.getvalue())
    return target


def _job(ident: str) -> Work:
    found = desk().jobs.find(ident)
    if found is None:
        abort(404)
    return found


@routes.get("/job/<ident>")
@needs("print")
def job(ident: str) -> AnyResponse:
    """How far a job is; while it runs the page asks again by itself."""
    work_ = _job(ident)
    withheld = [made for made in work_.made if isinstance(made, Made | Result) and not made.published]
    part = request.args.get("part") == "state"
    return page(
        "job_state.html.j2" if part else "job.html.j2",
        title=t().plain(f"job.{work_.state}"),
        job=work_,
        held=[(_called(made), [found.message for found in made.findings if found.severity == "error"]) for made in withheld],
        build=work_.kind == "build",
        ended=work_.end if work_.kind == "build" else None,
        folder=str(desk().root / "output"),
        back=chosen(known())[0].query(),
        find=named,
    )


def _called(made: Made | Result) -> str:
    return made.name if isinstance(made, Made) else made.path


@routes.post("/job/<ident>/stop")
@needs("print")
def stop_job(ident: str) -> AnyResponse:
    """Stop a job; the piece that is being made is finished first."""
    _job(ident).stop.set()
    return redirect(url_for(".job", ident=ident))


@routes.get("/job/<ident>/result")
@needs("print")
def result(ident: str) -> AnyResponse:
    """What a finished job made."""
    end = _job(ident).end
    if not isinstance(end, Path) or not end.is_file():
        abort(404)
    if end.suffix == ".pdf":
        answer = Response(end.read_bytes(), mimetype=media_of(end.name))
        answer.headers.set("Content-Disposition", "attachment", filename=end.name)
        return answer
    answer = Response(end.read_bytes(), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"health-kit-{g.words.locale.tag}.zip")
    return answer
