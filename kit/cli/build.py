"""`kit build` and `kit index`: make files, and the download page that leads to them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from kit import build as shell
from kit import content
from kit.build import Request, Result
from kit.build.incremental import DAMAGED, NEW
from kit.build.making import LEFT_OUT
from kit.build.meant import unknown
from kit.cli.arguments import AsJson, Root, beside_of, output_of, project, region_of, several, shard_of, today
from kit.cli.ending import crash, stoppable, warn
from kit.cli.messages import progress, say
from kit.document import ClinicCard, Options, offers
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, ContentError, Finding, KitError
from kit.files import read_data
from kit.formats import FORMATS

_FILLABLE = (
    "Make phone lines, worksheets and boxes fields to fill in on a screen (-fillable in the file's name). "
    "Letters of the file's script all show; few PDF viewers join Arabic or Devanagari letters, so type numbers there."
)


_SITE = (
    "Where the texts can be read on a phone, such as https://example.org/kit/#{locale}: sheets say it in words and as a QR code. "
    "{locale} becomes the language's tag."
)
_PARTIAL = "Make also what a language does not offer yet: English, marked as such, stands where words are missing."


def build(
    *,
    topic: Annotated[str, typer.Option(help="Topics, comma-separated, or all.")] = "all",
    locale: Annotated[str, typer.Option(help="Languages by tag, comma-separated, or all.")] = "all",
    format_: Annotated[str, typer.Option("--format", help="deck, handout, page, comma-separated, or all.")] = "all",
    edition: Annotated[
        str, typer.Option(help="Editions: standard, large-print (handout, sheets), folded (pocket cards), or all.")
    ] = "all",
    paper: Annotated[str, typer.Option(help="letter or a4; the default follows the region.")] = "",
    region: Annotated[str, typer.Option(help="The territory whose help numbers are printed, such as US or GB.")] = "",
    clinic: Annotated[Path | None, typer.Option(help="A clinic's TOML file.")] = None,
    clinics: Annotated[Path | None, typer.Option(help="A list of clinics, one a row: .csv or .xlsx.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Make the files of all clinics of the list that are right.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="How the list is written, if it is not UTF-8: cp1252 (old Windows).")] = "",
    pdfua: Annotated[int, typer.Option(min=1, max=2, help="PDF/UA part: 1 or 2.")] = 1,
    sheet: Annotated[
        str, typer.Option(help="Sheets, by name, for formats that show one or, as a packet, several; all is the default.")
    ] = "",
    parts: Annotated[str, typer.Option(help="Parts of the handout, by number or id, such as 9,12.")] = "",
    beside: Annotated[str, typer.Option("--with", help="A second language, by tag, beside the first on cards to point to.")] = "",
    profile: Annotated[str, typer.Option(help="Large-print guideline: aph, acb or ukaaf.")] = "aph",
    site: Annotated[str, typer.Option(help=_SITE)] = "",
    fillable: Annotated[bool, typer.Option("--fillable", help=_FILLABLE)] = False,
    session: Annotated[str, typer.Option(help="Only decks for a group session: its minutes, such as 20 or 20,45, or all.")] = "",
    template: Annotated[Path | None, typer.Option(help="Your own .potx or .pptx, on whose layouts decks are made.")] = None,
    partial: Annotated[bool, typer.Option("--allow-partial", help=_PARTIAL)] = False,
    release: Annotated[bool, typer.Option("--release", help="Refuse what is not reviewed.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="How many processes.")] = None,
    shard: Annotated[str, typer.Option(help="Make only part i of n, as i/n.")] = "1/1",
    cluster: Annotated[str, typer.Option(help="Let the workers of a Dask cluster make the files: tcp://HOST:PORT.")] = "",
    out: Annotated[str, typer.Option(help="The output folder; with --cluster also an fsspec path, such as s3://kits.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Make every file, also those that nothing has changed for.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each file that is made why.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No progress bar.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Make the kit: decks, handouts and pages, with a download page in output/index.html."""
    base = project(root)
    topics = content.topics(base / "content")
    papers = sorted({size for row in FORMATS.values() for size in row.papers})
    if paper and paper not in papers:
        raise unknown("paper", "--paper", paper, papers)
    if profile not in ("aph", "acb", "ukaaf"):
        raise KitError(f"--profile: unknown value '{profile}'", "Use aph, acb or ukaaf.")
    editions = tuple(dict.fromkeys(name for row in FORMATS.values() for name in row.editions if name))
    part: Literal[1, 2] = 2 if pdfua == 2 else 1
    store = out if "://" in out else ""
    if store and not cluster:
        raise KitError(
            f"--out {out}: only the workers of a cluster write to such a place", "Give --cluster too, or name a folder."
        )
    if parts and session:
        raise KitError(
            "--parts and --session ask for two different decks", "Give one of them: a session has a plan of its own parts."
        )
    named, skipped = _clinics(clinic, clinics, encoding, skip_bad)
    request = shell.Request(
        root=base,
        out=output_of(base, Path(out) if out and not store else None),
        cluster=cluster,
        store=store,
        topics=several(topic, topics, "--topic") or topics,
        locales=several(locale, shell.locales_of(base), "--locale"),
        formats=several(format_, tuple(FORMATS), "--format"),
        editions=several(edition, editions, "--edition"),
        options=Options(profile=profile, pdfua=part, fillable=fillable, template=_template(template), site=_site(site)),  # type: ignore[arg-type]  # checked above
        paper=paper,
        region=region_of(region, base),
        clinics=named,
        release=release,
        partial=partial,
        jobs=jobs or min(os.cpu_count() or 1, 8),
        shard=shard_of(shard),
        sessions=_sessions(session, base, several(topic, topics, "--topic") or topics),
        sheets=several(sheet, _sheet_names(base, topics), "--sheet"),
        parts=tuple(part.strip() for part in parts.split(",") if part.strip()),
        beside=beside_of(beside, shell.locales_of(base)),
        force=force,
        today=today(),
    )
    for line in _other_editions(request):
        say(line)
    planned = shell.plan(request)
    with progress(len(planned), plain or as_json) as step, stoppable():
        results = shell.build(request, step, warn, planned=planned)
    _summary(request, results, as_json, explain=explain)
    _tell_crashes(results)
    if skipped:
        warn(f"{skipped} rows of {clinics} have faults, told above, and were skipped.")
    raise typer.Exit(shell.exit_code(results) or (EXIT_CHECKS_FAILED if skipped else EXIT_OK))


def _other_editions(request: Request) -> list[str]:
    """A line for each format asked for that is made in none of the editions asked for: it is made as it is, which is the standard one."""
    lines: list[str] = []
    if not request.editions or "standard" in request.editions:
        return lines
    for name in request.formats:
        if not FORMATS[name].editions or set(FORMATS[name].editions).intersection(request.editions):
            continue
        wanted = request.editions[0]
        others = [row.name for row in FORMATS.values() if wanted in row.editions]
        why = "its pages are too small for that" if FORMATS[name].papers else "it can be enlarged on the screen"
        lines.append(f"The {name} is not made as {wanted}: {why}. Made as {wanted}: {', '.join(others)}.")
    return lines


def _tell_what_is_not_there(request: Request) -> None:
    """A line for each language that lacks something of what was asked for."""
    lacking: dict[str, int] = {}
    for job in () if request.partial else shell.not_there(request):
        lacking[job.locale] = lacking.get(job.locale, 0) + 1
    for tag, count in lacking.items():
        files = "1 sheet or file is" if count == 1 else f"{count} sheets and files are"
        say(f"{tag}: {files} not there yet, because words are missing or an error is open (kit translate status {tag}).")


def _tell_crashes(results: tuple[Result, ...]) -> None:
    """One paragraph for all files that the program crashed over, and one report file with each place once."""
    traces = dict.fromkeys(result.trace for result in results if result.trace)
    if traces:
        warn(crash(f"{sum(bool(result.trace) for result in results)} files could not be made", "\n".join(traces)))


def _sessions(given: str, base: Path, topics: tuple[str, ...]) -> tuple[int, ...]:
    """The minutes of the sessions asked for; none means every deck, the whole ones too."""
    known = sorted({plan.minutes for topic in topics for plan in content.load(base / "content", topic).sessions})
    values = tuple(part.strip() for part in given.split(",") if part.strip())
    if values == ("all",):
        return tuple(known)
    for value in values:
        if not value.isdecimal() or int(value) not in known:
            said = ", ".join(map(str, known)) or "none"
            raise KitError(f"--session {value}: there is no such session", f"Sessions are: {said} (minutes), or all.")
    return tuple(map(int, values))


def _site(given: str) -> str:
    """An address that a phone can open and a person can type."""
    if given and not (len(given) <= _LONGEST_SITE and _ADDRESS.fullmatch(given)):
        raise KitError(
            f"--site {given[:_LONGEST_SITE]}: not an address that can be printed",
            f"Write it out, from https://, without spaces, in letters of English and at most {_LONGEST_SITE} of them; {{locale}} stands for a language's tag.",
        )
    return given


_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/(?:[!-z|~]|\{locale\})*)?"
)
_LONGEST_SITE = 80
_LARGEST = 100_000_000
"""Bytes of a template."""


def _template(path: Path | None) -> bytes:
    """An agency's template for decks."""
    return read_data(path, most=_LARGEST) if path else b""


def _sheet_names(base: Path, topics: tuple[str, ...]) -> tuple[str, ...]:
    """The names of all sheets that any of these topics offers."""
    found = (offer.name for topic in topics for offer in offers(content.load(base / "content", topic)) if offer.kind == "sheet")
    return tuple(dict.fromkeys(found))


def _clinics(one: Path | None, many: Path | None, encoding: str, skip_bad: bool) -> tuple[tuple[ClinicCard, ...], int]:
    """The clinics asked for, and how many rows of the list were skipped."""
    if one and many:
        raise KitError("--clinic and --clinics exclude each other", "Give one of them.")
    if one:
        return (content.clinic(one),), 0
    if many and skip_bad:
        cards, faults = content.good_clinics(many, encoding)
        if faults:
            warn(str(ContentError(faults)))
        return cards, len({fault.line for fault in faults})
    return (content.clinics(many, encoding) if many else ()), 0


_NAMED = 10
"""Files of which the summary says what had no room on them."""


def _summary(request: Request, results: tuple[Result, ...], as_json: bool, *, explain: bool) -> None:
    made = [result for result in results if result.published]
    failed = [result for result in results if not result.published]
    if as_json:
        for result in results:
            say(result.line())
        return
    new = [result for result in made if not result.kept]
    languages = len({result.locale for result in new})
    if new:
        say(f"Made {_files(len(new))} in {languages} language{'' if languages == 1 else 's'} in {request.out}")
    if len(made) > len(new):
        say(f"Kept {_files(len(made) - len(new))} of an earlier build: nothing that they are made from has changed.")
    for result in results:
        if result.why and (explain or result.why == DAMAGED):
            say(f"{result.path} was made again: {result.why}." if result.why != NEW else f"{result.path} is new: {result.why}.")
    drafts = sum(result.status == "draft" for result in made)
    if drafts:
        say(f"{drafts} of them are drafts: nobody has signed their review yet. Each page and slide says so.")
    _tell_what_is_not_there(request)
    tell_what_had_no_room(finding for result in made for finding in result.findings)
    for finding in shell.stale_numbers(request):
        say(f"{finding.where}: {finding.message}")
    if not request.region:
        say("No region was given, so phone numbers are lines to write on. For printed numbers add for example: --region US")
    for result in failed:
        say(f"Withheld {result.path}:")
        for finding in result.findings[:20]:
            if finding.severity == "error":
                say(f"  {finding.where}: {finding.message} ({finding.id})")
    if request.shard[1] == 1 and made and not request.store:
        say(f"Open this in a browser: {request.out / 'index.html'}")


def tell_what_had_no_room(findings: Iterable[Finding]) -> None:
    """Name the blocks that were left out of sheets; each file's receipt says so too."""
    found = [finding for finding in findings if finding.id == LEFT_OUT]
    for finding in found[:_NAMED]:
        say(f"{finding.where}: {finding.message}")
    if len(found) > _NAMED:
        say(f"On {_files(len(found) - _NAMED)} more something had no room; their receipts say what.")


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def index(*, out: Annotated[Path | None, typer.Option(help="The output folder.")] = None, root: Root = None) -> None:
    """Write the download page again, from the manifests in the output folder (after building in shards)."""
    base = project(root)
    folder = output_of(base, out)
    with shell.sole_use(folder):
        for words in shell.listing(folder).warnings():
            warn(words)
        shell.write_index(base, folder, today())
