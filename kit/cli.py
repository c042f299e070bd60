"""The `kit` command: arguments, progress and messages only. Heavy imports stay inside commands, so that --help is quick."""

from __future__ import annotations

import contextlib
import csv
import datetime
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kit.errors import EXIT_BAD_INPUT, EXIT_CHECKS_FAILED, EXIT_OK, Finding, KitError

if TYPE_CHECKING:
    from kit.build import Request, Result
    from kit.document import ClinicCard, Document

_TYPER = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "no_args_is_help": True,
}
app = typer.Typer(help="Make health-education kits: decks, handouts and web pages in every language.", **_TYPER)  # type: ignore[arg-type]
content_app = typer.Typer(help="Check, score and sign the English source.", **_TYPER)  # type: ignore[arg-type]
translate_app = typer.Typer(help="Start, update, check and sign translations.", **_TYPER)  # type: ignore[arg-type]
app.add_typer(content_app, name="content")
app.add_typer(translate_app, name="translate")

Root = Annotated[Path | None, typer.Option(help="The project's folder, if it is not this one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what a program can read.")]
Topic = Annotated[str, typer.Option(help="The topic.")]
_FILLABLE = (
    "Make the handout's worksheets fields to fill in on a screen (-fillable in the file's name). "
    "Latin letters always show as typed; other scripts only where the PDF viewer can draw them itself."
)


def main() -> None:
    """Run the command; a fault the user can mend is printed in plain words with its exit code, never as a traceback."""
    try:
        app(standalone_mode=True)
    except KitError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(EXIT_OK)


def _root(given: Path | None) -> Path:
    for folder in (given, Path.cwd(), Path(__file__).resolve().parent.parent):
        if folder and (folder / "content").is_dir():
            return folder.resolve()
    raise KitError("no content/ folder here", "Run the command in the project's folder, or name it with --root.")


def _today() -> datetime.date:
    """Today, or the day SOURCE_DATE_EPOCH says (reproducible-builds.org), so that a build can be repeated exactly."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdigit() else datetime.datetime.now(datetime.UTC)
    return now.date()


def _several(given: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The values of a comma-separated option; empty for "all"."""
    values = tuple(part.strip() for part in given.split(",") if part.strip())
    if values == ("all",) or not values:
        return ()
    for value in values:
        if value not in known:
            raise KitError(f"{option}: unknown value '{value}'", f"Use one or more of: all, {', '.join(known)}.")
    return values


def _beside(given: str, known: tuple[str, ...]) -> str:
    if given and given not in known:
        raise KitError(f"--with: unknown language '{given}'", f"Use one of: {', '.join(known)}.")
    return given


def _shard(given: str) -> tuple[int, int]:
    index, _, count = given.partition("/")
    if not (index.isdigit() and count.isdigit() and 1 <= int(index) <= int(count)):
        raise KitError(f"--shard: '{given}' is not i/n", "Give for example --shard 1/4.")
    return int(index), int(count)


def _say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


def _report(findings: tuple[Finding, ...], as_json: bool, name: str = "") -> int:
    """Print findings and give the exit code: 1 if any is an error."""
    if as_json:
        fields = ("id", "severity", "where", "message", "clause")
        rows = [{key: getattr(finding, key) for key in fields} for finding in findings]
        _say(json.dumps({"file": name, "findings": rows}, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            clause = f" [{finding.clause}]" if finding.clause else ""
            _say(f"{name + ': ' if name else ''}{finding.severity}: {finding.where}: {finding.message} ({finding.id}){clause}")
    return EXIT_CHECKS_FAILED if any(finding.severity == "error" for finding in findings) else EXIT_OK


@contextlib.contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[Any], None]]:
    """A progress bar on a terminal; nothing in a pipe or with --plain."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Making files", total=total)

        def step(result: Any) -> None:
            bar.update(task, advance=1, description=result.path)

        yield step


@app.command()
def build(
    *,
    topic: Annotated[str, typer.Option(help="Topics, comma-separated, or all.")] = "all",
    locale: Annotated[str, typer.Option(help="Languages by tag, comma-separated, or all.")] = "all",
    format_: Annotated[str, typer.Option("--format", help="deck, handout, page, comma-separated, or all.")] = "all",
    edition: Annotated[str, typer.Option(help="Editions of the handout: standard, large-print, or all.")] = "all",
    paper: Annotated[str, typer.Option(help="letter or a4; the default follows the region.")] = "",
    region: Annotated[str, typer.Option(help="The territory whose help numbers are printed, such as US or GB.")] = "",
    clinic: Annotated[Path | None, typer.Option(help="A clinic's TOML file.")] = None,
    clinics: Annotated[Path | None, typer.Option(help="A CSV file with one clinic a line.")] = None,
    pdfua: Annotated[int, typer.Option(min=1, max=2, help="PDF/UA part: 1 or 2.")] = 1,
    beside: Annotated[str, typer.Option("--with", help="A second language, by tag, beside the first on cards to point to.")] = "",
    profile: Annotated[str, typer.Option(help="Large-print guideline: aph, acb or ukaaf.")] = "aph",
    fillable: Annotated[bool, typer.Option("--fillable", help=_FILLABLE)] = False,
    release: Annotated[bool, typer.Option("--release", help="Refuse what is not reviewed.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="How many processes.")] = None,
    shard: Annotated[str, typer.Option(help="Make only part i of n, as i/n.")] = "1/1",
    out: Annotated[Path | None, typer.Option(help="The output folder.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No progress bar.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Make the kit: decks, handouts and pages, with a download page in output/index.html."""
    from kit import build as shell
    from kit import content
    from kit.document import Options
    from kit.formats import FORMATS

    base = _root(root)
    topics = content.topics(base / "content")
    if paper not in ("", "a4", "letter"):
        raise KitError(f"--paper: unknown value '{paper}'", "Use a4 or letter.")
    if profile not in ("aph", "acb", "ukaaf"):
        raise KitError(f"--profile: unknown value '{profile}'", "Use aph, acb or ukaaf.")
    part: Literal[1, 2] = 2 if pdfua == 2 else 1
    request = shell.Request(
        root=base,
        out=out.resolve() if out else base / "output",
        topics=_several(topic, topics, "--topic") or topics,
        locales=_several(locale, shell.locales_of(base), "--locale"),
        formats=_several(format_, tuple(FORMATS), "--format"),
        editions=_several(edition, ("standard", "large-print"), "--edition"),
        options=Options(profile=profile, pdfua=part, fillable=fillable),  # type: ignore[arg-type]
        paper=paper,
        region=region.upper(),
        clinics=_clinics(clinic, clinics),
        release=release,
        jobs=jobs or min(os.cpu_count() or 1, 8),
        shard=_shard(shard),
        beside=_beside(beside, shell.locales_of(base)),
        today=_today(),
    )
    with _progress(len(shell.plan(request)), plain or as_json) as step:
        results = shell.build(request, step)
    _summary(request, results, as_json)
    raise typer.Exit(shell.exit_code(results))


def _clinics(one: Path | None, many: Path | None) -> tuple[ClinicCard, ...]:
    from kit import content

    if one and many:
        raise KitError("--clinic and --clinics exclude each other", "Give one of them.")
    return (content.clinic(one),) if one else content.clinics(many) if many else ()


def _summary(request: Request, results: tuple[Result, ...], as_json: bool) -> None:
    made = [result for result in results if result.published]
    failed = [result for result in results if not result.published]
    if as_json:
        for result in results:
            _say(result.line())
        return
    languages = len({result.locale for result in made})
    files = f"{len(made)} file{'' if len(made) == 1 else 's'}"
    _say(f"Made {files} in {languages} language{'' if languages == 1 else 's'} in {request.out}")
    drafts = sum(result.status == "draft" for result in made)
    if drafts:
        _say(f"{drafts} of them are drafts: nobody has signed their review yet. Each page and slide says so.")
    if not request.region:
        _say("No region was given, so phone numbers are lines to write on. For printed numbers add for example: --region US")
    for result in failed:
        _say(f"Withheld {result.path}:")
        for finding in result.findings[:20]:
            if finding.severity == "error":
                _say(f"  {finding.where}: {finding.message} ({finding.id})")
    if request.shard[1] == 1 and made:
        _say(f"Open this in a browser: {request.out / 'index.html'}")


@app.command()
def index(*, out: Annotated[Path | None, typer.Option(help="The output folder.")] = None, root: Root = None) -> None:
    """Write the download page again, from the manifests in the output folder (after building in shards)."""
    from kit import build as shell

    base = _root(root)
    shell.write_index(base, out.resolve() if out else base / "output", _today())


_KINDS = {".pdf": "handout", ".pptx": "deck", ".html": "page", ".htm": "page"}


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="PowerPoint, PDF or HTML files, ours or not.")],
    *,
    profile: Annotated[str, typer.Option(help="Judge a PDF by a print profile: standard, aph, acb or ukaaf.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check files for accessibility: what is wrong, where, and which clause says so."""
    code = EXIT_OK
    for path in files:
        kind = _KINDS.get(path.suffix.lower())
        if kind is None:
            raise KitError(f"{path}: not a file this can check", "Give .pptx, .pdf or .html files.")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise KitError(f"{path}: {error.strerror or error}", "Check the name and that you may read it.") from None
        code = max(code, _report(_audit(kind, data, profile, path), as_json, str(path)))
    raise typer.Exit(code)


def _audit(kind: str, data: bytes, profile: str, path: Path) -> tuple[Finding, ...]:
    if kind == "handout":
        from kit.checks import pdf

        found = pdf.check(data, profile=profile or None)
    elif kind == "deck":
        from kit.checks import deck

        found = deck.check(data)
    else:
        from kit.checks import page as html

        found = html.check(data)
    if not found:
        _say(f"{path}: no fault found")
    return found


@app.command()
def doctor(*, root: Root = None) -> None:
    """Say what is installed, and which fonts and outside validators are found."""
    from kit.text import faces

    base = _root(root)
    _say(f"Python {sys.version.split()[0]}; project in {base}")
    for script, name in faces.installed():
        _say(f"font for {script}: {name}")
    for line in _validators():
        _say(line)


def _validators() -> Iterator[str]:
    import shutil

    for program, use in (
        ("soffice", "shows decks as pictures"),
        ("chromium", "checks and prints pages"),
        ("pdftoppm", "shows handouts as pictures"),
        ("java", "runs veraPDF"),
        ("msgfmt", "checks PO files"),
    ):
        yield f"{program} ({use}): {'found' if shutil.which(program) else 'not found; only tests need it'}"
    folder = os.environ.get("KIT_VALIDATORS", "")
    yield f"KIT_VALIDATORS: {folder or 'not set; the outside validators are skipped'}"


@content_app.command("check")
def content_check(
    *,
    topic: Topic = "all",
    against: Annotated[list[Path] | None, typer.Option(help="A text file that no six words may be taken from.")] = None,
    remarks: Annotated[bool, typer.Option("--remarks", help="Print remarks too: what was left as it is, and hints.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Check the source: structure, claims, terms, plain words, safety facts, dates."""
    from kit import content
    from kit.checks import source as content_rules

    base = _root(root)
    code = EXIT_OK
    topics = content.topics(base / "content")
    for name in _several(topic, topics, "--topic") or topics:
        findings = content_rules.check(base / "content", name, today=_today(), against=tuple(against or ()))
        told = tuple(finding for finding in findings if remarks or finding.severity != "info")
        code = max(code, _report(told, as_json, name))
        if not as_json:
            _say(f"{name}: {len(told)} findings, {len(findings) - len(told)} remarks not shown (--remarks)")
    raise typer.Exit(code)


@content_app.command("rules")
def content_rules_list() -> None:
    """List the rules of `content check`: what each is for, and the item of the standard it comes from."""
    from kit.checks import source as content_rules

    rows = [(rule.id, rule.severity, rule.rationale, rule.standard) for rule in content_rules.RULES]
    _write_csv([("rule", "severity", "why", "standard"), *rows])


@content_app.command("score")
def content_score(
    *,
    topic: Topic = "all",
    form: Annotated[Path | None, typer.Option(help="Also write the review form, as PDF and page, into this folder.")] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Score the source by the CDC Index and PEMAT-P: met, not met, or for a person to judge."""
    from dataclasses import asdict

    from kit import build as shell
    from kit import content
    from kit.checks import source as content_rules
    from kit.judging import scoring

    base = _root(root)
    topics = content.topics(base / "content")
    for name in _several(topic, topics, "--topic") or topics:
        subject = content_rules.gather(base / "content", name, today=_today())
        sheet = scoring.score(subject)
        if as_json:
            _say(json.dumps(asdict(sheet), ensure_ascii=False, indent=1))
        else:
            rows = [(item.instrument, item.number, item.verdict, item.question, item.reason) for item in sheet.items]
            _write_csv([("instrument", "item", "result", "question", "reason"), *rows])
        if form:
            for path in shell.write_review_form(base, name, _today(), form):
                if not as_json:
                    _say(f"Wrote {path}")


@content_app.command("status")
def content_status(*, topic: Topic = "all", root: Root = None) -> None:
    """Say what is open: who signed, facts known second-hand, sources that differ, numbers that nobody confirmed."""
    from kit import build as shell
    from kit import content
    from kit.checks import source as content_rules
    from kit.judging import open_points

    base = _root(root)
    topics = content.topics(base / "content")
    for name in _several(topic, topics, "--topic") or topics:
        for line in open_points.of(content_rules.gather(base / "content", name, today=_today())).lines():
            _say(line)
        _say(f"{name}: {shell.reviewed(base, name, _today()).reason}")


@content_app.command("keep")
def content_keep(*, topic: Topic = "all", root: Root = None) -> None:
    """Keep the words of the present version, so that later ones can be compared with it."""
    from kit import content

    base = _root(root)
    topics = content.topics(base / "content")
    for name in _several(topic, topics, "--topic") or topics:
        _say(f"Kept {content.keep(base / 'content', content.load(base / 'content', name)).relative_to(base)}")


@content_app.command("diff")
def content_diff(
    old: Annotated[str, typer.Argument(help="The older version, such as 1.0.")],
    new: Annotated[str, typer.Argument(help="The newer version, or 'now' for the words as they stand.")] = "now",
    *,
    topic: Topic = "heroin-withdrawal",
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Say in words what changed between two versions; texts on which a life can depend come first, marked with !."""
    from dataclasses import asdict

    from kit import content

    base = _root(root) / "content"
    now = content.words(content.load(base, topic)) if new == "now" else content.kept_words(base, topic, new)
    changes = content.diff(content.kept_words(base, topic, old), now)
    if as_json:
        _say(json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1))
        return
    for change in changes:
        _say(f"{'!' if change.safety else ' '} {change.kind}: {change.id}")
        for sign, said in (("-", change.before), ("+", change.now)):
            if said:
                _say(f"    {sign} {said}")
    _say(f"{len(changes)} texts differ")


def _document(root: Path, topic: str, tag: str) -> Document:
    from kit import build as shell

    return shell.translated(root, topic, tag, _today())


def _write_csv(rows: list[tuple[Any, ...]]) -> None:
    csv.writer(sys.stdout, delimiter="\t", lineterminator="\n").writerows(rows)


@content_app.command("sign")
def content_sign(
    *,
    topic: Topic,
    who: Annotated[str, typer.Option(help="Your name.")],
    role: Annotated[str, typer.Option(help="Your profession.")],
    credentials: Annotated[str, typer.Option(help="What qualifies you, in your own words.")],
    conflicts: Annotated[str, typer.Option(help="Conflicts of interest, or: none.")],
    until: Annotated[str, typer.Option(help="The last day your signature holds, like 2027-11-22; three years at most.")],
    retire: Annotated[bool, typer.Option("--retire", help="Take the topic out of use instead; say why in --note.")] = False,
    note: Annotated[str, typer.Option(help="Anything the next person should know.")] = "",
    root: Root = None,
) -> None:
    """Record that a clinician vouches for the whole English text of a topic; changing a word cancels it."""
    from kit import content, review

    base = _root(root)
    document = content.load(base / "content", topic)
    signature = review.Signature(
        state="retired" if retire else "clinically_reviewed",
        who=who,
        role=role,
        credentials=credentials,
        conflicts=conflicts,
        hash=review.source_hash(document),
        date=_today().isoformat(),
        until=until,
        note=note,
    )
    review.sign_source(base / "content", document, signature)
    _say(review.source(base / "content", document, _today()).reason)


@translate_app.command("sync")
def translate_sync(tags: Annotated[list[str] | None, typer.Argument()] = None, *, root: Root = None) -> None:
    """Bring the catalogs of some or all locales up to the English text; words already there are kept."""
    from kit import build as shell
    from kit import content, translate

    base = _root(root)
    wanted = tuple(tags or (tag for tag in shell.locales_of(base) if tag != "en"))
    topics = tuple(content.load(base / "content", topic) for topic in content.topics(base / "content"))
    for line in translate.sync(base, topics, wanted):
        _say(str(line))


@translate_app.command("start")
def translate_start(tag: str, *, root: Root = None) -> None:
    """Make the catalogs of a new locale, ready for any PO editor."""
    from kit import content, translate

    base = _root(root)
    topics = tuple(content.load(base / "content", topic) for topic in content.topics(base / "content"))
    for line in translate.start(base, topics, tag):
        _say(str(line))


@translate_app.command("draft")
def translate_draft(
    tag: str,
    file: Annotated[Path, typer.Argument(help="YAML or JSON: text id to words.")],
    *,
    origin: Annotated[str, typer.Option(help="What made the words; begins with 'machine'.")] = "",
    root: Root = None,
) -> None:
    """Take a machine's words into the catalogs, marked as drafts; what a person translated is never touched."""
    from kit import translate

    done = translate.draft(_root(root), tag, file, origin or f"machine draft, {_today().isoformat()}")
    _say(f"{done.written} drafts written, {done.same} were there already")


@translate_app.command("check")
def translate_check(tag: str, *, as_json: AsJson = False, root: Root = None) -> None:
    """Check a locale: numbers, placeables, letters, names, words to avoid, ease, safety. Exit 1 if anything is an error."""
    from kit import content
    from kit.checks import source as content_rules
    from kit.checks import translation

    base = _root(root)
    documents = [content.load(base / "content", topic) for topic in content.topics(base / "content")]
    findings = dict.fromkeys(found for document in documents for found in translation.check_locale(base, document, tag))
    for document in documents:
        made = _document(base, document.topic, tag)
        findings |= dict.fromkeys(content_rules.in_locale(base / "content", made, today=_today()))
    raise typer.Exit(_report(tuple(findings), as_json))


@translate_app.command("status")
def translate_status(*, as_json: AsJson = False, root: Root = None) -> None:
    """Say how far each locale is: texts by state, and of those the ones on which a life can depend."""
    from kit import build as shell
    from kit import content, translate

    base = _root(root)
    tags = [tag for tag in shell.locales_of(base) if tag != "en"]
    rows = [translate.coverage(_document(base, topic, tag)) for topic in content.topics(base / "content") for tag in tags]
    if as_json:
        fields = [{"locale": r.tag, "topic": r.topic, "states": dict(r.states), "safety": dict(r.safety)} for r in rows]
        _say(json.dumps(fields, ensure_ascii=False, indent=1))
        return
    heads = ("locale", "topic", "texts", *translate.LADDER)
    table = [(r.tag, r.topic, r.total, *(r.count(state) for state in translate.LADDER)) for r in rows]
    table += [
        (r.tag, f"{r.topic}, safety texts", sum(dict(r.safety).values()), *(dict(r.safety).get(s, 0) for s in translate.LADDER))
        for r in rows
    ]
    _write_csv([heads, *table])


@translate_app.command("sign")
def translate_sign(
    tag: str,
    texts_: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="Ids of texts, as in the PO files.")] = None,
    *,
    person: Annotated[str, typer.Option(help="Your handle in people.toml.")],
    level: Annotated[str, typer.Option(help="reviewed (the language is right) or clinical (the medicine is right).")],
    every: Annotated[bool, typer.Option("--all", help="Every text that can be signed.")] = False,
    note: Annotated[str, typer.Option(help="Anything the next person should know.")] = "",
    root: Root = None,
) -> None:
    """Record that you vouch for translations, word for word as they stand; changing a word cancels it."""
    from kit import build as shell
    from kit import content, review

    base = _root(root)
    if level not in ("reviewed", "clinical"):
        raise KitError(f"--level: unknown value '{level}'", "Use reviewed or clinical.")
    documents = [shell.translated(base, topic, tag, _today()) for topic in content.topics(base / "content")]
    ledger = review.ledger(base / "locales" / tag)
    wanted = review.signable(documents, level) if every else tuple(texts_ or ())  # type: ignore[arg-type]
    done = review.sign(ledger, documents, handle=person, level=level, ids=wanted, date=_today(), note=note)  # type: ignore[arg-type]
    _say(f"{len(done)} text{'' if len(done) == 1 else 's'} signed as {level} by {person}")


@translate_app.command("preview")
def translate_preview(
    tag: str, *, topic: Topic = "all", out: Annotated[Path | None, typer.Option(help="A folder.")] = None, root: Root = None
) -> None:
    """Make handout and page of a locale as they are now, with marks: [?] not translated, [!] outdated, [~] machine.

    Also of the test languages en-XA (long), ar-XB (right to left), zh-XC (wide, no spaces) and th-XT (tall).
    """
    from kit import build as shell
    from kit import content, personalize, translate
    from kit.document import Options
    from kit.formats import FORMATS

    base = _root(root)
    folder = out or base / "output" / "preview"
    topics = content.topics(base / "content")
    for name in _several(topic, topics, "--topic") or topics:
        marked = shell.trial(base, name, tag, _today()) if tag in translate.PSEUDO else translate.mark(_document(base, name, tag))
        document = personalize.personalize(marked, region=None, clinic=None, today=_today())
        for kind in ("handout", "page"):
            form = FORMATS[kind]
            path = folder / tag / f"{name}-{kind}.draft.{form.suffix}"
            shell.publish(path, form.write(document, Options()))
            _say(str(path))


if __name__ == "__main__":
    main()


__all__ = ["EXIT_BAD_INPUT", "app", "main"]
