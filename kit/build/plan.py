"""From a request to the files it asks for: topics x locales x formats x editions x clinics, and the part a shard makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kit import content
from kit.build.documents import locales_of, source
from kit.build.job import Job, Request
from kit.build.offering import Lacking, lacking, offered_of, offers, product_of
from kit.document import Surface, sheets_for
from kit.errors import Finding
from kit.formats import FORMATS
from kit.locale import find
from kit.personalize import line_findings, refuse_future

LETTER_REGIONS = frozenset(("US", "CA", "MX"))


def offered(root: Path, topic: str) -> tuple[str, ...]:
    """The names of the formats that a topic is made in."""
    return content.formats(root / "content", topic, tuple(FORMATS))


def surfaces(root: Path, topic: str) -> tuple[Surface, ...]:
    """What a topic's formats show of it."""
    return tuple(dict.fromkeys(FORMATS[name].surface for name in offered(root, topic)))


def plan(request: Request) -> tuple[Job, ...]:
    """Every file the request asks for, ordered by locale so that fonts and catalogs are loaded once, clinics innermost.

    What a language does not offer is left out (`not_there`), unless the request asks for partial products.
    """
    jobs = _asked(request)
    if not request.partial:
        jobs = [offered_of(job) for job in jobs if offers(job)]
    index, count = request.shard
    return tuple(job for at, job in enumerate(jobs) if at % count == index - 1)


def not_there(request: Request) -> Mapping[Job, Lacking]:
    """The products that the request asks for and their languages do not offer, each as the job of one edition, and what they lack."""
    found = {(job.locale, product_of(job)): job for job in reversed(_asked(replace(request, clinics=())))}
    return {job: lack for job in reversed(found.values()) if not offers(job) and (lack := lacking(job))}


def _asked(request: Request) -> list[Job]:
    """The jobs of a request, whether their languages offer them or not."""
    found = content.region(request.root / "content", request.region) if request.region else None
    if found:
        refuse_future(found, request.today)
    region = found.code if found else ""
    paper = request.paper or ("letter" if region in LETTER_REGIONS else "a4")
    jobs: list[Job] = []
    for topic in request.topics:
        made_in = offered(request.root, topic)
        pairs = source(request.root, topic).sheet == "card"
        for tag in request.locales or locales_of(request.root):
            find(tag, request.root / "locales")
            for name in request.formats or [name for name in made_in if not FORMATS[name].asked]:
                if name not in made_in:
                    continue
                lengths = _sessions(request, topic, name)
                for edition in FORMATS[name].editions:
                    if edition and request.editions and edition not in request.editions:
                        continue
                    options = replace(request.options, edition=edition or "standard", paper=paper)  # type: ignore[arg-type]  # names from the table of formats
                    if not FORMATS[name].fillable:
                        options = replace(options, fillable=False)
                    takes = FORMATS[name].takes
                    gathers = FORMATS[name].gathers
                    names = _sheets(request, topic, name) if "sheet" in takes else ("",)
                    if gathers and not _sheets(request, topic, gathers):
                        continue
                    chosen = request.parts if "parts" in takes else ()
                    made = (
                        Job(
                            root=request.root,
                            topic=topic,
                            locale=tag,
                            format=name,
                            options=options,
                            edition=edition,
                            region=region,
                            clinic=clinic,
                            today=request.today,
                            release=request.release,
                            out=request.out,
                            beside=request.beside if tag != request.beside and (pairs or edition in FORMATS[name].turned) else "",
                            session=minutes,
                            sheet=sheet,
                            parts=chosen,
                        )
                        for minutes in lengths
                        for sheet in names
                        for clinic in (request.clinics or (None,))
                    )
                    jobs += (packet_of(job, _sheets(request, topic, gathers)) for job in made) if gathers else made
    return jobs


def packet_of(job: Job, sheets: Sequence[str]) -> Job:
    """The job of a packet with these sheets of its topic, in its language."""
    one = replace(job, format=FORMATS[job.format].gathers, beside="", members=())
    return replace(job, members=tuple(replace(one, sheet=name) for name in sheets))


def bound(jobs: Sequence[Job]) -> Job | None:
    """One packet of all among these jobs that a packet can gather, in their order; None if there are fewer than two.

    Its front is in the language of the first. Files on another paper, or in another edition, stay out.
    """
    form = next(row for row in FORMATS.values() if row.gathers)
    fitting = [job for job in jobs if job.format == form.gathers]
    fitting = [job for job in fitting if (job.options, job.edition) == (fitting[0].options, fitting[0].edition)]
    if len(fitting) < 2:
        return None
    members = tuple(replace(job, locale=tag, beside="") for job in fitting for tag in (job.locale, job.beside) if tag)
    return replace(fitting[0], format=form.name, sheet="", beside="", members=members)


def _sessions(request: Request, topic: str, form: str) -> tuple[int, ...]:
    """The sessions that a format is made for, in minutes; 0 is the whole topic. Where sessions are asked for, only those.

    Parts of a topic are no session: whoever asks for parts gets them and no session besides.
    """
    if request.parts and "parts" in FORMATS[form].takes:
        return (0,)
    offers = tuple(plan.minutes for plan in source(request.root, topic).sessions) if "session" in FORMATS[form].takes else ()
    if request.sessions:
        return tuple(minutes for minutes in offers if minutes in request.sessions)
    return (0, *offers)


def _sheets(request: Request, topic: str, name: str) -> tuple[str, ...]:
    """The names of a topic's sheets for a format: those asked for that it has, or all."""
    known = tuple(plan.name(name) for plan in sheets_for(source(request.root, topic), name))
    return tuple(sheet for sheet in request.sheets if sheet in known) if request.sheets else known


def stale_numbers(request: Request) -> tuple[Finding, ...]:
    """Which numbers of the request's region have expired, or will within 60 days."""
    if not request.region:
        return ()
    return tuple(line_findings(content.region(request.root / "content", request.region), request.today))
