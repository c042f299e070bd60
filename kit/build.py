"""The imperative shell: topics x locales x formats x editions x clinics, written, read back, checked and published.

The only room with a clock, processes and an output folder. A file reaches `output/` only when its own reading and checks
have passed; a failed file is withheld, the others go on. Left out on purpose: anything about words, layout or formats.
"""

from __future__ import annotations

import base64
import concurrent.futures
import contextlib
import datetime
import functools
import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kit import content, personalize, review, translate
from kit.checks import suite
from kit.document import ClinicCard, Document, Options, paired, texts
from kit.errors import EXIT_CHECKS_FAILED, Finding, KitError
from kit.formats import FORMATS
from kit.locale import LOCALES, SOURCE, Locale, find

LETTER_REGIONS = frozenset(("US", "CA", "MX"))
MANIFEST = "manifest.jsonl"
_FILLABLE = "-fillable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to make; `today` decides which numbers have expired. `beside` is the tag of a second language on it, or ""."""

    root: Path
    topic: str
    locale: str
    format: str
    options: Options
    edition: str
    region: str
    clinic: ClinicCard | None
    today: datetime.date
    release: bool
    out: Path
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a build was asked for; empty tuples mean all there is. `beside` is a second language for cards to point to."""

    root: Path
    out: Path
    topics: tuple[str, ...] = ("heroin-withdrawal",)
    locales: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    paper: str = ""
    region: str = ""
    clinics: tuple[ClinicCard, ...] = ()
    release: bool = False
    jobs: int = 1
    shard: tuple[int, int] = (1, 1)
    beside: str = ""
    today: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a job: its manifest line, and whether the file was published."""

    path: str
    topic: str
    locale: str
    format: str
    edition: str
    paper: str
    region: str
    clinic: str
    status: str
    sha256: str
    bytes: int
    pages: int
    findings: tuple[Finding, ...]
    content_version: str
    date: str
    title: str
    code: str
    beside: str = ""
    published: bool = field(default=True)

    def line(self) -> str:
        """The manifest line, as JSON with sorted keys."""
        record = asdict(self)
        del record["published"]
        return json.dumps(record, ensure_ascii=False, sort_keys=True)


def locales_of(root: Path) -> tuple[str, ...]:
    """The source language, then every folder in locales/ in the order of their tags."""
    folder = root / "locales"
    found = sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name in LOCALES) if folder.is_dir() else []
    return (SOURCE.tag, *(tag for tag in found if tag != SOURCE.tag))


def plan(request: Request) -> tuple[Job, ...]:
    """Every file the request asks for, ordered by locale so that fonts and catalogs are loaded once, clinics innermost."""
    region = content.region(request.root / "content", request.region).code if request.region else ""
    paper = request.paper or ("letter" if region in LETTER_REGIONS else "a4")
    jobs: list[Job] = []
    for topic in request.topics:
        offered = content.formats(request.root / "content", topic)
        beside = request.beside if request.beside and _source(request.root, topic).sheet == "card" else ""
        for tag in request.locales or locales_of(request.root):
            find(tag)
            for name in request.formats or offered:
                if name not in offered:
                    continue
                for edition in FORMATS[name].editions:
                    if edition and request.editions and edition not in request.editions:
                        continue
                    options = replace(request.options, edition=edition or "standard", paper=paper)  # type: ignore[arg-type]
                    if name != "handout":
                        options = replace(options, fillable=False)
                    jobs += (
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
                            beside=beside if tag != beside else "",
                        )
                        for clinic in (request.clinics or (None,))
                    )
    index, count = request.shard
    return tuple(job for at, job in enumerate(jobs) if at % count == index - 1)


@functools.lru_cache(maxsize=8)
def _source(root: Path, topic: str) -> Document:
    return content.load(root / "content", topic)


@functools.lru_cache(maxsize=16)
def translated(root: Path, topic: str, tag: str, today: datetime.date) -> Document:
    """The topic in a locale with its review status and short code: everything before region and clinic."""
    document = _source(root, topic)
    if tag != SOURCE.tag:
        locale = translate.locale_of(root, tag)
        topic_words, labels = translate.load(root, locale, topic), translate.load(root, locale, translate.LABELS)
        document = translate.translate(document, topic_words, labels, locale)
        document = review.apply(document, review.ledger(root / "locales" / tag))
    document = review.status(document, reviewed(root, topic, today))
    return replace(document, code=_code(document, tag))


def trial(root: Path, topic: str, tag: str, today: datetime.date) -> Document:
    """The topic in a test language (`translate.PSEUDO`), for looking at layouts; never published."""
    document = review.status(translate.pseudo(_source(root, topic), tag), reviewed(root, topic, today))
    return replace(document, code=_code(document, tag))


@functools.lru_cache(maxsize=8)
def reviewed(root: Path, topic: str, today: datetime.date) -> review.SourceReview:
    """Who signed the English of a topic, if anyone, and whether that still holds on that day."""
    return review.source(root / "content", _source(root, topic), today)


def _code(document: Document, tag: str) -> str:
    """The short code of a printed sheet: topic, version, language and four letters that change with any word.

    The topic is said by two initials and, if its name has more words, the first three letters of each further one.
    """
    said = "\x1f".join(f"{text.id}\x1e{text.text}" for text in texts(document))
    letters = base64.b32encode(hashlib.sha256(said.encode()).digest())[:4].decode()
    words = document.topic.split("-")
    short = "".join([*(word[0] for word in words[:2]), *(word[:3] for word in words[2:])]).upper()
    return f"{short}{document.version}-{tag}-{letters}"


def ready(job: Job) -> Document:
    """The job's Document, translated and personalized, ready to be written."""
    region = content.region(job.root / "content", job.region) if job.region else None
    first, *second = (
        personalize.personalize(document, region=region, clinic=job.clinic, today=job.today) for document in _translations(job)
    )
    return paired(first, second[0]) if second else first


def _translations(job: Job) -> tuple[Document, ...]:
    """The job's topic in its language and, if a second one stands beside it, in that too."""
    return tuple(translated(job.root, job.topic, tag, job.today) for tag in (job.locale, job.beside) if tag)


def name_of(job: Job, status: str) -> str:
    """Where the file goes below the output folder: `[clinic/]tag/topic-format[-edition][-with-tag][-fillable][.draft].suffix`."""
    edition = f"-{job.edition}" if job.edition not in ("", "standard") else ""
    edition += f"-with-{job.beside}" if job.beside else ""
    edition += _FILLABLE if job.options.fillable else ""
    draft = ".draft" if status == "draft" else ""
    folder = f"{job.clinic.id}/{job.locale}" if job.clinic else job.locale
    return f"{folder}/{job.topic}-{job.format}{edition}{draft}.{FORMATS[job.format].suffix}"


def make(job: Job) -> Result:
    """Make one file: write, read back, check, and publish it if no check found an error."""
    document = ready(job)
    blockers = _blockers(job) if job.release else ()
    path = name_of(job, document.status)
    if blockers:
        return _result(job, document, path, b"", 0, blockers)
    form = FORMATS[job.format]
    try:
        data = form.write(document, job.options)
        outline = form.read(data)
        findings = suite.run(document, job.format, job.options, data, outline)
    except KitError as error:  # this file can't be made, such as for a letter no font has; the others can
        failed = Finding(id="not-made", severity="error", where=path, message=str(error).replace("\n  ", " "))
        return _result(job, document, path, b"", 0, (failed,))
    if not any(finding.severity == "error" for finding in findings):
        publish(job.out / path, data)
        other = path.replace(".draft.", ".") if ".draft." in path else f"{path.rpartition('.')[0]}.draft.{form.suffix}"
        (job.out / other).unlink(missing_ok=True)
    return _result(job, document, path, data, outline.pages, findings)


def _blockers(job: Job) -> tuple[Finding, ...]:
    """What stands against releasing the job's words, in each language that the file holds."""
    source = reviewed(job.root, job.topic, job.today)
    return tuple(found for document in _translations(job) for found in review.release_blockers(document, source))


def _result(job: Job, document: Document, path: str, data: bytes, pages: int, findings: tuple[Finding, ...]) -> Result:
    return Result(
        path=path,
        topic=job.topic,
        locale=job.locale,
        format=job.format,
        edition=job.edition,
        paper=job.options.paper if FORMATS[job.format].paged else "",
        region=job.region,
        clinic=job.clinic.id if job.clinic else "",
        status=document.status,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        bytes=len(data),
        pages=pages,
        findings=findings,
        content_version=document.version,
        date=document.date,
        title=document.title.text,
        code=document.code,
        beside=job.beside,
        published=not any(finding.severity == "error" for finding in findings),
    )


def publish(path: Path, data: bytes) -> None:
    """Put a whole file in place at once: a temporary name beside it, then a rename. Nothing half-written is ever left."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise KitError(
            f"could not write {path}: {error.strerror or error}",
            "Check that the folder exists, that you may write to it, and that the disk is not full; or choose another with --out.",
        ) from None


@contextlib.contextmanager
def sole_use(out: Path) -> Iterator[None]:
    """Hold the output folder for one build; a second build at the same time is told so. The system frees it if we die."""
    path = out / ".lock"
    try:
        out.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    except OSError as error:
        raise KitError(
            f"can't write to the output folder {out}: {error.strerror or error}",
            "Check the folder's permissions, or choose another folder with --out.",
        ) from None
    with stream:
        try:
            _lock(stream.fileno())
        except OSError:
            raise KitError(
                f"another build is writing to {out}",
                "Wait until it has finished, or build into another folder with --out.",
            ) from None
        yield


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def build(request: Request, progress: Callable[[Result], None] = lambda _: None) -> tuple[Result, ...]:
    """Make everything the request asks for, then the manifest and the download page.

    Results come in the plan's order whatever the number of processes. KitError where the input is at fault: then no
    manifest is written.
    """
    jobs = plan(request)
    if request.beside and not any(_source(job.root, job.topic).sheet == "card" for job in jobs):
        raise KitError(
            f"--with {request.beside}: none of these topics is a card to point to",
            "Leave out --with, or build the card: --topic point-to-card.",
        )
    if not jobs:
        raise KitError("there is nothing to build", "Check --locale, --format, --edition and --shard.")
    _warm(jobs)
    with sole_use(request.out):
        results = tuple(_run(jobs, request.jobs, progress))
        _record(request, results)
        if request.shard[1] == 1 and not request.release:
            for topic in dict.fromkeys(job.topic for job in jobs if job.locale == SOURCE.tag):
                write_review_form(request.root, topic, request.today, request.out / "review")
    return results


def _warm(jobs: Sequence[Job]) -> None:
    """Load every source once before anything is written: a fault in a content file stops the build, not half of it."""
    for arguments in dict.fromkeys((job.root, job.topic, job.locale, job.today) for job in jobs):
        translated(*arguments)


def _run(jobs: Sequence[Job], processes: int, progress: Callable[[Result], None]) -> Iterator[Result]:
    if processes <= 1 or len(jobs) == 1:
        for job in jobs:
            result = make(job)
            progress(result)
            yield result
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(max_workers=min(processes, len(jobs)), mp_context=context) as pool:
        for result in pool.map(make, jobs, chunksize=max(1, min(4, len(jobs) // (processes * 4)))):
            progress(result)
            yield result


def _record(request: Request, results: tuple[Result, ...]) -> None:
    index, count = request.shard
    name = MANIFEST if count == 1 else f"manifest.{index}-of-{count}.jsonl"
    lines = {result.path: result.line() for result in results if result.published}
    if count == 1:
        for path, line in _kept(request.out, {result.path for result in results}).items():
            lines.setdefault(path, line)
    publish(request.out / name, "".join(f"{lines[path]}\n" for path in sorted(lines)).encode())
    if count == 1:
        write_index(request.root, request.out, request.today)


def review_form(root: Path, topic: str, today: datetime.date) -> Document:
    """The form that clinicians and people with lived experience fill in: the scores, what is open, and lines to sign on."""
    from kit.checks import source as content_rules
    from kit.judging import form as review_form
    from kit.judging import open_points, scoring

    subject = content_rules.gather(root / "content", topic, today=today)
    words = content.review_form(root / "content")
    return review_form.build(translated(root, topic, SOURCE.tag, today), scoring.score(subject), open_points.of(subject), words)


def write_review_form(root: Path, topic: str, today: datetime.date, folder: Path) -> tuple[Path, ...]:
    """Write the review form of a topic as a PDF and a page; their paths."""
    form = review_form(root, topic, today)
    paths = []
    for kind in ("handout", "page"):
        path = folder / f"{form.topic}.{FORMATS[kind].suffix}"
        publish(path, FORMATS[kind].write(form, Options()))
        paths.append(path)
    return tuple(paths)


def entries(out: Path) -> tuple[dict[str, Any], ...]:
    """The manifest's lines, and those of shards, whose files are there and are still the same."""
    found: dict[str, dict[str, Any]] = {}
    for manifest in sorted(out.glob("manifest*.jsonl")):
        for line in manifest.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError, KeyError, OSError):
                entry = json.loads(line)
                if hashlib.sha256((out / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]:
                    found[entry["path"]] = entry
    return tuple(found[path] for path in sorted(found))


def _kept(out: Path, remade: set[str]) -> dict[str, str]:
    """Lines of files from earlier builds that this one did not touch and that are still what they were."""
    return {
        entry["path"]: json.dumps(entry, ensure_ascii=False, sort_keys=True)
        for entry in entries(out)
        if entry["path"] not in remade
    }


def write_index(root: Path, out: Path, today: datetime.date) -> None:
    """The download page, from the manifest: every language and file with size, pages, date and status."""
    from kit.checks import receipt
    from kit.formats.page import index

    found = entries(out)
    paths = {entry["path"] for entry in found}  # a fillable handout is listed where there is none to print
    listed = tuple(
        entry for entry in found if (twin := entry["path"].replace(_FILLABLE, "")) == entry["path"] or twin not in paths
    )
    wanted = sorted({(str(entry["topic"]), str(entry["locale"])) for entry in listed})
    if not wanted:
        return
    wanted += [] if any(tag == SOURCE.tag for _, tag in wanted) else [(wanted[0][0], SOURCE.tag)]
    documents = [translated(root, topic, tag, today) for topic, tag in wanted]
    for name, data in index.write(listed, documents, receipt.lines).items():
        publish(out / name, data)


def exit_code(results: Sequence[Result]) -> int:
    """0 if every file was published, else 1."""
    return 0 if all(result.published for result in results) else EXIT_CHECKS_FAILED


def locale_rows(root: Path) -> tuple[Locale, ...]:
    """The locales that this project has, the source language first."""
    return tuple(find(tag) for tag in locales_of(root))
